"""Who may do what with a programme. Seeing is `visible_to`; these come after."""

from counterpart.people.models import Person
from counterpart.programmes.models import Organiser, Programme


def can_make(person: Person) -> bool:
    """Owners make programmes, and so do people whom an owner trusted with one."""
    return person.is_owner or Organiser.objects.filter(person=person).exists()


def can_organise(person: Person, programme: Programme) -> bool:
    return Organiser.objects.filter(programme=programme, person=person).exists()


def can_appoint(person: Person, programme: Programme) -> bool:
    return person.is_owner or can_organise(person, programme)


def can_change(person: Person, programme: Programme) -> bool:
    """Whatever adds people, writes to them or changes the terms; a closed programme stays as it is."""
    return not programme.is_closed and can_organise(person, programme)
