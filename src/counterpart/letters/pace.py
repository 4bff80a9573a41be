"""Who gets which letter when: asked in this one place, before each attempt to send.

A letter that somebody needs or waits for goes at once. Of those that nobody waits for a person gets at most
two in any seven days, by day; what has gathered meanwhile comes in one letter that tells of all of it.
"""

from datetime import datetime, timedelta
from uuid import uuid4

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Coalesce

from counterpart.letters.actions import draft
from counterpart.letters.kind import Weight, find
from counterpart.letters.letters import Digest
from counterpart.letters.models import Letter, Mute
from counterpart.letters.quiet import hours_of, opens_at, zone_of
from counterpart.people.models import Person

MOST = 2
# An hour longer than a week: a letter may arrive later than it was let through.
WEEK = timedelta(days=7, hours=1)
MUTED, READ, SETTLED = "muted", "read", "settled"


@transaction.atomic
def let_through(letter: Letter, *, at: datetime) -> Letter | None:
    """The letter to send now: this one, one that tells of it and more, or none."""
    if _is_muted(letter):
        _put_away(letter, MUTED, at)
        return None
    if letter.nudge and not _still_holds(letter, at):
        _put_away(letter, SETTLED, at)
        return None
    return _take_turn(letter, at) if letter.nudge else letter


def _still_holds(letter: Letter, at: datetime) -> bool:
    return find(letter.kind).from_keys(letter.keys).still_holds(at)


def _is_muted(letter: Letter) -> bool:
    if not letter.nudge and find(letter.kind).weight is Weight.NEEDED:
        return False
    kinds = {letter.kind, Digest.name()} if letter.nudge else {letter.kind}
    return Mute.objects.filter(person=letter.to_id, kind__in=kinds).exists()


def _put_away(letter: Letter, why: str, at: datetime) -> None:
    """It is not mailed; it stands in the list of letters."""
    Letter.objects.waiting().filter(pk=letter.pk).update(dropped_at=at, problem=why, sealed=None)


def _take_turn(letter: Letter, at: datetime) -> Letter | None:
    # Two workers with two letters for one person come here one after the other.
    reader = Person.objects.select_for_update(no_key=True).get(pk=letter.to_id)
    if not Letter.objects.waiting().filter(pk=letter.pk).exists():
        return None  # meanwhile a digest tells of it
    if letter.read_at is not None:
        _put_away(letter, READ, at)
        return None
    turn = _turn(letter, reader, at)
    if turn > at:
        Letter.objects.filter(pk=letter.pk).update(next_try_at=turn, attempts=F("attempts") - 1)
        return None
    letter = _gather(letter, at)
    Letter.objects.filter(pk=letter.pk).update(
        turn_at=at, first_turn_at=Coalesce(F("first_turn_at"), at, output_field=Letter.turn_at.field)
    )
    letter.first_turn_at = letter.first_turn_at or at
    return letter


def _turn(letter: Letter, reader: Person, at: datetime) -> datetime:
    """Once there is room in the week, and not in quiet hours; a link that runs out waits for no morning."""
    free = at
    lately = Letter.objects.nudges().filter(to=reader, turn_at__gt=at - WEEK, dropped_at=None)
    turns = list(lately.exclude(pk=letter.pk).order_by("-turn_at").values_list("turn_at", flat=True)[:MOST])
    if len(turns) == MOST and (last := turns[-1]) is not None:
        free = last + WEEK
    if letter.until is not None:
        return free
    return opens_at(free, zone=zone_of(reader), hours=hours_of(reader))


def _gather(letter: Letter, at: datetime) -> Letter:
    """A digest of this letter and all that wait with it, where there are any."""
    if letter.digest or letter.until or letter.turn_at:
        return letter
    waiting = Letter.objects.visible_to(letter.to).waiting().nudges().unread()
    muted = Mute.objects.filter(person=letter.to_id).values("kind")
    others = waiting.filter(turn_at=None, posted_at__lte=at).exclude(pk=letter.pk).exclude(kind__in=muted)
    things = [letter.pk, *(each.pk for each in others if _still_holds(each, at))]
    if len(things) == 1:
        return letter
    pk = uuid4()
    digest = draft(Digest(pk), letter.to, at, pk=pk)
    digest.digest, digest.attempts, digest.next_try_at = True, 1, letter.next_try_at
    digest.save(force_insert=True)
    Letter.objects.filter(pk__in=things).update(within=digest)
    return digest
