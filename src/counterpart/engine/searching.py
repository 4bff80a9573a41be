"""The price loop: solve among candidates, let the prices find what could still improve it, solve again."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from counterpart.engine.candidates import Found, choose, merged, scan
from counterpart.engine.duals import Duals, OddSet
from counterpart.engine.exact import Relaxed, greedy, overfull, relaxed, whole
from counterpart.engine.hardrules import SLACK
from counterpart.engine.model import Model
from counterpart.engine.pins import Settled
from counterpart.engine.shapes import Flags
from counterpart.engine.stopping import Enough
from counterpart.engine.worth import Pairs

_FEW = 700  # people up to whom nothing needs to be compiled
KEEP, _ROUNDS = 32, 60  # candidates that one look brings home for each person, and how many looks
_CROWD_KEEP, _MANY_KEEP, _MANY = 16, 8, 200_000  # from so many people on fewer are brought home
_CROWD_ROUNDS, _FIRST_LOOK = 8, 24
_COARSEST, _FINEST = 0.03, 1e-4  # of the mean weight: steps that a row of auctions begins with
_FINER = np.array([1, 0.1, 0.01])  # and goes on with; the last only where the plan is to be exact
_NOTHING = 1e-9  # of the bound
_STALLED = 8  # rounds of odd sets without any change of the bound
_LITTLE = 1e-6  # of a weight
_EXACT_PAIRS = 60_000  # near enough to matter: so many are solved exactly in seconds
_EXACT_PEOPLE, _CLOSE = 12_000, 9e-5  # up to how many people exactly; beyond, this gap is close enough
_EXACT = 2e-5  # a gap that is small enough: no pair outside `_near` is in a better plan anyway

Look = Callable[[Duals, int], Found]
Tick = Callable[[float], None]


@dataclass(frozen=True)
class Proven:
    """Duals with the bound that they prove over all allowed pairs."""

    duals: Duals
    bound: float


@dataclass(frozen=True)
class Searched:
    """What the search ends with: candidates, which of them are taken, the best proof, and how it ended."""

    pairs: Pairs
    chosen: Flags
    proven: Proven
    stopped: bool

    @property
    def value(self) -> float:
        """The sum of the weights taken."""
        return math.fsum(self.pairs.weight[self.chosen].tolist())

    @property
    def gap(self) -> float:
        """What may be missing, as a share of the bound."""
        return (self.proven.bound - self.value) / self.proven.bound if self.proven.bound > 0 else 0.0


def search(model: Model, settled: Settled, enough: Enough | None, tick: Tick) -> Searched:
    """The best pairs, and prices that prove how good they are. Many people are auctioned first."""
    return (_few if _plainly(model) else _many)(model, settled, enough, tick)


def _plainly(model: Model) -> bool:
    """Whether all are looked at in blocks: buckets hold whoever has a topic in common, and here that may be
    nobody."""
    return model.n <= _FEW or model.policy.minimum_benefit <= SLACK or model.people.given is not None


def looking(model: Model, settled: Settled, tick: Tick) -> Look:
    """How all pairs are looked at with some prices: compiled where people are many."""
    if _plainly(model):
        return lambda duals, keep: scan(model, settled.room, settled.codes, duals, keep, tick)
    from counterpart.engine.crowd import crowd

    people = crowd(model, settled.room, settled.codes)
    return lambda duals, keep: people.look(duals, keep, tick)


def _few(model: Model, settled: Settled, enough: Enough | None, tick: Tick) -> Searched:
    look = looking(model, settled, tick)
    pairs = look(Duals(np.zeros(model.n)), KEEP).pairs
    nobody = np.zeros(pairs.first.size, np.bool_)
    return _exactly(
        model, settled, look, Searched(pairs, nobody, _crude(model, settled, pairs), False), enough
    )


def _many(model: Model, settled: Settled, enough: Enough | None, tick: Tick) -> Searched:
    """Auction and look again until hardly anything is over the prices; then the exact step, where few are
    near."""
    from counterpart.engine.crowd import auctioned, crowd, guessed

    people = crowd(model, settled.room, settled.codes)
    keep = _CROWD_KEEP if model.n < _MANY else _MANY_KEEP
    pairs = people.look(Duals(np.zeros(model.n)), keep, tick, most=_FIRST_LOOK).pairs
    searched = Searched(pairs, np.zeros(pairs.first.size, np.bool_), _crude(model, settled, pairs), False)
    prices, coarse = guessed(pairs, settled.room, searched.proven.duals.prices), _COARSEST
    pairs = merged(model, [pairs, people.look(Duals(prices), keep, tick).pairs])
    finer = _FINER if model.n <= _EXACT_PEOPLE else _FINER[:-1]
    for _ in range(_CROWD_ROUNDS):
        duals, chosen = auctioned(pairs, settled.room, prices, tuple(coarse * finer))
        outside = people.look(duals, keep, tick)
        proof = Proven(duals, duals.bound(settled.room, outside.excess))
        searched = _better(searched, Searched(pairs, chosen, proof, False))
        if enough and enough(searched.gap):
            return replace(searched, stopped=True)
        missed = proof.bound - _bound(duals, settled, pairs)
        prices, coarse = duals.prices, min(_COARSEST, max(_FINEST, missed / (1 + proof.bound)))
        before = pairs.first.size
        pairs = merged(model, [pairs, outside.pairs])
        if pairs.first.size == before or (searched.gap <= _CLOSE and model.n > _EXACT_PEOPLE):
            break
    near = _near(searched, pairs)
    if near.first.size > _EXACT_PAIRS:
        return searched
    searched = _better(searched, replace(searched, pairs=near, chosen=_whole(near, settled)))
    if model.n > _EXACT_PEOPLE or searched.gap <= _EXACT:
        return searched
    look = looking(model, settled, tick)
    return _better(searched, _exactly(model, settled, look, _on(near, searched), enough))


def _whole(pairs: Pairs, settled: Settled) -> Flags:
    """The best of these pairs. Where they are all that a better plan could use, no plan is better."""
    cuts: tuple[OddSet, ...] = ()
    values: list[float] = []
    while True:
        found = relaxed(pairs, settled.room, cuts)
        values.append(found.value)
        more = () if _stalls(values) else overfull(pairs, settled.room, found)
        if not more:
            return whole(pairs, settled.room, found)
        cuts += more


def _stalls(values: Sequence[float]) -> bool:
    """Sets change nothing any more: of many optima that are as good, each takes one. Branching ends it."""
    return len(values) > _STALLED and values[-1 - _STALLED] - values[-1] <= _LITTLE * (1 + values[-1])


def _bound(duals: Duals, settled: Settled, pairs: Pairs) -> float:
    """What these duals prove over these pairs alone."""
    over = duals.over(pairs.first, pairs.second, pairs.weight)
    return duals.bound(settled.room, float(over[over > 0].sum()))


def _near(searched: Searched, pairs: Pairs) -> Pairs:
    """Pairs that a better plan could use: no further under the prices than the plan is under the bound."""
    lost = searched.proven.bound - searched.value
    over = searched.proven.duals.over(pairs.first, pairs.second, pairs.weight)
    return choose(pairs, over >= -lost - _LITTLE)


def _on(pairs: Pairs, searched: Searched) -> Searched:
    return replace(searched, pairs=pairs, chosen=np.zeros(pairs.first.size, np.bool_))


def _better(one: Searched, other: Searched) -> Searched:
    """The better plan with the better proof."""
    best = other if other.value > one.value else one
    return replace(
        best, proven=min(one.proven, other.proven, key=lambda each: each.bound), stopped=other.stopped
    )


def _exactly(
    model: Model, settled: Settled, look: Look, searched: Searched, enough: Enough | None
) -> Searched:
    """Linear programmes with odd sets. When no pair outside is left, sets cut fractions off; when those are
    gone too, the bound is met."""
    pairs = searched.pairs
    cuts: tuple[OddSet, ...] = ()
    proven, found = searched.proven, Relaxed(np.zeros(pairs.first.size), searched.proven.duals, 0.0, ())
    solved, values = pairs, list[float]()
    for _ in range(_ROUNDS):
        if enough and enough(_relaxed_gap(solved, settled, found, proven)):
            return Searched(solved, greedy(solved, settled.room, found), proven, stopped=True)
        found, solved = relaxed(pairs, settled.room, cuts), pairs
        outside = look(found.duals, KEEP)
        proof = Proven(found.duals, found.duals.bound(settled.room, outside.excess))
        proven = min(proven, proof, key=lambda each: each.bound)
        pairs = merged(model, [pairs, outside.pairs])
        if outside.excess > _NOTHING * (1 + proof.bound) and pairs.first.size > solved.first.size:
            continue
        values.append(found.value)
        more = () if _stalls(values) else overfull(solved, settled.room, found)
        if not more:
            break
        pairs, cuts = solved, found.cuts + more
    return Searched(solved, whole(solved, settled.room, found), proven, stopped=False)


def _relaxed_gap(pairs: Pairs, settled: Settled, found: Relaxed, proven: Proven) -> float:
    return Searched(pairs, greedy(pairs, settled.room, found), proven, False).gap


def _crude(model: Model, settled: Settled, pairs: Pairs) -> Proven:
    """Half of the greatest weight at each person as its price: right over all pairs, but loose."""
    prices = np.zeros(model.n)
    for ends in (pairs.first, pairs.second):
        np.maximum.at(prices, ends, pairs.weight / 2)
    duals = Duals(prices)
    return Proven(duals, duals.bound(settled.room, 0.0))
