from datetime import timedelta

from django.utils import timezone

from counterpart.jobs import task
from counterpart.partnerships.actions import changing, momentum


@task(every=timedelta(minutes=15))
def remind_of_meetings() -> int:
    return changing.remind(timezone.now())


@task(every=timedelta(hours=4), limit=timedelta(minutes=10))
def guard_momentum() -> int:
    return momentum.guard(timezone.now())
