"""Whoever has parted meets no more."""

from datetime import datetime

from django.db.models import F

from counterpart import letters
from counterpart.partnerships.letters.meetings import OutOfCalendar
from counterpart.partnerships.models import Meeting, Partnership
from counterpart.people.models import Person


def call_off(partnership: Partnership, *, by: Person | None, at: datetime) -> None:
    """Within the transaction that ends a partnership: what lay ahead leaves the calendars of both."""
    rows = Meeting.objects.filter(partnership=partnership)
    booked = list(rows.ahead(at).values_list("pk", flat=True))
    rows.open().update(cancelled_at=at, cancelled_by=by)
    rows.standing().filter(pk__in=booked).update(cancelled_at=at, cancelled_by=by, sequence=F("sequence") + 1)
    if booked:
        people = Person.objects.filter(seats__partnership=partnership, is_active=True)
        letters.post(OutOfCalendar(partnership.pk), to=list(people), at=at)
