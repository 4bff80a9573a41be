"""Finding a time together. Whoever is second learns that somebody was faster; nothing is booked twice."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships import calendar
from counterpart.partnerships.actions import beside, together
from counterpart.partnerships.letters.meetings import Booked, RestBooked, TimesOffered
from counterpart.partnerships.models import Meeting, Partnership, Slot
from counterpart.people.models import Person

SHORT_NOTICE = timedelta(hours=36)  # who books so late needs no reminder a day before


class SomebodyWasFaster(Exception):
    """The meetings are no longer those that were looked at."""


class AlreadyBooked(Exception):
    """The same click arrived twice."""


class TooLate(Exception):
    """The time lies in the past."""


class Taken(Exception):
    """One of them meets somebody else then."""


def hold(partnership: Partnership, *, awake: bool = True) -> list[Person]:
    """Nobody else books for any of these people until the caller's transaction ends."""
    (together.hold_awake if awake else together.hold)(partnership)
    rows = Person.objects.select_for_update(no_key=True, of=("self",))
    return list(rows.filter(seats__partnership=partnership, is_active=True).order_by("pk"))


def is_as_seen(partnership: Partnership, seen: int) -> bool:
    """Has nobody made a meeting since somebody looked and counted `seen`?"""
    return Meeting.objects.filter(partnership=partnership).count() == seen


def check(
    starts_at: datetime, minutes: int, people: list[Person], at: datetime, but: Meeting | None = None
) -> None:
    if starts_at <= at:
        raise TooLate
    stretch = (starts_at, starts_at + timedelta(minutes=minutes))
    if not calendar.free(stretch, calendar.busy(people, at, but)):
        raise Taken


def reminded(starts_at: datetime, at: datetime) -> datetime | None:
    return at if starts_at - at < SHORT_NOTICE else None


@transaction.atomic
def book(
    partnership: Partnership,
    starts_at: datetime,
    *,
    key: UUID,
    seen: int,
    by: Person,
    at: datetime,
    minutes: int = 60,
    link: str = "",
    kind: str = Meeting.Kind.TALK,
) -> Meeting:
    """One chooses a time that suits everybody by what they told; each can move it."""
    people = _begin(partnership, key, seen)
    check(starts_at, minutes, people, at)
    meeting = make(partnership, starts_at, key=key, minutes=minutes, link=link, kind=kind, by=by, at=at)
    letters.post(Booked(meeting.pk), to=people, at=at)
    return meeting


@transaction.atomic
def offer(
    partnership: Partnership,
    starts: Sequence[datetime],
    *,
    key: UUID,
    seen: int,
    by: Person,
    at: datetime,
    minutes: int = 60,
    link: str = "",
    kind: str = Meeting.Kind.TALK,
) -> Meeting:
    """Let the others choose among times."""
    people = _begin(partnership, key, seen)
    meeting = make_open(partnership, starts, key=key, minutes=minutes, link=link, kind=kind, by=by, at=at)
    others = [each for each in people if each.pk != by.pk]
    letters.post(TimesOffered(meeting.pk), to=others, at=at)
    return meeting


def _begin(partnership: Partnership, key: UUID, seen: int) -> list[Person]:
    people = hold(partnership)
    if Meeting.objects.filter(pk=key).exists():
        raise AlreadyBooked
    if not is_as_seen(partnership, seen):
        raise SomebodyWasFaster
    return people


def make(
    partnership: Partnership,
    starts_at: datetime,
    *,
    by: Person,
    at: datetime,
    minutes: int,
    link: str,
    key: UUID | None = None,
    kind: str = Meeting.Kind.TALK,
) -> Meeting:
    meeting = Meeting(partnership=partnership, proposed_by=by, proposed_at=at, minutes=minutes, link=link)
    meeting.kind = kind
    meeting.pk = key or meeting.pk
    meeting.book(starts_at)
    meeting.reminded_at = reminded(starts_at, at)
    meeting.save(force_insert=True)
    beside.bring_along(meeting)
    journal.record(meeting, "booked", by=by, at=at)
    return meeting


def make_open(
    partnership: Partnership,
    starts: Sequence[datetime],
    *,
    key: UUID,
    by: Person,
    at: datetime,
    minutes: int,
    link: str,
    kind: str,
) -> Meeting:
    meeting = Meeting(partnership=partnership, proposed_by=by, proposed_at=at, minutes=minutes, link=link)
    meeting.kind = kind
    meeting.pk = key
    meeting.save(force_insert=True)
    Slot.objects.bulk_create([Slot(meeting=meeting, starts_at=start) for start in sorted(set(starts))])
    journal.record(meeting, "offered", by=by, at=at)
    return meeting


@transaction.atomic
def choose(meeting: Meeting, starts_at: datetime, *, by: Person, at: datetime, link: str = "") -> None:
    """One of the times that were offered, or another."""
    people = hold(meeting.partnership)
    check(starts_at, meeting.minutes, people, at, but=meeting)
    meeting.book(starts_at)
    changed = Meeting.objects.open().filter(pk=meeting.pk).update(
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        link=link or meeting.link,
        reminded_at=reminded(starts_at, at),
    )  # fmt: skip
    if not changed:
        raise SomebodyWasFaster
    beside.bring_along(meeting)
    journal.record(meeting, "chosen", by=by, at=at)
    letters.post(Booked(meeting.pk), to=people, at=at)


@transaction.atomic
def book_rest(
    first: Meeting, starts: Sequence[datetime], *, seen: int, by: Person, at: datetime
) -> list[Meeting]:
    """The meetings that follow; a time that has been taken meanwhile is left out."""
    people = hold(first.partnership)
    if not is_as_seen(first.partnership, seen):
        raise SomebodyWasFaster
    made: list[Meeting] = []
    for start in sorted(set(starts)):
        try:
            check(start, first.minutes, people, at)
        except (Taken, TooLate):
            continue
        made.append(make(first.partnership, start, minutes=first.minutes, link=first.link, by=by, at=at))
    if made:
        letters.post(RestBooked(made[0].pk), to=people, at=at)
    return made
