"""The hours somebody told, as moments: the week's spans in their own time zone, through daylight saving."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"^([a-z]{3})[a-z]* (\d{1,2}):(\d{2}) ?[-–] ?(\d{1,2}):(\d{2})$")
MIDNIGHT = 24 * 60


@dataclass(frozen=True, order=True)
class Span:
    """Free time on a weekday (0 is Monday), in minutes since midnight."""

    day: int
    start: int
    end: int


def read(told: str) -> tuple[Span, ...]:
    """`Mon 09:00-12:00;Wed 14:00-16:00`; what cannot be read counts as not told."""
    return tuple(sorted(filter(None, map(_span, re.split(r"[;,\n]", told)))))


def _span(entry: str) -> Span | None:
    found = _SPAN.match(entry.strip().casefold())
    if not found or found[1] not in DAYS or int(found[3]) > 59 or int(found[5]) > 59:
        return None
    start, end = (int(found[at]) * 60 + int(found[at + 1]) for at in (2, 4))
    return Span(DAYS.index(found[1]), start, end) if start < end <= MIDNIGHT else None


def clock(name: str) -> ZoneInfo:
    """Somebody's time zone; UTC where it is none."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def moments(
    spans: Sequence[Span], zone: ZoneInfo, first: date, days: int
) -> Iterator[tuple[datetime, datetime]]:
    """Each span on each of these days, from moment to moment, in UTC and in order."""
    for day in (first + timedelta(days=n) for n in range(days)):
        for span in spans:
            if span.day == day.weekday():
                start, end = (_moment(day, minute, zone) for minute in (span.start, span.end))
                if start < end:
                    yield start, end


def _moment(day: date, minute: int, zone: ZoneInfo) -> datetime:
    there = day + timedelta(days=minute // MIDNIGHT)
    hour, left = divmod(minute % MIDNIGHT, 60)
    return datetime(there.year, there.month, there.day, hour, left, tzinfo=zone).astimezone(UTC)
