"""From people and a policy to a plan: candidates, prices, whole pairs, and the words about them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from functools import partial

import numpy as np

from counterpart.engine import words
from counterpart.engine.changing.standing import grounded
from counterpart.engine.circle import Circles
from counterpart.engine.circle_members import circles_for, would_help
from counterpart.engine.columns import UNTOLD
from counterpart.engine.duals import OddSet
from counterpart.engine.errors import Cancelled
from counterpart.engine.model import Model, build
from counterpart.engine.ondemand import AtOnce
from counterpart.engine.people import People
from counterpart.engine.pins import Settled, settle
from counterpart.engine.planned import Groups, Prices, numbered, partnerships
from counterpart.engine.policy import Policy
from counterpart.engine.reasons import Facts, Reason, Unmatched, reasons
from counterpart.engine.result import Certificate, PricedSet, Result
from counterpart.engine.rings.beside import Beside, beside
from counterpart.engine.searching import search
from counterpart.engine.shapes import Indices
from counterpart.engine.stopping import Stop

Progress = Callable[[float], None]
Cancel = Callable[[], bool]


def solve(
    people: People,
    policy: Policy,
    seed: int = 1,
    *,
    stop: Stop | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Result:
    """The best pairs and rings, with a bound that no others exceed.

    seed       kept in the result; where rings are many, the search draws from it
    stop       `MaxSeconds(10)` or `Gap(0.01)`: be content early, with a feasible plan and a valid bound
    progress   hears numbers from 0 to 1 that never fall
    cancel     is asked now and then; where it says yes, `Cancelled` is raised

    Raises `BadInput` where a pin or a forbidden pair cannot be. Method: docs/reference/engine.md.
    """
    steps = _Steps(progress, cancel)
    model = build(people, policy)
    settled = settle(model)
    enough = stop.begin() if stop else None
    searched = search(model, settled, enough, steps.look)
    plan = beside(model, settled, searched, steps.look, enough=enough, seed=seed)
    result = replace(result_of(model, settled, plan, seed), _ground=grounded(model, settled, searched, plan))
    steps.at(1.0)
    return result


class _Steps:
    """Tells progress and hears whether to go on. Each look at all pairs takes half of what is left."""

    def __init__(self, progress: Progress | None, cancel: Cancel | None) -> None:
        self._progress, self._cancel = progress, cancel
        self._from, self._to = 0.0, 0.5

    def look(self, share: float) -> None:
        self.at(self._from + (self._to - self._from) * share)
        if share >= 1.0:
            self._from, self._to = self._to, (1 + self._to) / 2

    def at(self, share: float) -> None:
        if self._cancel and self._cancel():
            raise Cancelled
        if self._progress:
            self._progress(share)


def result_of(model: Model, settled: Settled, plan: Beside, seed: int) -> Result:
    """Value, bound and circles are worked out here; words and reasons when somebody looks."""
    groups = numbered(settled.pairs, plan.pairs, plan.rings)
    weights = groups.weights(model)
    circles = circles_for(model, groups.served(model.n))
    value, pinned = math.fsum(weights.tolist()), math.fsum(weights[groups.pinned].tolist())
    sets = tuple(_priced(model, each) for each in plan.duals.sets)
    certificate = Certificate(Prices(model, plan.duals.prices), sets, plan.longest)
    bound = max(value, plan.bound + pinned)
    result = told(model, groups, circles, certificate, value=value, bound=bound, seed=seed)
    return replace(result, notes=notes(model, circles, plan.longest), stopped=plan.stopped)


def told(
    model: Model,
    groups: Groups,
    circles: Circles,
    certificate: Certificate,
    *,
    value: float,
    bound: float,
    seed: int,
) -> Result:
    """A result of these pairs, rings and circles, without notes."""
    served = groups.served(model.n)
    served[[learner for circle in circles.made for learner, _ in circle.steps]] = True
    left = np.flatnonzero(~served)
    return Result(
        people=model.people,
        policy=model.policy,
        seed=seed,
        partnerships=partnerships(model, groups, circles, model.n - left.size),
        unmatched=AtOnce(left.size, partial(_unmatched, model, left)),
        value=value,
        bound=bound,
        certificate=certificate,
        notes=(),
        stopped=False,
        _model=model,
    )


def notes(model: Model, circles: Circles, longest: int) -> tuple[str, ...]:
    """What the reader of a result must know."""
    made = words.circles_made(circles.served, circles.reachable, circles.most)
    return (*_notes(model, longest), *made)


def _priced(model: Model, each: OddSet) -> PricedSet:
    across = zip(_ids(model, each.across[:, 0]), _ids(model, each.across[:, 1]), strict=True)
    return PricedSet(_ids(model, each.members), each.price, tuple(across))


def _ids(model: Model, positions: Indices) -> tuple[str, ...]:
    return tuple(map(model.id_at, positions.tolist()))


def _unmatched(model: Model, left: Indices) -> tuple[Unmatched, ...]:
    circle = would_help(model, left)
    return tuple(
        _left_out(model.people, model.id_at(person), reason, facts, circle.get(person, ""))
        for person, reason, facts in reasons(model, left)
    )


def _left_out(people: People, person: str, reason: Reason, facts: Facts, circle: str) -> Unmatched:
    sentence, remedy = words.left_out(people, person, reason, facts)
    return Unmatched(person, reason, facts, sentence, words.or_a_circle(remedy, circle))


def _notes(model: Model, longest: int) -> tuple[str, ...]:
    notes = [words.unsearched(model.policy.rings, longest)] if longest < model.policy.rings else []
    unknown = _without_manager(model.people)
    if 0 < unknown < len(model.people):
        who = words.count(unknown, "person", "people")
        notes.append(f"For {who} no manager is told: their reporting lines are unchecked.")
    if model.policy.common_hours > 0:
        notes.append(f"Time zones are compared in the week of {model.policy.start.isoformat()}.")
    return tuple(notes)


def _without_manager(people: People) -> int:
    if people.columns is not None:
        return int(np.count_nonzero(people.columns.manager == UNTOLD))
    return sum(not person.manager for person in people)
