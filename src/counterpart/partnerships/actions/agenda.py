"""What two lay on the table of a meeting, and that they meet at all."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction

from counterpart import journal
from counterpart.partnerships import calendar, cards, queries
from counterpart.partnerships.actions import beside
from counterpart.partnerships.actions.together import hold, hold_awake
from counterpart.partnerships.models import AgendaItem, Meeting, Partnership
from counterpart.people.models import Person

SOON = timedelta(minutes=30)  # a meeting booked to begin within it is the one that begins now
MOST_CARDS = 12  # on one table


class CalledOff(Exception):
    """The meeting was called off meanwhile."""


class TableFull(Exception):
    """There are more cards on the table than any meeting has time for."""


@transaction.atomic
def talk_now(partnership: Partnership, *, by: Person, at: datetime) -> Meeting:
    """Open the meeting that is on, or begin one that nobody planned: both may press at once."""
    hold_awake(partnership)
    on = _on(partnership, at)
    if on:
        return on
    meeting = Meeting(
        partnership=partnership,
        proposed_by=by,
        proposed_at=at,
        minutes=calendar.terms(partnership).minutes,
    )
    meeting.book(at)
    meeting.save(force_insert=True)
    beside.bring_along(meeting)
    journal.record(meeting, "began", by=by, at=at)
    return meeting


def _on(partnership: Partnership, at: datetime) -> Meeting | None:
    rows = partnership.meetings.ahead(at)
    return rows.filter(starts_at__lte=at + SOON).first()


@transaction.atomic
def put(meeting: Meeting, slugs: Iterable[str], *, by: Person, at: datetime) -> None:
    """Lay cards on the table, each once, and each led by the next in turn: of the deck, or brought along."""
    keep_open(meeting)
    known = _on_table(meeting)
    lying = sum(item.aside_at is None for item in known.values())
    asked = [slug for slug in dict.fromkeys(slugs) if not _lies(known.get(slug))]
    brought = cards.brought.read([slug for slug in asked if slug not in cards.load()], by)
    fresh = [slug for slug in asked if slug in cards.load() or slug in brought]
    if lying + len(fresh) > MOST_CARDS:
        raise TableFull
    place = max((item.place for item in known.values()), default=-1)
    leaders = queries.leaders(meeting.partnership, len(fresh))
    for n, (slug, leads) in enumerate(zip(fresh, leaders, strict=True), start=1):
        item = known.get(slug) or AgendaItem(meeting=meeting, card=slug)
        item.place, item.leads, item.put_by, item.aside_at = place + n, leads, by, None
        item.save()
        journal.record(item, "put on the table", by=by, at=at)


def _on_table(meeting: Meeting) -> dict[str, AgendaItem]:
    return {item.card: item for item in meeting.agenda.all()}


def _lies(item: AgendaItem | None) -> bool:
    return item is not None and item.aside_at is None


@transaction.atomic
def put_aside(item: AgendaItem, *, by: Person, at: datetime) -> None:
    """Leave a card for good; it is not suggested to these people again."""
    keep_open(item.meeting)
    if AgendaItem.objects.on_the_table().filter(pk=item.pk, done_at=None).update(aside_at=at):
        journal.record(item, "put aside", by=by, at=at)


@transaction.atomic
def talk_about(item: AgendaItem, *, done: bool, by: Person, at: datetime) -> None:
    """Mark a card as talked about, or open it again. Twice the same is once."""
    keep_open(item.meeting)
    rows = AgendaItem.objects.on_the_table().filter(pk=item.pk, done_at__isnull=done)
    if rows.update(done_at=at if done else None):
        journal.record(item, "talked about" if done else "opened again", by=by, at=at)


@transaction.atomic
def love(item: AgendaItem, *, loved: bool, by: Person, at: datetime) -> None:
    keep_open(item.meeting)
    if item.loved_by.filter(pk=by.pk).exists() == loved:
        return
    if loved:
        item.loved_by.add(by)
    else:
        item.loved_by.remove(by)
    journal.record(item, "loved" if loved else "not loved", by=by, at=at)


def keep_open(meeting: Meeting, *, awake: bool = True) -> None:
    """Nobody parts and nobody calls the meeting off until this is written, or it is refused.

    Whoever writes for the same partnership waits for us, so that each finds what the other did.
    """
    (hold_awake if awake else hold)(meeting.partnership)
    if not Meeting.objects.standing().filter(pk=meeting.pk).exists():
        raise CalledOff
