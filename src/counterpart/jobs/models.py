from datetime import datetime

from django.db import models
from django_tasks_db.models import DBTaskResult


class LeaseQuerySet(models.QuerySet["Lease"]):
    def of(self, holder: str) -> "LeaseQuerySet":
        return self.filter(holder=holder)

    def run_out(self, at: datetime) -> "LeaseQuerySet":
        return self.exclude(holder="").filter(until__lt=at)


class Lease(models.Model):
    """Who works on a job, and until when unless they say again that they are alive."""

    task = models.OneToOneField(DBTaskResult, models.CASCADE, primary_key=True, related_name="lease")
    # Queues a thing once; null for the many that may be queued as often as one likes.
    key = models.CharField(max_length=200, null=True, unique=True)  # noqa: DJ001 -- null, as '' would be unique too
    holder = models.CharField(max_length=32, blank=True, db_index=True)
    until = models.DateTimeField(null=True)

    objects = LeaseQuerySet.as_manager()
