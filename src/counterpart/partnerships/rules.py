"""May they? Only partners write, and only until they part."""

from counterpart.partnerships.models import Meeting, Partnership
from counterpart.people.models import Person


def can_write(person: Person, partnership: Partnership) -> bool:
    return partnership.ended_at is None and partnership.seats.filter(person=person).exists()


def can_take_part(person: Person, meeting: Meeting) -> bool:
    """Write and lay cards at a meeting that was not called off."""
    return meeting.cancelled_at is None and can_write(person, meeting.partnership)
