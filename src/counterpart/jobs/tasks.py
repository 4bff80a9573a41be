from datetime import timedelta

from django.utils import timezone

from counterpart.jobs import actions, task


@task(every=timedelta(hours=1))
def prune() -> None:
    actions.prune(at=timezone.now())
