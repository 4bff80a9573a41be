"""The guard of momentum: small steps where meetings falter, each once, and none while people rest."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from counterpart.letters.models import Letter
from counterpart.letters.sending import send_due
from counterpart.partnerships import actions, health
from counterpart.partnerships.actions import booking, changing, momentum, pausing
from counterpart.partnerships.letters import QuietWord
from counterpart.partnerships.models import Nudge, Partnership
from counterpart.partnerships.queries import momentum as queries
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from tests.cast import Cast, person
from tests.partnerships.agreed import propose
from tests.racing import race

DAY = timedelta(days=1)
EVER = pytest.mark.django_db(transaction=True)
ROUND = 8


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    """They began two weeks ago, and have not met yet. Bengt would say hello first."""
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now - 14 * DAY)


def told() -> list[tuple[str, str]]:
    """Who got a quiet word, oldest first."""
    rows = Letter.objects.filter(kind=QuietWord.name()).select_related("to").order_by("posted_at", "to__name")
    return [(each.to.first_name, Nudge.objects.get(pk=each.keys["nudge"]).step) for each in rows]


def shown(programme: Programme) -> list[Partnership]:
    return list(queries.without_next(programme))


def days(start: datetime, count: int) -> None:
    """The clock jumps from day to day, four looks a day."""
    for hour in range(0, 24 * count + 1, 6):
        momentum.guard(start + timedelta(hours=hour))


def test_first_one_then_both_then_the_organiser(together: Partnership, cast: Cast, now: datetime) -> None:
    days(now, 60)
    assert told() == [("Bengt", "word"), ("Amina", "catch_up"), ("Bengt", "catch_up")]
    assert [(each.step, (each.at - now).days) for each in Nudge.objects.all()] == [
        ("word", 0),
        ("catch_up", 7),
        ("shown", 14),
    ]
    assert shown(cast.programme) == [together]
    assert list(shown(cast.programme)[0].__dict__["_prefetched_objects_cache"]) == ["seats"]


def test_a_clock_that_jumps_a_month_takes_one_step(together: Partnership, now: datetime) -> None:
    assert momentum.guard(now + 30 * DAY) == 1
    assert momentum.guard(now + 30 * DAY) == 0
    assert momentum.guard(now - 30 * DAY) == 0


def test_a_meeting_that_is_booked_ends_it(together: Partnership, cast: Cast, now: datetime) -> None:
    days(now, 20)
    assert shown(cast.programme) == [together]
    at = now + 20 * DAY
    booking.book(together, at + DAY, key=uuid4(), seen=0, by=cast.amina, at=at)
    assert shown(cast.programme) == []


def test_the_organiser_reads_since_when_they_have_not_met(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    days(now, 20)
    assert [getattr(each, "since", None) for each in shown(cast.programme)] == [together.began_at]


def test_nothing_while_somebody_rests_and_two_weeks_after(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    pausing.pause(together, by=cast.amina, at=now)
    days(now, 30)
    pausing.resume(together, by=cast.amina, at=now + 30 * DAY)
    days(now + 30 * DAY, 13)
    assert told() == []
    days(now + 44 * DAY, 0)
    assert told() == [("Bengt", "word")]


def test_who_rests_is_not_on_the_organisers_list_nor_just_after(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    days(now, 20)
    pausing.pause(together, by=cast.amina, at=now + 21 * DAY)
    assert shown(cast.programme) == []
    pausing.resume(together, by=cast.amina, at=now + 22 * DAY)
    assert shown(cast.programme) == []


@pytest.mark.parametrize("change", [{"state": Programme.State.CLOSED}, {"ends_on": "2020-01-01"}])
def test_nothing_once_the_programme_is_over(
    together: Partnership, cast: Cast, now: datetime, change: dict[str, Any]
) -> None:
    Programme.objects.filter(pk=cast.programme.pk).update(**change)
    assert momentum.guard(now + DAY) == 0


def test_nothing_once_they_have_parted(together: Partnership, cast: Cast, now: datetime) -> None:
    actions.end(together, by=cast.amina, at=now)
    assert momentum.guard(now + DAY) == 0


def test_nobody_is_asked_whose_counterpart_is_gone(together: Partnership, cast: Cast, now: datetime) -> None:
    Person.objects.filter(pk=cast.bengt.pk).update(is_active=False)
    assert momentum.guard(now + DAY) == 0


def test_who_has_not_signed_is_asked_although_they_meet(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    propose(together, cast, now - 10 * DAY, cast.bengt)
    booking.book(together, now + 20 * DAY, key=uuid4(), seen=0, by=cast.bengt, at=now)
    momentum.guard(now)
    assert told() == [("Amina", "word")]


def test_who_called_off_less_is_asked_for_ten_minutes(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    for n in range(2):
        meeting = booking.book(together, now + DAY, key=uuid4(), seen=n, by=cast.amina, at=now - 9 * DAY)
        changing.cancel(meeting, seen=0, by=cast.bengt, at=now - (5 - n) * DAY)
    momentum.guard(now)
    assert (Nudge.objects.get().matter, told()) == ("cancelled", [("Amina", "word")])


def test_a_letter_that_waited_is_not_sent_once_the_matter_is_settled(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    momentum.guard(now)
    booking.book(together, now + DAY, key=uuid4(), seen=0, by=cast.amina, at=now)
    send_due(lambda: now + 7 * DAY)
    letter = Letter.objects.get(kind=QuietWord.name())
    assert (letter.sent_at, letter.problem) == (None, "settled")


def test_who_rests_meanwhile_is_spared(together: Partnership, cast: Cast, now: datetime) -> None:
    """Somebody pauses between the look and the step."""
    facts = queries.facts_of([together.pk])[together.pk]
    due = health.due(facts, now)
    assert due
    pausing.pause(together, by=cast.amina, at=now)
    assert not momentum.take(Nudge(partnership=together), due, at=now)
    assert Nudge.objects.count() == 0


def test_a_hundred_partnerships_are_looked_at_with_as_many_questions_as_three(
    cast: Cast, now: datetime
) -> None:
    asked = []
    for count in (3, 97):
        for n in range(count):
            two = [person(f"A{count}x{n} Moreau"), person(f"B{count}x{n} Ito")]
            actions.begin(cast.programme, people=two, topics=[], at=now)
        with CaptureQueriesContext(connection) as seen:
            momentum.guard(now + DAY)
        asked.append(len(seen))
    assert asked == [7, 7]


def test_page_by_page_nobody_is_left_out(cast: Cast, now: datetime) -> None:
    for n in range(5):
        two = [person(f"A{n} Moreau"), person(f"B{n} Ito")]
        actions.begin(cast.programme, people=two, topics=[], at=now - 15 * DAY)
    assert momentum.guard(now, page=2) == 5


@EVER
def test_of_eight_workers_one_takes_the_step(together: Partnership, cast: Cast, now: datetime) -> None:
    assert race(ROUND, lambda _: momentum.guard(now)) == ["done"] * ROUND
    assert (Nudge.objects.count(), len(told())) == (1, 1)


@EVER
def test_without_the_look_at_whose_row_it_is_all_eight_would(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All have looked before any of them writes."""
    due = health.due(queries.facts_of([together.pk])[together.pk], now)
    assert due
    monkeypatch.setattr(momentum, "is_kept", lambda nudge: True)
    race(ROUND, lambda _: momentum.take(Nudge(partnership=together), due, at=now))
    assert Letter.objects.filter(kind=QuietWord.name()).count() == ROUND
