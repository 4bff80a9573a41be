from datetime import timedelta

from django_tasks import task

from counterpart.journal import chain


@task(every=timedelta(minutes=1))
def extend() -> int:
    return chain.extend()
