from datetime import timedelta

from django.utils import timezone

from counterpart.jobs import task
from counterpart.letters import sending


# It goes on where it was stopped, so many attempts do no harm.
@task(attempts=20, limit=timedelta(minutes=30), every=timedelta(minutes=1), mail=True)
def send() -> int:
    return sending.send_due(timezone.now)
