"""What happens when two do it at once. Each race is lost as soon as its guard is taken away."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection

from counterpart.letters.models import Letter
from counterpart.matching import actions, bridge
from counterpart.matching.actions import answering, publishing
from counterpart.matching.models import Answer, Proposal, Run
from counterpart.matching.refusals import AlreadyPublished, AlreadySettled
from counterpart.partnerships.models import Partnership
from tests.cast import Cast
from tests.matching.conftest import published, worked_out
from tests.racing import gate, race

YES, NO = Answer.Says.YES, Answer.Says.NO


def letters() -> Counter[str]:
    return Counter(kind.rsplit(".", 1)[1] for kind in Letter.objects.values_list("kind", flat=True))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_start_at_once_both_get_the_same_run(told: Cast, now: datetime) -> None:
    def start(number: int) -> None:
        assert actions.start(told.programme, by=told.chen, at=now) == Run.objects.get()

    assert race(4, start) == ["done"] * 4


@pytest.mark.django_db(transaction=True)
def test_of_several_clicks_on_publish_one_counts(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)

    def publish(number: int) -> None:
        fresh = Run.objects.select_related("programme").get(pk=run.pk)
        actions.publish(fresh, by=told.chen, at=now, unchecked_ok=True, seen=fresh.round)

    outcome = race(3, publish)
    assert Counter(outcome) == {"done": 1, "AlreadyPublished": 2}
    assert letters() == {"Proposed": 2}


def test_publish_works_from_the_row_not_from_what_it_was_handed(
    told: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two hands hold the same run. With the conditional update off, both would write to everybody."""
    run = worked_out(told, now)
    late = Run.objects.get(pk=run.pk)
    actions.publish(run, by=told.chen, at=now, unchecked_ok=True)
    with pytest.raises(AlreadyPublished):
        actions.publish(late, by=told.chen, at=now, unchecked_ok=True)
    assert letters() == {"Proposed": 2}

    monkeypatch.setattr(publishing, "_claim", lambda *args, **kwargs: None)
    actions.publish(late, by=told.chen, at=now, unchecked_ok=True)
    assert letters() == {"Proposed": 4}


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_result(told: Cast, now: datetime) -> None:
    run = actions.start(told.programme, by=told.chen, at=now)

    race(3, lambda number: actions.work_out(run.pk, run.round, at=now))

    assert run.proposals.count() == 1


def test_a_result_without_its_fence_would_be_written_twice(
    told: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = actions.start(told.programme, by=told.chen, at=now)
    found = bridge.find(told.programme)
    assert found
    assert actions.keep(run, found, at=now)
    published_by_then = Run.objects.get(pk=run.pk)
    actions.publish(published_by_then, by=told.chen, at=now, unchecked_ok=True)
    proposal = run.proposals.get()

    assert actions.keep(run, found, at=now) is False
    assert run.proposals.get() == proposal

    monkeypatch.setattr(Run.objects, "at_work", Run.objects.all)
    assert actions.keep(run, found, at=now) is True
    assert run.proposals.get() != proposal


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("bengt_says", [YES, NO])
def test_yes_against_no_against_a_lapse_has_one_winner(told: Cast, now: datetime, bengt_says: str) -> None:
    proposal = published(told, now).proposals.get()
    moment = now + timedelta(days=6)

    def deed(number: int) -> None:
        fresh = Proposal.objects.get(pk=proposal.pk)
        if number == 0:
            actions.answer(fresh, by=told.amina, says=YES, at=moment)
        elif number == 1:
            actions.answer(fresh, by=told.bengt, says=bengt_says, at=moment)
        else:
            actions.lapse(at=now + timedelta(days=7))

    outcome = race(3, deed)

    proposal.refresh_from_db()
    assert set(outcome) <= {"done", "AlreadySettled"}
    together = proposal.outcome == Proposal.Outcome.TOGETHER
    assert Partnership.objects.count() == int(together)
    assert letters()["Together"] == (2 if together else 0)
    assert letters()["DidNotComeTogether"] == {"together": 0, "apart": 1, "lapsed": 2}[proposal.outcome]


@pytest.mark.django_db(transaction=True)
def test_two_who_say_yes_at_once_begin_once(told: Cast, now: datetime) -> None:
    proposal = published(told, now).proposals.get()
    people = (told.amina, told.bengt)

    outcome = race(
        2,
        lambda number: actions.answer(
            Proposal.objects.get(pk=proposal.pk), by=people[number], says=YES, at=now
        ),
    )

    assert outcome == ["done", "done"]
    assert Partnership.objects.count() == 1
    assert letters() == {"Proposed": 2, "Together": 2}


@pytest.fixture
def unguarded(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that trusts what it was handed instead of taking hold of the row."""
    monkeypatch.setattr(answering, "_hold", lambda proposal, at: proposal)


def test_a_yes_after_a_no_is_refused(proposal: Proposal, told: Cast, now: datetime) -> None:
    late = Proposal.objects.get(pk=proposal.pk)
    actions.answer(proposal, by=told.bengt, says=NO, at=now)

    with pytest.raises(AlreadySettled):
        actions.answer(late, by=told.amina, says=YES, at=now)


@pytest.mark.usefixtures("unguarded")
def test_without_the_guard_a_yes_after_a_no_would_count(
    proposal: Proposal, told: Cast, now: datetime
) -> None:
    late = Proposal.objects.get(pk=proposal.pk)
    actions.answer(proposal, by=told.bengt, says=NO, at=now)

    actions.answer(late, by=told.amina, says=YES, at=now)

    assert Answer.objects.count() == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("unguarded")
def test_without_the_lock_two_yeses_at_once_begin_nothing(
    told: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each sees only its own yes on PostgreSQL, and nothing begins; SQLite lets one write at a time."""
    postgres = connection.vendor == "postgresql"
    proposal = published(told, now).proposals.get()
    together_at = gate(2 if postgres else 1)
    people = (told.amina, told.bengt)

    def record(*args: object, **kwargs: object) -> None:
        together_at.wait(20)

    monkeypatch.setattr(answering, "record", record)
    race(
        2,
        lambda number: actions.answer(
            Proposal.objects.get(pk=proposal.pk), by=people[number], says=YES, at=now
        ),
    )

    assert Partnership.objects.count() == (0 if postgres else 1)


@pytest.mark.django_db(transaction=True)
def test_a_reminder_goes_once_however_many_clocks_strike(told: Cast, now: datetime) -> None:
    published(told, now)

    race(3, lambda number: actions.remind(at=now + timedelta(days=4)))

    assert letters() == {"Proposed": 2, "ProposalReminder": 2}


@pytest.mark.django_db(transaction=True)
def test_a_lapse_is_told_once(told: Cast, now: datetime) -> None:
    published(told, now)

    race(3, lambda number: actions.lapse(at=now + timedelta(days=7)))

    assert letters() == {"Proposed": 2, "DidNotComeTogether": 2}
