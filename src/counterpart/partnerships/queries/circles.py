"""Who hosts a circle, and how many seats are open, as those who sit in it read it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from counterpart.partnerships.models import Coming, Meeting, Opening, Partnership
from counterpart.people.models import Person

PATIENCE = timedelta(days=21)  # with a circle in which one person sits alone, or that nobody hosts


@dataclass(frozen=True)
class Hosting:
    hosts: list[Person]
    mine: bool  # the reader hosts
    needed: bool  # nobody hosts, or who does would hand over
    open_seats: int
    waiting: int
    words: str  # of who opened it, where a member did
    until: datetime | None  # so long it stands open while one person sits there alone
    hostless_until: datetime | None


def hosting(circle: Partnership, reader: Person) -> Hosting:
    seats = list(circle.seats.select_related("person").order_by("pk"))
    line = list(circle.waiting.all())
    opening = Opening.objects.filter(circle=circle).first()
    learners = sum(not seat.hosts for seat in seats)
    return Hosting(
        hosts=[seat.person for seat in seats if seat.hosts],
        mine=any(seat.hosts and seat.person_id == reader.pk for seat in seats),
        needed=not any(seat.hosts and seat.hands_over_at is None for seat in seats),
        open_seats=max(0, circle.room - learners - sum(each.offered_at is not None for each in line)),
        waiting=len(line),
        words=opening.words if opening else "",
        until=_later(opening.alone_since if opening else None),
        hostless_until=_later(circle.hostless_since),
    )


def _later(since: datetime | None) -> datetime | None:
    return since + PATIENCE if since else None


@dataclass(frozen=True)
class Gathering:
    """Who comes to the next one, as those who sit there read it."""

    come: list[str]
    cannot: list[str]
    mine: bool | None  # what the reader said


def gathering(meeting: Meeting, reader: Person) -> Gathering:
    """What somebody said of an earlier time, or before they left, does not count."""
    said = list(
        Coming.objects.filter(meeting=meeting, sequence=meeting.sequence)
        .filter(person__seats__partnership=meeting.partnership_id)
        .select_related("person")
        .order_by("person__name", "pk")
    )
    return Gathering(
        come=[each.person.first_name for each in said if each.comes],
        cannot=[each.person.first_name for each in said if not each.comes],
        mine=next((each.comes for each in said if each.person_id == reader.pk), None),
    )
