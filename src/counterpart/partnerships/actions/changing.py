"""Moving a meeting, calling it off, and what happens around it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from counterpart import journal, letters
from counterpart.partnerships.actions.booking import (
    SomebodyWasFaster,
    check,
    hold,
    make,
    make_open,
    reminded,
)
from counterpart.partnerships.letters.meetings import CalledOff, Moved, Soon
from counterpart.partnerships.models import Meeting, Pause, Worth
from counterpart.people.models import Person

REMINDED = timedelta(days=1)  # before a meeting


class NotHeldYet(Exception):
    """Nobody can say whether it was worth the time before it was."""


@transaction.atomic
def move(
    meeting: Meeting, starts_at: datetime, *, seen: int, by: Person, at: datetime, link: str = ""
) -> None:
    """To another time, or with another link: calendars follow, as `sequence` rises."""
    people = hold(meeting.partnership)
    if (starts_at, link) == (meeting.starts_at, meeting.link):
        return
    check(starts_at, meeting.minutes, people, at, but=meeting)
    meeting.book(starts_at)
    changed = Meeting.objects.as_seen(seen).filter(pk=meeting.pk, ends_at__gt=at).update(
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        link=link,
        sequence=F("sequence") + 1,
        reminded_at=reminded(starts_at, at),
    )  # fmt: skip
    if not changed:
        raise SomebodyWasFaster
    journal.record(meeting, "moved", by=by, at=at)
    letters.post(Moved(meeting.pk), to=people, at=at)


@transaction.atomic
def cancel(
    meeting: Meeting,
    *,
    seen: int,
    by: Person,
    at: datetime,
    instead: datetime | Sequence[datetime] | None = None,
    key: UUID | None = None,
) -> Meeting | None:
    """Call it off and put another in its place: at a time, or at one the others choose; none skips it.

    While they rest it can be called off, with nothing in its place.
    """
    people = hold(meeting.partnership, awake=bool(instead))
    if isinstance(instead, datetime):
        check(instead, meeting.minutes, people, at, but=meeting)
    changed = Meeting.objects.as_seen(seen).filter(pk=meeting.pk, ends_at__gt=at)
    if not changed.update(cancelled_at=at, cancelled_by=by, sequence=F("sequence") + 1):
        raise SomebodyWasFaster
    journal.record(meeting, "called off", by=by, at=at)
    new = _instead(meeting, instead, key or uuid4(), by, at)
    letters.post(CalledOff(meeting.pk, str(new.pk) if new else ""), to=people, at=at)
    return new


def _instead(
    meeting: Meeting, instead: datetime | Sequence[datetime] | None, key: UUID, by: Person, at: datetime
) -> Meeting | None:
    if not instead:
        return None
    alike: Any = {"minutes": meeting.minutes, "link": meeting.link, "kind": meeting.kind, "by": by, "at": at}
    if isinstance(instead, datetime):
        return make(meeting.partnership, instead, key=key, **alike)
    return make_open(meeting.partnership, instead, key=key, **alike)


@transaction.atomic
def say_worth(meeting: Meeting, says: Worth.Says, *, by: Person, at: datetime) -> None:
    """Was it worth your time? The last word counts."""
    if not Meeting.objects.held(at).filter(pk=meeting.pk).exists():
        raise NotHeldYet
    Worth.objects.update_or_create(meeting=meeting, person=by, defaults={"says": says, "at": at})
    journal.record(meeting, "told its worth", by=by, at=at)


def remind(at: datetime) -> int:
    """A letter a day before, once; none where partners rest or have parted."""
    resting = Pause.objects.filter(partnership=OuterRef("partnership"), ended_at=None)
    due = Meeting.objects.booked().filter(
        ~Exists(resting),
        reminded_at=None,
        starts_at__gt=at,
        starts_at__lte=at + REMINDED,
        partnership__ended_at=None,
    )
    return sum(_remind(meeting, at) for meeting in due.select_related("partnership"))


@transaction.atomic
def _remind(meeting: Meeting, at: datetime) -> int:
    mine = Meeting.objects.as_seen(meeting.sequence).filter(pk=meeting.pk, reminded_at=None)
    if not mine.update(reminded_at=at):
        return 0
    people = Person.objects.filter(seats__partnership=meeting.partnership, is_active=True)
    letters.post(Soon(meeting.pk), to=list(people), at=at)
    return 1
