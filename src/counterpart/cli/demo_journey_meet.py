"""Meetings of the demo: held, to come, offered, called off, and none yet."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from counterpart.cli.demo_people import waking
from counterpart.partnerships import calendar, queries
from counterpart.partnerships.actions import booking, changing
from counterpart.partnerships.models import Meeting, Partnership, Worth
from counterpart.people.models import Person
from counterpart.programmes.models import Programme

LINK = "https://meet.demo.example/first-round"


def meet(programme: Programme, writing: Partnership, at: datetime) -> None:
    """Junior and senior have met once and booked the rest; the others are at every other point."""
    partnerships = Partnership.objects.current().filter(programme=programme).exclude(pk=writing.pk)
    _met(writing, at)
    for n, partnership in enumerate(partnerships.order_by("began_at", "pk")):
        if n % 4 != 3:  # of every four one has not found a time yet
            _at_some_point(partnership, n % 4, at)


def _key(partnership: Partnership, n: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"{partnership.pk}/meeting/{n}")


def _met(partnership: Partnership, at: datetime) -> None:
    first, *rest = queries.people_of(partnership)
    held = waking(at - timedelta(hours=22))
    then = at - timedelta(hours=46)
    booking.book(
        partnership, held, key=_key(partnership, 0), seen=0, by=first, at=then, minutes=45, link=LINK
    )
    changing.say_worth(Meeting.objects.get(pk=_key(partnership, 0)), Worth.Says.YES, by=rest[0], at=at)
    slot = _slots(partnership, first, at)[1]
    ahead = booking.book(
        partnership, slot, key=_key(partnership, 1), seen=1, by=first, at=at - timedelta(hours=20), link=LINK
    )
    later = calendar.rest(ahead, [first, *rest], by=first, at=at)
    booking.book_rest(ahead, later[:3], seen=2, by=rest[0], at=at - timedelta(hours=19))


def _at_some_point(partnership: Partnership, point: int, at: datetime) -> None:
    first, *rest = queries.people_of(partnership)
    slots = _slots(partnership, first, at)
    if not slots:
        return
    then = at - timedelta(hours=12)
    if point == 0:
        booking.offer(partnership, slots, key=_key(partnership, 0), seen=0, by=first, at=then)
        return
    meeting = booking.book(partnership, slots[0], key=_key(partnership, 0), seen=0, by=first, at=then)
    if point == 2 and len(slots) > 1:
        changing.cancel(meeting, seen=0, by=rest[0], at=at - timedelta(hours=2), instead=slots[-1])


def _slots(partnership: Partnership, by: Person, at: datetime) -> list[datetime]:
    people = queries.people_of(partnership)
    return calendar.slots(partnership, people, by=by, minutes=60, at=at)
