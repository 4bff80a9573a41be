"""The entries chained one to the other, so that a removed or changed one is found."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC

from django.db import transaction

from counterpart.journal.models import Entry, Head


@dataclass(frozen=True)
class Fault:
    number: int
    what: str


@transaction.atomic
def extend(limit: int = 5000) -> int:
    """Chain what has been written since, in order; answers how many entries."""
    Head.objects.get_or_create(pk=1)
    head = Head.objects.select_for_update().get(pk=1)
    linked = 0
    for entry in Entry.objects.unchained()[:limit]:
        link = _hash(entry, head.number + 1, head.hash)
        Entry.objects.filter(pk=entry.pk).link(number=head.number + 1, previous=head.hash, hash=link)
        head.number, head.hash = head.number + 1, link
        linked += 1
    head.save()
    return linked


def verify() -> list[Fault]:
    """What is wrong with the journal: nothing, or where entries were removed or changed."""
    return list(_faults())


def _faults() -> Iterator[Fault]:
    number, previous = 0, ""
    for entry in Entry.objects.chained().iterator():
        found = entry.number or 0
        if found != number + 1:
            yield Fault(number + 1, "removed")
        elif entry.previous != previous or entry.hash != _hash(entry, found, entry.previous):
            yield Fault(found, "changed")
        number, previous = found, entry.hash
    head = Head.objects.filter(pk=1).first() or Head()
    if number != head.number:
        yield Fault(number + 1, "removed")
    elif previous != head.hash:
        yield Fault(number, "changed")


def _hash(entry: Entry, number: int, previous: str) -> str:
    at = entry.at.astimezone(UTC).isoformat()
    by = str(entry.by) if entry.by else ""
    told = json.dumps([previous, number, entry.pk, at, by, entry.verb, entry.kind, entry.key])
    return hashlib.sha256(told.encode()).hexdigest()
