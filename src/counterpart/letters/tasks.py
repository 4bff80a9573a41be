from datetime import timedelta

from django.utils import timezone

from counterpart.jobs import task
from counterpart.letters import sending


@task(attempts=3, limit=timedelta(minutes=30), every=timedelta(minutes=1))
def send() -> int:
    return sending.send_due(timezone.now)
