"""From people and a policy to a plan: candidates, prices, whole pairs, and the words about them."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from counterpart.engine import explain, words
from counterpart.engine.candidates import merged, scan
from counterpart.engine.duals import Duals
from counterpart.engine.errors import Cancelled
from counterpart.engine.exact import Relaxed, greedy, overfull, relaxed, whole
from counterpart.engine.model import Model, build
from counterpart.engine.people import People
from counterpart.engine.pins import Settled, settle
from counterpart.engine.policy import Policy
from counterpart.engine.reasons import Facts, Reason, Unmatched, reasons
from counterpart.engine.result import Certificate, Kind, Partnership, PricedSet, Result
from counterpart.engine.shapes import Flags, Indices
from counterpart.engine.stopping import Enough, Stop
from counterpart.engine.worth import Pairs

_EFFORT = ((2_000, 32, 60), (10_000, 16, 30), (math.inf, 8, 4))
"""Up to how many people, how many candidates of each one a look at all pairs brings home, how many looks."""
_NOTHING = 1e-9  # of the bound

Progress = Callable[[float], None]
Cancel = Callable[[], bool]


@dataclass(frozen=True)
class Proven:
    """Duals with the bound that they prove over all allowed pairs."""

    duals: Duals
    bound: float


@dataclass(frozen=True)
class Searched:
    """What the search ends with: candidates, their best relaxed plan, the best proof, and how it ended."""

    pairs: Pairs
    found: Relaxed
    proven: Proven
    stopped: bool


def solve(
    people: People,
    policy: Policy,
    seed: int = 1,
    *,
    stop: Stop | None = None,
    progress: Progress | None = None,
    cancel: Cancel | None = None,
) -> Result:
    """The best set of pairs, with a bound that no set of pairs exceeds.

    seed       kept in the result; nothing in this release is random
    stop       `MaxSeconds(10)` or `Gap(0.01)`: be content early, with a feasible plan and a valid bound
    progress   hears numbers from 0 to 1 that never fall
    cancel     is asked now and then; where it says yes, `Cancelled` is raised

    Raises `BadInput` where a pin or a forbidden pair cannot be. Method: docs/reference/engine.md.
    """
    steps = _Steps(progress, cancel)
    model = build(people, policy)
    settled = settle(model)
    searched = _search(model, settled, stop.begin() if stop else None, steps)
    chosen = (greedy if searched.stopped else whole)(searched.pairs, settled.room, searched.found)
    result = _result(model, settled, searched, chosen, seed)
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


def _search(model: Model, settled: Settled, enough: Enough | None, steps: _Steps) -> Searched:
    """The price loop: solve among candidates, let the prices find what could still improve it, again.

    When no pair outside is left, odd sets cut fractions off; when those are gone too, the bound is met.
    """
    keep, rounds = next((keep, rounds) for most, keep, rounds in _EFFORT if model.n <= most)
    free = Duals(np.zeros(model.n))
    pairs = scan(model, settled.room, settled.codes, free, keep, steps.look).pairs
    proven = _crude(model, settled, pairs)
    found = Relaxed(np.zeros(pairs.first.size), proven.duals, proven.bound, ())
    searched = Searched(pairs, found, proven, stopped=False)
    for _ in range(rounds):
        if enough and enough(_gap(searched, settled)):
            return replace(searched, stopped=True)
        found = relaxed(pairs, settled.room, found.cuts)
        outside = scan(model, settled.room, settled.codes, found.duals, keep, steps.look)
        proof = Proven(found.duals, found.duals.bound(settled.room, outside.excess))
        searched = Searched(
            pairs, found, min(searched.proven, proof, key=lambda each: each.bound), stopped=False
        )
        pairs = merged(model, [pairs, outside.pairs])
        if outside.excess > _NOTHING * (1 + proof.bound) and pairs.first.size > found.share.size:
            continue
        cuts = overfull(searched.pairs, settled.room, found)
        if not cuts:
            break
        pairs, found = searched.pairs, replace(found, cuts=found.cuts + cuts)
    return searched


def _crude(model: Model, settled: Settled, pairs: Pairs) -> Proven:
    """Half of the greatest weight at each person as its price: right over all pairs, but loose."""
    prices = np.zeros(model.n)
    for ends in (pairs.first, pairs.second):
        np.maximum.at(prices, ends, pairs.weight / 2)
    duals = Duals(prices)
    return Proven(duals, duals.bound(settled.room, 0.0))


def _gap(searched: Searched, settled: Settled) -> float:
    bound = searched.proven.bound
    value = float(searched.pairs.weight[greedy(searched.pairs, settled.room, searched.found)].sum())
    return (bound - value) / bound if bound > 0 else 0.0


def _result(model: Model, settled: Settled, searched: Searched, chosen: Flags, seed: int) -> Result:
    partnerships = _partnerships(model, settled, searched.pairs, np.flatnonzero(chosen))
    pinned = math.fsum(each.weight for each in partnerships if each.pinned)
    value = math.fsum(each.weight for each in partnerships)
    sets = tuple(PricedSet(_ids(model, each.members), each.price) for each in searched.proven.duals.sets)
    prices = dict(zip(_ids(model, np.arange(model.n)), searched.proven.duals.prices.tolist(), strict=True))
    return Result(
        people=model.people,
        policy=model.policy,
        seed=seed,
        partnerships=partnerships,
        unmatched=_unmatched(model, partnerships),
        value=value,
        bound=max(value, searched.proven.bound + pinned),
        certificate=Certificate(prices, sets),
        notes=_notes(model),
        stopped=searched.stopped,
        _model=model,
    )


def _ids(model: Model, positions: Indices) -> tuple[str, ...]:
    return tuple(model.people.everyone[at].id for at in positions.tolist())


def _partnerships(model: Model, settled: Settled, pairs: Pairs, chosen: Indices) -> tuple[Partnership, ...]:
    searched = zip(pairs.first[chosen].tolist(), pairs.second[chosen].tolist(), strict=True)
    together = sorted([*settled.pairs, *searched])
    pinned = set(settled.pairs)
    made = []
    for number, (first, second) in enumerate(together, start=1):
        account = explain.account(model, first, second)
        made.append(
            Partnership(
                id=str(number),
                kind=Kind.PAIR,
                people=account.people,
                directions=account.directions,
                value=account.value,
                weight=account.weight,
                terms=account.terms,
                pinned=(first, second) in pinned,
            )
        )
    return tuple(made)


def _unmatched(model: Model, partnerships: tuple[Partnership, ...]) -> tuple[Unmatched, ...]:
    served = {person for each in partnerships for person in each.people}
    left = np.array([at for person, at in model.position.items() if person not in served], np.int64)
    return tuple(
        _left_out(model.people, model.people.everyone[person].id, reason, facts)
        for person, reason, facts in reasons(model, left)
    )


def _left_out(people: People, person: str, reason: Reason, facts: Facts) -> Unmatched:
    return Unmatched(person, reason, facts, *words.left_out(people, person, reason, facts))


def _notes(model: Model) -> tuple[str, ...]:
    notes = []
    if model.policy.rings:
        rings = f"rings of 3 to {model.policy.rings}" if model.policy.rings > 3 else "rings of 3"
        notes.append(f"Pairs only: this release does not search {rings}, and the bound is over pairs.")
    unknown = sum(not person.manager for person in model.people)
    if 0 < unknown < len(model.people):
        who = words.count(unknown, "person", "people")
        notes.append(f"For {who} no manager is told: their reporting lines are unchecked.")
    if model.policy.common_hours > 0:
        notes.append(f"Time zones are compared in the week of {model.policy.start.isoformat()}.")
    return tuple(notes)
