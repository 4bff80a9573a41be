"""Background work: `later` queues it in the caller's transaction, `task` declares it.

On top of the tasks library: leases and a heartbeat, so that work survives a killed worker and is never run by
two; retries, a schedule, a time limit, and keys that queue a thing once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django_tasks import task

if TYPE_CHECKING:
    from datetime import datetime

__all__ = ["Lost", "later", "still_mine", "task"]


class Lost(Exception):
    """Another worker has this job now; whatever was about to be written must not be."""


def later(path: str, *, key: str | None = None, at: datetime | None = None, **kwargs: Any) -> bool:
    """Queue the task at a dotted path within the caller's transaction; False where its key is queued.

    `at` is the earliest moment. A key is taken until its job has been pruned (a day after it went well) or
    has failed for good.
    """
    from counterpart.jobs import actions

    return actions.later(path, key=key, at=at, **kwargs)


def still_mine() -> None:
    """Call inside the transaction that writes a long job's result: raises `Lost` where another has the job.

    Outside a worker there is nothing to lose.
    """
    from counterpart.jobs import actions

    actions.still_mine()
