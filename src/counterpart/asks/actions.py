"""Asking, offering to help, accepting one, and taking back.

Whoever asked anonymously stands in no journal and no letter to others before they accept somebody's help.
What happens by itself is in `asks.waiting`, what is reported in `asks.reporting`.
"""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from counterpart import journal, letters
from counterpart.asks import rules, sealed
from counterpart.asks.holding import Over, end, hold, still_open
from counterpart.asks.letters import Accepted, SomebodyHelps, Thanked
from counterpart.asks.models import Ask, Help
from counterpart.asks.queries import are_apart, for_asker
from counterpart.partnerships.actions.once import meet_once
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill

OPEN_AT_ONCE = 3
STANDS = timedelta(days=14)
Audience = Ask.Audience


class NotAMember(Exception):
    """Whoever takes no part asks nobody."""


class Enough(Exception):
    """As many asks stand open as one person can answer."""


class TooFew(Exception):
    """Among so few, everybody would know who asked."""


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
    audience: str = Audience.PROGRAMME,
    circle: Partnership | None = None,
) -> Ask:
    """The same key is the same ask."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if found := Ask.objects.filter(pk=key, asker=by).first():
        return found
    if not rules.may_ask(by, programme, circle):
        raise NotAMember
    if Ask.objects.open(at).filter(asker=by).count() >= OPEN_AT_ONCE:
        raise Enough
    readers = rules.asked_of(programme, audience=audience, topic=topic, circle=circle)
    if anonymous and not rules.is_crowd(readers, by):
        raise TooFew
    midnight = datetime.combine(at.date(), time(), tzinfo=UTC)
    row = Ask(
        pk=key,
        programme=programme,
        asker=by,
        anonymous=anonymous,
        topic=topic,
        audience=audience,
        circle=circle,
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


@transaction.atomic
def offer_help(row: Ask, words: str, *, key: UUID, by: Person, at: datetime) -> Help:
    """Say that one could. Once each; whoever one keeps apart from reads nothing of it."""
    held = still_open(row, at)
    if rules.asks(by, held) or not Ask.objects.readable_by(by).filter(pk=held.pk).exists():
        raise Over
    if found := held.helps.filter(by=by).first():
        if found.withdrawn_at is None:
            return found
        found.delete()
    offered = Help(pk=key, ask=held, by=by, offered_at=at)
    offered.words = sealed.seal(offered, words)
    try:
        with transaction.atomic():
            offered.save(force_insert=True)
    except IntegrityError:
        raise Over from None  # the key of another offer
    journal.record(offered, "offered help", by=by, at=at)
    if held.first_offer_on is None:
        held.first_offer_on = at.date()
        held.save(update_fields=["first_offer_on"])
    # Posted to nobody where they keep apart: that the post was not called would stand in the logs.
    letters.post(SomebodyHelps(held.pk), to=[] if are_apart(held.asker, by) else [held.asker], at=at)
    return offered


@transaction.atomic
def take_back_help(offered: Help, *, by: Person, at: datetime) -> None:
    """Until it is accepted; after that the two are together."""
    hold(offered.ask)
    if not Help.objects.filter(pk=offered.pk, withdrawn_at=None, accepted_at=None).update(withdrawn_at=at):
        raise Over
    journal.record(offered, "took back", by=by, at=at)


@transaction.atomic
def accept(offered: Help, *, by: Person, at: datetime) -> Partnership:
    """From now on the two know each other, and find a time. The others hear that it is not needed.

    Where either takes no part any more, or they keep apart, it is over.
    """
    held = still_open(offered.ask, at)
    if not rules.may_ask(by, held.programme, None) or offered.pk not in {each.pk for each in for_asker(held)}:
        raise Over
    partnership = meet_once(
        held.programme, learner=held.asker, teacher=offered.by, skill=held.topic, about=held.words, at=at
    )
    Help.objects.filter(pk=offered.pk).update(accepted_at=at, partnership=partnership)
    end(held, Ask.Ended.HELPED, at)
    journal.record(held, "accepted help", by=by, at=at)
    letters.post(Accepted(held.pk, partnership.pk), to=offered.by, at=at)
    return partnership


@transaction.atomic
def withdraw(row: Ask, *, by: Person, at: datetime) -> None:
    """Take it back, without a reason."""
    held = hold(row)
    if held.ended_at:
        raise Over
    end(held, Ask.Ended.WITHDRAWN, at)
    journal.record(held, "taken back", by=None if held.anonymous else by, at=at)


@transaction.atomic
def thank(row: Ask, *, by: Person, at: datetime) -> None:
    """Once; it reaches whoever helped."""
    if Ask.objects.filter(pk=row.pk, ended=Ask.Ended.HELPED, thanked_at=None).update(thanked_at=at):
        journal.record(row, "thanked", by=by, at=at)
        helped = Person.objects.filter(helps__ask=row, helps__accepted_at__isnull=False)
        letters.post(Thanked(row.pk), to=list(helped), at=at)
