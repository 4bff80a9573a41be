from datetime import timedelta

from django.utils import timezone

from counterpart.jobs import task
from counterpart.partnerships.actions import changing


@task(every=timedelta(minutes=15))
def remind_of_meetings() -> int:
    return changing.remind(timezone.now())
