"""Two who book, choose, move or call off at the same moment: one does, and the other is told."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.letters.models import Letter
from counterpart.partnerships import actions
from counterpart.partnerships.actions import booking, changing
from counterpart.partnerships.models import Meeting, Partnership, Worth
from counterpart.partnerships.models.meetings import MeetingQuerySet
from tests.cast import Cast
from tests.racing import race

EVER = pytest.mark.django_db(transaction=True)
ROUND = 8


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


def days(now: datetime, number: int) -> datetime:
    return now + timedelta(days=number + 2)


def book(together: Partnership, cast: Cast, now: datetime) -> list[str]:
    def deed(number: int) -> None:
        by = [cast.amina, cast.bengt][number % 2]
        booking.book(together, days(now, number), key=uuid4(), seen=0, by=by, at=now)

    return race(ROUND, deed)


@EVER
def test_of_eight_who_find_a_time_one_books_it(together: Partnership, cast: Cast, now: datetime) -> None:
    assert book(together, cast, now) == ["SomebodyWasFaster"] * (ROUND - 1) + ["done"]
    assert (Meeting.objects.count(), Letter.objects.count()) == (1, 2)


@EVER
def test_without_counting_all_eight_would(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(booking, "is_as_seen", lambda *_: True)
    assert book(together, cast, now) == ["done"] * ROUND
    assert Meeting.objects.count() == ROUND


@EVER
def test_eight_times_the_same_click_is_one_meeting(together: Partnership, cast: Cast, now: datetime) -> None:
    key = uuid4()
    came = race(ROUND, lambda _: booking.book(together, days(now, 0), key=key, seen=0, by=cast.amina, at=now))
    assert came == ["AlreadyBooked"] * (ROUND - 1) + ["done"]


@EVER
def test_eight_who_would_meet_amina_at_one_hour_find_it_taken(cast: Cast, now: datetime) -> None:
    pairs = [
        actions.begin(cast.programme, people=[cast.amina, other], topics=[], at=now)
        for other in (cast.bengt, cast.chen, cast.cora, cast.dara)
    ]
    came = race(
        len(pairs),
        lambda n: booking.book(pairs[n], days(now, 0), key=uuid4(), seen=0, by=cast.amina, at=now),
    )
    assert came == ["Taken"] * 3 + ["done"]


def choose(together: Partnership, cast: Cast, now: datetime) -> list[str]:
    slots = [days(now, number) for number in range(3)]
    offered = booking.offer(together, slots, key=uuid4(), seen=0, by=cast.amina, at=now)

    def deed(number: int) -> None:
        fresh = Meeting.objects.get(pk=offered.pk)
        booking.choose(fresh, slots[number % 3], by=[cast.amina, cast.bengt][number % 2], at=now)

    return race(ROUND, deed)


@EVER
def test_of_eight_who_choose_different_slots_one_chooses(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    assert choose(together, cast, now) == ["SomebodyWasFaster"] * (ROUND - 1) + ["done"]
    assert Letter.objects.filter(kind__endswith=".Booked").count() == 2


@EVER
def test_without_the_condition_all_eight_would(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MeetingQuerySet, "open", lambda rows: rows)
    assert choose(together, cast, now) == ["done"] * ROUND
    assert Letter.objects.filter(kind__endswith=".Booked").count() == 2 * ROUND


def change(together: Partnership, cast: Cast, now: datetime) -> list[str]:
    """Amina moves it again and again while Bengt calls it off."""
    meeting = booking.book(together, days(now, 0), key=uuid4(), seen=0, by=cast.amina, at=now)

    def deed(number: int) -> None:
        fresh = Meeting.objects.get(pk=meeting.pk)
        if number % 2:
            changing.cancel(fresh, seen=0, by=cast.bengt, at=now)
        else:
            changing.move(fresh, days(now, number + 1), seen=0, by=cast.amina, at=now)

    return race(ROUND, deed)


@EVER
def test_of_moving_and_calling_off_one_wins(together: Partnership, cast: Cast, now: datetime) -> None:
    assert change(together, cast, now) == ["SomebodyWasFaster"] * (ROUND - 1) + ["done"]
    assert Meeting.objects.get().sequence == 1
    assert Letter.objects.exclude(kind__endswith=".Booked").count() == 2


@EVER
def test_without_the_sequence_all_would_win(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(MeetingQuerySet, "as_seen", lambda rows, sequence: rows)
    assert change(together, cast, now) == ["done"] * ROUND
    assert Meeting.objects.get().sequence == ROUND


def remind(together: Partnership, cast: Cast, now: datetime) -> int:
    meeting = booking.book(together, days(now, 0), key=uuid4(), seen=0, by=cast.amina, at=now)
    assert meeting.starts_at
    later = meeting.starts_at - timedelta(hours=20)
    assert race(ROUND, lambda _: changing.remind(later)) == ["done"] * ROUND
    return Letter.objects.filter(kind__endswith=".Soon").count()


@EVER
def test_eight_workers_remind_each_of_the_two_once(together: Partnership, cast: Cast, now: datetime) -> None:
    assert remind(together, cast, now) == 2


@EVER
def test_whoever_answers_twice_at_once_has_one_answer(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    held = booking.book(
        together, now - timedelta(days=1), key=uuid4(), seen=0, by=cast.amina, at=now - timedelta(days=3)
    )
    deed: Callable[[int], None] = lambda n: changing.say_worth(  # noqa: E731 -- one line a race
        held, list(Worth.Says)[n % 3], by=cast.amina, at=now
    )
    assert race(ROUND, deed) == ["done"] * ROUND
    assert Worth.objects.count() == 1
