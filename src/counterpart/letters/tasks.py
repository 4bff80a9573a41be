from datetime import timedelta

from counterpart.jobs import task


@task(attempts=3, limit=timedelta(minutes=30), every=timedelta(minutes=1))
def send() -> None:
    """Send what waits in the outbox."""
