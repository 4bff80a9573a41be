import re
from datetime import datetime

from django.db.models import Model

from counterpart.journal.models import Entry

VERB = re.compile(r"[a-z][a-z -]{1,39}")


def record(thing: Model, verb: str, *, by: Model | None, at: datetime) -> None:
    if not VERB.fullmatch(verb):
        raise ValueError("a verb of the journal is lower-case letters, at most forty")
    Entry.objects.create(
        at=at, by=by.pk if by else None, verb=verb, kind=thing._meta.label_lower, key=str(thing.pk)
    )
