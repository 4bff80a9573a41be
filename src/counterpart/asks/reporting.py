"""An ask that somebody finds should not stand there: hidden at once, decided without a name, both told."""

from datetime import datetime

from django.db import transaction

from counterpart import journal, letters
from counterpart.asks import rules
from counterpart.asks.holding import Over, end, hold, still_open
from counterpart.asks.letters import Decided, Hidden, Reported, Settled
from counterpart.asks.models import Ask, AskReport
from counterpart.asks.queries import deciders
from counterpart.people.models import Person


@transaction.atomic
def report(row: Ask, *, by: Person, at: datetime) -> None:
    """Its asker is told, and the contact person decides. Once each."""
    held = still_open(row, at)
    if rules.asks(by, held):
        raise Over
    report, is_new = AskReport.objects.get_or_create(ask=held, by=by, defaults={"at": at})
    if not is_new:
        raise Over
    held.hidden_at = at
    held.save(update_fields=["hidden_at"])
    journal.record(report, "reported", by=None, at=at)
    letters.post(Hidden(held.pk), to=held.asker, at=at)
    others = [each for each in deciders(held.programme) if each.pk != held.asker_id]
    letters.post(Reported(held.pk), to=others, at=at)


@transaction.atomic
def decide(row: Ask, *, stands: bool, by: Person, at: datetime) -> None:
    """It stands again, or ends here; its asker and who reported it are told either way."""
    held = hold(row)
    if held.hidden_at is None or held.ended_at:
        raise Over
    if stands:
        held.hidden_at = None
        held.save(update_fields=["hidden_at"])
    else:
        end(held, Ask.Ended.HIDDEN, at)
    journal.record(held, "shown again" if stands else "kept hidden", by=by, at=at)
    letters.post(Settled(held.pk), to=held.asker, at=at)
    tell_who_reported(held, at)


def tell_who_reported(held: Ask, at: datetime) -> None:
    reports = AskReport.objects.filter(ask=held, settled_at=None)
    people = list(Person.objects.filter(pk__in=reports.values("by"), is_active=True))
    if reports.update(settled_at=at):
        letters.post(Decided(held.pk), to=people, at=at)
