"""Meetings as calendar entries (RFC 5545): who meets whom and where to move it, never what about.

They are published (RFC 5546), so that no calendar asks for a reply nobody would read. A program knows an
entry by its UID, and that it changed by its SEQUENCE.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vCalAddress, vText, vUri

from counterpart.partnerships import queries
from counterpart.partnerships.models import Meeting
from counterpart.people.models import Person

REFRESHED = timedelta(hours=6)  # how often a program may look again


@dataclass(frozen=True)
class Entry:
    """One meeting, as a calendar shows it."""

    uid: str
    summary: str
    starts_at: datetime
    ends_at: datetime
    sequence: int = 0
    cancelled: bool = False
    url: str = ""  # where it is moved
    link: str = ""  # of the video call


def calendar(entries: Iterable[Entry], *, at: datetime, name: str = "") -> bytes:
    made = Calendar()
    made.add("prodid", "-//Counterpart//Meetings//EN")
    made.add("version", "2.0")
    made.add("method", "PUBLISH")
    if name:
        made.add("x-wr-calname", name)
        made.add("name", name)
        made.add("refresh-interval", REFRESHED, parameters={"VALUE": "DURATION"})
    for entry in entries:
        made.add_component(_event(entry, at))
    written: bytes = made.to_ical()
    return written


def _event(entry: Entry, at: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", entry.starts_at.astimezone(UTC))
    event.add("dtend", entry.ends_at.astimezone(UTC))
    event.add("sequence", entry.sequence)
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    event.add("summary", entry.summary)
    event.add("organizer", _organizer())
    if entry.link:
        event.add("location", entry.link)
    if entry.url:
        event.add("url", vUri(entry.url))
        event.add("description", _("Move it or call it off: %(url)s") % {"url": entry.url})
    return event


def _organizer() -> vCalAddress:
    """RFC 5546 asks for one in whatever is published; without attendees nobody is asked to answer."""
    organizer = vCalAddress(f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    organizer.params["cn"] = vText("Counterpart")
    return organizer


def uid(key: object) -> str:
    return f"{key}@{urlsplit(settings.PUBLIC_URL).hostname}"


def absolute(path: str) -> str:
    public = urlsplit(settings.PUBLIC_URL)
    return f"{public.scheme}://{public.netloc}{path}"


def path_of(meeting: Meeting) -> str:
    """Where it is chosen or moved."""
    route = "meeting-choose" if meeting.starts_at is None else "meeting-move"
    return reverse(route, args=[meeting.partnership_id, meeting.pk])


def entry_of(meeting: Meeting, reader: Person) -> Entry:
    """As it goes by mail to one of the partners."""
    assert meeting.starts_at
    assert meeting.ends_at
    return Entry(
        uid=uid(meeting.pk),
        summary=_summary(meeting, reader),
        starts_at=meeting.starts_at,
        ends_at=meeting.ends_at,
        sequence=meeting.sequence,
        cancelled=meeting.cancelled_at is not None,
        url=absolute(path_of(meeting)),
        link=meeting.link,
    )


def _summary(meeting: Meeting, reader: Person) -> str:
    said = {"whom": queries.whom(meeting.partnership, reader), "kind": meeting.get_kind_display()}
    if meeting.is_talk:
        return _("Counterpart: you and %(whom)s") % said
    return _("Counterpart: you and %(whom)s. %(kind)s") % said


def feed(meetings: Iterable[Meeting], reader: Person, *, busy: bool, at: datetime) -> bytes:
    """What a calendar program fetches: whom one meets, or only that one is busy; never a video link."""
    made = (replace(entry_of(each, reader), link="") for each in meetings)
    if busy:
        made = (replace(each, summary=_("Busy"), url="") for each in made)
    return calendar(made, at=at, name="" if busy else "Counterpart")
