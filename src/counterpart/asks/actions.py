"""Asking, offering to help, accepting one, and how it ends. Nobody is left without an answer.

Whoever asked anonymously stands in no journal and no letter to others before they accept somebody's help.
"""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from counterpart import journal, letters
from counterpart.asks import rules, sealed
from counterpart.asks.letters import (
    Accepted,
    HalfWay,
    Hidden,
    Lapsed,
    NotNeeded,
    Reported,
    Settled,
    SomebodyHelps,
    Thanked,
    YouCouldHelp,
)
from counterpart.asks.models import Ask, AskReport, Help
from counterpart.asks.queries import are_apart, who_could_help
from counterpart.partnerships.actions.once import meet_once
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.models import Skill

OPEN_AT_ONCE = 3
STANDS = timedelta(days=14)
HALF = timedelta(days=7)
TOLD_OF_IT = 5  # of those who could help, the least asked


class NotAMember(Exception):
    """Whoever takes no part asks nobody."""


class Enough(Exception):
    """As many asks stand open as one person can answer."""


class TooFew(Exception):
    """Among so few, everybody would know who asked."""


class Over(Exception):
    """It ended, or was hidden, a moment ago."""


@transaction.atomic
def ask(
    programme: Programme,
    words: str,
    *,
    topic: Skill | None,
    anonymous: bool,
    key: UUID,
    by: Person,
    at: datetime,
) -> Ask:
    """The same key is the same ask."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if found := Ask.objects.filter(pk=key, asker=by).first():
        return found
    if not Membership.objects.joined().filter(programme=programme, person=by).exists():
        raise NotAMember
    if Ask.objects.open(at).filter(asker=by).count() >= OPEN_AT_ONCE:
        raise Enough
    if anonymous and not rules.can_be_anonymous(by, programme):
        raise TooFew
    midnight = datetime.combine(at.date(), time(), tzinfo=UTC)
    row = Ask(
        pk=key,
        programme=programme,
        asker=by,
        anonymous=anonymous,
        topic=topic,
        words=words,
        asked_on=at.date(),
        lapses_at=midnight + STANDS,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise NotAMember from None  # somebody else's key
    journal.record(row, "asked", by=None if anonymous else by, at=midnight if anonymous else at)
    return row


def pass_on(*, at: datetime) -> None:
    """Once a day those who could help hear of what was asked the day before: so no hour tells who asked."""
    for row in Ask.objects.open(at).filter(asked_on__lt=at.date(), passed_on_at=None):
        with transaction.atomic():
            if Ask.objects.filter(pk=row.pk, passed_on_at=None).update(passed_on_at=at):
                letters.post(YouCouldHelp(row.pk), to=who_could_help(row, TOLD_OF_IT), at=at)


@transaction.atomic
def offer_help(row: Ask, words: str, *, key: UUID, by: Person, at: datetime) -> Help:
    """Say that one could. Once each; whoever one keeps apart from reads nothing of it."""
    held = _open(row, at)
    if found := held.helps.filter(by=by).first():
        if found.withdrawn_at is None:
            return found
        found.delete()
    offered = Help(pk=key, ask=held, by=by, offered_at=at)
    offered.words = sealed.seal(offered, words)
    offered.save(force_insert=True)
    journal.record(offered, "offered help", by=by, at=at)
    if held.first_offer_on is None:
        held.first_offer_on = at.date()
        held.save(update_fields=["first_offer_on"])
    if not are_apart(held.asker, by):
        letters.post(SomebodyHelps(held.pk), to=held.asker, at=at)
    return offered


@transaction.atomic
def take_back_help(offered: Help, *, by: Person, at: datetime) -> None:
    _hold(offered.ask)
    if Help.objects.filter(pk=offered.pk, withdrawn_at=None, accepted_at=None).update(withdrawn_at=at):
        journal.record(offered, "took back", by=by, at=at)


@transaction.atomic
def accept(offered: Help, *, by: Person, at: datetime) -> Partnership:
    """From now on the two know each other, and find a time. The others hear that it is not needed."""
    held = _open(offered.ask, at)
    if not Help.objects.standing().filter(pk=offered.pk, ask=held, accepted_at=None).exists():
        raise Over
    partnership = meet_once(
        held.programme, learner=held.asker, teacher=offered.by, skill=held.topic, about=held.words, at=at
    )
    Help.objects.filter(pk=offered.pk).update(accepted_at=at, partnership=partnership)
    _end(held, Ask.Ended.HELPED, at)
    journal.record(held, "accepted help", by=by, at=at)
    letters.post(Accepted(held.pk, partnership.pk), to=offered.by, at=at)
    letters.post(NotNeeded(held.pk), to=_helpers(held, but=offered.by), at=at)
    return partnership


@transaction.atomic
def withdraw(row: Ask, *, by: Person, at: datetime) -> None:
    """Take it back, without a reason."""
    held = _hold(row)
    if held.ended_at:
        raise Over
    _end(held, Ask.Ended.WITHDRAWN, at)
    journal.record(held, "taken back", by=None if held.anonymous else by, at=at)
    letters.post(NotNeeded(held.pk), to=_helpers(held), at=at)


@transaction.atomic
def thank(row: Ask, *, by: Person, at: datetime) -> None:
    """Once; it reaches whoever helped."""
    if Ask.objects.filter(pk=row.pk, ended=Ask.Ended.HELPED, thanked_at=None).update(thanked_at=at):
        journal.record(row, "thanked", by=by, at=at)
        helped = Person.objects.filter(helps__ask=row, helps__accepted_at__isnull=False)
        letters.post(Thanked(row.pk), to=list(helped), at=at)


def look_after(*, at: datetime) -> None:
    """Half-way the asker hears what happens next; at the end, that it ended, and what else there is."""
    for row in Ask.objects.open(at).filter(asked_on__lte=(at - HALF).date(), told_at=None):
        with transaction.atomic():
            if Ask.objects.filter(pk=row.pk, told_at=None).update(told_at=at):
                letters.post(HalfWay(row.pk), to=row.asker, at=at)
    for row in Ask.objects.filter(ended_at=None, lapses_at__lte=at):
        with transaction.atomic():
            held = _hold(row)
            if held.ended_at is None:
                _end(held, Ask.Ended.LAPSED, at)
                journal.record(held, "lapsed", by=None, at=at)
                letters.post(Lapsed(held.pk), to=held.asker, at=at)
                letters.post(NotNeeded(held.pk), to=_helpers(held), at=at)


@transaction.atomic
def report(row: Ask, *, by: Person, at: datetime) -> None:
    """Hidden at once, its asker is told, and the contact person decides."""
    held = _open(row, at)
    report, is_new = AskReport.objects.get_or_create(ask=held, by=by, defaults={"at": at})
    if not is_new:
        raise Over
    held.hidden_at = at
    held.save(update_fields=["hidden_at"])
    journal.record(report, "reported", by=None, at=at)
    letters.post(Hidden(held.pk), to=held.asker, at=at)
    if (contact := held.programme.contact) and contact.pk != held.asker_id:
        letters.post(Reported(held.pk), to=contact, at=at)


@transaction.atomic
def decide(row: Ask, *, stands: bool, by: Person, at: datetime) -> None:
    """It stands again, or stays hidden; its asker is told either way."""
    held = _hold(row)
    if held.hidden_at is None or held.kept_hidden_at:
        raise Over
    held.hidden_at, held.kept_hidden_at = (None, None) if stands else (held.hidden_at, at)
    held.save(update_fields=["hidden_at", "kept_hidden_at"])
    AskReport.objects.filter(ask=held, settled_at=None).update(settled_at=at)
    journal.record(held, "shown again" if stands else "kept hidden", by=by, at=at)
    letters.post(Settled(held.pk), to=held.asker, at=at)


def _hold(row: Ask) -> Ask:
    rows = Ask.objects.select_for_update(of=("self",)).select_related("asker", "programme__contact", "topic")
    return rows.get(pk=row.pk)


def _open(row: Ask, at: datetime) -> Ask:
    held = _hold(row)
    if held.ended_at or held.hidden_at or held.lapses_at <= at:
        raise Over
    return held


def _end(held: Ask, how: str, at: datetime) -> None:
    held.ended_at, held.ended = at, how
    held.save(update_fields=["ended_at", "ended"])


def _helpers(held: Ask, but: Person | None = None) -> list[Person]:
    found = Person.objects.filter(pk__in=held.helps.standing().values("by"), is_active=True)
    return list(found.exclude(pk=but.pk) if but else found)
