"""The private address under which somebody's calendar program finds their meetings: one at a time."""

from datetime import datetime

from django.db import transaction

from counterpart import journal
from counterpart.people import tokens
from counterpart.people.models import Person, Token

DAYS = 730
PURPOSES = (Token.Purpose.CALENDAR, Token.Purpose.BUSY)


@transaction.atomic
def make(*, busy: bool, by: Person, at: datetime) -> str:
    """A new address, which ends the one before. Its words are shown once; we keep their digest."""
    stop(by=by, at=at)
    purpose = Token.Purpose.BUSY if busy else Token.Purpose.CALENDAR
    token, raw = tokens.issue(by, purpose=purpose, at=at, days=DAYS)
    journal.record(token, "made a calendar address", by=by, at=at)
    return raw


@transaction.atomic
def stop(*, by: Person, at: datetime) -> None:
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    for token in Token.objects.good(at).filter(person=by, purpose__in=PURPOSES):
        token.revoked_at = at
        token.save(update_fields=["revoked_at"])
        journal.record(token, "stopped a calendar address", by=by, at=at)


def current(person: Person, at: datetime) -> Token | None:
    return Token.objects.good(at).filter(person=person, purpose__in=PURPOSES).order_by("-made_at").first()


def find(raw: str, at: datetime) -> Token | None:
    """Whose meetings are asked for; nobody's where the address was stopped or its owner may not come in."""
    good = Token.objects.good(at).filter(digest=tokens.digest(raw), purpose__in=PURPOSES)
    return good.filter(person__is_active=True).select_related("person").first()
