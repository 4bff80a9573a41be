"""Which asks one reads, in which order, who could help, and what one asked."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median_low
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from counterpart.asks import rules, sealed
from counterpart.asks.models import Ask, Help
from counterpart.partnerships.models import Kind, Partnership
from counterpart.people.models import Avoidance, Offer, Person
from counterpart.programmes.models import Membership, Programme


def to_read(person: Person, *, at: datetime) -> QuerySet[Ask]:
    """What one could help with comes first, then what has fewest offers, then what waits longest.

    Named ones by somebody one would rather not meet are left out; anonymous ones stay, or it would tell.
    """
    avoided = Avoidance.objects.filter(person=person, avoided__isnull=False).values("avoided")
    mine = Offer.objects.filter(person=person, skill=OuterRef("topic"))
    offered = Help.objects.standing().filter(ask=OuterRef("pk"), by=person)
    counted = Help.objects.standing().filter(ask=OuterRef("pk"))
    counted = counted.filter(~Q(ask__asker=person) | _not_apart_from(person))  # else the number would tell
    number = counted.order_by().values("ask").annotate(number=Count("pk")).values("number")
    return (
        Ask.objects.readable_by(person)
        .open(at)
        .exclude(anonymous=False, asker__in=avoided)
        .annotate(could=Exists(mine), offers=Coalesce(Subquery(number), 0), i_offered=Exists(offered))
        .select_related("topic__merged_into", "programme", "asker", "circle__skill__merged_into")
        .order_by(F("could").desc(), "offers", "asked_on", "pk")
    )


def _not_apart_from(asker: Person) -> Q:
    """Of offers: whoever neither is avoided by the asker nor avoids them. The others are never read."""
    avoided = Avoidance.objects.filter(person=asker, avoided=OuterRef("by"))
    avoiding = Avoidance.objects.filter(person=OuterRef("by"), avoided=asker)
    return Q(~Exists(avoided), ~Exists(avoiding))


def next_to_hear(row: Ask, most: int) -> list[Person]:
    """Of those who show its topic, the ones whose turn it was least often; whoever asked among them.

    A named ask does not come to those who keep apart; one without a name does, or it would tell.
    """
    if row.topic is None:
        return []
    shows = rules.shown_in(row.programme, row.topic).values("person")
    among = rules.asked_of(row.programme, audience=row.audience, topic=row.topic, circle=row.circle)
    found = among.filter(pk__in=shows).exclude(heard__ask=row).annotate(turns=Count("heard"))
    if not row.anonymous:
        apart = _apart_from(row.asker, list(found.values_list("pk", flat=True)))
        found = found.exclude(pk__in=apart | {row.asker_id})
    return list(found.order_by("turns", "pk")[:most])


def are_apart(one: Person, other: Person) -> bool:
    """Whether either would rather not meet the other."""
    rows = Avoidance.objects.filter(Q(person=one, avoided=other) | Q(person=other, avoided=one))
    return rows.exists()


@dataclass(frozen=True)
class Offered:
    row: Help
    words: str


def for_asker(row: Ask) -> list[Help]:
    """Whoever would help and still takes part: nobody whom either keeps apart from."""
    here = Membership.objects.joined().filter(programme=row.programme_id).values("person")
    rows = row.helps.standing().filter(by__in=here, by__is_active=True).select_related("by")
    found = list(rows.filter(_not_apart_from(row.asker)).order_by("offered_at", "pk"))
    for each in found:
        each.ask = row
    return found


def offers_for(row: Ask) -> list[Offered]:
    """With what they wrote, for the asker alone."""
    return [Offered(each, sealed.words_of(each)) for each in for_asker(row)]


def _apart_from(one: Person, others: Iterable[UUID]) -> set[UUID]:
    rows = Avoidance.objects.filter(
        Q(person=one, avoided__in=others) | Q(avoided=one, person__in=others)
    ).values_list("person", "avoided")
    return {each for both in rows for each in both} - {one.pk}


def mine(person: Person) -> QuerySet[Ask]:
    """What one asked: the open ones first."""
    return (
        Ask.objects.filter(asker=person)
        .select_related("topic__merged_into", "programme")
        .order_by(F("ended_at").desc(nulls_first=True), "-asked_on", "pk")
    )


def helped(person: Person) -> QuerySet[Help]:
    return (
        Help.objects.standing()
        .filter(by=person)
        .select_related("ask__asker", "partnership")
        .order_by("-offered_at", "pk")
    )


def with_offers(person: Person, *, at: datetime) -> QuerySet[Ask]:
    """Asks of mine where somebody waits for my yes."""
    waiting = Help.objects.standing().filter(ask=OuterRef("pk"), by__is_active=True)
    here = Membership.objects.joined().filter(person=OuterRef("by"), programme=OuterRef("ask__programme"))
    waiting = waiting.filter(Exists(here)).filter(_not_apart_from(person))
    return Ask.objects.open(at).filter(Exists(waiting), asker=person)


def circles_of(person: Person) -> QuerySet[Partnership]:
    """Where one sits, and can ask those one sits with."""
    rows = Partnership.objects.current().filter(kind=Kind.CIRCLE, seats__person=person)
    return rows.select_related("programme", "skill").order_by("skill__name", "pk")


def reported(person: Person) -> QuerySet[Ask]:
    """What the contact person decides about, or who organises where there is none; never of their own."""
    theirs = Q(programme__contact=person) | Q(programme__contact=None, programme__organisers__person=person)
    return (
        Ask.objects.filter(theirs, hidden_at__isnull=False, ended_at=None)
        .exclude(asker=person)
        .order_by("hidden_at", "pk")
    )


def deciders(programme: Programme) -> list[Person]:
    """The contact person; who organises it, where it has none."""
    if programme.contact:
        return [programme.contact]
    return list(Person.objects.filter(organises__programme=programme, is_active=True))


FEW = 5


def days_to_first_offer(programme: Programme) -> int | None:
    """The median; of at least five asks by at least five people, else nothing is said.

    Of those that are over, so that no offer of today moves it.
    """
    over = Ask.objects.filter(programme=programme, first_offer_on__isnull=False, ended_at__isnull=False)
    rows = list(over.values_list("asker", "asked_on", "first_offer_on"))
    if len({asker for asker, _, _ in rows}) < FEW:
        return None
    days = sorted((first - asked).days for _, asked, first in rows if first)
    return int(median_low(days))
