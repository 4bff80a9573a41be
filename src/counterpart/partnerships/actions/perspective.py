"""How I see it: written down before, looked at again after; for oneself or for the two of us."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from counterpart import journal
from counterpart.partnerships import sealed
from counterpart.partnerships.actions.together import hold, hold_awake
from counterpart.partnerships.models import Assumption, Partnership
from counterpart.people.models import Person

MOST = 50  # of one person in one partnership


class Enough(Exception):
    """More than anybody looks at again."""


@transaction.atomic
def assume(
    partnership: Partnership, words: str, *, shared: bool, key: UUID, by: Person, at: datetime
) -> Assumption:
    """Write down how one sees a thing. `key` makes a double click one.

    `AlreadyEnded` where they have parted; `Resting` where the others would read it while they rest.
    """
    (hold_awake if shared else hold)(partnership)
    mine = Assumption.objects.filter(partnership=partnership, author=by)
    if found := mine.filter(pk=key).first():
        return found
    if mine.count() >= MOST:
        raise Enough
    row = Assumption(pk=key, partnership=partnership, author=by, shared=shared, written_at=at)
    row.before = sealed.seal_assumption(row, words, "before")
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Enough from None  # somebody else's key
    journal.record(row, "assumed", by=by, at=at)
    return row


@transaction.atomic
def look_again(row: Assumption, words: str, *, by: Person, at: datetime) -> None:
    """Write down how one sees it now, in the place of what one wrote there before. What came first stays."""
    held = _mine(row, by)
    held.after, held.looked_at = sealed.seal_assumption(held, words, "after"), at
    held.save(update_fields=["after", "looked_at"])
    journal.record(held, "looked at again", by=by, at=at)


@transaction.atomic
def tear_up(row: Assumption, *, by: Person, at: datetime) -> None:
    """Twice is once."""
    gone, _ = Assumption.objects.filter(pk=row.pk, author=by).delete()
    if gone:
        journal.record(row, "torn up", by=by, at=at)


def _mine(row: Assumption, by: Person) -> Assumption:
    """What the others read waits while they rest, and stays as it is once they have parted."""
    if row.shared:
        hold_awake(row.partnership)
    rows = Assumption.objects.select_for_update(of=("self",)).select_related("author", "partnership")
    return rows.get(pk=row.pk, author=by)
