"""Once more with other people, and a bonus for each pair that runs already."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from counterpart.engine.benefits import benefit
from counterpart.engine.candidates import Found, choose, merged
from counterpart.engine.changing.changed import Changed
from counterpart.engine.duals import Duals
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.hardrules import BEFORE_BENEFIT, too_little, wrong_way
from counterpart.engine.model import Model, build
from counterpart.engine.people import People, Person
from counterpart.engine.pins import Settled, settle
from counterpart.engine.policy import Policy
from counterpart.engine.result import Kind, Result
from counterpart.engine.shapes import Indices
from counterpart.engine.worth import Pairs, valued

_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Kept:
    """Pairs that run and are still allowed, sorted, and what each counts more than its weight."""

    pairs: Pairs
    bonus: float

    def boosted(self, model: Model, duals: Duals, found: Found) -> Found:
        """What a look found, with the bonus on the pairs that run, all of which it finds. The excess covers
        it."""
        own, pairs = self.pairs, found.pairs
        over = duals.over(own.first, own.second, own.weight)
        more = np.maximum(0, over + self.bonus) - np.maximum(0, over)
        codes = own.first * model.n + own.second
        raised = replace(own, weight=own.weight + self.bonus)
        others = choose(pairs, ~np.isin(pairs.first * model.n + pairs.second, codes))
        within = over + self.bonus > _TOLERANCE
        return Found(merged(model, [choose(raised, within), others]), found.excess + math.fsum(more.tolist()))


def again(result: Result, people: People, policy: Policy | None, keep: float, seed: int | None) -> Changed:
    """Solve for other people, with a bonus for what runs; then say what keeping it costs."""
    if not 0 <= keep <= 10:
        raise BadInput([Problem(f"a bonus is a number from 0 to 10, not {keep!r}", column="keep")])
    from counterpart.engine import solving
    from counterpart.engine.rings.beside import beside
    from counterpart.engine.searching import search

    policy, seed = policy or result.policy, result.seed if seed is None else seed
    best = solving.solve(people, policy, seed)
    if not keep:
        return Changed.of(best, 0.0, (0.0, best.bound - best.value))
    model = build(people, policy)
    settled = settle(model)
    keeping = replace(model, kept=_running(result, model, settled, keep))
    searched = search(keeping, settled, None, _unheard)
    plan = beside(keeping, settled, searched, _unheard, enough=None, seed=seed)
    found = solving.result_of(model, settled, plan, seed)
    price = max(0.0, best.value - found.value)
    proven = replace(found, bound=max(found.value, best.bound), certificate=best.certificate)
    return Changed.of(proven, price, (price, max(price, best.bound - found.value)))


def without_people(people: People, leavers: Iterable[str]) -> People:
    """Everybody but these ids."""
    gone = set(leavers)
    _of_rows(people)
    return People.from_rows(person for person in people if person.id not in gone)


def with_people(people: People, joining: Iterable[Person]) -> People:
    """Everybody and these."""
    _of_rows(people)
    return People.from_rows([*people, *joining])


def forgetting(policy: Policy, leavers: Iterable[str]) -> Policy:
    """A policy without the pins and forbidden pairs of these ids."""
    gone = set(leavers)
    pins, forbidden = (
        tuple(pair for pair in pairs if not gone & set(pair)) for pairs in (policy.pins, policy.forbidden)
    )
    return replace(policy, pins=pins, forbidden=forbidden)


def _of_rows(people: People) -> None:
    if people.given:
        raise BadInput(
            [Problem("people of numbers change with their matrix; make them anew and ask again()")]
        )


def _unheard(share: float) -> None:
    """Nobody listens."""


def _running(result: Result, model: Model, settled: Settled, keep: float) -> Kept:
    """The pairs of a result that are allowed among these people, both of whom have a place."""
    ends = [
        sorted(model.position[who] for who in each.people)
        for each in result.partnerships
        if each.kind is Kind.PAIR and all(who in model.position for who in each.people)
    ]
    both: Indices = np.unique(np.array(ends, np.int64).reshape(-1, 2), axis=0)
    first, second = both[:, 0], both[:, 1]
    there, back = benefit(model, first, second), benefit(model, second, first)
    stopped = too_little(model, there, back) | wrong_way(model, first, second, there, back)
    for question in BEFORE_BENEFIT.values():
        stopped |= question(model, first, second)
    stopped |= np.isin(first * model.n + second, settled.codes)
    stopped |= (settled.room[first] <= 0) | (settled.room[second] <= 0)
    return Kept(choose(valued(model, first, second, there, back), ~stopped), keep)
