"""Letting partners see the steps towards a wish, taking that back, and standing beside somebody."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max

from counterpart import journal, letters
from counterpart.partnerships.actions.together import hold_awake
from counterpart.partnerships.letters.courage import StoodBeside
from counterpart.partnerships.models import AgendaItem, Beside, Meeting, Partnership, Sharing, Step
from counterpart.people.models import Person, Seek

CARD = "a-step-together"  # of the deck
PAUSE = timedelta(days=1)  # a second step within it needs no second letter


class NotShared(Exception):
    """It was never shared, or was taken back a moment ago."""


class AlreadyBeside(Exception):
    """They stand there already."""


@transaction.atomic
def share(seek: Seek, partnership: Partnership, *, by: Person, at: datetime) -> None:
    """Let the partners see the steps and the line of a wish; never what makes one nervous."""
    hold_awake(partnership)
    seated = partnership.seats.filter(person=by).exists()
    if not seated or not Seek.objects.filter(pk=seek.pk, person=by).exists():
        raise NotShared
    row, is_new = Sharing.objects.get_or_create(seek=seek, partnership=partnership, defaults={"at": at})
    if is_new:
        journal.record(row, "shared", by=by, at=at)


@transaction.atomic
def keep_to_myself(seek: Seek, partnership: Partnership, *, by: Person, at: datetime) -> None:
    """Take it back; at once nobody else reads it. Twice is the same as once."""
    _hold(partnership)
    row = Sharing.objects.filter(seek=seek, partnership=partnership, seek__person=by).first()
    if row:
        journal.record(row, "taken back", by=by, at=at)
        Sharing.objects.filter(pk=row.pk).delete()


@transaction.atomic
def stand_beside(step: Step, partnership: Partnership, how: str, *, by: Person, at: datetime) -> Beside:
    """Tell somebody that one is with them, or would do it together: then it lies on the next agenda, too."""
    hold_awake(partnership)
    if not Sharing.objects.read_by(by).filter(seek=step.seek_id, partnership=partnership).exists():
        raise NotShared
    quiet = _told_lately(step, by, at)
    beside = Beside.objects.filter(step=step, person=by).first()
    if beside is None:
        beside = Beside.objects.create(step=step, person=by, how=how, at=at)
    elif beside.how == how or how == Beside.How.WITH_YOU:
        raise AlreadyBeside
    else:  # 'I am with you' grew into 'let us do it together'
        beside.how, beside.at = how, at
        beside.save(update_fields=["how", "at"])
    journal.record(beside, "stood beside", by=by, at=at)
    if how == Beside.How.TOGETHER:
        _put_on_the_table(step, partnership, by, at)
    if not quiet:
        letters.post(StoodBeside(beside.pk), to=step.seek.person, at=at)
    return beside


def _hold(partnership: Partnership) -> Partnership:
    """Sharing, taking back and standing beside happen one after the other."""
    return Partnership.objects.select_for_update().get(pk=partnership.pk)


def _told_lately(step: Step, by: Person, at: datetime) -> bool:
    return Beside.objects.filter(
        step__seek__person=step.seek.person_id, person=by, at__gt=at - PAUSE, at__lte=at
    ).exists()


def bring_along(meeting: Meeting) -> None:
    """What two would do together lies on the first meeting after that was said, if none was booked then."""
    waiting = Beside.objects.filter(
        how=Beside.How.TOGETHER,
        step__done_at=None,
        step__seek__sharings__partnership=meeting.partnership_id,
        person__seats__partnership=meeting.partnership_id,
    )
    last = waiting.select_related("step__seek__person", "person").order_by("at").last()
    if last and not AgendaItem.objects.filter(
        card=CARD,
        meeting__partnership=meeting.partnership_id,
        meeting__cancelled_at=None,
        meeting__ends_at__gt=last.at,
    ):
        _lay(meeting, last.step, last.person)


def _put_on_the_table(step: Step, partnership: Partnership, by: Person, at: datetime) -> None:
    meeting = Meeting.objects.filter(partnership=partnership).ahead(at).first()
    if meeting:
        _lay(meeting, step, by)


def _lay(meeting: Meeting, step: Step, by: Person) -> None:
    last = meeting.agenda.aggregate(last=Max("place"))["last"]
    AgendaItem.objects.get_or_create(
        meeting=meeting,
        card=CARD,
        defaults={"place": 0 if last is None else last + 1, "leads": step.seek.person, "put_by": by},
    )
