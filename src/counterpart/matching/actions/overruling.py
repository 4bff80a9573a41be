from datetime import datetime

from django.db import transaction

from counterpart.journal import record
from counterpart.matching import bridge
from counterpart.matching.actions.searching import QUICK, SAFETY_NET, next_round, queue
from counterpart.matching.models import Override, Run
from counterpart.matching.pool import two
from counterpart.matching.refusals import NothingToUndo
from counterpart.people.models import Person


@transaction.atomic
def pin(run: Run, one: Person, other: Person, *, by: Person, at: datetime) -> None:
    """These two together, whatever the machine would rather; private rules, languages and room count."""
    next_round(run)
    bridge.check_pin(run.programme, one, other)
    _overrule(run, Override.Kind.PIN, one, other, by=by, at=at)


@transaction.atomic
def forbid(run: Run, one: Person, other: Person, *, by: Person, at: datetime) -> None:
    next_round(run)
    _overrule(run, Override.Kind.FORBID, one, other, by=by, at=at)


@transaction.atomic
def undo(run: Run, *, by: Person, at: datetime, seen: int | None = None) -> Override:
    """Take the last decision back; what was decided about the same two before counts again.

    `seen` is the round the organiser looked at: a second click does not take back a second decision.
    """
    next_round(run, seen=seen)
    last = Override.objects.filter(programme=run.programme, undone_at=None).order_by("-number").first()
    if last is None or not Override.objects.filter(pk=last.pk, undone_at=None).update(
        undone_at=at, undone_by=by
    ):
        raise NothingToUndo
    record(run, "undid", by=by, at=at)
    _work(run, at)
    return last


@transaction.atomic
def accept_one_way(run: Run, yes: bool, *, by: Person, at: datetime) -> None:
    next_round(run, one_way_too=yes)
    record(run, "accepted one way" if yes else "asked for two ways", by=by, at=at)
    _work(run, at)


def _overrule(run: Run, kind: Override.Kind, one: Person, other: Person, *, by: Person, at: datetime) -> None:
    first, second = two(one.pk, other.pk)
    said = {"programme": run.programme, "kind": kind, "first_id": first, "second_id": second}
    if not Override.objects.filter(**said).standing().exists():  # a second click decides nothing
        Override.objects.create(**said, by=by, at=at)
        record(run, kind.value, by=by, at=at)
    _work(run, at)


def _work(run: Run, at: datetime) -> None:
    queue(run, unless_done_by=at + SAFETY_NET if run.people <= QUICK else None)
