from datetime import timedelta

from django.utils import timezone

from counterpart import jobs
from counterpart.asks import waiting


@jobs.task(every=timedelta(hours=1))
def look_after_asks() -> None:
    waiting.look_after(at=timezone.now())
