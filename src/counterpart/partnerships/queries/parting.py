"""How a partnership rests, whom to turn to, and what the contact person reads."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery

from counterpart.common import sealing
from counterpart.partnerships import rules
from counterpart.partnerships.models import Concern, Partnership, Pause
from counterpart.people import keys
from counterpart.people.models import Person

MOST = 100  # concerns on one page, the latest

RESTS_SINCE = Subquery(
    Pause.objects.open().filter(partnership=OuterRef("pk")).order_by("at").values("at")[:1]
)


@dataclass(frozen=True)
class Rest:
    since: datetime
    mine: bool  # the reader paused, and can go on


def rest(partnership: Partnership, reader: Person) -> Rest | None:
    """None while they are awake."""
    pauses = list(Pause.objects.open().filter(partnership=partnership).order_by("at"))
    if not pauses:
        return None
    return Rest(pauses[0].at, any(each.by_id == reader.pk for each in pauses))


def listener(partnership: Partnership) -> Person | None:
    """The contact person, where there is one who is no part of the partnership."""
    contact = partnership.programme.contact
    return contact if contact and rules.listens(contact, partnership) else None


def organisers(partnership: Partnership) -> list[Person]:
    rows = Person.objects.filter(organises__programme=partnership.programme_id, is_active=True)
    return list(rows.order_by("name", "pk"))


def told(partnership: Partnership, reader: Person) -> list[Concern]:
    """What the reader wrote to the contact person: when, and whether it was read. The words are sealed."""
    mine = Concern.objects.filter(partnership=partnership, by=reader)
    return list(mine.select_related("to").order_by("-at", "pk")[:MOST])


@dataclass(frozen=True)
class Heard:
    concern: Concern
    words: str


def concerns(reader: Person) -> list[Heard]:
    """What people wrote to the reader in confidence, what is not yet seen first."""
    rows = list(
        Concern.objects.filter(to=reader)
        .select_related("by", "partnership__programme")
        .order_by("seen_at", "-at", "pk")[:MOST]
    )
    key = keys.data_key(reader) if rows else b""
    found = [Heard(row, _read(key, row)) for row in rows]
    return sorted(found, key=lambda each: each.concern.seen_at is not None)


def _read(key: bytes, concern: Concern) -> str:
    where = sealing.place(table="partnerships_concern", row=concern.pk, author=concern.by_id, column="words")
    return sealing.unseal(key, concern.words, where=where)


def unseen(reader: Person) -> int:
    return Concern.objects.filter(to=reader, seen_at=None).count()
