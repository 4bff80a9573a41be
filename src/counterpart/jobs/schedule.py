"""What happens by itself: every task that says `every=`."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.utils.module_loading import autodiscover_modules
from django_tasks import TaskResultStatus as State

from counterpart.jobs.actions import later
from counterpart.jobs.backend import Job
from counterpart.jobs.models import Lease


def tasks() -> dict[str, Job[..., Any]]:
    """Every task of every app's `tasks` module, by its dotted path."""
    autodiscover_modules("tasks")
    found = [
        value
        for app in apps.get_app_configs()
        for value in vars(getattr(app.module, "tasks", None) or object).values()
        if isinstance(value, Job)
    ]
    return {job.module_path: job for job in found}


class Schedule:
    """Queues each recurring task once a slot, however many workers keep the same schedule."""

    def __init__(self) -> None:
        self.recurring = {path: job.every for path, job in tasks().items() if job.every}
        self.done: dict[str, int] = {}

    def queue_due(self, *, at: datetime) -> None:
        for path, every in self.recurring.items():
            slot = int(at.timestamp() // every.total_seconds())
            if self.done.get(path) != slot:
                if not _still_at_it(path):
                    later(path, key=f"{path}@{slot}")
                self.done[path] = slot


def _still_at_it(path: str) -> bool:
    """The last one has not come to its end: another would only wait behind it."""
    return Lease.objects.filter(
        key__startswith=f"{path}@", task__status__in=[State.READY, State.RUNNING]
    ).exists()
