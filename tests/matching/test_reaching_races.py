"""Two who ask, answer or take back at the same moment. Each race is lost once its guard is taken away."""

from collections import Counter
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from counterpart.letters.models import Letter
from counterpart.matching import actions, beside, bridge
from counterpart.matching.actions import reaching
from counterpart.matching.models import Answer, Approach, ApproachQuerySet, Question
from counterpart.matching.refusals import AlreadySettled
from counterpart.partnerships.models import Partnership, Seat
from counterpart.people.models import Person
from tests.cast import Cast
from tests.matching.conftest import junior, senior, worked_out
from tests.matching.reaching import ask, open_to_asking
from tests.racing import gate, race

EVER = pytest.mark.django_db(transaction=True)
YES, NO = Answer.Says.YES, Answer.Says.NO
WEEK = timedelta(days=7)


@pytest.fixture
def reach(told: Cast) -> Cast:
    open_to_asking(told.programme)
    return told


def letters() -> Counter[str]:
    return Counter(kind.rsplit(".", 1)[1] for kind in Letter.objects.values_list("kind", flat=True))


def over() -> int:
    """Partnerships beyond what somebody has room for."""
    seats = Counter(Seat.objects.filter(partnership__ended_at=None).values_list("person", flat=True))
    capacity = dict(Person.objects.values_list("pk", "capacity"))
    return sum(max(0, count - capacity[person]) for person, count in seats.items())


def two_ask_bengt(reach: Cast, now: datetime) -> list[str]:
    """He has room for one."""
    askers = [reach.amina, *(junior(f"J{n} Lund", reach, now) for n in range(3))]
    return race(4, lambda number: ask(reach, askers[number], Person.objects.get(pk=reach.bengt.pk), now))


@EVER
def test_of_four_who_ask_for_the_last_place_one_does(reach: Cast, now: datetime) -> None:
    assert two_ask_bengt(reach, now) == ["NotToBeAsked"] * 3 + ["done"]
    assert letters() == {"Approached": 1}


@EVER
def test_without_counting_who_waits_all_four_would(
    reach: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "_refuse_unless_possible", lambda *args, **kwargs: None)
    assert two_ask_bengt(reach, now) == ["done"] * 4


@EVER
def test_without_holding_the_people_more_than_one_would(
    reach: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On PostgreSQL each counts before the others have written; SQLite lets one write at a time."""
    postgres = connection.vendor == "postgresql"
    together_at = gate(4 if postgres else 1)
    fits = bridge.fits

    def fits_and_waits(*args: object) -> object:
        together_at.wait(20)
        return fits(*args)  # type: ignore[arg-type] # handed on as they came

    monkeypatch.setattr(beside, "hold", lambda people: None)
    monkeypatch.setattr(bridge, "fits", fits_and_waits)
    assert Counter(two_ask_bengt(reach, now))["done"] == (4 if postgres else 1)


@EVER
def test_eight_clicks_ask_once(reach: Cast, now: datetime) -> None:
    key = uuid4()
    assert race(8, lambda _: ask(reach, reach.amina, reach.bengt, now, key=key)) == ["AlreadyAsked"] * 7 + [
        "done"
    ]
    assert letters() == {"Approached": 1}


@EVER
def test_two_tabs_ask_once(reach: Cast, now: datetime) -> None:
    Person.objects.update(capacity=5)
    outcome = race(4, lambda _: ask(reach, reach.amina, reach.bengt, now))
    assert outcome == ["NotToBeAsked"] * 3 + ["done"]


@EVER
def test_two_who_ask_each_other_ask_once(reach: Cast, now: datetime) -> None:
    Person.objects.update(capacity=5)
    both = [(reach.amina, reach.bengt), (reach.bengt, reach.amina)]
    assert race(2, lambda number: ask(reach, *both[number], now)) == ["NotToBeAsked", "done"]


@EVER
def test_ten_tabs_open_three_at_most(reach: Cast, now: datetime) -> None:
    seniors = [senior(f"S{n} Berg", reach, now) for n in range(6)]
    outcome = race(6, lambda number: ask(reach, reach.amina, seniors[number], now))
    assert outcome == ["AskedEnough"] * 3 + ["done"] * 3


def settle(reach: Cast, now: datetime) -> tuple[Approach, list[str]]:
    """Yes against not now against taking it back against the clock."""
    approach = ask(reach, reach.amina, reach.bengt, now)
    moment = now + timedelta(days=6)

    def deed(number: int) -> None:
        fresh = Approach.objects.get(pk=approach.pk)
        if number == 0:
            actions.reply(fresh, by=reach.bengt, says=YES, at=moment)
        elif number == 1:
            actions.reply(fresh, by=reach.bengt, says=NO, at=moment)
        elif number == 2:
            actions.withdraw(fresh, by=reach.amina, at=moment)
        else:
            actions.lapse_asked(at=now + WEEK)

    outcome = race(4, deed)
    approach.refresh_from_db()
    return approach, outcome


@EVER
def test_yes_against_not_now_against_taking_back_against_the_clock_has_one_winner(
    reach: Cast, now: datetime
) -> None:
    approach, outcome = settle(reach, now)
    assert set(outcome) <= {"done", "AlreadySettled"}
    together = approach.outcome == "together"
    assert Partnership.objects.count() == int(together)
    told = letters()
    del told["Approached"]
    expected = {
        "together": {"SaidYes": 1},
        "apart": {"NotThisOne": 1},
        "lapsed": {"NotThisOne": 1},
        "withdrawn": {},
    }
    assert told == expected[approach.outcome]


def test_a_yes_after_it_was_taken_back_is_refused(reach: Cast, now: datetime) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    late = Approach.objects.get(pk=approach.pk)
    actions.withdraw(approach, by=reach.amina, at=now)
    with pytest.raises(AlreadySettled):
        actions.reply(late, by=reach.bengt, says=YES, at=now)


def test_without_the_guard_a_yes_after_it_was_taken_back_would_count(
    reach: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "_hold", lambda approach, at: approach)
    approach = ask(reach, reach.amina, reach.bengt, now)
    late = Approach.objects.get(pk=approach.pk)
    actions.withdraw(approach, by=reach.amina, at=now)
    actions.reply(late, by=reach.bengt, says=YES, at=now)
    assert Partnership.objects.count() == 1


def everybody_says_yes(reach: Cast, now: datetime) -> list[str]:
    """Amina has room for one and asked three, who all say yes at once."""
    asked = [reach.bengt, senior("Ines Sousa", reach, now), senior("Hugo Brant", reach, now)]
    approaches = [ask(reach, reach.amina, each, now) for each in asked]
    return race(
        3,
        lambda number: actions.reply(
            Approach.objects.get(pk=approaches[number].pk), by=asked[number], says=YES, at=now
        ),
    )


@EVER
def test_of_three_who_say_yes_at_once_one_finds_room(reach: Cast, now: datetime) -> None:
    outcome = everybody_says_yes(reach, now)
    assert outcome == ["AlreadySettled", "AlreadySettled", "done"]
    assert (Partnership.objects.count(), over()) == (1, 0)
    assert Approach.objects.unsettled().count() == 0


@EVER
def test_without_counting_room_three_would(
    reach: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reaching, "_have_room", lambda *people: True)
    assert everybody_says_yes(reach, now) == ["done"] * 3
    assert over() == 2


@EVER
def test_a_match_published_while_somebody_says_yes_puts_nobody_over(reach: Cast, now: datetime) -> None:
    ines = senior("Ines Sousa", reach, now)
    approach = ask(reach, reach.amina, ines, now)
    run = worked_out(reach, now)  # Amina and Bengt
    assert run.served == 2

    def deed(number: int) -> None:
        if number == 0:
            actions.publish(run, by=reach.chen, at=now, unchecked_ok=True)
        else:
            actions.reply(Approach.objects.get(pk=approach.pk), by=ines, says=YES, at=now)

    outcome = race(2, deed)
    proposed = run.proposals.published().count()
    assert "OutOfDate" in outcome or outcome == ["done", "done"]
    assert (Partnership.objects.count(), proposed) in [(1, 0), (0, 1)]


@EVER
def test_one_question_of_four_clicks(reach: Cast, now: datetime) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    asked = race(4, lambda _: actions.want_to_know(approach, "How often?", by=reach.bengt, at=now))
    told = race(4, lambda _: actions.tell_more(approach, "Monthly", by=reach.amina, at=now))
    assert asked == told == ["AlreadyTold"] * 3 + ["done"]
    assert letters() == {"Approached": 1, "WouldLikeToKnow": 1, "ToldMore": 1}
    assert Question.objects.count() == 1


@EVER
def test_a_reminder_and_a_lapse_go_once_however_many_clocks_strike(reach: Cast, now: datetime) -> None:
    ask(reach, reach.amina, reach.bengt, now)
    race(4, lambda _: actions.remind_asked(at=now + timedelta(days=5)))
    race(4, lambda _: actions.lapse_asked(at=now + WEEK))
    assert letters() == {"Approached": 1, "ApproachReminder": 1, "NotThisOne": 1}


@EVER
def test_without_the_condition_each_clock_would_tell(
    reach: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(reach, reach.amina, reach.bengt, now)
    late = list(Approach.objects.all())
    actions.lapse_asked(at=now + WEEK)
    monkeypatch.setattr(ApproachQuerySet, "unsettled", lambda rows: rows)
    actions.lapse_asked(at=now + WEEK)
    assert late
    assert letters() == {"Approached": 1, "NotThisOne": 2}
