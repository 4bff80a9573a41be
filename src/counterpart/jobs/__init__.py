"""Background work: `later` queues it in the caller's transaction, `task` declares it.

On top of the tasks library: leases and a heartbeat, so that work survives a killed worker and is never run by
two; retries, a schedule, a time limit, and keys that queue a thing once.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import django_tasks

if TYPE_CHECKING:
    from datetime import datetime

    from django_tasks.base import Task

P = ParamSpec("P")
R = TypeVar("R")

__all__ = ["Lost", "later", "still_mine", "task"]


class Lost(Exception):
    """Another worker has this job now; whatever was about to be written must not be."""


def task(
    *,
    attempts: int = 5,
    limit: timedelta = timedelta(minutes=5),
    every: timedelta | None = None,
    slow: bool = False,
    mail: bool = False,
    gave_up: str = "",
) -> Callable[[Callable[P, R]], Task[P, R]]:
    """Declare a task in an app's `tasks` module; what the words mean stands in `jobs.backend.Job`.

    A slow one keeps out of the way of the quick ones, which have a process of their own. Of those that send
    mail a worker runs one at a time.
    """
    queue = "mail" if mail else "slow" if slow else "default"
    return django_tasks.task(queue_name=queue, attempts=attempts, limit=limit, every=every, gave_up=gave_up)


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
