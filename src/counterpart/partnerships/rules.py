"""May they? Only partners write, and only until they part."""

from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person


def can_write(person: Person, partnership: Partnership) -> bool:
    return partnership.ended_at is None and partnership.seats.filter(person=person).exists()
