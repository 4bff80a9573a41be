"""What lies on the table of a meeting and what was written down there."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from counterpart.common import sealing
from counterpart.partnerships import cards, keys, sealed
from counterpart.partnerships.models import AgendaItem, Agreement, Meeting, Note, Partnership, Rhythm, Topic
from counterpart.people import keys as own_keys
from counterpart.people.models import Person
from counterpart.skills import vocabulary

THREE = 3  # cards are suggested
PLANNED = {Rhythm.SERIES: 6, Rhythm.SPRINT: 4, Rhythm.ONCE: 1, Rhythm.OPEN: None}


@dataclass(frozen=True)
class OnTable:
    """A card before its readers. `way` is the reader's: 'out', 'in', or '' where it goes both ways."""

    item: AgendaItem
    card: cards.Card
    leads: Person | None
    mine: bool  # the reader leads
    way: str
    loved: bool
    loved_by: list[Person]  # others who love it


@dataclass(frozen=True)
class Jotted:
    note: Note
    text: str
    mine: bool


@dataclass(frozen=True)
class Talk:
    """All that a meeting page shows and that changes while people talk."""

    table: list[OnTable]
    notes: dict[str, list[Jotted]]
    version: "Version"


@dataclass(frozen=True)
class Version:
    """Other words as soon as a reader has something new to see; they say nothing of what."""

    table: str
    notes: str

    def __str__(self) -> str:
        return f"{self.table}-{self.notes}"


def members(partnership: Partnership) -> list[Person]:
    """The people in it, always in the same order."""
    return [seat.person for seat in partnership.seats.select_related("person").order_by("pk")]


def talk(meeting: Meeting, reader: Person) -> Talk:
    items, notes = _items(meeting), _notes(meeting, reader)
    return Talk(_table(items, reader), _opened(meeting, notes, reader), _version(items, notes))


def version(meeting: Meeting, reader: Person) -> Version:
    return _version(_items(meeting), _notes(meeting, reader))


def _items(meeting: Meeting) -> list[AgendaItem]:
    rows = AgendaItem.objects.filter(meeting=meeting).on_the_table()
    return list(rows.select_related("leads").prefetch_related("loved_by"))


def _notes(meeting: Meeting, reader: Person) -> list[Note]:
    return list(Note.objects.visible_to(reader).filter(meeting=meeting).select_related("author"))


def _version(items: Sequence[AgendaItem], notes: Sequence[Note]) -> Version:
    table = [
        (item.pk, item.place, item.leads_id, item.done_at, sorted(str(p.pk) for p in item.loved_by.all()))
        for item in items
    ]
    return Version(_hash(table), _hash([(note.pk, note.revision) for note in notes]))


def _hash(seen: object) -> str:
    return hashlib.sha256(repr(seen).encode()).hexdigest()[:24]


def _table(items: Sequence[AgendaItem], reader: Person) -> list[OnTable]:
    deck = cards.load()
    known = {item.card: deck[item.card] for item in items if item.card in deck}
    known |= cards.brought.read([item.card for item in items if item.card not in deck], reader)
    return [_lying(item, known[item.card], reader) for item in items if item.card in known]


def _lying(item: AgendaItem, card: cards.Card, reader: Person) -> OnTable:
    mine = item.leads_id == reader.pk
    goes_out = {cards.Leads.TEACHER: mine, cards.Leads.LEARNER: not mine}.get(card.leads)
    lovers = list(item.loved_by.all())
    return OnTable(
        item=item,
        card=card,
        leads=item.leads,
        mine=mine,
        way="" if goes_out is None or item.leads is None else "out" if goes_out else "in",
        loved=any(person.pk == reader.pk for person in lovers),
        loved_by=[person for person in lovers if person.pk != reader.pk],
    )


def _opened(meeting: Meeting, notes: Sequence[Note], reader: Person) -> dict[str, list[Jotted]]:
    """Each key is looked at once, and only where there is something to open."""
    private = own_keys.data_key(reader) if any(note.kind == Note.Kind.MINE for note in notes) else b""
    ours = keys.RING.data_key(meeting.partnership) if any(n.kind != Note.Kind.MINE for n in notes) else b""
    found: dict[str, list[Jotted]] = {str(kind): [] for kind in Note.Kind}
    for note in notes:
        key = private if note.kind == Note.Kind.MINE else ours
        text = sealing.unseal(key, note.body, where=sealed.place_of(note))
        found[note.kind].append(Jotted(note, text, note.author_id == reader.pk))
    return found


def leaders(partnership: Partnership, count: int) -> list[Person]:
    """Who leads the next cards: each in turn, going on from the last card that was laid."""
    people = members(partnership)
    last = AgendaItem.objects.filter(meeting__partnership=partnership).on_the_table().order_by("pk").last()
    begin = next((n + 1 for n, person in enumerate(people) if last and person.pk == last.leads_id), 0)
    return [people[(begin + n) % len(people)] for n in range(count)] if people else []


def suggested(meeting: Meeting) -> list[cards.Card]:
    """Three cards for a meeting. Private wishes play no part: which card lies there is not sealed."""
    partnership, used = meeting.partnership, _used(meeting)
    if own := [cards.load()[slug] for slug in cards.OF_KIND.get(meeting.kind, ()) if slug not in used]:
        return own
    return cards.suggest(
        cards.load(),
        stage=cards.stage_of(_number(meeting), _planned(partnership)),
        form=cards.Form(partnership.kind),
        turns=_turns(partnership),
        used=used,
    )


def _number(meeting: Meeting) -> int:
    """Counted from 1; a meeting without a time comes after those that have one."""
    before = Meeting.objects.booked().filter(partnership=meeting.partnership_id).exclude(pk=meeting.pk)
    if meeting.starts_at:
        before = before.filter(starts_at__lt=meeting.starts_at)
    return before.count() + 1


def _planned(partnership: Partnership) -> int | None:
    newest = Agreement.objects.filter(partnership=partnership).order_by("-number").first()
    return PLANNED[Rhythm(newest.rhythm)] if newest else PLANNED[Rhythm.SERIES]


def _turns(partnership: Partnership) -> list[cards.Turn]:
    topics = list(
        Topic.objects.filter(partnership=partnership, skill__isnull=False).select_related(
            "skill__merged_into"
        )
    )
    return [
        cards.Turn(
            shows=_slugs(topic for topic in topics if topic.teacher_id == person.pk),
            learns=_slugs(topic for topic in topics if topic.learner_id == person.pk),
        )
        for person in leaders(partnership, THREE)
    ]


def _slugs(topics: Iterable[Topic]) -> frozenset[str]:
    """Each topic with whatever is broader, as cards are written for either."""
    known = vocabulary.load()
    found: set[str] = set()
    for topic in topics:
        slug = topic.skill.now.slug if topic.skill else None
        while slug and slug not in found:
            found.add(slug)
            slug = known[slug].parent if slug in known else None
    return frozenset(found)


def _used(meeting: Meeting) -> list[str]:
    """Talked about or put aside by these people, or lying here already."""
    rows = AgendaItem.objects.filter(meeting__partnership=meeting.partnership_id).order_by("pk")
    return [i.card for i in rows if i.done_at or i.aside_at or i.meeting_id == meeting.pk]


def talks(partnership: Partnership, at: datetime, *, most: int = 12) -> list[Meeting]:
    """Meetings that have begun, whose cards and notes can be opened, the latest first."""
    begun = Meeting.objects.booked().filter(partnership=partnership, starts_at__lte=at)
    rows = begun.order_by("-starts_at", "id")
    return list(rows[:most])
