"""Queued with the caller's transaction, done once, tried again, given up in the end."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from counterpart import jobs
from counterpart.jobs import actions, work
from counterpart.jobs.actions import Claim
from counterpart.jobs.models import Lease
from tests.jobs import deeds

BOTH = ("default", "slow")
SOON = timedelta(seconds=1)

pytestmark = pytest.mark.django_db


def claimed(at: datetime, holder: str = "a") -> Claim:
    claim = actions.claim(holder, queues=BOTH, at=at)
    assert claim is not None
    return claim


def states() -> list[str]:
    return list(DBTaskResult.objects.order_by("enqueued_at").values_list("status", flat=True))


def test_a_queued_job_is_done_once(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.greet", name="Amina")
    work.attempt(claimed(now + SOON))
    assert deeds.DONE == ["Amina"]
    assert actions.claim("b", queues=BOTH, at=now + SOON) is None
    assert states() == ["SUCCESSFUL"]
    assert DBTaskResult.objects.get().return_value == "hello Amina"


def test_a_job_of_a_transaction_that_fails_never_was() -> None:
    with transaction.atomic():
        jobs.later("tests.jobs.deeds.greet", name="Amina")
        transaction.set_rollback(True)
    assert states() == []


def test_the_same_key_is_queued_once(now: datetime) -> None:
    assert jobs.later("tests.jobs.deeds.greet", key="greet Amina", name="Amina")
    assert not jobs.later("tests.jobs.deeds.greet", key="greet Amina", name="Amina")
    work.attempt(claimed(now + SOON))
    assert not jobs.later("tests.jobs.deeds.greet", key="greet Amina", name="Amina")
    assert len(states()) == 1


def test_whoever_asks_for_a_key_at_the_same_moment_is_told_no(monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.later("tests.jobs.deeds.greet", key="greet Amina", name="Amina")
    # As if the other transaction were not visible yet: the constraint decides.
    monkeypatch.setattr(type(Lease.objects.all()), "exists", lambda self: False)
    assert not jobs.later("tests.jobs.deeds.greet", key="greet Amina", name="Amina")
    assert len(states()) == 1


def test_a_job_waits_for_its_time(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.greet", at=now + timedelta(hours=1), name="Amina")
    assert actions.claim("a", queues=BOTH, at=now + timedelta(minutes=59)) is None
    assert claimed(now + timedelta(minutes=61)).kwargs == {"name": "Amina"}


def test_a_slow_job_is_left_to_the_process_for_slow_ones(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.ponder", name="Bengt")
    assert actions.claim("quick", queues=("default",), at=now + SOON) is None
    assert actions.claim("any", queues=BOTH, at=now + SOON) is not None


@pytest.mark.parametrize("path", ["tests.jobs.deeds.no_task", "tests.jobs.deeds.nowhere", "nothing.at.all"])
def test_what_is_no_task_cannot_be_queued(path: str) -> None:
    with pytest.raises(ImportError):
        jobs.later(path)


def test_a_job_that_fails_is_tried_again_later_and_then_given_up(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.stumble", key="once", name="Amina")
    work.attempt(claimed(now + SOON))
    assert states() == ["READY"]
    assert actions.claim("b", queues=BOTH, at=now + SOON) is None
    work.attempt(claimed(now + timedelta(minutes=1), "b"))
    work.attempt(claimed(now + timedelta(minutes=1), "c"))
    assert deeds.DONE == ["sorry, Amina"]
    assert sorted(states()) == ["FAILED", "SUCCESSFUL"]
    assert jobs.later("tests.jobs.deeds.stumble", key="once", name="Amina")


def test_what_an_exception_says_is_not_kept(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.stumble", name="Amina")
    work.attempt(claimed(now + SOON))
    kept = DBTaskResult.objects.get()
    assert kept.exception_class_path == "builtins.ValueError"
    assert "deeds.py" in kept.traceback
    assert "a secret word of Amina" not in kept.traceback


def test_an_answer_that_cannot_be_written_down_is_a_failure(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.answer_oddly", name="Amina")
    work.attempt(claimed(now + SOON))
    assert states() == ["READY"]
    assert DBTaskResult.objects.get().exception_class_path == "builtins.TypeError"


def test_a_job_whose_task_is_gone_fails_at_once(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.greet", name="Amina")
    DBTaskResult.objects.update(task_path="tests.jobs.deeds.forgotten")
    work.attempt(claimed(now + SOON))
    assert states() == ["FAILED"]


def test_of_two_who_read_the_same_ready_job_one_gets_it(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.later("tests.jobs.deeds.greet", name="Amina")
    read_before = DBTaskResult.objects.get()
    assert actions.claim("a", queues=BOTH, at=now + SOON) is not None
    # The other had read it while it was ready: without the condition in the update it would be theirs too.
    everything = type(DBTaskResult.objects.all())
    monkeypatch.setattr(everything, "exists", lambda self: True)
    monkeypatch.setattr(everything, "get_locked", lambda self: read_before)
    assert actions.claim("b", queues=BOTH, at=now + SOON) is None
    assert DBTaskResult.objects.get().worker_ids == ["a"]


def test_an_outcome_that_comes_too_late_is_not_written(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.greet", name="Amina")
    slow = claimed(now + SOON, "slow")
    actions.fail(slow, "vanished", at=now + SOON, at_once=True)
    fast = claimed(now + SOON, "fast")
    with pytest.raises(jobs.Lost):
        actions.finish(slow, "late", at=now + SOON)
    with pytest.raises(jobs.Lost):
        actions.fail(slow, "late", at=now + SOON)
    actions.finish(fast, "in time", at=now + SOON)
    assert DBTaskResult.objects.get().return_value == "in time"


def test_a_job_that_was_taken_away_writes_no_result(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.greet", name="Amina")
    mine = claimed(now + SOON, "mine")
    token = actions.CURRENT.set(mine)
    try:
        jobs.still_mine()
        actions.fail(mine, "vanished", at=now + SOON, at_once=True)
        with pytest.raises(jobs.Lost):
            jobs.still_mine()
    finally:
        actions.CURRENT.reset(token)


def test_outside_a_worker_there_is_nothing_to_lose() -> None:
    jobs.still_mine()


def test_what_is_handed_back_does_not_count_as_an_attempt(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.stumble", name="Amina")
    actions.hand_back(claimed(now + SOON, "a"))
    assert claimed(now + SOON, "b").worker_ids == ("b",)


def test_old_jobs_are_forgotten_and_fresh_ones_kept(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.greet", key="old", name="Amina")
    work.attempt(claimed(now + SOON))
    actions.prune(at=now + timedelta(hours=23))
    assert Lease.objects.filter(key="old").exists()
    actions.prune(at=now + timedelta(hours=25))
    assert (states(), Lease.objects.count()) == ([], 0)


def test_each_task_says_how_long_it_may_take(now: datetime) -> None:
    jobs.later("tests.jobs.deeds.ponder", name="Bengt")
    claim = claimed(now + SOON)
    assert actions.limit_of(claim) == 30 * 60
    assert actions.limit_of(replace(claim, path="tests.jobs.deeds.forgotten")) == 0


def test_whoever_finds_the_queue_emptied_by_another_goes_on(
    now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    jobs.later("tests.jobs.deeds.greet", name="Amina")
    monkeypatch.setattr(type(DBTaskResult.objects.all()), "get_locked", lambda self: None)
    assert actions.claim("late", queues=BOTH, at=now + SOON) is None
