from datetime import timedelta

from django.utils import timezone

from counterpart import jobs
from counterpart.introductions import actions
from counterpart.people import avoiding


@jobs.task(every=timedelta(hours=1))
def look_after_introductions() -> None:
    avoiding.recognise()
    actions.lapse(at=timezone.now())
