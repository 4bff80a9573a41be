from datetime import timedelta

from django.utils import timezone

from counterpart import jobs
from counterpart.introductions import actions, outside, outside_mail
from counterpart.people import avoiding


@jobs.task(every=timedelta(hours=1))
def look_after_introductions() -> None:
    avoiding.recognise()
    actions.lapse(at=timezone.now())
    outside.look_after(at=timezone.now())


# It goes on where it was stopped, so many attempts do no harm.
@jobs.task(attempts=20, limit=timedelta(minutes=30), every=timedelta(minutes=1), mail=True)
def write_outside() -> int:
    return outside_mail.send_due(timezone.now)
