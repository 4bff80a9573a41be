"""One change to a standing plan: two people together or apart, and everybody else as good as can be again."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from counterpart.engine.changing.changes import Change
from counterpart.engine.changing.meeting import met
from counterpart.engine.changing.nearby import refined
from counterpart.engine.changing.rounding import rounded
from counterpart.engine.changing.standing import Near, Standing
from counterpart.engine.duals import Duals
from counterpart.engine.searching import Proven
from counterpart.engine.shapes import Flags, Integers, Numbers

_NOTHING = 1e-9  # of the bound
_HALVINGS = 30


@dataclass(frozen=True)
class Moved:
    """The plan after a change. `most`: no plan with that change is worth more."""

    standing: Standing
    most: float


def moved(standing: Standing, change: Change) -> Moved:
    """The best plan after a change: by paths from the two people, then exactly, where halves are left."""
    pair = standing.near.at(change.first, change.second)
    was = pair >= 0 and bool(standing.chosen[pair])
    room, settled = standing.room.copy(), standing.settled
    if change.together:
        room[change.people] -= 1
        settled += change.weight
    if was == change.together:
        chosen, prices = _lifted(standing, pair, change), standing.proven.duals.prices
    else:
        chosen, prices = _paths(standing, pair, change)
    after = Standing(standing.near, chosen, _proven(standing, room, prices, pair), room, settled)
    if _is_best(after, after.bound):
        return Moved(after, after.bound)
    most = after.bound
    if standing.room.max() <= 1 and was != change.together:
        after, most = _whole(standing, change, pair, after)
    if _is_best(after, most):
        return Moved(after, most)
    better, refined_most = refined(after, pair)
    return Moved(replace(after, chosen=better), min(most, refined_most))


def _is_best(after: Standing, most: float) -> bool:
    return most - after.value <= _NOTHING * (1 + most)


def _whole(standing: Standing, change: Change, pair: int, after: Standing) -> tuple[Standing, float]:
    """Where everybody has one place, one path is enough, and it is the best there is."""
    prices = standing.proven.duals.prices
    cost, chosen = met(standing.near, standing.chosen, prices, change, pair)
    before = _proven(standing, after.room, prices, pair)
    most = before.bound + after.settled - cost + standing.bound - standing.value
    return max(after, replace(after, chosen=chosen), key=lambda each: each.value), min(most, after.bound)


def _lifted(standing: Standing, pair: int, change: Change) -> Flags:
    """The plan as it is, but a pair that is settled now is no longer chosen."""
    chosen = standing.chosen
    if change.together:
        chosen = chosen.copy()
        chosen[pair] = False
    return chosen


def _paths(standing: Standing, pair: int, change: Change) -> tuple[Flags, Numbers]:
    from counterpart.engine.kernels import rematching

    near = standing.near
    chosen, free = standing.chosen, standing.free()
    if not change.together:
        chosen = chosen.copy()
        chosen[pair] = False
    prices = standing.proven.duals.prices
    sides = rematching.Sides(
        np.stack([prices, prices]), np.stack([free, free]), rematching.standing(near.ground, chosen)
    )
    kind = rematching.TAKEN if change.together else rematching.FREED
    sources = np.array([(kind, who) for who in change.people], np.int64)
    touched = rematching.rematch(near.ground, sides, pair, sources)
    whole = rounded(near, chosen, touched, sides.on)
    return whole, np.maximum(0, sides.price.mean(axis=0))


def _proven(standing: Standing, room: Integers, prices: Numbers, pair: int) -> Proven:
    """The bound of these prices over all pairs but one. Pairs that nobody looked at stay under the prices."""
    near, duals = standing.near, standing.proven.duals
    prices = _as_far_as_known(near, duals.prices, prices)
    changed = np.flatnonzero(prices != duals.prices)
    pairs = near.pairs
    hit = np.zeros(near.n, np.bool_)
    hit[changed] = True
    about = np.flatnonzero(hit[pairs.first] | hit[pairs.second])
    if pair >= 0:
        about = np.union1d(about, [pair])
    before, after = (
        np.maximum(0, -near.cost[about] - each[pairs.first[about]] - each[pairs.second[about]])
        for each in (duals.prices, prices)
    )
    after[about == pair] = 0.0
    excess = max(0.0, math.fsum([standing.excess, *after.tolist(), *(-before).tolist()]))
    new = Duals(prices, duals.sets)
    return Proven(new, new.bound(room, excess))


def _as_far_as_known(near: Near, old: Numbers, new: Numbers) -> Numbers:
    """Prices from the old to the new ones, as far as no pair can be worth more that is not among the near."""
    for halving in range(_HALVINGS):
        prices = old + (new - old) / 2**halving
        down = np.maximum(0, near.duals.prices - prices)
        if not ((down > 0) & (down + down.max(initial=0.0) > near.known)).any():
            return prices
    return old
