"""Times that suit everybody: through time zones and daylight saving, around what is booked."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from counterpart.partnerships.calendar import NOTICE, Clock, Terms, find, free, series
from counterpart.people.hours import Span, read

BERLIN, TOKYO, LYON, KOLKATA, NEW_YORK, AUCKLAND = (
    ZoneInfo(name)
    for name in (
        "Europe/Berlin",
        "Asia/Tokyo",
        "Europe/Paris",
        "Asia/Kolkata",
        "America/New_York",
        "Pacific/Auckland",
    )
)
ZONES = st.sampled_from([BERLIN, TOKYO, LYON, KOLKATA, NEW_YORK, AUCKLAND, ZoneInfo("UTC")])
MOMENTS = st.integers(0, 6 * 365 * 24 * 60).map(
    lambda minutes: datetime(2024, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
SPANS = st.builds(
    lambda day, start, length: Span(day, start, min(start + length, 1440)),
    st.integers(0, 6),
    st.integers(0, 1380),
    st.integers(30, 600),
)
CLOCKS = st.builds(
    lambda zone, spans: Clock(zone, tuple(sorted(set(spans)))), ZONES, st.lists(SPANS, max_size=5)
)
MONDAY = datetime(2026, 3, 2, 8, tzinfo=UTC)  # nine in Berlin


def hours(moments: list[datetime], zone: ZoneInfo) -> list[str]:
    return [f"{each.astimezone(zone):%a %H:%M}" for each in moments]


def clock(zone: ZoneInfo, told: str = "") -> Clock:
    return Clock(zone, read(told))


def test_who_told_no_hours_meets_in_office_hours_on_three_days() -> None:
    found = find(clock(BERLIN), [clock(LYON)], [], minutes=60, at=MONDAY)
    assert hours(found, BERLIN) == ["Tue 09:00", "Wed 12:00", "Thu 16:00"]


def test_an_early_and_a_late_clock_meet_where_their_offices_touch() -> None:
    found = find(clock(LYON), [clock(KOLKATA)], [], minutes=60, at=MONDAY)
    assert hours(found, LYON) == ["Tue 09:00", "Wed 10:00", "Thu 11:00"]
    assert hours(found, KOLKATA) == ["Tue 13:30", "Wed 14:30", "Thu 15:30"]


def test_where_no_office_hour_is_common_an_early_or_a_late_one_is() -> None:
    found = find(clock(BERLIN), [clock(TOKYO)], [], minutes=60, at=MONDAY)
    assert len(found) == 3
    assert all(8 <= each.astimezone(zone).hour < 21 for each in found for zone in (BERLIN, TOKYO))


def test_told_hours_are_kept_to_the_minute_by_the_own_clock() -> None:
    amina, bengt = clock(LYON, "Tue 12:00-13:30;Thu 16:00-18:00"), clock(NEW_YORK, "Thu 09:00-17:00")
    found = find(amina, [bengt], [], minutes=60, at=MONDAY)
    assert hours(found, LYON) == ["Thu 16:00", "Thu 16:00", "Thu 17:00"]


def test_between_the_two_changes_of_clocks_new_york_is_an_hour_nearer() -> None:
    """America changes on 8 March 2026, Europe on the 29th."""
    amina, bengt = clock(LYON, "Mon 13:00-15:00"), clock(NEW_YORK, "Mon 09:00-10:00")
    found = find(amina, [bengt], [], minutes=60, at=MONDAY - timedelta(days=1))
    assert hours(found[:1], LYON) == ["Mon 14:00"]
    assert [each.date() for each in found] == [date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23)]


def test_an_hour_may_lie_across_noon() -> None:
    told = "Wed 11:30-12:00;Wed 12:00-12:30"
    found = find(clock(BERLIN, told), [clock(BERLIN)], [], minutes=60, at=MONDAY)
    assert hours(found[:1], BERLIN) == ["Wed 11:30"]


def test_where_nothing_overlaps_nothing_is_found() -> None:
    found = find(
        clock(BERLIN, "Mon 09:00-10:00"), [clock(BERLIN, "Tue 09:00-10:00")], [], minutes=60, at=MONDAY
    )
    assert found == []


def test_hours_that_cannot_be_read_count_as_not_told() -> None:
    assert read("whenever;Mon 25:00-26:00;Mon 10:00-09:00;Foo 09:00-10:00;Mon 09:75-10:00") == ()
    assert read("mon 9:00-10:00, Tuesday 23:00-24:00") == (Span(0, 540, 600), Span(1, 1380, 1440))


@given(
    CLOCKS, st.lists(CLOCKS, min_size=1, max_size=3), MOMENTS, st.sampled_from([30, 45, 60, 90]), st.data()
)
def test_whatever_is_found_suits_everybody(
    first: Clock, rest: list[Clock], at: datetime, minutes: int, data: st.DataObject
) -> None:
    length = timedelta(minutes=minutes)
    offsets = data.draw(st.lists(st.integers(0, 28 * 24), max_size=6))
    taken = [(at + timedelta(hours=n), at + timedelta(hours=n + 5)) for n in offsets]

    found = find(first, rest, taken, minutes=minutes, at=at)

    assert len(found) <= 3
    assert found == sorted(found)
    days = [each.astimezone(first.zone).date() for each in found]
    assert len(set(days)) == len(days)
    for start in found:
        assert start >= at + NOTICE
        assert free((start, start + length), taken)
        for each in [first, *rest]:
            assert every_minute_suits(each, start, minutes)


def every_minute_suits(who: Clock, start: datetime, minutes: int) -> bool:
    """By the clock on their wall, minute by minute; shares nothing with the search."""
    for n in range(0, minutes, 5):
        local = (start + timedelta(minutes=n)).astimezone(who.zone)
        minute = local.hour * 60 + local.minute
        spans = who.spans or [Span(day, 480, 1260) for day in range(7)]
        if not any(s.day == local.weekday() and s.start <= minute < s.end for s in spans):
            return False
    return True


def test_a_series_keeps_its_hour_through_daylight_saving() -> None:
    first = datetime(2026, 3, 3, 14, tzinfo=BERLIN).astimezone(UTC)
    rest = series(first, BERLIN, Terms())
    assert [f"{each.astimezone(BERLIN):%d.%m. %H:%M}" for each in rest] == [
        *("31.03. 14:00", "28.04. 14:00", "26.05. 14:00", "23.06. 14:00", "21.07. 14:00")
    ]
    assert {each.hour for each in [first, *rest]} == {12, 13}


def test_a_series_leaves_out_what_collides_and_what_lies_behind_the_end() -> None:
    first = datetime(2026, 3, 3, 14, tzinfo=BERLIN).astimezone(UTC)
    whole = series(first, BERLIN, Terms())
    assert series(first, BERLIN, Terms(), [(whole[1], whole[1] + timedelta(minutes=5))]) == [
        whole[0],
        *whole[2:],
    ]
    assert series(first, BERLIN, Terms(), until=whole[2].date()) == whole[:3]


def test_a_sprint_is_weekly_and_one_meeting_has_no_rest() -> None:
    first = datetime(2026, 3, 3, 14, tzinfo=UTC)
    assert [each - first for each in series(first, ZoneInfo("UTC"), Terms("sprint"))] == [
        timedelta(weeks=n) for n in (1, 2, 3)
    ]
    assert series(first, BERLIN, Terms("once")) == series(first, BERLIN, Terms("open")) == []


@given(MOMENTS, ZONES)
def test_every_series_strikes_the_same_hour(first: datetime, zone: ZoneInfo) -> None:
    first = first.replace(second=0, microsecond=0)
    moments = [first, *series(first, zone, Terms())]
    local = [each.astimezone(zone) for each in moments]
    assert len(moments) == 6
    assert all(27 < (b - a) / timedelta(days=1) < 29 for a, b in pairwise(moments))
    # An hour that the clocks leave out is the one after it.
    assert {each.time() for each in local} <= {
        local[0].time(),
        (local[0].replace(tzinfo=None) + timedelta(hours=1)).time(),
    }
    assert sum(each.time() != local[0].time() for each in local) <= 1
