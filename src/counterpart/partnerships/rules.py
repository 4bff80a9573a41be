"""May they? Only partners write, and only until they part."""

from counterpart.partnerships.models import Partnership, Pause
from counterpart.people.models import Person


def can_write(person: Person, partnership: Partnership) -> bool:
    return partnership.ended_at is None and _sits(person, partnership)


def can_thank(person: Person, partnership: Partnership) -> bool:
    """While they are together and awake, and after a good end; never to somebody who parted."""
    if partnership.ended_at:
        return partnership.finished_at is not None and _sits(person, partnership)
    resting = Pause.objects.open().filter(partnership=partnership).exists()
    return not resting and _sits(person, partnership)


def listens(person: Person, partnership: Partnership) -> bool:
    """The contact person of the programme, as long as they are no part of it."""
    is_contact = partnership.programme.contact_id == person.pk
    return is_contact and person.is_active and not _sits(person, partnership)


def _sits(person: Person, partnership: Partnership) -> bool:
    return partnership.seats.filter(person=person).exists()
