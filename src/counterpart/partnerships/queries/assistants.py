"""Whom somebody books for, and what they see of it: names and times."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from counterpart.partnerships.models import Assistant, Partnership
from counterpart.partnerships.queries.meetings import Times, times_of, whom
from counterpart.people.models import Person


@dataclass(frozen=True)
class Booking:
    """One partnership, as whoever books for one of its people sees it."""

    partnership: Partnership
    whom: str
    times: Times


def who_books_for(people: Iterable[Person]) -> list[Assistant]:
    rows = Assistant.objects.standing().filter(person__in=list(people))
    return list(rows.select_related("person", "helper").order_by("asked_at", "pk"))


def bookings(assistant: Assistant, at: datetime) -> list[Booking]:
    rows = Partnership.objects.visible_to(assistant.person).current().prefetch_related("seats__person")
    partnerships = list(rows.order_by("began_at", "pk"))
    times = times_of(partnerships, at)
    return [Booking(each, whom(each, assistant.person), times[each.pk]) for each in partnerships]
