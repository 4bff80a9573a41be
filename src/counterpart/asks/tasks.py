from datetime import timedelta

from django.utils import timezone

from counterpart import jobs
from counterpart.asks import actions


@jobs.task(every=timedelta(hours=1))
def look_after_asks() -> None:
    now = timezone.now()
    actions.pass_on(at=now)
    actions.look_after(at=now)
