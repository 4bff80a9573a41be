"""The life of a job: queued, claimed by one, kept alive, finished or tried again.

Every closing write is fenced: it is lost where another worker has the job by then.
"""

import traceback
from collections.abc import Iterable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus as State
from django_tasks_db.models import DBTaskResult, get_date_max

from counterpart.jobs import Lost
from counterpart.jobs.backend import Job
from counterpart.jobs.models import Lease

FIRST_DELAY = timedelta(seconds=10)
LONGEST_DELAY = timedelta(hours=1)
KEEP_SUCCESSFUL = timedelta(days=1)
KEEP_FAILED = timedelta(days=30)


@dataclass(frozen=True)
class Claim:
    """One attempt at one job by one worker."""

    task: UUID
    path: str
    kwargs: dict[str, Any]
    worker_ids: tuple[str, ...]

    @property
    def holder(self) -> str:
        return self.worker_ids[-1]


CURRENT: ContextVar[Claim | None] = ContextVar("current", default=None)


def find(path: str) -> Job[..., Any]:
    """The task at a dotted path; ImportError where there is none."""
    found = import_string(path)
    if not isinstance(found, Job):
        raise ImportError(f"{path} is not a task")
    return cast("Job[..., Any]", found)


@transaction.atomic
def later(path: str, *, key: str | None = None, at: datetime | None = None, **kwargs: Any) -> bool:
    if key and Lease.objects.filter(key=key).exists():
        return False
    plain = {name: str(value) if isinstance(value, UUID) else value for name, value in kwargs.items()}
    try:
        with transaction.atomic():
            result = find(path).using(run_after=at).enqueue(**plain)
            Lease.objects.create(task_id=result.id, key=key)
    except IntegrityError:
        if key is None:
            raise
        return False  # another transaction queued the same key first
    return True


def claim(holder: str, *, queues: Iterable[str], at: datetime) -> Claim | None:
    """Take the next ready job; of two who reach for it only one gets it."""
    ready = DBTaskResult.objects.filter(
        status=State.READY, queue_name__in=list(queues), run_after__lte=at
    ) | DBTaskResult.objects.filter(status=State.READY, queue_name__in=list(queues), run_after=get_date_max())
    if not ready.exists():  # asked outside a transaction: on SQLite each one takes the write lock
        return None
    with transaction.atomic():
        task = ready.get_locked()
        if task is None:
            return None
        worker_ids = [*task.worker_ids, holder]
        if not DBTaskResult.objects.filter(pk=task.pk, status=State.READY).update(
            status=State.RUNNING, started_at=at, worker_ids=worker_ids
        ):
            return None
        Lease.objects.update_or_create(task=task, defaults={"holder": holder, "until": at + lease()})
    return Claim(task.pk, task.task_path, task.args_kwargs["kwargs"], tuple(worker_ids))


def lease() -> timedelta:
    return timedelta(seconds=settings.JOB_LEASE)


def beat(holders: Iterable[str], *, at: datetime) -> int:
    """Say that these are alive."""
    return Lease.objects.filter(holder__in=list(holders)).update(until=at + lease())


def still_mine() -> None:
    claim = CURRENT.get()
    if claim is None:
        return
    # Writing locks the lease to the end of the transaction, so nobody can take the job away meanwhile.
    if not Lease.objects.filter(task_id=claim.task, holder=claim.holder).update(until=F("until")):
        raise Lost


@transaction.atomic
def finish(claim: Claim, value: object, *, at: datetime) -> None:
    _close(claim, status=State.SUCCESSFUL, return_value=value, finished_at=at)


@transaction.atomic
def fail(claim: Claim, problem: BaseException | str, *, at: datetime, at_once: bool = False) -> None:
    """Try again after a while, or give up after the last attempt. What the exception says is not kept: it may
    hold words of a person."""
    told = {"exception_class_path": _name_of(problem), "traceback": _frames_of(problem)}
    job = _known(claim)
    tried = len(claim.worker_ids)
    if job and tried < job.attempts:
        delay = timedelta() if at_once else min(FIRST_DELAY * 2 ** (tried - 1), LONGEST_DELAY)
        _close(claim, status=State.READY, run_after=at + delay, **told)
        return
    _close(claim, status=State.FAILED, finished_at=at, **told)
    Lease.objects.filter(task_id=claim.task).update(key=None)
    if job and job.gave_up:
        later(job.gave_up, **claim.kwargs)


@transaction.atomic
def hand_back(claim: Claim) -> None:
    """Stopped in an orderly way: somebody else goes on, and it does not count as an attempt."""
    _close(claim, status=State.READY, worker_ids=list(claim.worker_ids[:-1]))


@transaction.atomic
def take_away(lease: Lease, *, at: datetime) -> None:
    """Nobody has beaten for this lease: let another go on, unless a beat arrives at the last moment."""
    same = Lease.objects.filter(pk=lease.pk, holder=lease.holder, until=lease.until)
    if not same.update(until=F("until")):
        raise Lost
    if claim := held_by(lease.holder):
        fail(claim, "vanished", at=at, at_once=True)


@transaction.atomic
def prune(*, at: datetime) -> None:
    """Forget jobs that went well after a day, and those that failed for good after a month."""
    done = DBTaskResult.objects.filter(finished_at__lt=at - KEEP_SUCCESSFUL)
    done.filter(status=State.SUCCESSFUL).delete()
    done.filter(finished_at__lt=at - KEEP_FAILED).delete()


def held_by(holder: str) -> Claim | None:
    task = DBTaskResult.objects.filter(status=State.RUNNING, lease__holder=holder).first()
    if task is None:
        return None
    return Claim(task.pk, task.task_path, task.args_kwargs["kwargs"], tuple(task.worker_ids))


def limit_of(claim: Claim) -> float:
    """Seconds that one attempt may take."""
    job = _known(claim)
    return job.limit.total_seconds() if job else 0.0


def _known(claim: Claim) -> Job[..., Any] | None:
    """The task of a job, or nothing where it was queued by a version that had such a task."""
    try:
        return find(claim.path)
    except ImportError:
        return None


def _close(claim: Claim, **changes: Any) -> None:
    # The lease before the job, as whoever takes it away does: two orders would be a deadlock on PostgreSQL.
    held = Lease.objects.filter(task_id=claim.task, holder=claim.holder)
    mine = DBTaskResult.objects.filter(pk=claim.task, status=State.RUNNING, worker_ids=list(claim.worker_ids))
    if not held.update(holder="", until=None) or not mine.update(**changes):
        raise Lost


def _name_of(problem: BaseException | str) -> str:
    return problem if isinstance(problem, str) else f"{type(problem).__module__}.{type(problem).__qualname__}"


def _frames_of(problem: BaseException | str) -> str:
    return "" if isinstance(problem, str) else "".join(traceback.format_tb(problem.__traceback__))
