"""Where paths leave a doubt: the best trail of pairs given up and taken."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from counterpart.engine.changing.changes import Change
from counterpart.engine.changing.standing import Standing
from counterpart.engine.shapes import Flags, Integers

_ROUNDING = 1e-10
_BEYOND = 1 / 32  # of the greatest price: how much longer trails than the shortest are looked at first
_LOOKS, _MOST_LOOKS = 100_000, 3_000_000  # at beginnings of trails: at first, and at most


@dataclass(frozen=True)
class Ends:
    """From where to where a trail leads (nodes as in `rematching.spread`), the places that nobody has, and
    who takes nobody new."""

    begin: int
    end: int
    free: Integers
    closed: Flags


@dataclass(frozen=True)
class Limits:
    """How a trail is looked for: it is no longer than `reach`, and at first by no more than `beyond` than the
    shortest; its true cost can be under its length by `unsure`."""

    reach: float
    beyond: float
    unsure: float
    looks: int


def is_best(plan: Standing, missing: float = 0.0) -> bool:
    """Whether no more is open than what may have been `missing` before."""
    return plan.most - plan.value <= missing + _ROUNDING * (1 + plan.most)


def best_nearby(standing: Standing, change: Change, pair: int, after: Standing, bound: float) -> Standing:
    """The best plan after a change. `bound`: what the old prices prove of it.

    A best plan differs from the one before by a trail between the two people, and by circles that bring no
    more than could be missing before. No trail of a better plan goes further over what pairs are under their
    prices than the plan in hand is under the bound. Where there are too many to look at, `most` says so.
    """
    unsure = standing.bound - standing.value
    ends, beyond = _ends(standing, change), _BEYOND * float(standing.proven.duals.prices.max(initial=0.0))
    broken = bound - standing.value
    broken += standing.near.pairs.weight[pair] if not change.together else -change.weight
    looks = _LOOKS
    while True:
        reach = bound - after.value + unsure + _ROUNDING
        limits = Limits(reach, beyond, unsure, looks)
        found, least, trail, far, unknown = _shortest(standing, ends, pair, broken, limits)
        if trail.size:
            plan = replace(after, chosen=_changed(standing, pair, change, trail))
            after = max(after, plan, key=lambda each: each.value)
        if found and far >= bound - after.value + unsure:
            known = after.value + standing.most - standing.value + _ROUNDING
            return replace(after, most=min(after.most, max(known, bound - unknown + unsure)))
        if not found and looks == _MOST_LOOKS:
            least = min(least, unknown)
            return replace(after, most=max(after.value, min(after.most, bound - least + unsure)))
        looks, beyond = (looks, beyond * 8) if found else (_MOST_LOOKS, beyond)


def _ends(standing: Standing, change: Change) -> Ends:
    """A place freed is an end, and a place taken where none is free; else empty places are."""
    n = standing.near.n
    free, closed = standing.free.copy(), standing.room <= 0
    ends = []
    for who in change.people:
        if not change.together:
            ends.append(who)
            continue
        closed[who] |= standing.room[who] <= 1
        if free[who] > 0:
            free[who] -= 1
        else:
            ends.append(n + who)
    begin, end = (*ends, 2 * n, 2 * n)[:2]
    return Ends(begin, end, free, closed)


def _shortest(
    standing: Standing, ends: Ends, pair: int, broken: float, limits: Limits
) -> tuple[bool, float, Integers, float, float]:
    """The best trail, as in `trails.shortest`; how long trails were looked for; and how long one is at least
    that takes a pair which is not near."""
    from counterpart.engine.kernels.rematching import other_way, spread
    from counterpart.engine.kernels.trails import shortest

    entries, prices, n = standing.near.entries, standing.proven.duals.prices, standing.near.n
    begin, end = other_way(ends.begin, n), other_way(ends.end, n)
    state = (standing.chosen, standing.holding, ends.free, ends.closed, standing.cheapest, pair)
    empty, nothing = 2 * n, np.zeros(2 * n + 1)
    there = spread(entries, prices, *state, ends.begin, empty, limits.reach, 0.0, nothing)
    radius = min(there[empty], limits.reach)
    rest = np.minimum(there, radius)
    unknown = float((rest[:n] + standing.near.beyond(prices)).min())
    back = spread(entries, prices, *state, ends.end, begin, limits.reach, limits.beyond, rest)
    far = min(limits.reach, float(back[begin]) + limits.beyond)
    weight, looking = standing.near.pairs.weight, (far, limits.unsure, limits.looks)
    found, least, trail = shortest(entries, prices, weight, *state, ends.begin, end, back, broken, *looking)
    return found, least, trail, far, unknown


def _changed(standing: Standing, pair: int, change: Change, trail: Integers) -> Flags:
    """The plan before, changed along a trail."""
    chosen = standing.chosen.copy()
    if not change.together:
        chosen[pair] = False
    chosen[trail] = ~chosen[trail]
    return chosen
