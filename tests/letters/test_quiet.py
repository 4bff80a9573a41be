"""Nobody is written to at night or at the weekend about something that can wait."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from counterpart.letters.models import QuietHours
from counterpart.letters.quiet import opens_at

ZONES = ("UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia")
BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-11-26T12:00", "2026-11-26T12:00"),  # a Thursday noon
        ("2026-11-26T20:00", "2026-11-27T07:00"),
        ("2026-11-26T06:59", "2026-11-26T07:00"),
        ("2026-11-27T21:00", "2026-11-30T07:00"),  # from Friday evening over the weekend
        ("2026-03-27T23:30", "2026-03-30T07:00"),  # the clock is set forward in between
    ],
)
def test_what_can_wait_waits_for_a_weekday_morning(at: str, opens: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=BERLIN).astimezone(UTC)
    found = opens_at(moment, zone=BERLIN, hours=QuietHours())
    assert found.astimezone(BERLIN).replace(tzinfo=None) == datetime.fromisoformat(opens)


def test_the_same_hour_twice_means_that_no_hour_is_quiet() -> None:
    midnight = datetime(2026, 11, 28, tzinfo=UTC)
    assert opens_at(midnight, zone=BERLIN, hours=QuietHours(begin=7, end=7, weekends=True)) == midnight


@example(
    at=datetime.fromisoformat("2025-01-12T10:58:00.000001"),
    zone="Pacific/Apia",
    begin=0,
    end=0,
    weekends=False,
)
@given(
    at=st.datetimes(datetime.fromisoformat("2025-01-01"), datetime.fromisoformat("2028-01-01")),
    zone=st.sampled_from(ZONES),
    begin=st.integers(0, 23),
    end=st.integers(0, 23),
    weekends=st.booleans(),
)
def test_it_is_open_then_and_was_not_before(
    at: datetime, zone: str, begin: int, end: int, weekends: bool
) -> None:
    moment, hours = at.replace(tzinfo=UTC), QuietHours(begin=begin, end=end, weekends=weekends)
    found = opens_at(moment, zone=ZoneInfo(zone), hours=hours)
    assert moment <= found <= moment + timedelta(days=4)
    assert opens_at(found, zone=ZoneInfo(zone), hours=hours) == found
    half_way = moment + (found - moment) / 2
    assert found == moment or opens_at(half_way, zone=ZoneInfo(zone), hours=hours) == found
