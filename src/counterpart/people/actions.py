"""What a person tells about themselves. Each verb is theirs alone: `by` is whose it is."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import ProtectedError

from counterpart import journal
from counterpart.people import sealed
from counterpart.people.models import Offer, Person, Seek, Stage
from counterpart.skills import actions as vocabulary
from counterpart.skills.models import Skill

MOST = 40  # offers, and as many wishes


class Enough(Exception):
    """More things told than anybody could read."""


@transaction.atomic
def tell_offer(skill: Skill, *, by: Person, at: datetime, level: int | None = None) -> Offer:
    """Say that one can show something; saying it again changes its level, if one is given."""
    _one_at_a_time(by)
    skill = skill.now
    offer = Offer.objects.filter(person=by, skill=skill).first()
    if offer is None:
        _refuse_too_many(Offer.objects.filter(person=by).count())
        offer = Offer.objects.create(person=by, skill=skill, level=level, told_at=at)
        journal.record(offer, "told", by=by, at=at)
    elif level is not None and level != offer.level:
        change_level(offer, level, by=by, at=at)
    return offer


@transaction.atomic
def change_level(offer: Offer, level: int | None, *, by: Person, at: datetime) -> None:
    offer.level = level
    offer.save(update_fields=["level"])
    journal.record(offer, "changed", by=by, at=at)


@transaction.atomic
def withdraw_offer(offer: Offer, *, by: Person, at: datetime) -> None:
    journal.record(offer, "withdrawn", by=by, at=at)
    Offer.objects.filter(pk=offer.pk).delete()


@transaction.atomic
def tell_seek(
    topic: Skill | str,
    *,
    by: Person,
    at: datetime,
    importance: int = 3,
    private: bool = False,
    dread: str | None = None,
) -> Seek:
    """Say what one would like. A topic known by its words alone can only be private.

    `dread` is None where it makes nobody nervous, and '' where it does without a word about it. A wish told
    again is kept as it was, except that it may become private or nervous.
    """
    _one_at_a_time(by)
    known = _wish_for(by, topic)
    if known is None:
        _refuse_too_many(Seek.objects.filter(person=by).count())
        return _new_seek(topic, by, at, importance, private, dread)
    if private or dread is not None:
        before = sealed.dreads(by, [known])[known.pk]
        change_seek(
            known,
            importance=known.importance,
            private=private or known.is_private,
            dread=before if dread is None else dread,
            by=by,
            at=at,
        )
    return known


def _new_seek(
    topic: Skill | str, by: Person, at: datetime, importance: int, private: bool, dread: str | None
) -> Seek:
    seek = Seek(person=by, importance=importance, told_at=at)
    if private or isinstance(topic, str):
        seek.sealed_topic = sealed.seal_topic(by, seek.pk, _said(topic))
    else:
        seek.skill = topic.now
    seek.dread = sealed.seal_dread(by, seek.pk, dread)
    seek.save(force_insert=True)
    journal.record(seek, "told", by=by, at=at)
    return seek


@transaction.atomic
def change_seek(
    seek: Seek, *, importance: int, private: bool, dread: str | None, by: Person, at: datetime
) -> None:
    _one_at_a_time(by)
    seek.importance = importance
    seek.dread = sealed.seal_dread(by, seek.pk, dread)
    left = None
    if private and seek.skill is not None:
        left, seek.skill = seek.skill, None
        seek.sealed_topic = sealed.seal_topic(by, seek.pk, _said(left))
    elif not private and seek.sealed_topic:
        seek.skill = _in_the_open(sealed.private_topics(by, [seek])[seek.pk])
        seek.sealed_topic = None
        if Seek.objects.filter(person=by, skill=seek.skill).exclude(pk=seek.pk).exists():
            withdraw_seek(seek, by=by, at=at)  # it was told in the open, too
            return
    seek.save()
    journal.record(seek, "changed", by=by, at=at)
    if left is not None:
        _forget(left)


def _in_the_open(topic: str) -> Skill:
    known = Skill.objects.filter(slug=topic).first()
    return known.now if known else vocabulary.understand(topic)[0]


def _forget(skill: Skill) -> None:
    """Words that only one person typed, and now keeps private, leave the vocabulary."""
    if skill.typed:
        try:
            with transaction.atomic():
                skill.delete()
        except ProtectedError:
            pass  # somebody else said the same


@transaction.atomic
def withdraw_seek(seek: Seek, *, by: Person, at: datetime) -> None:
    journal.record(seek, "withdrawn", by=by, at=at)
    Seek.objects.filter(pk=seek.pk).delete()


@transaction.atomic
def tell_frame(
    *,
    name: str,
    stage: Stage | None,
    function: str,
    place: str,
    background: str,
    by: Person,
    at: datetime,
) -> None:
    """Where one stands, as far as one likes to say."""
    by.name, by.stage, by.function, by.place, by.background = name, stage, function, place, background
    by.save(update_fields=["name", "stage", "function", "place", "background"])
    journal.record(by, "told frame", by=by, at=at)


@transaction.atomic
def tell_hours(
    *,
    languages: Sequence[str],
    time_zone: str,
    hours: str,
    capacity: int,
    by: Person,
    at: datetime,
    hosting: bool = False,
) -> None:
    by.languages, by.time_zone, by.hours, by.capacity = list(languages), time_zone, hours, capacity
    by.hosting = hosting
    by.save(update_fields=["languages", "time_zone", "hours", "capacity", "hosting"])
    journal.record(by, "told hours", by=by, at=at)


@transaction.atomic
def tell_room(capacity: int, *, by: Person, at: datetime) -> None:
    """With how many people at a time."""
    by.capacity = capacity
    by.save(update_fields=["capacity"])
    journal.record(by, "told room", by=by, at=at)


def _one_at_a_time(person: Person) -> None:
    """Two tabs of one person tell one thing after the other."""
    Person.objects.select_for_update().filter(pk=person.pk).first()


def _refuse_too_many(count: int) -> None:
    if count >= MOST:
        raise Enough


def _said(topic: Skill | str) -> str:
    """What is sealed of a private topic: our slug, or the words; never a pointer to a typed row."""
    if isinstance(topic, str):
        return topic
    return topic.name if topic.typed else topic.now.slug


def _wish_for(person: Person, topic: Skill | str) -> Seek | None:
    """The wish of this person for the same topic, in the open or private."""
    wanted = vocabulary.slug_of(topic) if isinstance(topic, str) else topic.now.slug
    seeks = list(Seek.objects.of(person))
    private = sealed.private_topics(person, seeks)
    for seek in seeks:
        said = private.get(seek.pk)
        if wanted in ((said, vocabulary.slug_of(said)) if said else (seek.skill and seek.skill.slug,)):
            return seek
    return None
