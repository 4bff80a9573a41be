"""Circles with a topic that somebody would like, as far as no rule keeps them from sitting there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from counterpart.matching import bridge
from counterpart.partnerships.actions.circles import HELD
from counterpart.partnerships.models import LEARNERS, Kind, Partnership, Seat
from counterpart.people.models import Person, Seek
from counterpart.programmes.models import Membership, Withheld


@dataclass(frozen=True)
class Open:
    """One circle as somebody outside it reads it."""

    circle: Partnership
    topic: str
    host: Person | None
    learners: int
    seats: int  # open for anybody
    offered_until: datetime | None  # a seat is held for the reader
    waits: bool
    before: int  # how many wait before the reader, or would


def about_wishes_of(person: Person) -> QuerySet[Partnership]:
    """Circles of their programmes about something they would like in the open, in which they do not sit.

    A private wish leads to none: everybody there would read it.
    """
    here = Membership.objects.joined().filter(programme=OuterRef("programme"), person=person)
    programme = OuterRef(OuterRef("programme"))
    withheld = Withheld.objects.filter(membership__programme=programme, seek=OuterRef("pk"))
    wishes = Seek.objects.filter(~Exists(withheld), person=person, skill=OuterRef("skill"))
    mine = Seat.objects.filter(partnership=OuterRef("pk"), person=person)
    return (
        Partnership.objects.current()
        .filter(Exists(here), Exists(wishes), ~Exists(mine), kind=Kind.CIRCLE)
        .select_related("programme", "skill__merged_into")
        .prefetch_related("seats__person", "waiting")
        .order_by("began_at", "pk")
    )


def wish_for(circle: Partnership, person: Person) -> Seek | None:
    return Seek.objects.filter(person=person, skill=circle.skill).first()


def open_to(person: Person) -> list[Open]:
    found = list(about_wishes_of(person))
    may = _may_sit(person, found)
    return [_open(each, person) for each in found if each.pk in may]


def _may_sit(person: Person, found: Sequence[Partnership]) -> set[UUID]:
    of: dict[UUID, list[Partnership]] = defaultdict(list)
    for each in found:
        of[each.programme_id].append(each)
    return {
        circle
        for there in of.values()
        for circle in bridge.may_sit(
            there[0].programme, person, {each.pk: list(each.seats.all()) for each in there}
        )
    }


def _open(circle: Partnership, person: Person) -> Open:
    seats, line = list(circle.seats.all()), list(circle.waiting.all())
    mine = next((n for n, each in enumerate(line) if each.person_id == person.pk), None)
    learners = sum(not seat.hosts for seat in seats)
    offered = line[mine].offered_at if mine is not None else None
    return Open(
        circle=circle,
        topic=circle.skill.now.name if circle.skill else "",
        host=next((seat.person for seat in seats if seat.hosts), None),
        learners=learners,
        seats=max(0, LEARNERS - learners - sum(each.offered_at is not None for each in line)),
        offered_until=offered + HELD if offered else None,
        waits=mine is not None,
        before=sum(each.offered_at is None for each in line[:mine]),
    )
