"""The parent of a worker: starts its children, beats for them, stops what takes too long, takes away what
nobody holds any more, and keeps the schedule. It does no work itself, so nothing keeps it from beating."""

import logging
import secrets
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import DatabaseError, InterfaceError, close_old_connections, connection
from django.utils import timezone

from counterpart.common import lifeline
from counterpart.jobs import Lost, actions
from counterpart.jobs.backend import MAIL, QUICK, SLOW
from counterpart.jobs.models import Lease
from counterpart.jobs.schedule import Schedule

log = logging.getLogger(__name__)

# One process for the quick jobs alone, so that a sign-in code never waits behind a match of thousands.
# It alone sends letters, so that no more than one letter is in the hands of a worker that is killed.
LANES = (MAIL, QUICK), (QUICK, SLOW)
GRACE = 5.0  # seconds a child has for the job at hand when the worker is stopped
HEALTHY = 10.0  # a child that lived so long was not broken from the start


class Child:
    """A process that works, under a name that no other ever bears."""

    def __init__(self, queues: tuple[str, ...]) -> None:
        self.queues = queues
        self.deaths = 0
        self.start()

    def start(self) -> None:
        self.holder = secrets.token_hex(16)
        self.born = time.monotonic()
        self.attempt: tuple[UUID, float] | None = None
        self.process = lifeline.start(
            [sys.executable, "-m", "counterpart.jobs", self.holder, ",".join(self.queues)]
        )

    @property
    def lives(self) -> bool:
        return self.process.poll() is None

    def bury(self, why: str, *, at: datetime) -> None:
        """Give its job to whoever is next, unless it took that many workers with it already."""
        if claim := actions.held_by(self.holder):
            log.warning("Job %s (%s): its worker %s", claim.task, claim.path, why)
            _unless_lost(partial(actions.fail, claim, why, at=at, at_once=True))

    def replace(self) -> None:
        """Start again, later and later where it dies as soon as it is born."""
        lived = time.monotonic() - self.born
        self.deaths = 0 if lived > HEALTHY else self.deaths
        if lived >= min(2**self.deaths - 1, 30):
            self.deaths += 1
            self.start()

    def stop_overdue(self, *, at: datetime) -> None:
        claim = actions.held_by(self.holder)
        if claim is None:
            self.attempt = None
            return
        if self.attempt is None or self.attempt[0] != claim.task:
            self.attempt = claim.task, time.monotonic()
        if time.monotonic() - self.attempt[1] > actions.limit_of(claim):
            self.process.kill()
            self.process.wait()
            self.bury("took too long", at=at)

    def stop(self) -> None:
        """Let it finish if that is soon; what is not finished goes back to the queue."""
        try:
            self.process.wait(GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        try:
            if claim := actions.held_by(self.holder):
                _unless_lost(partial(actions.hand_back, claim))
        except (DatabaseError, InterfaceError):
            log.warning("The database does not answer: what was begun goes on once the lease has run out")


class Reaper:
    """Takes jobs from workers that vanished. A lease has to have run out by its own date, and we must have
    watched it for as long as a lease without a beat: a clock that jumps takes no job away from anyone."""

    def __init__(self) -> None:
        self.watched: dict[tuple[UUID, datetime | None], float] = {}

    def reap(self, *, at: datetime) -> None:
        now = time.monotonic()
        out = {(lease.pk, lease.until): lease for lease in Lease.objects.run_out(at)}
        self.watched = {key: self.watched.get(key, now) for key in out}
        for key, lease in out.items():
            if now - self.watched[key] >= settings.JOB_LEASE:
                log.warning("Job %s: its worker vanished", lease.pk)
                _unless_lost(partial(actions.take_away, lease, at=at))


def tend(stop: threading.Event) -> None:
    """Run a worker until `stop` is set."""
    children = [Child(queues) for queues in LANES]
    schedule, reaper = Schedule(), Reaper()
    beat = settings.JOB_LEASE / 5
    beaten = 0.0
    while not stop.wait(min(beat, 0.2)):
        try:
            _replace_dead(children)
            if time.monotonic() - beaten >= beat:
                close_old_connections()
                _round(children, schedule, reaper)
                beaten = time.monotonic()
        except (DatabaseError, InterfaceError) as problem:
            log.warning("The database does not answer at the moment: %s", type(problem).__name__)
            connection.close()
            stop.wait(1)
    for child in children:
        child.process.terminate()
    for child in children:
        child.stop()


def _replace_dead(children: list[Child]) -> None:
    for child in children:
        if not child.lives:
            child.bury("died", at=timezone.now())
            child.replace()


def _round(children: list[Child], schedule: Schedule, reaper: Reaper) -> None:
    now = timezone.now()
    actions.beat([child.holder for child in children], at=now)
    for child in children:
        child.stop_overdue(at=now)
    reaper.reap(at=now)
    schedule.queue_due(at=now)


def _unless_lost(write: Callable[[], None]) -> None:
    try:
        write()
    except Lost:
        log.info("Somebody else has dealt with that job already")
