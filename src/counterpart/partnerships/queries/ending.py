"""What became of a partnership, for one of its people: theirs alone, and what they keep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterpart.common import sealing
from counterpart.partnerships import keys
from counterpart.partnerships.models import (
    AgendaItem,
    CheckIn,
    Keepsake,
    Meeting,
    Partnership,
    Seat,
    Step,
    Topic,
)
from counterpart.partnerships.queries.together import Worded
from counterpart.people import avoiding
from counterpart.people import keys as own
from counterpart.people.models import Offer, Person
from counterpart.skills.models import Skill


@dataclass(frozen=True)
class Felt:
    """How confident the reader said they feel about one wish, 0 to 100: the first time, and the last."""

    seek: UUID
    words: str
    then: int | None = None
    now: int | None = None

    @property
    def has_moved(self) -> bool:
        return self.then is not None and self.now is not None


@dataclass(frozen=True)
class LookBack:
    meetings: int
    loved: int  # cards of theirs
    steps: int  # of theirs, done
    felt: list[Felt]


def look_back(partnership: Partnership, reader: Person, topics: Worded, *, at: datetime) -> LookBack:
    """Meetings are of both. Cards, steps and figures are the reader's own, and nobody else's."""
    seeks = {
        topic.seek_id: words
        for topic, words in topics
        if topic.seek and topic.learner_id == topic.seek.person_id == reader.pk
    }
    until = partnership.ended_at or at
    steps = Step.objects.filter(seek__in=seeks, done_at__gte=partnership.began_at, done_at__lte=until)
    loved = AgendaItem.objects.filter(meeting__partnership=partnership, loved_by=reader)
    return LookBack(held(partnership, at=at), loved.count(), steps.count(), _felt(reader, seeks))


def held(partnership: Partnership, *, at: datetime) -> int:
    until = partnership.ended_at or at
    return Meeting.objects.filter(partnership=partnership).held(until).count()


def _felt(reader: Person, seeks: Mapping[UUID | None, str]) -> list[Felt]:
    rows = list(CheckIn.objects.filter(person=reader, seek__in=seeks).order_by("at", "pk"))
    said = _opened(reader, rows)
    told = {seek: [said[row.pk] for row in rows if row.seek_id == seek] for seek in seeks}
    return [Felt(seek, words, *_ends(told[seek])) for seek, words in seeks.items() if seek]


def _ends(values: list[int]) -> tuple[int | None, int | None]:
    """The first and the last; of a single one there is no way to tell how far it went."""
    first = values[0] if values else None
    return first, values[-1] if len(values) > 1 else None


def _opened(reader: Person, rows: Iterable[CheckIn]) -> Mapping[UUID, int]:
    rows = list(rows)
    key = own.data_key(reader) if rows else b""
    return {
        row.pk: int(
            sealing.unseal(
                key,
                row.value,
                where=sealing.place(
                    table="partnerships_checkin", row=row.pk, author=row.person_id, column="value"
                ),
            )
        )
        for row in rows
    }


@dataclass(frozen=True)
class Thanks:
    author: Person
    words: str


@dataclass(frozen=True)
class Kept:
    """What people wrote at the end, as far as the reader may read it."""

    mine: str | None
    theirs: list[Thanks]
    lesson: str | None
    may_share: bool


def kept(partnership: Partnership, reader: Person, others: Sequence[Person]) -> Kept:
    rows = {(row.author_id, row.kind): row for row in Keepsake.objects.filter(partnership=partnership)}
    mine = rows.get((reader.pk, Keepsake.Kind.THANKS))
    thanked = [(each, rows.get((each.pk, Keepsake.Kind.THANKS))) for each in others]
    theirs = [(each, row) for each, row in thanked if row and not avoiding.avoids(reader, each)]
    lesson = rows.get((reader.pk, Keepsake.Kind.LESSON))
    key = keys.RING.data_key(partnership) if mine or theirs else b""
    return Kept(
        mine=_read(key, mine) if mine else None,
        theirs=[Thanks(each, _read(key, row)) for each, row in theirs],
        lesson=_read(own.data_key(reader), lesson) if lesson else None,
        may_share=bool(lesson and lesson.may_share_at),
    )


def _read(key: bytes, row: Keepsake) -> str:
    where = sealing.place(table="partnerships_keepsake", row=row.pk, author=row.author_id, column="body")
    return sealing.unseal(key, row.body, where=where)


@dataclass(frozen=True)
class Learned:
    topic: Topic
    skill: Skill
    shows: bool  # it stands among what they can show already


def learned(topics: Worded, reader: Person) -> list[Learned]:
    """What somebody learned in the open. What they keep private stays out: showing it would tell of it."""
    offers = set(Offer.objects.filter(person=reader).values_list("skill", flat=True))
    mine = _in_the_open(topic for topic, _ in topics if topic.learner_id == reader.pk)
    return [Learned(topic, skill, skill.pk in offers) for skill, topic in mine.items()]


def in_the_open(topics: Worded, reader: Person) -> tuple[list[str], list[str]]:
    """What the reader showed and what they learned, by topics that are nobody's secret."""
    shown = _in_the_open(topic for topic, _ in topics if topic.teacher_id == reader.pk)
    learned = _in_the_open(topic for topic, _ in topics if topic.learner_id == reader.pk)
    return [skill.name for skill in shown], [skill.name for skill in learned]


def _in_the_open(topics: Iterable[Topic]) -> dict[Skill, Topic]:
    found: dict[Skill, Topic] = {}
    for topic in topics:
        if topic.skill and not (topic.seek and topic.seek.is_private):
            found.setdefault(topic.skill.now, topic)
    return found


@dataclass(frozen=True)
class Earlier:
    partnership: Partnership
    others: list[Person]

    @property
    def names(self) -> str:
        return ", ".join(each.name for each in self.others)


def earlier(reader: Person) -> list[Earlier]:
    """Those that are over, the latest first."""
    rows = (
        Partnership.objects.visible_to(reader)
        .filter(ended_at__isnull=False)
        .select_related("programme")
        .prefetch_related("seats__person")
        .order_by("-ended_at", "pk")
    )
    return [
        Earlier(each, [seat.person for seat in each.seats.all() if seat.person_id != reader.pk])
        for each in rows
    ]


def room(person: Person) -> int:
    """How many more people somebody has room for."""
    return person.capacity - taken(person)


def taken(person: Person) -> int:
    """To host a circle takes no room."""
    return Seat.objects.filter(person=person, hosts=False, partnership__ended_at=None).count()
