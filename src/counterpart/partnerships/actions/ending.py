"""An end worth having: thank, keep a lesson, say how it feels now, finish, and show what one has learned."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships import keys, rules
from counterpart.partnerships.actions.calling_off import call_off
from counterpart.partnerships.actions.together import AlreadyEnded, others, tell_who_waits
from counterpart.partnerships.letters.parting import Finished, Thanked
from counterpart.partnerships.models import CheckIn, Keepsake, Partnership, Pause, Topic
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people import keys as own
from counterpart.people.models import Offer, Person
from counterpart.skills.models import Skill

TABLE = "partnerships_keepsake"


class AlreadyThanked(Exception):
    """Thanks are said once."""


class HostFinishes(Exception):
    """A circle is brought to its end by who hosts it."""


@transaction.atomic
def finish(partnership: Partnership, *, by: Person, at: datetime) -> None:
    """Bring it to a good end. It is an end for all of them, and nothing of it is lost for anybody."""
    if not rules.can_finish(by, _hold(partnership)):
        raise HostFinishes
    current = Partnership.objects.current().filter(pk=partnership.pk)
    if not current.update(ended_at=at, finished_at=at):
        raise AlreadyEnded
    Pause.objects.open().filter(partnership=partnership).update(ended_at=at)
    partnership.ended_at = partnership.finished_at = at
    call_off(partnership, by=by, at=at)
    journal.record(partnership, "finished", by=by, at=at)
    letters.post(Finished(partnership.pk), to=others(partnership, by), at=at)
    tell_who_waits(partnership, at)


@transaction.atomic
def thank(partnership: Partnership, words: str, *, by: Person, at: datetime) -> Keepsake:
    """Words for the other, once; not after the two have parted, when nothing more passes between them."""
    held = _hold(partnership)
    if not rules.can_thank(by, held):
        raise AlreadyEnded
    if _kept(partnership, by, Keepsake.Kind.THANKS):
        raise AlreadyThanked
    row = Keepsake(partnership=partnership, author=by, kind=Keepsake.Kind.THANKS, at=at)
    row.body = keys.RING.seal(partnership, words, author=by.pk, table=TABLE, row=row.pk, column="body")
    row.save(force_insert=True)
    journal.record(row, "thanked", by=by, at=at)
    readers = [each for each in others(partnership, by) if not avoiding.avoids(each, by)]
    letters.post(Thanked(row.pk), to=readers, at=at)
    return row


@transaction.atomic
def keep_lesson(
    partnership: Partnership, words: str, *, may_share: bool, by: Person, at: datetime
) -> Keepsake:
    """What somebody takes with them, for themselves; written again it is the later one that is kept."""
    _hold(partnership)
    row = _kept(partnership, by, Keepsake.Kind.LESSON)
    if row is None:
        row = Keepsake(partnership=partnership, author=by, kind=Keepsake.Kind.LESSON, at=at)
    row.body = own.seal_for(by, words, table=TABLE, row=row.pk, column="body")
    row.may_share_at = (row.may_share_at or at) if may_share else None
    row.save()
    journal.record(row, "kept", by=by, at=at)
    return row


@transaction.atomic
def check_in_at_the_end(
    partnership: Partnership, values: Mapping[UUID, int], *, by: Person, at: datetime
) -> None:
    """How confident somebody feels now about each wish that was served here; said again, it is corrected."""
    _hold(partnership)
    served = Topic.objects.filter(partnership=partnership, learner=by, seek__person=by)
    for seek in set(served.filter(seek__in=values).values_list("seek", flat=True)):
        ended = CheckIn.objects.filter(person=by, seek=seek, moment=CheckIn.Moment.END)
        row = ended.filter(at__gte=partnership.began_at).first()
        row = row or CheckIn(person=by, seek_id=seek, moment=CheckIn.Moment.END)
        row.at = at
        row.value = own.seal_for(
            by, str(values[seek]), table="partnerships_checkin", row=row.pk, column="value"
        )
        row.save()
        journal.record(row, "told", by=by, at=at)


@transaction.atomic
def show_now(skill: Skill, *, by: Person, at: datetime) -> Offer:
    """Who learned it can show it now: roles turn."""
    return people.tell_offer(skill, by=by, at=at)


def _hold(partnership: Partnership) -> Partnership:
    """Locked, whether it goes on or has ended: two clicks come one after the other."""
    return Partnership.objects.select_for_update().get(pk=partnership.pk)


def _kept(partnership: Partnership, by: Person, kind: Keepsake.Kind) -> Keepsake | None:
    return Keepsake.objects.filter(partnership=partnership, author=by, kind=kind).first()
