"""Who may be matched in a programme, read once: what each brings, and which two are kept apart.

Private seeks are opened here, in memory, and go nowhere but into the search. Why two people are kept apart
is forgotten here too: an avoid list, a reporting line, an earlier meeting or a 'one of us decides about the
other's work' leave the same trace, so that nobody further on can tell one from the other.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import combinations
from typing import TypeVar
from uuid import UUID

from django.db.models import OuterRef, Q, QuerySet, Subquery

from counterpart.matching import private
from counterpart.matching.models import (
    Answer,
    Approach,
    Direction,
    Override,
    Place,
    Proposal,
    Run,
    StillLooking,
)
from counterpart.partnerships.models import Kind, Partnership, Seat
from counterpart.people.models import Avoidance, Offer, Person, Seek
from counterpart.programmes.models import Membership, Programme, Withheld

USUAL_LEVEL = 3

Pair = tuple[UUID, UUID]
Told = TypeVar("Told", Offer, Seek)


def two(one: UUID, other: UUID) -> Pair:
    """Two people in the order in which pairs are kept: the lower id first."""
    return (one, other) if one < other else (other, one)


@dataclass
class Brought:
    """What one member brings: skills by slug, and the seek each wish came from."""

    person: Person
    capacity: int
    hosting: int = 0  # circles
    offers: dict[str, int] = field(default_factory=dict)
    seeks: dict[str, int] = field(default_factory=dict)
    seek_of: dict[str, Seek] = field(default_factory=dict)


@dataclass(frozen=True)
class Pool:
    programme: Programme
    members: dict[UUID, Brought]
    apart: frozenset[Pair]
    pins: frozenset[Pair]
    forbidden: frozenset[Pair]
    first: frozenset[UUID]  # they come first this time
    unknown_managers: int


def read(
    programme: Programme,
    *,
    topics_of: Collection[UUID] | None = None,
    among: Collection[UUID] | None = None,
    full_too: bool = False,
    instead_of: Proposal | None = None,
) -> Pool:
    """Everybody with room and what they bring; of some of them, what they told in the open alone.

    Whoever asks about any two people would else find out, one after the other, who knows what one keeps
    private. `among` looks at these people only, `full_too` whether or not they have room; `instead_of` did
    not come together, and keeps nobody apart.
    """
    members = who_has_room(programme, among, full_too=full_too)
    whose = Person.objects.filter(pk__in=taking_part(programme, among).values("person"))
    if topics_of is not None:
        whose = Person.objects.filter(pk__in=topics_of)
    if topics_of is None or topics_of:
        bring_offers(programme, members, whose)
        bring_seeks(programme, members, whose, private_too=topics_of is None)
    overrides = list(Override.objects.filter(programme=programme).standing())
    above = managers(programme)
    return Pool(
        programme=programme,
        members=members,
        apart=frozenset(two(*pair) for pair in _kept_apart(programme, members, above, instead_of)),
        pins=of_kind(overrides, Override.Kind.PIN),
        forbidden=of_kind(overrides, Override.Kind.FORBID),
        first=frozenset(first_next_time(programme)) if among is None else frozenset(),
        unknown_managers=_without_manager(programme, members) if among is None else 0,
    )


def taking_part(programme: Programme, among: Collection[UUID] | None = None) -> QuerySet[Membership]:
    told = Membership.objects.told().filter(
        programme=programme, person__is_active=True, person__capacity__gt=0
    )
    return told if among is None else told.filter(person__in=among)


def who_has_room(
    programme: Programme, among: Collection[UUID] | None = None, *, full_too: bool = False
) -> dict[UUID, Brought]:
    """Everybody who told something and has room; hosting takes none, and is one circle at a time."""
    held, hosts = places_held(), hosting()
    told = taking_part(programme, among).select_related("person").order_by("person")
    rooms = ((each.person, each.person.capacity - held.get(each.person_id, 0)) for each in told)
    return {
        person.pk: Brought(person, room, int(person.hosting and person.pk not in hosts))
        for person, room in rooms
        if room > 0 or full_too
    }


def places_held() -> dict[UUID, int]:
    """Partners of now, proposals still open, and being asked by somebody: each holds a place.

    To host a circle holds none, nor does a seat among those who teach.
    """
    seats = Seat.objects.taking_room()
    proposed = Place.objects.filter(proposal__in=Proposal.objects.unsettled(), hosts=False)
    asked = Approach.objects.unsettled()
    whose = seats.values_list("person").union(
        proposed.values_list("person"), asked.values_list("asked"), all=True
    )
    return Counter(person for (person,) in whose)


def hosting() -> set[UUID]:
    """Whoever hosts a circle, or is asked to."""
    seats = Seat.objects.filter(partnership__ended_at=None, hosts=True)
    asked = Place.objects.filter(proposal__in=Proposal.objects.unsettled(), hosts=True)
    return {person for (person,) in seats.values_list("person").union(asked.values_list("person"))}


def brought(programme: Programme, rows: QuerySet[Told]) -> QuerySet[Told]:
    """Without what its author withholds from this programme."""
    kind = "offer" if rows.model is Offer else "seek"
    withheld = Withheld.objects.filter(membership__programme=programme, **{f"{kind}__isnull": False})
    return rows.exclude(pk__in=withheld.values(kind))


def bring_offers(programme: Programme, members: dict[UUID, Brought], whose: QuerySet[Person]) -> None:
    offers = brought(programme, Offer.objects.filter(person__in=whose)).select_related("skill__merged_into")
    for offer in offers:
        if offer.person_id in members:
            shown = members[offer.person_id].offers
            slug = offer.skill.now.slug
            shown[slug] = max(shown.get(slug, 0), offer.level or USUAL_LEVEL)


def bring_seeks(
    programme: Programme, members: dict[UUID, Brought], whose: QuerySet[Person], *, private_too: bool
) -> None:
    seeks = list(
        brought(programme, Seek.objects.filter(person__in=whose))
        .select_related("skill__merged_into", "person")
        .order_by("told_at", "pk")
    )
    theirs = [seek for seek in seeks if seek.person_id in members and (private_too or not seek.is_private)]
    opened = private.topics_of(seek for seek in theirs if seek.is_private)
    for seek in theirs:
        _want(members[seek.person_id], seek, seek.skill.now.slug if seek.skill else opened[seek.pk].slug)


def _want(brought: Brought, seek: Seek, topic: str) -> None:
    """A topic told twice counts once, as the more important, and as private only if no open one says it."""
    known = brought.seek_of.get(topic)
    brought.seeks[topic] = max(brought.seeks.get(topic, 0), seek.importance)
    if known is None or (known.is_private and not seek.is_private):
        brought.seek_of[topic] = seek


def of_kind(overrides: Iterable[Override], kind: Override.Kind) -> frozenset[Pair]:
    return frozenset(two(each.first_id, each.second_id) for each in overrides if each.kind == kind)


def _kept_apart(
    programme: Programme, members: dict[UUID, Brought], above: dict[UUID, UUID], instead_of: Proposal | None
) -> Iterator[Pair]:
    told = taking_part(programme).values("person")
    seats = Seat.objects.filter(partnership__in=counts_as_met(programme))
    apart = not_again(programme)
    if instead_of:
        apart = apart.exclude(pk=instead_of.pk)
    places = Place.objects.filter(proposal__in=apart).exclude(proposal__kind=Kind.CIRCLE)
    taught = Direction.objects.filter(proposal__in=apart, proposal__kind=Kind.CIRCLE)
    yield from Avoidance.objects.filter(person__in=told, avoided__in=told).values_list("person", "avoided")
    yield from _every_two(seats.filter(person__in=told).values_list("partnership", "person"))
    yield from _every_two(places.filter(person__in=told).values_list("proposal", "person"))
    yield from taught.values_list("learner", "teacher")
    yield from approached(programme).values_list("asker", "asked")
    for person in members:
        yield from ((person, boss) for boss in line_above(person, above) if boss in members)


def lines_of(programme: Programme, person: UUID) -> Iterator[tuple[UUID, UUID]]:
    """Whoever decides about this person's work, and about whose work this person decides."""
    above = managers(programme)
    yield from ((person, boss) for boss in line_above(person, above))
    if person in set(above.values()):
        yield from ((each, person) for each in above if person in line_above(each, above))


def counts_as_met(programme: Programme) -> QuerySet[Partnership]:
    """Partners of now, in whichever programme, and former ones unless the policy lets people meet again."""
    # A circle that somebody opened is no match, nor is one meeting about one thing.
    partnerships = Partnership.objects.filter(opening=None, once=False)
    return partnerships.current() if programme.policy.get("met_again") else partnerships


def not_again(programme: Programme) -> QuerySet[Proposal]:
    """What did not come together is not proposed again, for whichever reason it was, so that none shows."""
    decides = Answer.objects.filter(says=Answer.Says.DECIDES).values("proposal")
    return Proposal.objects.came_apart().filter(Q(run__programme=programme) | Q(pk__in=decides))


def approached(programme: Programme) -> QuerySet[Approach]:
    """Who asked whom: not to be put together again while it is open, nor where it did not come together."""
    counts = Q(settled_at=None) | Q(programme=programme) | Q(outcome=Approach.Outcome.DECIDES)
    return Approach.objects.filter(counts).exclude(outcome=Approach.Outcome.TOGETHER)


def _every_two(rows: Iterable[tuple[UUID, UUID]]) -> Iterator[Pair]:
    people: dict[UUID, list[UUID]] = {}
    for group, person in rows:
        people.setdefault(group, []).append(person)
    for group_of in people.values():
        yield from combinations(group_of, 2)


def managers(programme: Programme) -> dict[UUID, UUID]:
    """Who is whose manager, among everybody who was ever in the programme, whether or not they take part."""
    rows = list(
        programme.memberships.values_list(
            "person", "person__email", "person__name", "staff_number", "manager"
        )
    )
    names = Counter(name.casefold() for _, _, name, _, _ in rows)
    known = {name.casefold(): person for person, _, name, _, _ in rows if names[name.casefold()] == 1}
    known |= {number.casefold(): person for person, _, _, number, _ in rows if number}
    known |= {email.casefold(): person for person, email, _, _, _ in rows}
    bosses = (
        (person, known.get(manager.strip().casefold()))
        for person, _, _, _, manager in rows
        if manager.strip()
    )
    return {person: boss for person, boss in bosses if boss and boss != person}


def line_above(person: UUID, above: dict[UUID, UUID]) -> Iterator[UUID]:
    """Everybody who decides about this person's work, up to the top; each once, even on lines in a circle."""
    seen = {person}
    while (person := above.get(person, person)) not in seen:
        seen.add(person)
        yield person


def _without_manager(programme: Programme, members: dict[UUID, Brought]) -> int:
    unknown = taking_part(programme).filter(manager="").values_list("person", flat=True)
    return sum(person in members for person in unknown)


def first_next_time(programme: Programme) -> Iterator[UUID]:
    """Whose last chance came to nothing without their doing, and nothing since: they come first."""
    last: dict[UUID, tuple[datetime, bool]] = {}
    chances = Place.objects.filter(
        proposal__run__programme=programme, proposal__in=Proposal.objects.published()
    )
    answered = Answer.objects.filter(proposal=OuterRef("proposal"), person=OuterRef("person")).values("says")
    for person, at, outcome, says in (
        chances.annotate(says=Subquery(answered))
        .order_by("proposal__lapses_at", "pk")
        .values_list("person", "proposal__run__published_at", "proposal__outcome", "says")
    ):
        _keep_latest(last, person, at, was_let_down(outcome, says))
    left_out = StillLooking.objects.filter(run__programme=programme, run__in=Run.objects.published())
    for person, at in left_out.values_list("person", "run__published_at"):
        _keep_latest(last, person, at, True)
    return (person for person, (_, let_down) in last.items() if let_down)


def was_let_down(outcome: str, says: str | None) -> bool:
    """Said yes, or was not asked any more once the other declined: the next search owes them something."""
    if outcome == Proposal.Outcome.LAPSED:
        return says == Answer.Says.YES
    return outcome == Proposal.Outcome.APART and says != Answer.Says.NO


def _keep_latest(
    last: dict[UUID, tuple[datetime, bool]], person: UUID, at: datetime | None, let_down: bool
) -> None:
    if at and (person not in last or last[person][0] <= at):
        last[person] = (at, let_down)
