"""Which asks one reads, in which order, who could help, and what one asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from counterpart.asks import sealed
from counterpart.asks.models import Ask, Help
from counterpart.people.models import Avoidance, Offer, Person
from counterpart.programmes.models import Membership, Programme


def to_read(person: Person, *, at: datetime) -> QuerySet[Ask]:
    """What one could help with comes first, then what has fewest offers, then what waits longest.

    Named ones by somebody one would rather not meet are left out; anonymous ones stay, or it would tell.
    """
    avoided = Avoidance.objects.filter(person=person, avoided__isnull=False).values("avoided")
    mine = Offer.objects.filter(person=person, skill=OuterRef("topic"))
    offered = Help.objects.standing().filter(ask=OuterRef("pk"), by=person)
    return (
        Ask.objects.readable_by(person)
        .open(at)
        .exclude(anonymous=False, asker__in=avoided)
        .annotate(
            could=Exists(mine),
            offers=Count("helps", filter=Q(helps__withdrawn_at=None)),
            i_offered=Exists(offered),
        )
        .select_related("topic", "programme", "asker")
        .order_by(F("could").desc(), "offers", "asked_on", "pk")
    )


def who_could_help(row: Ask, most: int) -> list[Person]:
    """Of those who show its topic, the ones who were told of the fewest asks.

    Whoever asked takes a place and leaves it empty: were it filled, those who hear would tell who does not.
    """
    if row.topic is None:
        return []
    here = Membership.objects.joined().filter(programme=row.programme_id).values("person")
    shows = Offer.objects.filter(skill=row.topic_id, person__in=here).values("person")
    told = Count("letters", filter=Q(letters__kind="counterpart.asks.letters.YouCouldHelp"))
    found = Person.objects.filter(pk__in=shows, is_active=True).annotate(told=told).order_by("told", "pk")
    return [each for each in found[:most] if each.pk != row.asker_id and not are_apart(row.asker, each)]


def are_apart(one: Person, other: Person) -> bool:
    """Whether either would rather not meet the other."""
    rows = Avoidance.objects.filter(Q(person=one, avoided=other) | Q(person=other, avoided=one))
    return rows.exists()


@dataclass(frozen=True)
class Offered:
    row: Help
    words: str


def offers_for(row: Ask) -> list[Offered]:
    """Whoever would help, for the asker alone: nobody whom either keeps apart from."""
    rows = row.helps.standing().select_related("by").order_by("offered_at", "pk")
    apart = _apart_from(row.asker, [each.by_id for each in rows])
    return [
        Offered(each, sealed.words_of(each)) for each in rows if each.by_id not in apart and each.by.is_active
    ]


def _apart_from(one: Person, others: Iterable[UUID]) -> set[UUID]:
    rows = Avoidance.objects.filter(
        Q(person=one, avoided__in=others) | Q(avoided=one, person__in=others)
    ).values_list("person", "avoided")
    return {each for both in rows for each in both} - {one.pk}


def mine(person: Person) -> QuerySet[Ask]:
    """What one asked: the open ones first."""
    return (
        Ask.objects.filter(asker=person)
        .select_related("topic", "programme")
        .order_by(F("ended_at").desc(nulls_first=True), "-asked_on", "pk")
    )


def helped(person: Person) -> QuerySet[Help]:
    return (
        Help.objects.standing()
        .filter(by=person)
        .select_related("ask__asker", "partnership")
        .order_by("-offered_at")
    )


def with_offers(person: Person, *, at: datetime) -> QuerySet[Ask]:
    """Asks of mine where somebody waits for my yes."""
    waiting = Help.objects.standing().filter(ask=OuterRef("pk"), by__is_active=True)
    return Ask.objects.open(at).filter(Exists(waiting), asker=person)


def reported(contact: Person) -> QuerySet[Ask]:
    return (
        Ask.objects.filter(
            programme__contact=contact, hidden_at__isnull=False, kept_hidden_at=None, ended_at=None
        )
        .exclude(asker=contact)
        .order_by("hidden_at", "pk")
    )


FEW = 5


def days_to_first_offer(programme: Programme) -> int | None:
    """The median; of at least five asks by at least five people, else nothing is said."""
    rows = list(
        Ask.objects.filter(programme=programme, first_offer_on__isnull=False).values_list(
            "asker", "asked_on", "first_offer_on"
        )
    )
    if len({asker for asker, _, _ in rows}) < FEW:
        return None
    days = sorted((first - asked).days for _, asked, first in rows if first)
    return days[len(days) // 2]
