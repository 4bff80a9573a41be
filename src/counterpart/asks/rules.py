"""May they? What an ask needs so that not knowing who asked is more than a word."""

from django.db.models import QuerySet

from counterpart.asks.models import Ask
from counterpart.partnerships.models import Partnership, Seat
from counterpart.people.models import Offer, Person
from counterpart.programmes.models import Membership, Programme, Withheld
from counterpart.skills.models import Skill

CROWD = 5  # others who could have asked it just as well


def asked_of(
    programme: Programme, *, audience: str, topic: Skill | None = None, circle: Partnership | None = None
) -> QuerySet[Person]:
    """Those who read what is asked, its asker perhaps among them."""
    here = Membership.objects.joined().filter(programme=programme)
    people = Person.objects.filter(pk__in=here.values("person"), is_active=True)
    if audience == Ask.Audience.SHOWS:
        return people.filter(pk__in=shown_in(programme, topic).values("person"))
    if audience == Ask.Audience.CIRCLE:
        return people.filter(pk__in=Seat.objects.filter(partnership=circle).values("person"))
    return people


def shown_in(programme: Programme, topic: Skill | None) -> QuerySet[Offer]:
    """What people show of a topic, unless they do not bring it into this programme."""
    kept = Withheld.objects.filter(membership__programme=programme, offer__isnull=False)
    return Offer.objects.filter(skill=topic).exclude(pk__in=kept.values("offer"))


def is_crowd(people: QuerySet[Person], person: Person) -> bool:
    """Whether among these it could have been anybody."""
    return people.exclude(pk=person.pk).count() >= CROWD


def may_ask(person: Person, programme: Programme, circle: Partnership | None) -> bool:
    """Who takes part, where it goes on; and of a circle, who sits there."""
    here = Membership.objects.joined().filter(programme=programme, person=person)
    if programme.is_closed or not here.exists():
        return False
    return circle is None or (
        circle.programme_id == programme.pk
        and Seat.objects.filter(partnership=circle, person=person).exists()
    )


def asks(person: Person, ask: Ask) -> bool:
    return ask.asker_id == person.pk
