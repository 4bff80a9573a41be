"""Why someone is left out, and what would help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from counterpart.engine.counted import Counted
from counterpart.engine.hardrules import BEFORE_BENEFIT, SLACK, Rule, stoppable, wrong_way
from counterpart.engine.model import Model
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers
from counterpart.engine.sides import sides
from counterpart.engine.worth import valued

_NAMED = 5
_NOBODY = np.zeros(0, np.int64)


class Reason(StrEnum):
    """Why a person is in no pair or ring: the first of these that holds."""

    NOT_TAKING_PART = "not_taking_part"
    ALONE = "alone"
    NOTHING_TOLD = "nothing_told"
    NO_SEEKS = "no_seeks"
    NO_OFFERS = "no_offers"
    NOBODY_OFFERS = "nobody_offers"
    NOBODY_FURTHER = "nobody_further"
    TOO_LITTLE_TO_LEARN = "too_little_to_learn"
    NOBODY_SEEKS = "nobody_seeks"
    NOBODY_BEHIND = "nobody_behind"
    TOO_LITTLE_TO_TEACH = "too_little_to_teach"
    NO_WAY_BACK = "no_way_back"
    RULES = "rules"
    EVERYONE_TAKEN = "everyone_taken"


@dataclass(frozen=True)
class Facts:
    """What was counted, among all others who take part.

    offered     each sought skill and how many offer it; `wanted` each offered skill and how many seek it
    could_teach how many would give this person the minimum benefit; `could_learn` how many would get it
    fitting     how many satisfy the policy's benefits, before the other rules
    stopped     how many of those each rule stops (the first that does)
    free_to     how many no rule stops; `best` the ids of the best of them
    """

    offered: tuple[tuple[str, int], ...] = ()
    wanted: tuple[tuple[str, int], ...] = ()
    could_teach: int = 0
    could_learn: int = 0
    fitting: int = 0
    stopped: tuple[tuple[Rule, int], ...] = ()
    free_to: int = 0
    best: tuple[str, ...] = ()


@dataclass(frozen=True)
class Unmatched:
    """A person whom no partnership serves: the reason as a code with its facts, and both in English."""

    person: str
    reason: Reason
    facts: Facts
    sentence: str
    remedy: str


def reasons(model: Model, left_out: Integers) -> Iterator[tuple[int, Reason, Facts]]:
    """The reason and facts for each of these positions."""
    asked = _Asked(model)
    for person in left_out.tolist():
        yield person, *asked.about(person)


class _Asked:
    """Asks for one person after the other, and keeps what is asked for each."""

    def __init__(self, model: Model) -> None:
        self._model, self._sides = model, sides(model)
        self._takes = model.capacity > 0
        self._taking = int(np.count_nonzero(self._takes))
        self._stoppable = stoppable(model)
        self._many = Counted(model)
        self._enough = self._sides.falls(max(model.policy.minimum_benefit - SLACK, -SLACK))

    def about(self, person: int) -> tuple[Reason, Facts]:
        """Why this person is left out."""
        told = self._told(person)
        if told:
            return told, Facts()
        there, back = self._sides.of(person)
        teach, learn = (self._among_others(person, each <= self._enough) for each in (there, back))
        fitting = np.flatnonzero(teach & learn if self._model.policy.two_way else teach | learn)
        ways = self._sides.benefits(there[fitting]), self._sides.benefits(back[fitting])
        stopped, free = _ruled(self._model, self._stoppable, person, fitting, *ways)
        facts = Facts(
            offered=self._many.offering(person),
            wanted=self._many.seeking(person),
            could_teach=int(np.count_nonzero(teach)),
            could_learn=int(np.count_nonzero(learn)),
            fitting=fitting.size,
            stopped=stopped,
            free_to=int(np.count_nonzero(free)),
            best=_best(self._model, person, fitting[free], ways[0][free], ways[1][free]),
        )
        some = (bool(self._among_others(person, each < 0).any()) for each in (there, back))
        return self._named(person, facts, *some), facts

    def _among_others(self, person: int, which: Flags) -> Flags:
        which &= self._takes
        which[person] = False
        return which

    def _told(self, person: int) -> Reason | None:
        seeks, offers = bool(self._model.seeks[person]), bool(self._model.offers[person])
        if not self._takes[person]:
            return Reason.NOT_TAKING_PART
        if self._taking == 1:
            return Reason.ALONE
        if self._model.people.given:
            return None
        if not seeks and not offers:
            return Reason.NOTHING_TOLD
        if self._model.policy.two_way and not (seeks and offers):
            return Reason.NO_OFFERS if seeks else Reason.NO_SEEKS
        return None

    def _named(self, person: int, facts: Facts, learns: bool, teaches: bool) -> Reason:
        if facts.free_to:
            return Reason.EVERYONE_TAKEN
        if facts.fitting:
            return Reason.RULES
        if facts.could_teach and facts.could_learn:
            return Reason.NO_WAY_BACK
        if not facts.could_teach and (self._model.seeks[person] or self._model.people.given):
            if learns:
                return Reason.TOO_LITTLE_TO_LEARN
            return Reason.NOBODY_FURTHER if any(count for _, count in facts.offered) else Reason.NOBODY_OFFERS
        if teaches:
            return Reason.TOO_LITTLE_TO_TEACH
        return Reason.NOBODY_BEHIND if any(count for _, count in facts.wanted) else Reason.NOBODY_SEEKS


def _ruled(
    model: Model,
    stoppable: dict[Rule, Flags],
    person: int,
    fitting: Indices,
    there: Numbers,
    back: Numbers,
) -> tuple[tuple[tuple[Rule, int], ...], Flags]:
    """How many each rule stops, in order, and who is free."""
    free = np.ones(fitting.size, np.bool_)
    stopped = []
    for rule, may_stop in stoppable.items():
        left = np.flatnonzero(free) if may_stop[person] else _NOBODY
        if left.size:
            who, others = np.full(left.size, person), fitting[left]
            question = BEFORE_BENEFIT.get(rule)
            no = (
                question(model, who, others)
                if question
                else wrong_way(model, who, others, there[left], back[left])
            )
            free[left[no]] = False
            stopped += [(rule, int(no.sum()))] if no.any() else []
    return tuple(stopped), free


def _best(model: Model, person: int, others: Indices, there: Numbers, back: Numbers) -> tuple[str, ...]:
    """The first of those who are worth most."""
    if not others.size:
        return ()
    worth = valued(model, np.full(others.size, person), others, there, back).value
    best = []
    for _ in range(min(_NAMED, others.size)):
        best.append(int(np.argmax(worth)))
        worth[best[-1]] = -np.inf
    return tuple(model.id_at(at) for at in others[best].tolist())
