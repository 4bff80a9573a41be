"""May they? Only partners write, and only until they part."""

from counterpart.partnerships.models import Meeting, Partnership
from counterpart.partnerships.sides import sides, unread
from counterpart.people.models import Person


def can_write(person: Person, partnership: Partnership) -> bool:
    return partnership.ended_at is None and partnership.seats.filter(person=person).exists()


def can_take_part(person: Person, meeting: Meeting) -> bool:
    """Write and lay cards at a meeting that was not called off."""
    return meeting.cancelled_at is None and can_write(person, meeting.partnership)


def can_meet(person: Person, partnership: Partnership) -> bool:
    """Where the programme wants it, somebody first reads what begins, for each side they are on."""
    if not partnership.programme.reads_first:
        return True
    return not unread(person, sides([partnership], person)[partnership.pk])
