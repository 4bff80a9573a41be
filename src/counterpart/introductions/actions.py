"""Wishing to meet somebody, introducing two, and saying yes or no to it. A no is silent: it runs out."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from counterpart import journal, letters
from counterpart.introductions import queries, sealed
from counterpart.introductions.letters import CameToNothing, Introduced, Met, ThankYou, Wished
from counterpart.introductions.models import Hidden, Introduction, Wish
from counterpart.people.models import Person
from counterpart.skills.models import Skill

STANDS = timedelta(days=14)
OPEN_AT_ONCE = 5
MOST_A_WEEK = 10  # introductions of one person


class Enough(Exception):
    """More than anybody could answer."""


class NotKnown(Exception):
    """Nobody whom they know, or not of a programme of the one who wishes."""


class Over(Exception):
    """It ran out or was answered a moment ago."""


@transaction.atomic
def wish(
    words: str,
    *,
    key: UUID,
    by: Person,
    at: datetime,
    topic: Skill | None = None,
    through: Person | None = None,
    whom: Person | None = None,
) -> Wish:
    """Say whom one would like to meet, to those one is together with or to one of them."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if found := Wish.objects.filter(pk=key, person=by).first():
        return found
    if Wish.objects.open().filter(person=by).count() >= OPEN_AT_ONCE:
        raise Enough
    row = Wish(pk=key, person=by, topic=topic, through=through, whom=whom, made_at=at)
    row.words = sealed.seal_wish(row, words)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Enough from None  # somebody else's key
    journal.record(row, "wished", by=by, at=at)
    told = [through] if through else queries.companions_now(by)
    letters.post(Wished(row.pk), to=list(told), at=at)
    return row


@transaction.atomic
def take_back(row: Wish, *, by: Person, at: datetime) -> None:
    if Wish.objects.open().filter(pk=row.pk, person=by).update(ended_at=at):
        journal.record(row, "taken back", by=by, at=at)


@transaction.atomic
def introduce(wish: Wish, other: Person, words: str, *, key: UUID, by: Person, at: datetime) -> Introduction:
    """Ask both. Where one of them would rather not meet the other nobody is asked, and it runs out."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if found := Introduction.objects.filter(pk=key, by=by).first():
        return found
    if not Wish.objects.open().filter(pk=wish.pk).exists():
        raise Over
    if not queries.could_introduce(wish, by).filter(pk=other.pk).exists():
        raise NotKnown
    if Introduction.objects.filter(by=by, made_at__gt=at - timedelta(days=7)).count() >= MOST_A_WEEK:
        raise Enough
    row = Introduction(pk=key, wish=wish, by=by, other=other, made_at=at, lapses_at=at + STANDS)
    row.apart = queries.are_apart(wish.person, other)
    row.words = sealed.seal_lines(row, words)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise Over from None  # somebody introduced these two already
    journal.record(row, "introduced", by=by, at=at)
    if not row.apart:
        letters.post(Introduced(row.pk), to=[wish.person, other], at=at)
    return row


@transaction.atomic
def answer(row: Introduction, *, yes: bool, by: Person, at: datetime) -> bool:
    """Whether the two now know each other. A no settles nothing: for everybody else it just runs out."""
    held = Introduction.objects.select_for_update(of=("self",)).select_related("wish__person", "other", "by")
    found = held.get(pk=row.pk)
    if found.settled_at or found.lapses_at <= at or found.apart:
        raise Over
    if found.said_by(by) is not None:
        raise Over
    side = "wisher" if by.pk == found.wish.person_id else "other"
    name = f"{side}_{'yes' if yes else 'no'}_at"
    setattr(found, name, at)
    found.save(update_fields=[name])
    journal.record(found, "answered", by=by, at=at)
    if not found.met:
        return False
    found.settled_at = at
    found.save(update_fields=["settled_at"])
    Wish.objects.filter(pk=found.wish_id).update(ended_at=at)
    letters.post(Met(found.pk), to=[found.wish.person, found.other], at=at)
    letters.post(ThankYou(found.pk), to=found.by, at=at)
    return True


def lapse(*, at: datetime) -> None:
    """Whoever said yes, and whoever introduced, hears that it ran out; nobody hears why."""
    for row in Introduction.objects.filter(settled_at=None, lapses_at__lte=at).select_related("wish__person"):
        with transaction.atomic():
            if not Introduction.objects.filter(pk=row.pk, settled_at=None).update(settled_at=at):
                continue
            journal.record(row, "lapsed", by=None, at=at)
            waits = [row.by_id]
            waits += [row.wish.person_id] if row.wisher_yes_at else []
            waits += [row.other_id] if row.other_yes_at else []
            letters.post(
                CameToNothing(row.pk), to=list(Person.objects.filter(pk__in=waits, is_active=True)), at=at
            )


@transaction.atomic
def hide(*, by: Person, at: datetime) -> None:
    """Be suggested to nobody."""
    row, is_new = Hidden.objects.get_or_create(person=by, defaults={"at": at})
    if is_new:
        journal.record(row, "hidden", by=by, at=at)


@transaction.atomic
def show(*, by: Person, at: datetime) -> None:
    if row := Hidden.objects.filter(person=by).first():
        journal.record(row, "shown", by=by, at=at)
        Hidden.objects.filter(pk=row.pk).delete()
