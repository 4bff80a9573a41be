"""The child of a worker: takes one job after the other. It never beats, as a kernel may hold the lock of the
interpreter; its parent does."""

import logging
import signal
import threading
from collections.abc import Callable, Sequence

from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone
from django_tasks.utils import normalize_json

from counterpart.jobs import Lost, actions
from counterpart.jobs.actions import CURRENT, Claim

log = logging.getLogger(__name__)


def work(holder: str, queues: Sequence[str], *, poll: float) -> None:
    """Work until asked to stop; the job at hand is brought to its end first."""
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    while not stop.is_set():
        close_old_connections()
        try:
            claim = actions.claim(holder, queues=queues, at=timezone.now())
        except (DatabaseError, InterfaceError) as problem:
            log.warning("The queue cannot be read at the moment: %s", type(problem).__name__)
            connection.close()
            claim = None
        if claim:
            attempt(claim)
        else:
            stop.wait(poll)


def attempt(claim: Claim) -> None:
    """Do one job and write down how it went."""
    token = CURRENT.set(claim)
    try:
        value = normalize_json(actions.find(claim.path).call(**claim.kwargs))
    except Lost:
        log.warning("Job %s was taken over by another worker", claim.task)
    except Exception as problem:
        log.warning("Job %s (%s) failed: %s", claim.task, claim.path, type(problem).__name__)
        found = problem  # the name of an except clause is gone at its end
        _settle(lambda: actions.fail(claim, found, at=timezone.now()))
    else:
        _settle(lambda: actions.finish(claim, value, at=timezone.now()))
    finally:
        CURRENT.reset(token)


def _settle(write: Callable[[], None]) -> None:
    """Write the outcome, however long the database takes to come back; the parent keeps the lease."""
    pause = threading.Event()
    for seconds in (0.2, 1, 2, 5, 10, 10, 30):
        try:
            return write()
        except Lost:
            return log.warning("A job's outcome came too late: another worker has it")
        except (DatabaseError, InterfaceError):
            connection.close()
            pause.wait(seconds)
    return write()
