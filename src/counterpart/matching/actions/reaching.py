"""One member asks another: yes, not now, 'tell me more', or silence. Whatever comes first settles it.

People are held before the approach, always in the same order, so that room is counted by one at a time.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from counterpart import letters
from counterpart.journal import record
from counterpart.matching import beside, bridge, rules, words
from counterpart.matching.found import OneWay
from counterpart.matching.letters import (
    Approached,
    ApproachReminder,
    NotThisOne,
    SaidYes,
    ToldMore,
    WouldLikeToKnow,
)
from counterpart.matching.models import Answer, Approach, Question
from counterpart.matching.refusals import (
    AlreadyAsked,
    AlreadySettled,
    AlreadyTold,
    AskedEnough,
    AskingRests,
    NoRoomOfMine,
    NotToBeAsked,
)
from counterpart.matching.sealed import seal
from counterpart.partnerships import actions as partnerships
from counterpart.people import avoiding
from counterpart.people.models import Person, Seek
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.models import Skill

OPEN_AT_ONCE = 3
DAYS_LEFT_AT_REMINDER = 3
Outcome = Approach.Outcome


@transaction.atomic
def ask(
    programme: Programme,
    asked: Person,
    note: str,
    *,
    key: UUID,
    by: Person,
    at: datetime,
    decides: bool = False,
) -> Approach:
    """Ask somebody, with a note that only the two read. `key` makes a double click one approach.

    Where `decides`, one of the two decides about the other's work: nobody is asked, now or later.
    Raises `AlreadyAsked`, `AskingRests`, `AskedEnough`, `NoRoomOfMine`, and `NotToBeAsked` for all that is
    somebody else's.
    """
    beside.hold([by.pk, asked.pk])
    if Approach.objects.filter(pk=key).exists():
        raise AlreadyAsked
    _refuse_unless_possible(programme, asked, by=by, at=at)
    approach = Approach(
        pk=key, programme=programme, asker=by, asked=asked, asked_at=at, lapses_at=at + words.TO_ANSWER
    )
    approach.note = seal(approach, "" if decides else note, by=by, column="note")
    if decides:
        approach.settled_at, approach.outcome = at, Outcome.DECIDES
    approach.save(force_insert=True)
    record(approach, "asked", by=by, at=at)
    if not decides:
        letters.post(Approached(approach.pk), to=asked, at=at)
    return approach


def _refuse_unless_possible(programme: Programme, asked: Person, *, by: Person, at: datetime) -> None:
    programme.refresh_from_db(fields=["asking", "state"])
    if not rules.can_ask(programme):
        raise AskingRests
    if Approach.objects.open(at).filter(asker=by).count() >= OPEN_AT_ONCE:
        raise AskedEnough
    avoiding.recognise()
    room = beside.rooms([by.pk, asked.pk])
    if room[by.pk].free < 1:
        raise NoRoomOfMine
    if asked.pk not in room or room[asked.pk].unasked < 1 or not bridge.fits(programme, by, asked):
        raise NotToBeAsked


@transaction.atomic
def reply(approach: Approach, *, by: Person, says: str, at: datetime) -> None:
    """Yes, no ('not now'), or that one of the two decides about the other's work.

    Raises `AlreadySettled` where it was withdrawn, lapsed or answered first. A yes that comes when one of the
    two has left, found others or may no longer be put together with the other ends it, too.
    """
    beside.hold([approach.asker_id, approach.asked_id])
    held = _hold(approach, at)
    record(held, "answered", by=by, at=at)
    if says == Answer.Says.YES:
        if not _bring_together(held, at):
            _settle(held, Outcome.APART, tell=[held.asker], at=at)
    else:
        outcome = Outcome.DECIDES if says == Answer.Says.DECIDES else Outcome.APART
        _settle(held, outcome, tell=[held.asker], at=at)
    approach.refresh_from_db()


def _hold(approach: Approach, at: datetime) -> Approach:
    held = Approach.objects.open(at).select_for_update().filter(pk=approach.pk).first()
    if held is None:
        raise AlreadySettled
    return held


def _bring_together(approach: Approach, at: datetime) -> bool:
    """False where that cannot be any more."""
    both = [approach.asker, approach.asked]
    ways = _ways(approach)
    if ways is None or not _have_room(*both):
        return False
    partnership = partnerships.begin(approach.programme, people=both, topics=_topics(both, ways), at=at)
    Approach.objects.filter(pk=approach.pk).update(
        settled_at=at, outcome=Outcome.TOGETHER, partnership=partnership
    )
    record(approach, "together", by=None, at=at)
    letters.post(SaidYes(approach.pk), to=approach.asker, at=at)
    for other in Approach.objects.unsettled().of(*(each for each in both if not _have_room(each))):
        _end(other, Outcome.APART, at)
    return True


def _ways(approach: Approach) -> tuple[OneWay, ...] | None:
    if Programme.objects.filter(pk=approach.programme_id, state=Programme.State.CLOSED).exists():
        return None
    return bridge.ways_of(approach.programme, approach.asker, approach.asked, asking=approach)


def _have_room(*people: Person) -> bool:
    rooms = beside.rooms([each.pk for each in people])
    return all(_is_free(rooms, each.pk) for each in people)


def _topics(both: Iterable[Person], ways: Iterable[OneWay]) -> list[partnerships.TopicTold]:
    people = {each.pk: each for each in both}
    parts = [part for way in ways for part in way.parts]
    seeks = Seek.objects.in_bulk([part.seek for part in parts])
    skills = Skill.objects.in_bulk([part.skill for part in parts if part.skill])
    return [
        partnerships.TopicTold(
            learner=people[way.learner],
            teacher=people[way.teacher],
            seek=seeks[part.seek],
            skill=skills[part.skill] if part.skill else None,
        )
        for way in ways
        for part in way.parts
    ]


@transaction.atomic
def want_to_know(approach: Approach, question: str, *, by: Person, at: datetime) -> None:
    """'Tell me more': one question back. The day until which to answer stays."""
    held = _hold(approach, at)
    if Question.objects.filter(approach=held).exists():
        raise AlreadyTold
    Question.objects.create(approach=held, words=seal(held, question, by=by, column="words"), at=at)
    record(held, "asked back", by=by, at=at)
    letters.post(WouldLikeToKnow(held.pk), to=held.asker, at=at)


@transaction.atomic
def tell_more(approach: Approach, answer: str, *, by: Person, at: datetime) -> None:
    held = _hold(approach, at)
    told = seal(held, answer, by=by, column="reply")
    if not Question.objects.filter(approach=held, replied_at=None).update(reply=told, replied_at=at):
        raise AlreadyTold
    record(held, "told more", by=by, at=at)
    letters.post(ToldMore(held.pk), to=held.asked, at=at)


@transaction.atomic
def withdraw(approach: Approach, *, by: Person, at: datetime) -> None:
    """Whoever asked takes it back; whoever has asked back, and so waits, is told so."""
    held = _hold(approach, at)
    record(held, "withdrawn", by=by, at=at)
    waits = Question.objects.filter(approach=held).exists()
    _settle(held, Outcome.WITHDRAWN, tell=[held.asked] if waits else [], at=at)


def _settle(approach: Approach, outcome: Approach.Outcome, *, tell: Iterable[Person], at: datetime) -> bool:
    """Once, and told in the same words whatever the reason was."""
    if not Approach.objects.unsettled().filter(pk=approach.pk).update(settled_at=at, outcome=outcome):
        return False
    record(approach, outcome.value, by=None, at=at)
    letters.post(NotThisOne(approach.pk), to=[each for each in tell if each.is_active], at=at)
    return True


def remind_asked(*, at: datetime) -> int:
    """One reminder, three days before it lapses."""
    soon = at + timedelta(days=DAYS_LEFT_AT_REMINDER)
    due = Approach.objects.open(at).filter(lapses_at__lte=soon, reminded_at=None)
    return sum(_remind(each, at) for each in due.select_related("asked"))


@transaction.atomic
def _remind(approach: Approach, at: datetime) -> bool:
    if not Approach.objects.open(at).filter(pk=approach.pk, reminded_at=None).update(reminded_at=at):
        return False
    letters.post(ApproachReminder(approach.pk), to=approach.asked, at=at)
    record(approach, "reminded", by=None, at=at)
    return True


def lapse_asked(*, at: datetime) -> int:
    """After seven days without an answer it ends by itself."""
    due = Approach.objects.unsettled().filter(lapses_at__lte=at).select_related("asker", "asked")
    return sum(_end(each, Outcome.LAPSED, at) for each in due)


def let_go_asked(*, at: datetime) -> int:
    """Where one of the two has left, found others, or the programme is over, nobody need wait."""
    waiting = list(Approach.objects.unsettled().select_related("asker", "asked"))
    rooms = beside.rooms({pk for each in waiting for pk in (each.asker_id, each.asked_id)})
    gone = set(_somebody_gone().values_list("pk", flat=True))
    return sum(
        _end(each, Outcome.APART, at)
        for each in waiting
        if each.pk in gone or not all(_is_free(rooms, pk) for pk in (each.asker_id, each.asked_id))
    )


def _is_free(rooms: Mapping[UUID, beside.Room], person: UUID) -> bool:
    return person in rooms and rooms[person].free > 0


def _somebody_gone() -> QuerySet[Approach]:
    here = Membership.objects.joined().filter(programme=OuterRef("programme"), person__is_active=True)
    asker, asked = (here.filter(person=OuterRef(each)) for each in ("asker", "asked"))
    over = Q(programme__state=Programme.State.CLOSED)
    return Approach.objects.unsettled().filter(over | ~Exists(asker) | ~Exists(asked))


@transaction.atomic
def _end(approach: Approach, outcome: Approach.Outcome, at: datetime) -> bool:
    """Whoever asked waits for it; whoever was asked does so only after asking back."""
    waits = Question.objects.filter(approach=approach).exists()
    tell = [approach.asker, approach.asked] if waits else [approach.asker]
    return _settle(approach, outcome, tell=tell, at=at)
