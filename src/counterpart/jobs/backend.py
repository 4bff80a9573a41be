"""What a task says about itself: `@task(attempts=3, limit=timedelta(minutes=30))`."""

from dataclasses import dataclass
from datetime import timedelta
from typing import ParamSpec, TypeVar

from django_tasks.base import Task
from django_tasks_db.backend import DatabaseBackend

P = ParamSpec("P")
R = TypeVar("R")

# The library's names of our three queues.
QUICK, SLOW, MAIL = "default", "slow", "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class Job(Task[P, R]):
    """A task of the library, and how patient to be with it."""

    attempts: int = 5
    """How often it is tried before it has failed for good."""

    limit: timedelta = timedelta(minutes=5)
    """How long one attempt may take before its worker is stopped."""

    every: timedelta | None = None
    """Queued by itself, once in each such span of time."""

    gave_up: str = ""
    """Dotted path of a task that is queued with the same arguments once the last attempt has failed."""


class Backend(DatabaseBackend):
    task_class = Job  # type: ignore[assignment] # the stubs speak of Django 6, which has its own Task
