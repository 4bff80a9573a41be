"""Rings and circles when two do it at once. Each race is lost as soon as its guard is taken away."""

from collections import Counter
from datetime import datetime, timedelta

import pytest
from django.db import connection

from counterpart.matching import actions
from counterpart.matching.actions import answering
from counterpart.matching.models import Answer, Proposal
from counterpart.partnerships.actions import circles as seats
from counterpart.partnerships.models import LEARNERS, Partnership, Waiting
from counterpart.people.models import Person
from tests.cast import Cast
from tests.matching.conftest import published, show
from tests.matching.test_circles import begun, fill, learner
from tests.matching.test_circles import learners as learners
from tests.matching.test_rings import femi as femi
from tests.racing import gate, race

YES, NO = Answer.Says.YES, Answer.Says.NO


@pytest.mark.django_db(transaction=True)
def test_the_last_open_seat_goes_to_one_of_three(cast: Cast, learners: list[Person], now: datetime) -> None:
    circle = begun(cast, learners, now)
    fill(circle, cast, now, LEARNERS - 1)
    three = [learner(name, cast, now) for name in ("Jo Kim", "Kai Lund", "Lea Mo")]

    assert race(3, lambda n: actions.take_seat(circle.pk, by=three[n], at=now)) == ["done"] * 3

    assert circle.seats.filter(hosts=False).count() == LEARNERS
    assert Waiting.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_the_last_seat_is_taken_twice(
    cast: Cast, learners: list[Person], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL both see it open; SQLite lets one write at a time."""
    postgres = connection.vendor == "postgresql"
    circle = begun(cast, learners, now)
    fill(circle, cast, now, LEARNERS - 1)
    two = [learner(name, cast, now) for name in ("Jo Kim", "Kai Lund")]
    together_at = gate(2 if postgres else 1)
    counted = seats.open_seats

    def open_seats(found: Partnership) -> int:
        number = counted(found)
        together_at.wait(20)
        return number

    monkeypatch.setattr(seats, "open_seats", open_seats)
    monkeypatch.setattr(seats, "_hold", lambda found: found)
    race(2, lambda n: seats.take_seat(circle, seek=None, by=two[n], at=now))

    assert circle.seats.filter(hosts=False).count() == LEARNERS + int(postgres)


@pytest.mark.django_db(transaction=True)
def test_one_of_two_who_would_host_hosts(cast: Cast, learners: list[Person], now: datetime) -> None:
    circle = begun(cast, learners, now)
    seats.hand_over(circle, by=cast.bengt, at=now)

    outcome = race(2, lambda n: seats.host(circle, by=learners[n], at=now))

    assert Counter(outcome) == {"done": 1, "AlreadyHosted": 1}
    assert circle.seats.filter(hosts=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_leave_at_once_both_leave(cast: Cast, learners: list[Person], now: datetime) -> None:
    circle = begun(cast, learners, now)
    fill(circle, cast, now)
    waiting = [learner(name, cast, now) for name in ("Jo Kim", "Kai Lund")]
    for each in waiting:
        actions.take_seat(circle.pk, by=each, at=now)

    assert race(2, lambda n: seats.leave(circle, by=learners[n], at=now)) == ["done", "done"]

    assert Waiting.objects.filter(offered_at=now).count() == 2
    assert circle.seats.filter(hosts=False).count() == LEARNERS - 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("amina_says", [YES, NO])
def test_refuse_against_accept_against_a_lapse_in_a_ring_has_one_winner(
    cast: Cast, femi: Person, now: datetime, amina_says: str
) -> None:
    ring = published(cast, now).proposals.get()
    show(femi, "Public speaking", now)
    moment = now + timedelta(days=6)
    actions.answer(ring, by=femi, says=YES, at=now)

    def deed(number: int) -> None:
        fresh = Proposal.objects.get(pk=ring.pk)
        if number == 0:
            actions.answer(fresh, by=cast.amina, says=amina_says, at=moment)
        elif number == 1:
            actions.answer(fresh, by=cast.bengt, says=NO, at=moment)
        else:
            actions.lapse(at=now + timedelta(days=7))

    assert set(race(3, deed)) <= {"done", "AlreadySettled"}

    ring.refresh_from_db()
    assert ring.outcome in (Proposal.Outcome.APART, Proposal.Outcome.LAPSED)
    assert Partnership.objects.count() == 0
    assert Proposal.objects.filter(instead_of=ring).count() <= 1
    assert Proposal.objects.count() <= 2


def test_without_the_guard_a_ring_would_hear_a_yes_after_a_no(
    cast: Cast, femi: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ring = published(cast, now).proposals.get()
    late = Proposal.objects.get(pk=ring.pk)
    actions.answer(ring, by=cast.bengt, says=NO, at=now)
    monkeypatch.setattr(answering, "_hold", lambda proposal, at: proposal)

    actions.answer(late, by=femi, says=YES, at=now)

    assert Answer.objects.count() == 2
