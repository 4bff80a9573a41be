"""Small steps towards a wish, and how sure somebody feels. Each verb is theirs alone: `by` is whose it is."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from counterpart import journal
from counterpart.partnerships import courage_seals as seals
from counterpart.partnerships.models import AskLater, CheckIn, Step
from counterpart.people import sealed
from counterpart.people.models import Person, Seek

MOST = 40  # steps towards one wish
LONGEST = 300  # characters of a step
MONTH = timedelta(days=30)


class NoLongerThere(Exception):
    """The wish or the step was taken away in another tab."""


class AlreadyKept(Exception):
    """The same thing arrived twice."""


class AlreadyDone(Exception):
    """The step was done in another tab."""


class Enough(Exception):
    """More steps than anybody could look over."""


@transaction.atomic
def name_dread(seek: Seek, dread: str | None, *, by: Person, at: datetime) -> None:
    """Say what about a wish makes one nervous: None for nothing, '' without a word about it."""
    closed = sealed.seal_dread(by, seek.pk, dread)
    if not Seek.objects.filter(pk=seek.pk, person=by).update(dread=closed):
        raise NoLongerThere
    journal.record(seek, "changed", by=by, at=at)


@transaction.atomic
def add_step(seek: Seek, words: str, predicted: int, *, key: UUID, by: Person, at: datetime) -> Step:
    """Think of a small step; it stands before the first that seems harder. `key` makes a double click one."""
    _hold(seek, by)
    if Step.objects.filter(pk=key).exists():
        raise AlreadyKept
    before = seals.open_steps(by, Step.objects.filter(seek=seek))
    if len(before) >= MOST:
        raise Enough
    step = Step(pk=key, seek=seek, made_at=at)
    step.words = seals.seal_words(by, step.pk, words)
    step.predicted = seals.seal_figure(by, step.pk, predicted, column="predicted")
    harder = (n for n, each in enumerate(before) if not each.is_done and each.predicted > predicted)
    place = next(harder, len(before))
    step.save(force_insert=True)
    rows = [each.step for each in before]
    _put([*rows[:place], step, *rows[place:]])
    journal.record(step, "added", by=by, at=at)
    return step


@transaction.atomic
def do_step(step: Step, real: int, *, by: Person, at: datetime) -> None:
    """Record that a step was done and how it really was."""
    _hold_step(step, by)
    closed = seals.seal_figure(by, step.pk, real, column="real")
    if not Step.objects.ahead().filter(pk=step.pk).update(done_at=at, real=closed):
        raise AlreadyDone
    journal.record(step, "done", by=by, at=at)


@transaction.atomic
def take_away(step: Step, *, by: Person, at: datetime) -> None:
    _hold_step(step, by)
    journal.record(step, "taken away", by=by, at=at)
    Step.objects.filter(pk=step.pk).delete()


@transaction.atomic
def move(step: Step, *, earlier: bool, by: Person, at: datetime) -> None:
    """Change places with the neighbour before or after."""
    _hold_step(step, by)
    rows = list(Step.objects.filter(seek=step.seek_id))
    here = next(n for n, each in enumerate(rows) if each.pk == step.pk)
    there = here + (-1 if earlier else 1)
    if 0 <= there < len(rows):
        rows[here], rows[there] = rows[there], rows[here]
        _put(rows)
        journal.record(step, "moved", by=by, at=at)


@transaction.atomic
def smallest_first(seek: Seek, *, by: Person, at: datetime) -> None:
    """What was done comes first, in the order it was done; then what seems smallest."""
    _hold(seek, by)
    steps = seals.open_steps(by, Step.objects.filter(seek=seek))
    done = sorted((each.step for each in steps if each.is_done), key=lambda step: step.done_at or at)
    ahead = sorted((each for each in steps if not each.is_done), key=lambda each: each.predicted)
    _put([*done, *(each.step for each in ahead)])
    journal.record(seek, "sorted", by=by, at=at)


@transaction.atomic
def check_in(
    seek: Seek, value: int, *, key: UUID, by: Person, at: datetime, moment: str = CheckIn.Moment.BETWEEN
) -> CheckIn:
    """Say how sure one feels about a wish. The first time is the start, whatever was said of the moment."""
    _hold(seek, by)
    if CheckIn.objects.filter(pk=key).exists():
        raise AlreadyKept
    if not CheckIn.objects.filter(seek=seek, person=by).exists():
        moment = CheckIn.Moment.START
    row = CheckIn(pk=key, person=by, seek=seek, moment=moment, at=at)
    row.value = seals.seal_figure(by, row.pk, value, column="value", table=seals.CHECK_INS)
    row.save(force_insert=True)
    journal.record(row, "told", by=by, at=at)
    return row


@transaction.atomic
def ask_later(*, by: Person, at: datetime) -> None:
    """Not this month."""
    AskLater.objects.update_or_create(person=by, defaults={"until": at + MONTH})


def _hold(seek: Seek, by: Person) -> None:
    """Two tabs of one person change the steps of a wish one after the other."""
    if not Seek.objects.select_for_update().filter(pk=seek.pk, person=by).first():
        raise NoLongerThere


def _hold_step(step: Step, by: Person) -> None:
    _hold(step.seek, by)
    if not Step.objects.filter(pk=step.pk).exists():
        raise NoLongerThere


def _put(rows: Sequence[Step]) -> None:
    for place, row in enumerate(rows):
        row.place = place
    Step.objects.bulk_update(rows, ["place"])
