"""One change to a standing plan: two people together or apart, and everybody else as good as can be again."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from counterpart.engine.changing.changes import Change
from counterpart.engine.changing.nearby import best_nearby, is_best
from counterpart.engine.changing.rounding import rounded
from counterpart.engine.changing.standing import Near, Standing
from counterpart.engine.duals import Duals
from counterpart.engine.searching import Proven
from counterpart.engine.shapes import Flags, Integers, Numbers

_LEAST_SHARE = 1e-9
_HARDLY = 1e-6  # of the bound: what may be missing of a plan whose pairs are true to its prices


def moved(standing: Standing, change: Change) -> Standing:
    """The best plan after a change: by paths from the two people, then exactly, where halves are left."""
    pair = standing.near.at(change.first, change.second)
    was = pair >= 0 and bool(standing.chosen[pair])
    room, settled = standing.room.copy(), standing.settled
    if change.together:
        room[change.people] -= 1
        settled += change.weight
    old = standing.proven.duals.prices
    if was == change.together:
        chosen, prices = _lifted(standing, pair, change), old
    else:
        chosen, prices = _paths(standing, pair, change)
    proven = _proven(standing, room, prices, pair)
    after = Standing(standing.near, chosen, proven, room, settled, proven.bound + settled)
    after = replace(after, most=after.bound)
    if was == change.together:  # what was known of the plan is known of it still
        return replace(after, most=max(after.value, min(after.most, standing.most)))
    missing = max(0.0, standing.bound - standing.value)
    if is_best(after, missing if missing <= _HARDLY * standing.bound else 0.0):
        return after
    before = _proven(standing, room, old, pair)
    return best_nearby(standing, change, pair, after, before.bound + settled)


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
    chosen, free = standing.chosen, standing.free
    if not change.together:
        chosen = chosen.copy()
        chosen[pair] = False
    prices = standing.proven.duals.prices
    sides = rematching.Sides(
        np.stack([prices, prices]), np.stack([free, free]), rematching.standing(near.entries, chosen)
    )
    kind = rematching.TAKEN if change.together else rematching.FREED
    sources = np.array([(kind, who) for who in change.people], np.int64)
    touched = rematching.rematch(near.entries, sides, pair, sources)
    whole = rounded(near, chosen, touched, sides.on)
    return whole, np.maximum(0, sides.price.mean(axis=0))


def _proven(standing: Standing, room: Integers, prices: Numbers, pair: int) -> Proven:
    """The bound of these prices over all pairs but one. Pairs that nobody looked at stay under the prices."""
    near, duals = standing.near, standing.proven.duals
    prices = _as_far_as_known(near, duals.prices, prices)
    pairs, changed = near.pairs, prices != duals.prices
    hit = changed[pairs.first] | changed[pairs.second]
    if pair >= 0:
        hit[pair] = True
    about = np.flatnonzero(hit)
    first, second, cost = pairs.first[about], pairs.second[about], near.cost[about]
    before, after = (np.maximum(0, -cost - each[first] - each[second]) for each in (duals.prices, prices))
    after[about == pair] = 0.0
    excess = math.fsum([standing.excess, *after[after > 0].tolist(), *(-before[before > 0]).tolist()])
    new = Duals(prices, duals.sets)
    return Proven(new, new.bound(room, max(0.0, excess)))


def _as_far_as_known(near: Near, old: Numbers, new: Numbers) -> Numbers:
    """Prices from the old to the new ones, as far as no pair can be worth more that is not among the near."""
    share = 1.0
    while True:
        prices: Numbers = old + (new - old) * share
        down = np.maximum(0, near.duals.prices - prices)
        if not ((down > 0) & (down + down.max(initial=0.0) > near.known)).any():
            return prices
        share = share / 2 if share > _LEAST_SHARE else 0.0  # the old prices are known to be near enough
