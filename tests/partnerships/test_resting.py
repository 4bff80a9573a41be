"""While two rest nothing reaches the other: no word, no time, nothing to sign. What is one's own goes on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.introductions import actions as introductions
from counterpart.introductions import queries as known
from counterpart.letters.models import Letter
from counterpart.partnerships import actions
from counterpart.partnerships.actions import agreeing, beside, booking, changing, pausing
from counterpart.partnerships.models import AgendaItem, Agreement, Meeting, Note, Partnership, Step
from counterpart.people.models import Seek
from tests.cast import Cast
from tests.partnerships.agreed import propose, terms
from tests.partnerships.conftest import AddStep

DAY = timedelta(days=1)


@dataclass
class Resting:
    """Amina and Bengt had all of this between them; then she asked for a rest."""

    together: Partnership
    cast: Cast
    now: datetime
    booked: Meeting
    offered: Meeting
    card: AgendaItem
    note: Note
    agreement: Agreement
    step: Step


@pytest.fixture
def resting(add: AddStep, speaking: Seek, amina_and_bengt: Partnership, cast: Cast, now: datetime) -> Resting:
    both, step = amina_and_bengt, add("Read aloud", 30)
    beside.share(speaking, both, by=cast.amina, at=now)
    booked = booking.book(both, now + 3 * DAY, key=uuid4(), seen=0, by=cast.amina, at=now)
    offered = booking.offer(both, [now + 9 * DAY], key=uuid4(), seen=1, by=cast.amina, at=now)
    actions.put(booked, ["from-where-i-stand"], by=cast.amina, at=now)
    note = actions.jot(booked, "Ours", kind=Note.Kind.OURS, key=uuid4(), by=cast.bengt, at=now)
    agreement = propose(both, cast, now, cast.amina)
    pausing.pause(both, by=cast.amina, at=now)
    Letter.objects.all().delete()
    return Resting(both, cast, now, booked, offered, booked.agenda.get(), note, agreement, step)


DEEDS: dict[str, Callable[[Resting], object]] = {
    "writes": lambda r: actions.write(r.together, "Why?", key=uuid4(), by=r.cast.bengt, at=r.now),
    "books": lambda r: booking.book(
        r.together, r.now + 5 * DAY, key=uuid4(), seen=2, by=r.cast.bengt, at=r.now
    ),
    "offers times": lambda r: booking.offer(
        r.together, [r.now + 5 * DAY], key=uuid4(), seen=2, by=r.cast.bengt, at=r.now
    ),
    "chooses a time": lambda r: booking.choose(r.offered, r.now + 9 * DAY, by=r.cast.bengt, at=r.now),
    "books the rest": lambda r: booking.book_rest(
        r.booked, [r.now + 20 * DAY], seen=2, by=r.cast.bengt, at=r.now
    ),
    "moves": lambda r: changing.move(r.booked, r.now + 4 * DAY, seen=0, by=r.cast.bengt, at=r.now),
    "calls off for another time": lambda r: changing.cancel(
        r.booked, seen=0, by=r.cast.bengt, at=r.now, instead=r.now + 4 * DAY
    ),
    "begins to talk": lambda r: actions.talk_now(r.together, by=r.cast.bengt, at=r.now),
    "lays a card": lambda r: actions.put(r.booked, ["swap-a-day"], by=r.cast.bengt, at=r.now),
    "loves a card": lambda r: actions.love(r.card, loved=True, by=r.cast.bengt, at=r.now),
    "notes for both": lambda r: actions.jot(
        r.booked, "Why?", kind=Note.Kind.OURS, key=uuid4(), by=r.cast.bengt, at=r.now
    ),
    "changes a note for both": lambda r: actions.mend(r.note, "Why?", revision=1, by=r.cast.bengt, at=r.now),
    "proposes an agreement": lambda r: agreeing.propose(
        r.together, terms(r.cast), after=1, key=uuid4(), by=r.cast.bengt, at=r.now
    ),
    "signs": lambda r: agreeing.sign(r.agreement, by=r.cast.bengt, at=r.now),
    "stands beside": lambda r: beside.stand_beside(
        r.step, r.together, "with", by=r.cast.bengt, at=r.now
    ),
}  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("deed", DEEDS)
def test_while_amina_rests_nothing_that_bengt_does_reaches_her(resting: Resting, deed: str) -> None:
    with pytest.raises(actions.Resting):
        DEEDS[deed](resting)
    assert not Letter.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("deed", DEEDS)
def test_once_it_goes_on_he_can(resting: Resting, deed: str) -> None:
    """Were a deed refused for another reason, the test above would show nothing."""
    pausing.resume(resting.together, by=resting.cast.amina, at=resting.now)
    DEEDS[deed](resting)


@pytest.mark.django_db
def test_while_they_rest_bengt_calls_off_and_keeps_what_is_his(resting: Resting) -> None:
    bengt, now = resting.cast.bengt, resting.now
    mine = actions.jot(resting.booked, "Mine", kind=Note.Kind.MINE, key=uuid4(), by=bengt, at=now)
    actions.mend(mine, "Mine still", revision=1, by=bengt, at=now)
    actions.tear_up(resting.note, revision=1, by=bengt, at=now)
    changing.cancel(resting.booked, seen=0, by=bengt, at=now)

    assert list(Note.objects.all()) == [mine]
    assert not Meeting.objects.booked().exists()


@pytest.mark.django_db
def test_while_they_rest_a_wish_of_bengts_does_not_reach_amina(resting: Resting) -> None:
    introductions.wish("Somebody who sells", key=uuid4(), by=resting.cast.bengt, at=resting.now)

    assert not Letter.objects.exists()
    assert known.wishes_of_companions(resting.cast.amina) == []
