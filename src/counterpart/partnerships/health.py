"""How a partnership does, told from its rhythm alone: a pure function over facts, the same for each role.

Nothing is judged by what people write. What counts is whether they meet, whether they have agreed, and
whether anything happens at all; and nothing counts while they rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

DAY = timedelta(days=1)
WEEK = 7 * DAY  # from one step to the next, and between any two words to the same people
TO_SIGN = 14 * DAY
TO_CHOOSE = 7 * DAY  # among times that somebody offered
BREATH = 2 * DAY  # after a second cancellation: perhaps they find another time by themselves
SILENCE = 21 * DAY
SHORT = 15  # minutes; up to it a meeting is a catch-up and no part of the series


class Matter(StrEnum):
    """What is the matter. Where two things began at the same moment the one that stands first counts."""

    CANCELLED = "cancelled"
    NO_MEETING = "no_meeting"
    UNSIGNED = "unsigned"
    SILENCE = "silence"


class Step(StrEnum):
    """What is done about it, one after the other."""

    WORD = "word"  # a quiet word to one of them
    CATCH_UP = "catch_up"  # ten minutes, offered to all of them
    SHOWN = "shown"  # the organiser sees that there is no next meeting


@dataclass(frozen=True)
class Rhythm:
    gap: timedelta  # without a next meeting; a longer one is missed
    meetings: int | None  # how many it takes; None: as many as they like


RHYTHMS = {
    "series": Rhythm(14 * DAY, 6),
    "sprint": Rhythm(7 * DAY, 4),
    "once": Rhythm(14 * DAY, 1),
    "open": Rhythm(30 * DAY, None),
}


@dataclass(frozen=True)
class Met:
    """A meeting, without what was said there."""

    proposed_by: UUID | None
    proposed_at: datetime
    minutes: int = 60
    starts_at: datetime | None = None  # None: times are offered, none is chosen
    ends_at: datetime | None = None
    cancelled_at: datetime | None = None
    cancelled_by: UUID | None = None


@dataclass(frozen=True)
class Said:
    """A step that was taken already."""

    matter: str
    since: datetime
    step: str
    at: datetime
    person: UUID | None = None


@dataclass(frozen=True)
class Facts:
    began_at: datetime
    people: tuple[UUID, ...]  # further along in working life first; only those who are here
    rhythm: str = "series"
    rests: bool = False
    is_over: bool = False
    awake_since: datetime | None = None  # when the last rest was over
    drafted: bool = False
    agreed: bool = False
    unsigned: tuple[UUID, ...] = ()  # who have not signed the last version
    last_signed: datetime | None = None
    last_written: datetime | None = None
    last_author: UUID | None = None
    meetings: Sequence[Met] = ()
    said: Sequence[Said] = field(default=())

    @property
    def start(self) -> datetime:
        return max(self.began_at, self.awake_since or self.began_at)


@dataclass(frozen=True)
class Trouble:
    matter: Matter
    since: datetime
    person: UUID  # whom a quiet word goes to


@dataclass(frozen=True)
class Due:
    trouble: Trouble
    step: Step


def trouble(facts: Facts, at: datetime) -> Trouble | None:
    """What has been the matter for longest; one thing at a time."""
    if facts.rests or facts.is_over or len(facts.people) < 2 or _is_done(facts, at):
        return None
    found = [_cancelled(facts, at), _no_meeting(facts, at), _unsigned(facts), _silence(facts, at)]
    return min(
        (each for each in found if each and each.since <= at), key=lambda each: each.since, default=None
    )


def due(facts: Facts, at: datetime) -> Due | None:
    """The next step, at most one a week. Who has a next meeting is never shown to the organiser."""
    if (found := trouble(facts, at)) is None:
        return None
    if any(each.at > at - WEEK for each in facts.said):
        return None
    taken = steps_taken(found, facts)
    step = next((each for each in Step if each not in taken), None)
    if step is None or (step is Step.SHOWN and ahead(facts, at)):
        return None
    return Due(found, step)


def steps_taken(found: Trouble, facts: Facts) -> set[str]:
    same = (each for each in facts.said if (each.matter, each.since) == (found.matter, found.since))
    return {each.step for each in same}


def ahead(facts: Facts, at: datetime, before: datetime | None = None) -> bool:
    """Whether they have a next meeting; before a day, where one is given."""
    booked = (each for each in facts.meetings if each.cancelled_at is None)
    return any(
        each.starts_at and each.ends_at and each.ends_at > at and (before is None or each.starts_at < before)
        for each in booked
    )


def held(facts: Facts, at: datetime) -> list[Met]:
    rows = [each for each in facts.meetings if each.cancelled_at is None and each.ends_at]
    return [each for each in rows if each.ends_at and each.ends_at <= at]


def _is_done(facts: Facts, at: datetime) -> bool:
    """They have met as often as they meant to: whatever comes now is a gift."""
    wanted = RHYTHMS[facts.rhythm].meetings
    return wanted is not None and sum(each.minutes > SHORT for each in held(facts, at)) >= wanted


def _cancelled(facts: Facts, at: datetime) -> Trouble | None:
    """Two in a row, unless they meet within the week anyway. A third one adds to the same trouble."""
    run = _cancellations(facts, at)
    if len(run) < 2 or ahead(facts, at, before=at + WEEK):
        return None
    moments = [each.cancelled_at for each in run if each.cancelled_at]
    return Trouble(Matter.CANCELLED, moments[1] + BREATH, _who_cancelled_less(run, facts))


def _cancellations(facts: Facts, at: datetime) -> list[Met]:
    """Those since they last met, began or woke."""
    met = max((each.ends_at for each in held(facts, at) if each.ends_at), default=facts.start)
    since = max(facts.start, met)
    booked = (each for each in facts.meetings if each.starts_at)
    run = [(each.cancelled_at, each) for each in booked if each.cancelled_at and each.cancelled_at > since]
    return [each for _moment, each in sorted(run, key=lambda pair: pair[0])]


def _who_cancelled_less(run: Sequence[Met], facts: Facts) -> UUID:
    """They are likelier to find a time; where both cancelled as often, whoever did not do so last."""
    by = [each.cancelled_by for each in run]
    return min(facts.people, key=lambda who: (by.count(who), who == by[-1]))


def _no_meeting(facts: Facts, at: datetime) -> Trouble | None:
    if ahead(facts, at):
        return None
    offered = [each for each in facts.meetings if each.starts_at is None and each.cancelled_at is None]
    if offered:
        since = max(each.proposed_at for each in offered) + TO_CHOOSE
    else:
        since = max(facts.start, *_moments(facts, at)) + RHYTHMS[facts.rhythm].gap
    return Trouble(Matter.NO_MEETING, since, _whose_turn(facts, since))


def _whose_turn(facts: Facts, since: datetime) -> UUID:
    """Who did not make the last proposal; who was asked for one before and made none is not asked again."""
    last = max(facts.meetings, key=lambda each: each.proposed_at, default=None)
    asked = [each for each in facts.said if each.person and each.matter == Matter.NO_MEETING]
    before = max((each for each in asked if each.since != since), key=lambda each: each.at, default=None)
    if before and (last is None or before.at > last.proposed_at):
        return _other_than(before.person, facts)
    return _other_than(last.proposed_by if last else None, facts)


def _unsigned(facts: Facts) -> Trouble | None:
    if facts.agreed or (facts.drafted and not facts.unsigned):
        return None
    who = facts.unsigned[0] if facts.unsigned else facts.people[-1]
    return Trouble(Matter.UNSIGNED, facts.start + TO_SIGN, who)


def _silence(facts: Facts, at: datetime) -> Trouble | None:
    """No line, no meeting, no signature. Who has a next meeting may well be silent until then."""
    if ahead(facts, at):
        return None
    happened = [facts.start, *_moments(facts, at), *(each.proposed_at for each in facts.meetings)]
    happened += [moment for moment in (facts.last_written, facts.last_signed) if moment]
    since = max(happened) + SILENCE
    return Trouble(Matter.SILENCE, since, _other_than(facts.last_author, facts))


def _moments(facts: Facts, at: datetime) -> list[datetime]:
    """When meetings ended or were called off."""
    ends = (each.cancelled_at or each.ends_at for each in facts.meetings)
    return [facts.began_at, *(moment for moment in ends if moment and moment <= at)]


def _other_than(person: UUID | None, facts: Facts) -> UUID:
    return next(each for each in facts.people if each != person)
