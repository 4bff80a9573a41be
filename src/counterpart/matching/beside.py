"""Who could stand beside one person: what `pool` reads of everybody, read with that one person in mind.

A page that somebody waits for cannot read a whole programme. The rules are the pool's own; what counts here
is told in the open alone, of both, so that who is suggested tells nothing that anybody keeps private.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Any
from uuid import UUID

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from counterpart.matching import pool
from counterpart.matching.models import Answer, Approach, Direction, Override, Place, Proposal
from counterpart.matching.pool import USUAL_LEVEL, Brought, Pool
from counterpart.partnerships.models import Kind, Seat
from counterpart.people.models import Avoidance, Offer, Person, Seek
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.nearness import near
from counterpart.skills.vocabulary import load

MOST = 80  # weighed exactly: the likeliest, of ten members or of thirty thousand
NOW = Coalesce("skill__merged_into__slug", "skill__slug")

Near = Mapping[str, float]  # what somebody tells -> how near it comes to what is looked for


@dataclass(frozen=True)
class Room:
    """Places: less partners and proposals, and less whoever waits for this person's answer, too."""

    free: int
    unasked: int


def hold(people: Collection[UUID]) -> None:
    """Theirs to decide about until this transaction ends; in one order, so that nobody waits in a circle.

    Whatever takes somebody's place holds them first, and counts their room after that.
    """
    list(Person.objects.select_for_update(no_key=True).filter(pk__in=people).order_by("pk").values_list("pk"))


def rooms(people: Iterable[UUID]) -> dict[UUID, Room]:
    """In one statement: somebody who moves from a proposal to a partnership meanwhile is counted once."""
    counted = Person.objects.filter(pk__in=people, is_active=True).annotate(
        together=_number(Seat.objects.taking_room(), "person"),
        proposed=_number(
            Place.objects.filter(proposal__in=Proposal.objects.unsettled(), hosts=False), "person"
        ),
        unanswered=_number(Approach.objects.unsettled(), "asked"),
    )
    rows = counted.values_list("pk", "capacity", "together", "proposed", "unanswered")
    return {
        pk: Room(capacity - together - proposed, capacity - together - proposed - waiting)
        for pk, capacity, together, proposed, waiting in rows
    }


def _number(rows: QuerySet[Any], whose: str) -> Coalesce:
    counts = rows.filter(**{whose: OuterRef("pk")}).order_by().values(whose).annotate(n=Count("pk"))
    return Coalesce(Subquery(counts.values("n")), 0)


def likeliest(programme: Programme, person: Person) -> Pool:
    """The person and those of the others with room who would gain most, as many as are weighed exactly."""
    me = Brought(person, person.capacity)
    _bring(programme, {person.pk: me}, private_too=False)
    apart = kept_apart(programme, person)
    ranked = [each for each in _ranked(programme, me) if each not in apart]
    found = _taking_part(programme, [person.pk, *ranked[:MOST]])
    _bring(programme, found, private_too=False)
    return _pool(programme, found)


def the_two(
    programme: Programme,
    one: Person,
    other: Person,
    *,
    private_too: bool = False,
    but: Approach | None = None,
) -> Pool:
    """These two, whatever room they have; nobody where one takes no part, or something keeps them apart.

    `but` is the approach in question, which does not stand in its own way.
    """
    if other.pk in kept_apart(programme, one, but=but):
        return _pool(programme, {})
    return brought_by(programme, one, other, private_too=private_too)


def brought_by(programme: Programme, one: Person, other: Person, *, private_too: bool = False) -> Pool:
    """What these two bring, whatever stands between them."""
    both = _taking_part(programme, [one.pk, other.pk])
    _bring(programme, both, private_too=private_too)
    return _pool(programme, both)


def kept_apart(programme: Programme, person: Person, *, but: Approach | None = None) -> set[UUID]:
    """Whoever the pool keeps apart from this person, and whoever an organiser does; and the person."""
    avoid = Avoidance.objects.filter(Q(person=person) | Q(avoided=person)).exclude(avoided=None)
    met = Seat.objects.filter(partnership__in=pool.counts_as_met(programme).filter(seats__person=person))
    again = pool.not_again(programme)
    proposed = Proposal.objects.filter(
        Q(pk__in=again.exclude(kind=Kind.CIRCLE)) | Q(pk__in=Proposal.objects.unsettled()),
        places__person=person,
    )
    taught = Direction.objects.filter(
        Q(learner=person) | Q(teacher=person), proposal__in=again, proposal__kind=Kind.CIRCLE
    )
    asked = (
        pool.approached(programme)
        .filter(Q(asker=person) | Q(asked=person))
        .exclude(pk__in=[but.pk] if but else [])
    )
    said = Override.objects.filter(Q(first=person) | Q(second=person), programme=programme).standing()
    forbidden = said.filter(kind=Override.Kind.FORBID)
    pairs = avoid.values_list("person", "avoided").union(
        asked.values_list("asker", "asked"),
        forbidden.values_list("first", "second"),
        taught.values_list("learner", "teacher"),
        _twice(met),
        _twice(Place.objects.filter(proposal__in=proposed)),
        all=True,
    )
    lines = pool.lines_of(programme, person.pk)
    return {person.pk, *(each for pair in chain(pairs, lines) for each in pair)}


def never_together(programme: Programme, person: Person) -> set[UUID]:
    """Whom somebody may not even sit in a circle with, whichever topic both would like.

    An avoid list of either, one deciding about the other's work, and an organiser's word leave one trace.
    """
    avoid = Avoidance.objects.filter(Q(person=person) | Q(avoided=person)).exclude(avoided=None)
    forbidden = Override.objects.filter(Q(first=person) | Q(second=person), programme=programme).standing()
    asked = Approach.objects.filter(Q(asker=person) | Q(asked=person), outcome=Approach.Outcome.DECIDES)
    decides = Answer.objects.filter(says=Answer.Says.DECIDES, proposal__places__person=person)
    places = Place.objects.filter(proposal__in=decides.values("proposal"))
    pairs = avoid.values_list("person", "avoided").union(
        forbidden.filter(kind=Override.Kind.FORBID).values_list("first", "second"),
        asked.values_list("asker", "asked"),
        _twice(places),
        all=True,
    )
    lines = pool.lines_of(programme, person.pk)
    return {each for pair in chain(pairs, lines) for each in pair} - {person.pk}


def of_these(programme: Programme, people: Iterable[Person]) -> Pool:
    """These, with nothing of what they bring: for the rules about languages, hours and differences alone."""
    return _pool(programme, {each.pk: Brought(each, 1) for each in people})


def _twice(rows: QuerySet[Any]) -> QuerySet[Any]:
    """As a pair, like the others of a union."""
    pairs: QuerySet[Any] = rows.annotate(once_more=F("person")).values_list("person", "once_more")
    return pairs


def _pool(programme: Programme, members: dict[UUID, Brought]) -> Pool:
    nobody: frozenset[UUID] = frozenset()
    none: frozenset[pool.Pair] = frozenset()
    return Pool(programme, members, apart=none, pins=none, forbidden=none, first=nobody, unknown_managers=0)


def _taking_part(programme: Programme, people: Collection[UUID]) -> dict[UUID, Brought]:
    told = pool.taking_part(programme).filter(person__in=people).select_related("person").order_by("person")
    return {each.person_id: Brought(each.person, each.person.capacity) for each in told}


def _bring(programme: Programme, members: dict[UUID, Brought], *, private_too: bool) -> None:
    whose = Person.objects.filter(pk__in=list(members))
    pool.bring_offers(programme, members, whose)
    pool.bring_seeks(programme, members, whose, private_too=private_too)


def _ranked(programme: Programme, me: Brought) -> list[UUID]:
    """Everybody with room who shows something near a wish of mine, or wishes for something near what I show:
    the likeliest first, by what can be told without reading everything about them."""
    everybody = Person.objects.filter(
        pk__in=Membership.objects.joined().filter(programme=programme).values("person")
    )
    capacity: dict[UUID, int] = {}
    learnt = _i_learn(programme, me, everybody, capacity)
    taught = _i_teach(programme, me, everybody, capacity)
    held = pool.places_held()
    likely = {
        pk: learnt.get(pk, 0.0) + taught.get(pk, 0.0) + 3 * min(learnt.get(pk, 0.0), taught.get(pk, 0.0))
        for pk in learnt.keys() | taught.keys()
        if capacity[pk] > held.get(pk, 0)
    }
    return sorted(likely, key=lambda pk: (-likely[pk], pk))


def _i_learn(
    programme: Programme, me: Brought, everybody: QuerySet[Person], capacity: dict[UUID, int]
) -> dict[UUID, float]:
    """A share from 0 to 1 of what each of them could show me."""
    near_to = {wish: _near_by(wish, sought=True) for wish in me.seeks}
    shows = pool.brought(programme, Offer.objects.filter(person__in=everybody))
    gains: dict[UUID, dict[str, float]] = defaultdict(dict)
    told = _of(shows, near_to.values()).values_list("person", NOW, "level", "person__capacity")
    for pk, topic, level, capacity[pk] in told:
        for wish, table in near_to.items():
            further = (level or USUAL_LEVEL) - max(me.offers.get(wish, 0), me.offers.get(topic, 0))
            gain = table.get(topic, 0.0) * max(0, further) / 5
            gains[pk][wish] = max(gain, gains[pk].get(wish, 0.0))
    return {
        pk: _share({wish: me.seeks[wish] * gain for wish, gain in each.items()}) for pk, each in gains.items()
    }


def _i_teach(
    programme: Programme, me: Brought, everybody: QuerySet[Person], capacity: dict[UUID, int]
) -> dict[UUID, float]:
    """The same of what I could show each of them, as if they knew nothing of it yet."""
    near_to = {offer: _near_by(offer, sought=False) for offer in me.offers}
    wishes = pool.brought(programme, Seek.objects.filter(person__in=everybody))
    gains: dict[UUID, dict[str, float]] = defaultdict(dict)
    told = _of(wishes, near_to.values()).values_list("person", NOW, "importance", "person__capacity")
    for pk, wish, importance, capacity[pk] in told:
        gain = max(table.get(wish, 0.0) * me.offers[offer] / 5 for offer, table in near_to.items())
        gains[pk][wish] = importance * gain
    return {pk: _share(each) for pk, each in gains.items()}


def _of(rows: QuerySet[Any], tables: Iterable[Near]) -> QuerySet[Any]:
    topics = {topic for table in tables for topic in table}
    return rows.filter(Q(skill__slug__in=topics) | Q(skill__merged_into__slug__in=topics))


def _share(chances: Mapping[str, float]) -> float:
    """1 less the product of what each leaves: the engine's benefit, of importance times gain."""
    left = 1.0
    for chance in chances.values():
        left *= 1 - chance / 5
    return 1 - left


def _near_by(topic: str, *, sought: bool) -> Near:
    """Itself, and what in the vocabulary stands in for it, or what it stands in for."""
    entry = load().get(topic)
    table = {topic: 1.0}
    if entry is not None:
        for slug, each in load().items():
            table[slug] = near(entry, each) if sought else near(each, entry)
    return {slug: nearness for slug, nearness in table.items() if nearness > 0}
