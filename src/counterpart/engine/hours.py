"""Hours of the week: read from text, moved to UTC, compared pair by pair."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np

from counterpart.engine.cells import CellError, listed
from counterpart.engine.shapes import Flags, Indices, Integers

WEEK = 7 * 24 * 60
SHORTEST_RUN = 30
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SPAN = re.compile(r"^([a-z]{3})[a-z]* (\d{1,2}):(\d{2}) ?[-\u2013] ?(\d{1,2}):(\d{2})$")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Free time on one day: `day` 0 is Monday, `start` < `end` in minutes since midnight, own time zone."""

    day: int
    start: int
    end: int


def read_hours(cell: str) -> tuple[Span, ...]:
    """`Mon 09:00-12:00;Wed 14:00-16:00` as spans."""
    return tuple(_span(entry) for entry in listed(cell))


def _span(entry: str) -> Span:
    found = _SPAN.match(entry.casefold())
    if not found or found[1] not in DAYS:
        raise CellError(f"'{entry}' is no time; write it like Mon 09:00-12:00;Wed 14:00-16:00")
    start, end = (int(found[at]) * 60 + int(found[at + 1]) for at in (2, 4))
    if not 0 <= start < end <= 24 * 60 or int(found[3]) > 59 or int(found[5]) > 59:
        raise CellError(f"'{entry}' must begin before it ends, on the same day, between 00:00 and 24:00")
    return Span(DAYS.index(found[1]), start, end)


def zone(name: str) -> ZoneInfo:
    """The time zone of an IANA name such as Europe/Berlin."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as unknown:
        raise CellError(f"'{name}' is no time zone; write a name like Europe/Berlin or UTC") from unknown


def in_utc(spans: Sequence[Span], zone_name: str, week_of: date) -> list[tuple[int, int]]:
    """Minutes of the UTC week as runs that do not touch: 0 <= start < WEEK, start < end <= start + WEEK.

    A run that crosses the end of the week is one run with an end beyond WEEK.
    """
    monday = week_of - timedelta(days=week_of.weekday())
    midnight = datetime(monday.year, monday.month, monday.day, tzinfo=UTC)
    free = np.zeros(WEEK, np.bool_)
    for span in spans:
        start, end = (
            _utc_minute(monday, span.day, minute, zone(zone_name), midnight)
            for minute in (span.start, span.end)
        )
        free[np.arange(start, max(start, end)) % WEEK] = True
    return _runs(free)


def _utc_minute(monday: date, day: int, minute: int, own: ZoneInfo, midnight: datetime) -> int:
    at = monday + timedelta(days=day + minute // (24 * 60))
    hour, left = divmod(minute % (24 * 60), 60)
    local = datetime(at.year, at.month, at.day, hour, left, tzinfo=own)
    return int((local.astimezone(UTC) - midnight).total_seconds() // 60)


def _runs(free: Flags) -> list[tuple[int, int]]:
    """The runs of a circle of minutes; a run over the seam begins where it begins."""
    if free.all():
        return [(0, WEEK)]
    starts = np.flatnonzero(free & ~np.roll(free, 1))
    ends = np.flatnonzero(~free & np.roll(free, 1))
    return [(start, _next(ends.tolist(), start)) for start in starts.tolist()]


def _next(ends: list[int], start: int) -> int:
    return min(end if end > start else end + WEEK for end in ends)


def common_minutes(runs: Integers, first: Indices, second: Indices) -> Integers:
    """Minutes a week that two people share, counting only runs of half an hour or more.

    `runs` is n x k x 2, filled up with (0, 0); `first` and `second` are positions of people, equally long.
    Runs of one person never touch, so every overlap of two runs is itself a whole run.
    """
    one, other = runs[first], runs[second]
    total = np.zeros(first.size, np.int64)
    for a in range(runs.shape[1]):
        for b in range(runs.shape[1]):
            for shift in (-WEEK, 0, WEEK):
                start = np.maximum(one[:, a, 0], other[:, b, 0] + shift)
                shared = np.minimum(one[:, a, 1], other[:, b, 1] + shift) - start
                total += np.where(shared >= SHORTEST_RUN, shared, 0)
    whole_one, whole_other = _whole_week(one), _whole_week(other)
    total[whole_one] = _long_enough(other[whole_one])
    total[whole_other] = _long_enough(one[whole_other])
    return total


def _whole_week(runs: Integers) -> Flags:
    whole: Flags = (runs[:, :, 1] - runs[:, :, 0] == WEEK).any(axis=1)
    return whole


def _long_enough(runs: Integers) -> Integers:
    length = runs[:, :, 1] - runs[:, :, 0]
    total: Integers = np.where(length >= SHORTEST_RUN, length, 0).sum(axis=1)
    return total
