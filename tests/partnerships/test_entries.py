"""Calendar entries: two other programs read back what was meant, over every change of clocks."""

import os
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import icalendar
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart.partnerships.calendar import Terms, series
from counterpart.partnerships.entries import Entry, calendar

MEETINGS = int(os.environ.get("MEETINGS", "200"))
ZONES = ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Asia/Kathmandu"]
# Meetings a day around a change of clocks, or at any minute of a few years.
CHANGES = [
    *(datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)),
    *(datetime(2027, 3, 14, 7, tzinfo=UTC), datetime(2027, 11, 7, 6, tzinfo=UTC)),
    datetime(2026, 4, 4, 15, tzinfo=UTC),
]
MINUTES = st.timedeltas(timedelta(days=-1), timedelta(days=1)).map(lambda d: d - d % timedelta(minutes=1))
ANY = st.integers(0, 5 * 365 * 24 * 60).map(
    lambda minutes: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
)
STARTS = st.builds(lambda change, by: change + by, st.sampled_from(CHANGES), MINUTES) | ANY
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=120)
ENTRIES = st.builds(
    lambda key, summary, start, zone, minutes, sequence, cancelled: Entry(
        uid=f"{key}@example.org",
        summary=f"Counterpart: you and {summary.strip()}",
        starts_at=start.astimezone(ZoneInfo(zone)),
        ends_at=start + timedelta(minutes=minutes),
        sequence=sequence,
        cancelled=cancelled,
        url=f"https://example.org/together/{key}/move/",
        link="https://meet.example.org/room?a=1,2;b=3",
    ),
    st.uuids(),
    WORDS,
    STARTS,
    st.sampled_from(ZONES),
    st.integers(15, 240),
    st.integers(0, 2**31 - 1),
    st.booleans(),
)
NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@settings(max_examples=MEETINGS)
@given(ENTRIES)
def test_a_meeting_is_read_back_as_it_was_by_two_parsers(entry: Entry) -> None:
    written = calendar([entry], at=NOW)

    (event,) = icalendar.Calendar.from_ical(written).walk("VEVENT")
    assert told_by_icalendar(event) == meant(entry)
    (other,) = vobject.readOne(written.decode()).vevent_list
    assert told_by_vobject(other) == meant(entry)
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))


def meant(entry: Entry) -> dict[str, Any]:
    return {
        "uid": entry.uid,
        "summary": entry.summary,
        "starts": entry.starts_at.astimezone(UTC),
        "ends": entry.ends_at.astimezone(UTC),
        "sequence": entry.sequence,
        "status": "CANCELLED" if entry.cancelled else "CONFIRMED",
        "url": entry.url,
        "location": entry.link,
    }


def told_by_icalendar(event: Any) -> dict[str, Any]:
    return {
        "uid": str(event["uid"]),
        "summary": str(event["summary"]),
        "starts": event["dtstart"].dt,
        "ends": event["dtend"].dt,
        "sequence": int(event["sequence"]),
        "status": str(event["status"]),
        "url": str(event["url"]),
        "location": str(event["location"]),
    }


def told_by_vobject(event: Any) -> dict[str, Any]:
    return {
        "uid": event.uid.value,
        "summary": event.summary.value,
        "starts": event.dtstart.value.astimezone(UTC),
        "ends": event.dtend.value.astimezone(UTC),
        "sequence": int(event.sequence.value),
        "status": event.status.value,
        "url": event.url.value,
        "location": event.location.value,
    }


@given(STARTS, st.sampled_from(ZONES))
def test_a_whole_series_is_read_back_at_its_hours(first: datetime, zone: str) -> None:
    starts = [first, *series(first, ZoneInfo(zone), Terms())]
    entries = [
        Entry(f"{n}@example.org", "Busy", start, start + timedelta(hours=1)) for n, start in enumerate(starts)
    ]
    events: list[Any] = list(icalendar.Calendar.from_ical(calendar(entries, at=NOW)).walk("VEVENT"))
    assert [event["dtstart"].dt for event in events] == starts


def test_it_is_published_asks_nobody_and_says_who_sent_it() -> None:
    entry = Entry("1@example.org", "Counterpart: you and Bengt", NOW, NOW + timedelta(hours=1))
    read = icalendar.Calendar.from_ical(calendar([entry], at=NOW))
    event: Any = read.walk("VEVENT")[0]
    assert (read["version"], read["method"]) == ("2.0", "PUBLISH")
    assert "attendee" not in event
    assert "rsvp" not in event.to_ical().decode().lower()
    assert str(event["organizer"]) == "mailto:counterpart@localhost"
    assert event["dtstamp"].dt == NOW
