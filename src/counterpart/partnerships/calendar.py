"""Times at which everybody can: found from their hours, their clocks and what is booked already."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from counterpart.partnerships.models import Meeting, Partnership, Rhythm
from counterpart.partnerships.queries.beginning import in_force
from counterpart.people import hours
from counterpart.people.hours import Span
from counterpart.people.models import Person

Stretch = tuple[datetime, datetime]

SLOTS = 3
NOTICE = timedelta(days=1)
STEP = timedelta(minutes=30)
AHEAD = (14, 28)  # days looked at: two weeks, and four where those are full
# For who told no hours: the office's first, else when people are awake.
OFFICE = tuple(Span(day, 9 * 60, 17 * 60) for day in range(5))
AWAKE = tuple(Span(day, 8 * 60, 21 * 60) for day in range(7))


@dataclass(frozen=True)
class Clock:
    """When somebody can, by their own clock; no spans where they told none."""

    zone: ZoneInfo
    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, person: Person) -> "Clock":
        return cls(hours.clock(person.time_zone), hours.read(person.hours))


@dataclass(frozen=True)
class Terms:
    """How often and how long, as agreed; else six times an hour over six months."""

    rhythm: str = Rhythm.SERIES
    minutes: int = 60

    @property
    def more(self) -> int:
        """Meetings after the first."""
        return {Rhythm.SERIES.value: 5, Rhythm.SPRINT.value: 3}.get(self.rhythm, 0)

    @property
    def weeks(self) -> int:
        return 1 if self.rhythm == Rhythm.SPRINT else 4


def terms(partnership: Partnership) -> Terms:
    """What all have signed; until then what the programme proposes."""
    agreed = in_force(partnership) or partnership.programme
    return Terms(agreed.rhythm, agreed.minutes)


def busy(people: Iterable[Person], at: datetime, but: Meeting | None = None) -> list[Stretch]:
    """When any of them meets somebody already, in whichever partnership."""
    rows = Meeting.objects.ahead(at).filter(
        partnership__ended_at=None, partnership__seats__person__in=list(people)
    )
    if but is not None:
        rows = rows.exclude(pk=but.pk)
    return [
        (start, end) for start, end in rows.distinct().values_list("starts_at", "ends_at") if start and end
    ]


def free(stretch: Stretch, taken: Iterable[Stretch]) -> bool:
    return not any(stretch[0] < end and start < stretch[1] for start, end in taken)


def find(
    first: Clock, rest: Sequence[Clock], taken: Sequence[Stretch], *, minutes: int, at: datetime
) -> list[datetime]:
    """Up to three moments on different days of the first one's clock; none where nothing overlaps."""
    clocks, found = [first, *rest], list[datetime]()
    for untold in (OFFICE, AWAKE):
        for days in AHEAD:
            found = _spread(first.zone, _starts(clocks, untold, taken, minutes, at, days), found)
            if len(found) == SLOTS:
                return found
    return found


def _starts(
    clocks: Sequence[Clock],
    untold: tuple[Span, ...],
    taken: Sequence[Stretch],
    minutes: int,
    at: datetime,
    days: int,
) -> list[datetime]:
    """Every half hour at which all could begin."""
    length, soonest = timedelta(minutes=minutes), at + NOTICE
    common = [(soonest, soonest + timedelta(days=days))]
    for each in clocks:
        first = soonest.astimezone(each.zone).date() - timedelta(days=1)
        common = _overlap(common, list(hours.moments(each.spans or untold, each.zone, first, days + 3)))
    return [
        start
        for stretch in _joined(common)
        for start in _half_hours(stretch, clocks[0].zone, length)
        if free((start, start + length), taken)
    ]


def _overlap(one: Sequence[Stretch], other: Sequence[Stretch]) -> list[Stretch]:
    pairs = ((max(a, c), min(b, d)) for a, b in one for c, d in other if a < d and c < b)
    return sorted(pairs)


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Those that touch as one, so that an hour may lie across noon."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _half_hours(stretch: Stretch, zone: ZoneInfo, length: timedelta) -> Iterator[datetime]:
    local = stretch[0].astimezone(zone)
    past = timedelta(minutes=local.minute % 30, seconds=local.second, microseconds=local.microsecond)
    start = stretch[0] + (STEP - past if past else timedelta())
    while start + length <= stretch[1]:
        yield start
        start += STEP


def _spread(zone: ZoneInfo, starts: Sequence[datetime], found: Sequence[datetime]) -> list[datetime]:
    """Onto what was found: one a day, early, in the middle and late; whole hours rather than halves."""
    chosen = {each.astimezone(zone).date(): each for each in found}
    for day, group in groupby(starts, key=lambda start: start.astimezone(zone).date()):
        if len(chosen) < SLOTS and day not in chosen:
            moments = list(group)
            whole = [each for each in moments if not each.astimezone(zone).minute] or moments
            chosen[day] = whole[len(chosen) * (len(whole) - 1) // (SLOTS - 1)]
    return sorted(chosen.values())


def series(
    first: datetime,
    zone: ZoneInfo,
    terms: Terms,
    taken: Sequence[Stretch] = (),
    until: date | None = None,
) -> list[datetime]:
    """The rest of a rhythm, at the same hour by that clock, summer and winter; what collides is left out."""
    local, length = first.astimezone(zone), timedelta(minutes=terms.minutes)
    days = (local.replace(tzinfo=None) + timedelta(weeks=terms.weeks * n) for n in range(1, terms.more + 1))
    moments = (
        day.replace(tzinfo=zone, fold=local.fold).astimezone(UTC)
        for day in days
        if until is None or day.date() <= until
    )
    return [start for start in moments if free((start, start + length), taken)]


def slots(
    partnership: Partnership,
    people: Sequence[Person],
    *,
    by: Person,
    minutes: int,
    at: datetime,
    but: Meeting | None = None,
) -> list[datetime]:
    """What `find` says for everybody in a partnership."""
    clocks = [Clock.of(each) for each in people if each.pk != by.pk]
    return find(Clock.of(by), clocks, busy(people, at, but), minutes=minutes, at=at)


def rest(meeting: Meeting, people: Sequence[Person], *, by: Person, at: datetime) -> list[datetime]:
    """The meetings that would follow this one, by the rhythm the partners agreed on."""
    partnership = meeting.partnership
    if meeting.starts_at is None:
        return []
    agreed = Terms(terms(partnership).rhythm, meeting.minutes)
    zone = hours.clock(by.time_zone)
    return [
        start
        for start in series(meeting.starts_at, zone, agreed, busy(people, at), partnership.programme.ends_on)
        if start > at
    ]
