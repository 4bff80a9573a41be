"""Something is not right: words for the contact person alone, a rest at once, or never again."""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships import rules
from counterpart.partnerships.actions import circles
from counterpart.partnerships.actions.pausing import AlreadyResting, NeverRests, pause
from counterpart.partnerships.actions.together import AlreadyEnded, end, others
from counterpart.partnerships.letters.parting import Concerned
from counterpart.partnerships.models import Concern, Kind, Partnership
from counterpart.people import avoiding, keys
from counterpart.people.models import Person

PAUSE, BLOCK = "pause", "block"


class AlreadyTold(Exception):
    """The same words arrived twice."""


class NotListening(Exception):
    """Whom somebody wrote to is not the contact person any more; nobody else may get the words."""


@transaction.atomic
def say_not_right(
    partnership: Partnership,
    *,
    words: str,
    to: Person | None,
    then: str,
    key: UUID,
    by: Person,
    at: datetime,
) -> None:
    """Tell the contact person, and stop at once where that is wished: all of it, or nothing.

    `key` makes a double click one concern. What stops, stops also where there was nothing to tell.
    """
    together = _shared(partnership, by) if then == BLOCK else []
    if words:
        _tell(partnership, words, to=to, key=key, by=by, at=at)
    if then == PAUSE:
        _rest(partnership, by, at)
    elif then == BLOCK:
        _block(together, partnership, by, at)


def _shared(partnership: Partnership, by: Person) -> list[Partnership]:
    """What the two are in together, held in one order: two who block each other never wait in a circle."""
    both = Partnership.objects.current().filter(kind=Kind.PAIR, seats__person=by)
    mine = both.filter(seats__person__in=others(partnership, by)).values_list("pk", flat=True)
    rows = Partnership.objects.filter(pk__in={partnership.pk, *mine}).order_by("pk")
    return list(rows.select_for_update())


def _tell(
    partnership: Partnership, words: str, *, to: Person | None, key: UUID, by: Person, at: datetime
) -> None:
    # Locked, so that of two clicks the second finds what the first wrote.
    held = Partnership.objects.select_for_update(of=("self",)).select_related("programme__contact")
    found = held.get(pk=partnership.pk)
    if to is None or not rules.listens(to, found):
        raise NotListening
    if Concern.objects.filter(pk=key).exists():
        raise AlreadyTold
    concern = Concern(pk=key, partnership=partnership, by=by, to=to, at=at)
    concern.words = keys.RING.seal(
        to, words, author=by.pk, table="partnerships_concern", row=concern.pk, column="words"
    )
    concern.save(force_insert=True)
    journal.record(concern, "told", by=None, at=at)  # who told is nobody's business who reads the journal
    letters.post(Concerned(concern.pk), to=to, at=at)


def _rest(partnership: Partnership, by: Person, at: datetime) -> None:
    # Nothing is asked of them, which is all that was wished.
    with suppress(AlreadyResting, NeverRests, AlreadyEnded):
        pause(partnership, by=by, at=at)


def _block(together: list[Partnership], partnership: Partnership, by: Person, at: datetime) -> None:
    """End it, and never match them again. The others learn that they parted, as after any parting.

    A circle goes on without whoever says so.
    """
    for other in others(partnership, by):
        avoiding.keep_apart(other, by=by, at=at)
    for each in together:
        with suppress(AlreadyEnded, circles.NotSeated):  # another one parted first
            if each.kind == Kind.CIRCLE:
                circles.leave(each, by=by, at=at)
            else:
                end(each, by=by, at=at)


@transaction.atomic
def see(concern: Concern, *, by: Person, at: datetime) -> None:
    """The contact person has read it; whoever wrote it sees that."""
    if Concern.objects.filter(pk=concern.pk, to=by, seen_at=None).update(seen_at=at):
        journal.record(concern, "seen", by=by, at=at)
