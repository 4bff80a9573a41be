"""Circles with a topic that somebody would like, as far as no rule keeps them from sitting there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from counterpart.matching import bridge
from counterpart.partnerships.actions.circles import HELD
from counterpart.partnerships.models import LEARNERS, TEACHERS, Kind, Partnership, Seat, Topic
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

    @property
    def for_teachers(self) -> bool:
        return is_for_teachers(self.circle)


def is_for_teachers(circle: Partnership) -> bool:
    return circle.skill is not None and circle.skill.slug == TEACHERS


def about_wishes_of(person: Person) -> QuerySet[Partnership]:
    """Circles of their programmes about something they would like in the open, in which they do not sit.

    A private wish leads to none: everybody there would read it. The circle of those who teach is for whoever
    shows something to somebody further along there.
    """
    here = Membership.objects.joined().filter(programme=OuterRef("programme"), person=person)
    programme = OuterRef(OuterRef("programme"))
    withheld = Withheld.objects.filter(membership__programme=programme, seek=OuterRef("pk"))
    wishes = Seek.objects.filter(~Exists(withheld), person=person, skill=OuterRef("skill"))
    mine = Seat.objects.filter(partnership=OuterRef("pk"), person=person)
    taught = Topic.objects.filter(
        teacher=person,
        learner__stage__gt=-1 if person.stage is None else person.stage,
        partnership__programme=OuterRef("programme"),
        partnership__ended_at=None,
    )
    return (
        Partnership.objects.current()
        .filter(Exists(here), ~Exists(mine), kind=Kind.CIRCLE)
        .filter(Exists(wishes) | Q(skill__slug=TEACHERS) & Exists(taught))
        .select_related("programme", "skill__merged_into")
        .prefetch_related("seats__person", "waiting")
        .order_by("began_at", "pk")
    )


def wish_for(circle: Partnership, person: Person) -> Seek | None:
    return Seek.objects.filter(person=person, skill=circle.skill).first()


def open_to(person: Person) -> list[Open]:
    found = list(about_wishes_of(person))
    may = may_sit(person, found)
    return [_open(each, person) for each in found if each.pk in may]


def may_sit(person: Person, found: Sequence[Partnership]) -> set[UUID]:
    of: dict[UUID, list[Partnership]] = defaultdict(list)
    for each in found:
        of[each.programme_id].append(each)
    return {
        circle
        for there in of.values()
        for circle in bridge.may_sit(
            there[0].programme,
            person,
            {each.pk: list(each.seats.all()) for each in there},
            room_or_not=[each.pk for each in there if is_for_teachers(each)],
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


def of_teachers(person: Person) -> Partnership | None:
    """A circle of those who teach in which somebody could take a seat."""
    found = list(about_wishes_of(person).filter(skill__slug=TEACHERS))
    may = may_sit(person, found)
    return next((each for each in found if each.pk in may), None)
