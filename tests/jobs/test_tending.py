"""Who vanished loses the job, who is alive keeps it, whatever the clock on the wall does."""

import time
from datetime import datetime, timedelta

import pytest
from django.conf import LazySettings
from django_tasks_db.models import DBTaskResult

from counterpart import jobs
from counterpart.jobs import actions, schedule
from counterpart.jobs.models import Lease
from counterpart.jobs.schedule import Schedule
from counterpart.jobs.tending import Reaper

BOTH = ("default", "slow")

pytestmark = pytest.mark.django_db


class Watch:
    """A monotonic clock that tests turn by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.seconds = 1000.0
        monkeypatch.setattr(time, "monotonic", lambda: self.seconds)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Watch:
    settings.JOB_LEASE = 30.0
    return Watch(monkeypatch)


def begun(at: datetime) -> None:
    jobs.later("tests.jobs.deeds.greet", name="Amina")
    assert actions.claim("gone", queues=BOTH, at=at) is not None


def status() -> str:
    return DBTaskResult.objects.get().status


def test_the_job_of_a_worker_that_vanished_is_given_to_another(now: datetime, watch: Watch) -> None:
    begun(now + timedelta(seconds=1))
    reaper = Reaper()
    reaper.reap(at=now + timedelta(seconds=60))
    assert status() == "RUNNING"
    watch.seconds += 30
    reaper.reap(at=now + timedelta(seconds=90))
    assert status() == "READY"
    assert actions.claim("next", queues=BOTH, at=now + timedelta(seconds=90)) is not None


def test_a_clock_that_jumps_takes_no_job_from_a_living_worker(now: datetime, watch: Watch) -> None:
    begun(now + timedelta(seconds=1))
    reaper = Reaper()
    for hour in range(1, 5):
        reaper.reap(at=now + timedelta(hours=hour))
        watch.seconds += 6
        actions.beat(["gone"], at=now + timedelta(seconds=6 * hour))
    watch.seconds += 6
    reaper.reap(at=now + timedelta(hours=6))
    assert status() == "RUNNING"


def test_a_beat_at_the_last_moment_keeps_the_job(now: datetime, watch: Watch) -> None:
    begun(now + timedelta(seconds=1))
    read_before = Lease.objects.get()
    actions.beat(["gone"], at=now + timedelta(minutes=2))
    with pytest.raises(jobs.Lost):
        actions.take_away(read_before, at=now + timedelta(minutes=2))
    assert status() == "RUNNING"


def test_a_job_that_takes_every_worker_with_it_is_given_up(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.stumble", name="Amina")
    for holder in ("a", "b"):
        claim = actions.claim(holder, queues=BOTH, at=now + timedelta(seconds=5))
        assert claim is not None
        actions.fail(claim, "died", at=now, at_once=True)
    assert sorted(DBTaskResult.objects.values_list("task_path", "status")) == [
        ("tests.jobs.deeds.apologise", "READY"),
        ("tests.jobs.deeds.stumble", "FAILED"),
    ]


@pytest.fixture
def sweeping(monkeypatch: pytest.MonkeyPatch) -> None:
    sweep = actions.find("tests.jobs.deeds.sweep")
    monkeypatch.setattr(schedule, "tasks", lambda: {sweep.module_path: sweep})


@pytest.mark.usefixtures("sweeping")
def test_a_recurring_task_is_queued_once_a_slot_by_however_many_workers(now: datetime) -> None:
    slot = now.replace(minute=20)
    for _ in range(3):
        Schedule().queue_due(at=slot)
    same = Schedule()
    same.queue_due(at=slot + timedelta(minutes=9))
    assert DBTaskResult.objects.count() == 1


@pytest.mark.usefixtures("sweeping")
def test_a_recurring_task_does_not_pile_up_behind_one_that_lasts(now: datetime) -> None:
    slot = now.replace(minute=20)
    keeper = Schedule()
    keeper.queue_due(at=slot)
    keeper.queue_due(at=slot + timedelta(minutes=10))
    assert DBTaskResult.objects.count() == 1
    claim = actions.claim("a", queues=BOTH, at=now + timedelta(days=1))
    assert claim is not None
    actions.finish(claim, None, at=slot)
    keeper.queue_due(at=slot + timedelta(minutes=20))
    assert DBTaskResult.objects.count() == 2


def test_every_task_of_the_house_is_found_by_its_path() -> None:
    for path, job in schedule.tasks().items():
        assert actions.find(path) is job
        if job.gave_up:
            actions.find(job.gave_up)
