"""May they? What an ask needs so that not knowing who asked is more than a word."""

from counterpart.asks.models import Ask
from counterpart.people.models import Person
from counterpart.programmes.models import Membership, Programme

CROWD = 5  # others who could have asked it just as well


def can_be_anonymous(person: Person, programme: Programme) -> bool:
    others = Membership.objects.joined().filter(programme=programme, person__is_active=True)
    return others.exclude(person=person).count() >= CROWD


def asks(person: Person, ask: Ask) -> bool:
    return ask.asker_id == person.pk


def decides(person: Person, ask: Ask) -> bool:
    """The contact person of the programme; its asker, whoever that is, never."""
    return ask.programme.contact_id == person.pk and not asks(person, ask)
