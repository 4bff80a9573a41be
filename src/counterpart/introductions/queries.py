"""Who knows whom, whom one could be introduced to and by whom, and how far one reaches."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from uuid import UUID

from django.db.models import Q, QuerySet

from counterpart.introductions import sealed
from counterpart.introductions.models import Hidden, Introduction, Wish
from counterpart.introductions.network import Reach, reach
from counterpart.partnerships.models import Partnership, Pause, Seat
from counterpart.people.models import Avoidance, Offer, Person, Seek
from counterpart.programmes.models import Membership

FRAMES = ("stage", "function", "place", "background")
MOST = 3
Edge = tuple[UUID, UUID]


def known_to(person: Person) -> QuerySet[Person]:
    """Whoever one is, or was, together with, or was introduced to."""
    here = Seat.objects.filter(partnership__seats__person=person).values("person")
    met = Introduction.objects.filter(wisher_yes_at__isnull=False, other_yes_at__isnull=False)
    found = Q(pk__in=here)
    found |= Q(pk__in=met.filter(wish__person=person).values("other"))
    found |= Q(pk__in=met.filter(other=person).values("wish__person"))
    return Person.objects.filter(found, is_active=True).exclude(pk=person.pk)


def companions_now(person: Person) -> QuerySet[Person]:
    """Those one could turn to: not where they rest."""
    rests = Pause.objects.open().values("partnership")
    here = Partnership.objects.current().filter(seats__person=person).exclude(pk__in=rests)
    return Person.objects.filter(seats__partnership__in=here, is_active=True).exclude(pk=person.pk).distinct()


def edges_around(person: Person, *, before: datetime | None = None) -> set[Edge]:
    """Those of everybody one knows: all that two steps need, in as many queries however many there are."""
    mine = _edges(Q(seats__person=person), Q(wish__person=person) | Q(other=person), before)
    near = {each for edge in mine for each in edge} - {person.pk}
    # Whom others met once about one thing is theirs alone: it would tell who had asked without a name.
    theirs = _edges(
        Q(seats__person__in=near, once=False), Q(wish__person__in=near) | Q(other__in=near), before
    )
    return mine | theirs


def _edges(sits: Q, met: Q, before: datetime | None) -> set[Edge]:
    partnerships = Partnership.objects.filter(sits)
    introduced = Introduction.objects.filter(met, wisher_yes_at__isnull=False, other_yes_at__isnull=False)
    if before is not None:
        partnerships, introduced = (
            partnerships.filter(began_at__lt=before),
            introduced.filter(settled_at__lt=before),
        )
    seats: dict[UUID, list[UUID]] = {}
    rows = Seat.objects.filter(partnership__in=partnerships.values("pk"), person__is_active=True)
    for partnership, person in rows.order_by("person").values_list("partnership", "person"):
        seats.setdefault(partnership, []).append(person)
    found = {edge for people in seats.values() for edge in combinations(people, 2)}
    return found | {(one, other) for one, other in introduced.values_list("wish__person", "other")}


@dataclass(frozen=True)
class Breadth:
    """How many people, and how many different places to look from."""

    people: int
    frames: int


@dataclass(frozen=True)
class MyReach:
    one: Breadth
    two: Breadth
    one_before: Breadth
    two_before: Breadth
    since: datetime | None
    known: list[Person]
    beyond: dict[UUID, list[int]]  # whom I know -> which of the people two steps away they know, by number


def my_reach(person: Person) -> MyReach:
    """Now, and when I joined. Of those two steps away only their number is told."""
    since = (
        Membership.objects.joined()
        .filter(person=person)
        .order_by("joined_at")
        .values_list("joined_at", flat=True)
        .first()
    )
    edges = edges_around(person)
    now = reach(person.pk, edges)
    then = reach(person.pk, edges_around(person, before=since)) if since else Reach(frozenset(), frozenset())
    people = Person.objects.in_bulk(now.one | now.two | then.one | then.two)
    number = {each: n for n, each in enumerate(sorted(now.two))}
    beyond: dict[UUID, list[int]] = {each: [] for each in now.one}
    for one, other in edges:
        for near, far in ((one, other), (other, one)):
            if near in beyond and far in number:
                beyond[near].append(number[far])

    def breadth(keys: Iterable[UUID]) -> Breadth:
        here = [people[each] for each in keys if each in people]
        frames = {(name, getattr(each, name)) for each in here for name in FRAMES}
        return Breadth(len(here), sum(value not in (None, "") for _, value in frames))

    return MyReach(
        breadth(now.one),
        breadth(now.two),
        breadth(then.one),
        breadth(then.two),
        since,
        sorted((people[each] for each in now.one), key=lambda each: (each.name, each.pk)),
        {each: sorted(set(numbers)) for each, numbers in beyond.items()},
    )


@dataclass(frozen=True)
class Suggested:
    person: Person
    through: Person
    topic: str
    topic_id: int


def suggested(person: Person, *, most: int = MOST) -> list[Suggested]:
    """People two steps away who show what one would like, and who knows them.

    Nobody who would rather not be suggested, whom either keeps apart from, who has left, or who takes part in
    no programme of mine.
    """
    wants = Seek.objects.filter(person=person, skill__isnull=False).values("skill")
    edges = edges_around(person)
    found = reach(person.pk, edges)
    through = companions_now(person)
    near = {each.pk: each for each in through if each.pk in found.one}
    offers = (
        Offer.objects.filter(person__in=found.two, skill__in=wants, person__is_active=True)
        .filter(person__in=_in_my_programmes(person))
        .exclude(person__in=Hidden.objects.values("person"))
        .exclude(person__in=_apart_from(person))
        .select_related("person", "skill")
        .order_by("-level", "person__name", "person")
    )
    told: dict[UUID, Suggested] = {}
    for offer in offers:
        ways = sorted(each for edge in edges if offer.person_id in edge for each in edge if each in near)
        if ways and offer.person_id not in told:
            told[offer.person_id] = Suggested(offer.person, near[ways[0]], offer.skill.name, offer.skill_id)
    return list(told.values())[:most]


def _in_my_programmes(person: Person) -> QuerySet[Person]:
    mine = Membership.objects.joined().filter(person=person).values("programme")
    here = Membership.objects.joined().filter(programme__in=mine)
    return Person.objects.filter(pk__in=here.values("person"))


def _apart_from(person: Person) -> set[UUID]:
    rows = Avoidance.objects.filter(Q(person=person) | Q(avoided=person), avoided__isnull=False)
    return {each for both in rows.values_list("person", "avoided") for each in both} - {person.pk}


def are_apart(one: Person, other: Person) -> bool:
    return other.pk in _apart_from(one)


def could_introduce(wish: Wish, by: Person) -> QuerySet[Person]:
    """Whom somebody knows and could make known to the one who wishes: of a programme of theirs."""
    return (
        known_to(by)
        .filter(pk__in=_in_my_programmes(wish.person))
        .exclude(pk=wish.person_id)
        .order_by("name", "pk")
    )


@dataclass(frozen=True)
class ReadWish:
    wish: Wish
    words: str


def wishes_of_companions(person: Person) -> list[ReadWish]:
    """What those one is together with wish, of everybody or of me."""
    rows = (
        Wish.objects.open()
        .filter(person__in=companions_now(person))
        .filter(Q(through=None) | Q(through=person))
        .select_related("person", "topic", "whom")
        .order_by("-made_at", "pk")
    )
    return [ReadWish(each, sealed.wish_words(each)) for each in rows]


def my_wishes(person: Person) -> list[ReadWish]:
    rows = Wish.objects.open().filter(person=person).select_related("topic", "through", "whom", "person")
    return [ReadWish(each, sealed.wish_words(each)) for each in rows.order_by("-made_at", "pk")]


def to_answer(person: Person, *, at: datetime) -> QuerySet[Introduction]:
    mine = Introduction.objects.open(at).filter(apart=False)
    as_wisher = Q(wish__person=person, wisher_yes_at=None, wisher_no_at=None)
    return mine.filter(as_wisher | Q(other=person, other_yes_at=None, other_no_at=None))


def mine(person: Person) -> QuerySet[Introduction]:
    """Which I made, was asked about, or wished, the newest first."""
    rows = Introduction.objects.visible_to(person).select_related(
        "wish__person", "other", "by", "wish__topic"
    )
    return rows.order_by("-made_at", "pk")
