from datetime import timedelta

from counterpart.jobs import task
from counterpart.people.sessions import SessionStore


@task(every=timedelta(hours=1))
def forget_sessions() -> None:
    SessionStore.clear_expired()
