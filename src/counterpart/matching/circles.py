"""Circles of a programme with a topic, as far as no rule keeps somebody from sitting there."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from counterpart.matching import beside, bridge
from counterpart.partnerships.actions.circles import HELD
from counterpart.partnerships.models import TEACHERS, Kind, Partnership, Seat, Topic, Waiting
from counterpart.people.models import Person, Seek
from counterpart.programmes.models import Membership, Programme, Withheld

LOOKED_AT = 10  # of those about a wish
STAGES_FROM = 5  # people who told theirs: of fewer nothing is said


@dataclass(frozen=True)
class Open:
    """One circle as somebody outside it reads it."""

    circle: Partnership
    topic: str
    words: str  # of who opened it, where a member did
    opener: Person | None  # who still sits there
    host: Person | None
    learners: int
    seats: int  # open for anybody
    offered_until: datetime | None  # a seat is held for the reader
    waits: bool
    before: int  # how many wait before the reader, or would
    wished: bool  # the reader told that they would like this, in the open
    mixed: bool  # people of different stages sit there
    stop: str  # what keeps the reader from it: "room", or "rules"

    @property
    def for_teachers(self) -> bool:
        return is_for_teachers(self.circle)

    @property
    def to_host(self) -> bool:
        """Looks for somebody who shows it, and the reader could be that."""
        return self.host is None and self.stop != "rules"


def is_for_teachers(circle: Partnership) -> bool:
    return circle.skill is not None and circle.skill.slug == TEACHERS


def around(person: Person) -> QuerySet[Partnership]:
    """Circles of the programmes they take part in, in which they do not sit, by topic: where they wait comes
    first, then what they would like in the open. A private wish moves nothing: the order would tell of it to
    whoever looks over a shoulder. Where somebody sits whom they never sit with, there is none for them.
    """
    found = there(person)
    for programme in _programmes(person):
        never = beside.never_together(programme, person)
        kept = Seat.objects.filter(partnership=OuterRef("pk"), person__in=never)
        found = found.exclude(Exists(kept), programme=programme)
    return (
        found.annotate(
            waits=Exists(Waiting.objects.filter(partnership=OuterRef("pk"), person=person)),
            wished=_wished(person),
            topic=Coalesce("skill__merged_into__name", "skill__name"),
        )
        .select_related("programme", "skill__merged_into", "opening__by")
        .prefetch_related("seats__person", "waiting")
        .order_by("-waits", "-wished", "topic", "began_at", "pk")
    )


def there(person: Person) -> QuerySet[Partnership]:
    """Before anybody is kept apart. The circle of those who teach is for whoever shows something to somebody
    further along there.
    """
    mine = Seat.objects.filter(partnership=OuterRef("pk"), person=person)
    taught = Topic.objects.filter(
        teacher=person,
        learner__stage__gt=-1 if person.stage is None else person.stage,
        partnership__programme=OuterRef("programme"),
        partnership__ended_at=None,
    )
    found = Partnership.objects.current().filter(kind=Kind.CIRCLE, programme__in=_programmes(person))
    return found.filter(~Exists(mine)).filter(~Q(skill__slug=TEACHERS) | Exists(taught))


def _programmes(person: Person) -> QuerySet[Programme]:
    joined = Membership.objects.joined().filter(person=person).values("programme")
    return Programme.objects.filter(pk__in=joined).exclude(state=Programme.State.CLOSED)


def _wished(person: Person) -> Exists:
    """A wish told in the open, and not withheld from that programme."""
    programme = OuterRef(OuterRef("programme"))
    withheld = Withheld.objects.filter(membership__programme=programme, seek=OuterRef("pk"))
    return Exists(Seek.objects.filter(~Exists(withheld), person=person, skill=OuterRef("skill")))


def sits_in(person: Person) -> QuerySet[Partnership]:
    learners = Seat.objects.filter(partnership=OuterRef("pk"), person=person)
    return (
        Partnership.objects.current()
        .visible_to(person)
        .filter(kind=Kind.CIRCLE)
        .annotate(i_host=Subquery(learners.values("hosts")[:1]))
        .select_related("programme", "skill__merged_into")
        .order_by("-began_at", "pk")
    )


def sits_among_teachers(person: Person) -> bool:
    return sits_in(person).filter(skill__slug=TEACHERS).exists()


def wish_for(circle: Partnership, person: Person) -> Seek | None:
    withheld = Withheld.objects.filter(membership__programme=circle.programme_id, seek=OuterRef("pk"))
    return Seek.objects.filter(~Exists(withheld), person=person, skill=circle.skill).first()


def read(person: Person, found: Sequence[Partnership]) -> list[Open]:
    """As the person reads them, with whatever keeps them from sitting down."""
    stops = stopping(person, found)
    return [_open(each, person, stops.get(each.pk, "")) for each in found]


def stopping(person: Person, found: Sequence[Partnership]) -> dict[UUID, str]:
    of: dict[UUID, list[Partnership]] = defaultdict(list)
    for each in found:
        of[each.programme_id].append(each)
    if not of:
        return {}
    room = beside.rooms([person.pk])[person.pk].unasked > 0
    stops = {each.pk: "room" for each in found if takes_room(each) and not room}
    for there in of.values():
        seats = {each.pk: list(each.seats.all()) for each in there}
        may = bridge.may_sit(there[0].programme, person, seats)
        stops |= {each.pk: "rules" for each in there if each.pk not in may}
    return stops


def takes_room(circle: Partnership) -> bool:
    """As a counterpart does. Not where a member opened it, or for those who teach: they chose that seat."""
    return not is_for_teachers(circle) and getattr(circle, "opening", None) is None


def _open(circle: Partnership, person: Person, stop: str) -> Open:
    seats, line = list(circle.seats.all()), list(circle.waiting.all())
    mine = next((n for n, each in enumerate(line) if each.person_id == person.pk), None)
    learners = sum(not seat.hosts for seat in seats)
    offered = line[mine].offered_at if mine is not None else None
    opening = getattr(circle, "opening", None)
    return Open(
        circle=circle,
        topic=circle.skill.now.name if circle.skill else "",
        words=opening.words if opening else "",
        opener=next((seat.person for seat in seats if opening and seat.person_id == opening.by_id), None),
        host=next((seat.person for seat in seats if seat.hosts), None),
        learners=learners,
        seats=max(0, circle.room - learners - sum(each.offered_at is not None for each in line)),
        offered_until=offered + HELD if offered else None,
        waits=mine is not None,
        before=sum(each.offered_at is None for each in line[:mine]),
        wished=bool(getattr(circle, "wished", False)),
        mixed=_is_mixed([seat.person.stage for seat in seats]),
        stop=stop,
    )


def _is_mixed(stages: Sequence[int | None]) -> bool:
    told = [each for each in stages if each is not None]
    return len(told) >= STAGES_FROM and len(set(told)) > 1


@dataclass(frozen=True)
class Nearby:
    """What somebody could sit down in, or wait for, without looking any further."""

    of_teachers: Partnership | None = None
    of_a_wish: Partnership | None = None  # told in the open


def nearby(person: Person) -> Nearby:
    fits = Q(skill__slug=TEACHERS) | _wished(person)
    if not there(person).filter(fits).exists():
        return Nearby()  # home asks this of everybody
    found = list(around(person).filter(fits)[:LOOKED_AT])
    stops = stopping(person, found)
    free = [each for each in found if each.pk not in stops]
    return Nearby(
        of_teachers=next((each for each in free if is_for_teachers(each)), None),
        of_a_wish=next((each for each in free if not is_for_teachers(each)), None),
    )
