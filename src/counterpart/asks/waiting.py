"""What happens by itself, once a day: nobody is left without an answer, and no hour tells who asked."""

from datetime import datetime, timedelta

from django.db import transaction

from counterpart import journal, letters
from counterpart.asks.holding import end, hold
from counterpart.asks.letters import HalfWay, Lapsed, NotNeeded, YouCouldHelp
from counterpart.asks.models import Ask, Heard
from counterpart.asks.queries import next_to_hear
from counterpart.asks.reporting import tell_who_reported
from counterpart.people.models import Person

HALF = timedelta(days=7)
HEAR = 5  # of those who could help, whose turn it was least often


def look_after(*, at: datetime) -> None:
    pass_on(at=at)
    tell_half_way(at=at)
    lapse(at=at)
    let_go(at=at)


def pass_on(*, at: datetime) -> None:
    """What was asked the day before: now those asked read it, and who could help hears of it."""
    rows = Ask.objects.filter(ended_at=None, hidden_at=None, asked_on__lt=at.date(), passed_on_at=None)
    for row in rows.order_by("asked_on", "pk"):
        with transaction.atomic():
            held = hold(row)
            if held.ended_at is None and held.passed_on_at is None:
                held.passed_on_at = at
                held.save(update_fields=["passed_on_at"])
                _let_hear(held, at)


def tell_half_way(*, at: datetime) -> None:
    """The asker hears what happens next; and where nobody has offered, others hear of it."""
    rows = Ask.objects.open(at).filter(asked_on__lte=(at - HALF).date(), told_at=None)
    for row in rows.order_by("asked_on", "pk"):
        with transaction.atomic():
            if Ask.objects.filter(pk=row.pk, told_at=None, ended_at=None).update(told_at=at):
                letters.post(HalfWay(row.pk), to=row.asker, at=at)
                if not row.helps.standing().exists():
                    _let_hear(row, at)


def _let_hear(row: Ask, at: datetime) -> None:
    people = next_to_hear(row, HEAR)
    Heard.objects.bulk_create([Heard(ask=row, person=each) for each in people])
    letters.post(YouCouldHelp(row.pk), to=[each for each in people if each.pk != row.asker_id], at=at)


def lapse(*, at: datetime) -> None:
    """At the end its asker hears so, and what else there is."""
    for row in Ask.objects.filter(ended_at=None, lapses_at__lte=at).order_by("lapses_at", "pk"):
        with transaction.atomic():
            held = hold(row)
            if held.ended_at is None:
                end(held, Ask.Ended.LAPSED, at)
                journal.record(held, "lapsed", by=None, at=at)
                letters.post(Lapsed(held.pk), to=held.asker, at=at)
                tell_who_reported(held, at)


def let_go(*, at: datetime) -> None:
    """Whoever offered and is not needed is thanked the day after, however it ended."""
    rows = Ask.objects.filter(ended_at__isnull=False, let_go_at=None)
    for row in rows.order_by("asked_on", "pk"):
        if row.ended_at and row.ended_at.date() < at.date():
            with transaction.atomic():
                if Ask.objects.filter(pk=row.pk, let_go_at=None).update(let_go_at=at):
                    offered = row.helps.standing().filter(accepted_at=None).values("by")
                    people = Person.objects.filter(pk__in=offered, is_active=True)
                    letters.post(NotNeeded(row.pk), to=list(people), at=at)
