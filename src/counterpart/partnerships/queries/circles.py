"""Who hosts a circle, and how many seats are open, as those who sit in it read it."""

from dataclasses import dataclass

from counterpart.partnerships.models import LEARNERS, Partnership
from counterpart.people.models import Person


@dataclass(frozen=True)
class Hosting:
    hosts: list[Person]
    mine: bool  # the reader hosts
    needed: bool  # nobody hosts, or who does would hand over
    open_seats: int
    waiting: int


def hosting(circle: Partnership, reader: Person) -> Hosting:
    seats = list(circle.seats.select_related("person").order_by("pk"))
    waiting = circle.waiting.count()
    learners = sum(not seat.hosts for seat in seats)
    return Hosting(
        hosts=[seat.person for seat in seats if seat.hosts],
        mine=any(seat.hosts and seat.person_id == reader.pk for seat in seats),
        needed=not any(seat.hosts and seat.hands_over_at is None for seat in seats),
        open_seats=max(0, LEARNERS - learners),
        waiting=waiting,
    )
