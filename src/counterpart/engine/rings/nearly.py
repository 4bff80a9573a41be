"""Many people: balanced prices find the rings, and shares under them lead to whole pairs and rings."""

from __future__ import annotations

import math

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.rings.asking import Asked, Enough, Start, Together
from counterpart.engine.rings.balance import Balance, balanced, within_room
from counterpart.engine.rings.columns import Columns, branched, joined, joined_with
from counterpart.engine.rings.diving import dived
from counterpart.engine.rings.mending import mended
from counterpart.engine.rings.pricing import FEW, Priced
from counterpart.engine.shapes import Flags, Integers

KEEP = 8
_STEPS = (200, 500, 1000, 1000)  # of balancing, between one look at all rings and the next
_MARGIN = 0.3  # of the mean weight: columns further under the prices are let go
_SKETCHED = 1  # looks that are at a sketch
_CLOSE, _CLOSE_MANY = 3e-4, 6e-3  # of the bound: prices that could be better by less are good enough
_DIVES = ((100, 0.1), (60, 0.1), (100, 0.2))  # steps, portion
_DIVED = 0.1  # of the mean weight: columns further under the prices are in no dive
_MENDED, _SIZE, _TRIES = 2_500, 60, 6  # people up to whom plans are mended; so many at once, so often
_NODES = 10
_ANNEALED = 1.6  # columns for each person


def nearly(
    asked: Asked,
    sketch: Asked,
    start: Start,
    best: Together,
    found: Priced,
    enough: Enough | None,
    seed: int,
) -> Together:
    """From rings over the prices of the pairs to a plan near the best, and prices that prove how near.

    The first looks are at a `sketch` of all rings; what it leaves out is found by the later ones.
    """
    columns = joined([start.pairs, found.rings])
    balance = Balance(start.duals.prices, np.zeros(columns.size))
    for turn, steps in enumerate(_STEPS):
        if enough and math.isinf(best.bound) and enough(1.0):
            best = best.better(_look(asked, balance)[1], best.chosen)
        if enough and enough(best.gap):
            return Together(best.chosen, best.duals, best.bound, stopped=True)
        balance = balanced(columns, asked.room, balance, steps)
        reached = within_room(columns, asked.room, balance.share)
        if sketch is not asked and turn < _SKETCHED:
            more = [sketch.rings(Duals(balance.prices), 0.0, KEEP).rings]
        else:
            more, proof = _look(asked, balance)
            best = best.better(proof, best.chosen)
        columns, balance = _renewed(columns, balance, more)
        if (
            best.bound < math.inf
            and best.bound - reached <= (_CLOSE if sketch is asked else _CLOSE_MANY) * best.bound
        ):
            break
    return best.better(None, whole(columns, asked.room, balance, best.bound, seed))


def _look(asked: Asked, balance: Balance) -> tuple[list[Columns], tuple[Duals, float]]:
    """All that is over these prices, and the bound that they prove."""
    duals = Duals(balance.prices)
    rings, (pairs, over) = asked.rings(duals, 0.0, KEEP), asked.pairs(duals)
    return [rings.rings, pairs], (duals, duals.bound(asked.room, over + rings.excess))


def _renewed(columns: Columns, balance: Balance, more: list[Columns]) -> tuple[Columns, Balance]:
    """Columns near the prices, and new ones, nobody's share yet."""
    near = _near(columns, balance, _MARGIN)
    kept = columns.some(near)
    every, once = joined_with([kept, *more])
    share = np.concatenate([balance.share[near], np.zeros(sum(each.size for each in more))])
    return every, Balance(balance.prices, share[once])


def _near(columns: Columns, balance: Balance, margin: float) -> Flags:
    over = columns.over(Duals(balance.prices))
    return over > -margin * float(columns.weight.mean())


def whole(columns: Columns, room: Integers, balance: Balance, bound: float, seed: int) -> Columns:
    """The best that can be put together from several dives, annealed and mended."""
    near = _near(columns, balance, _DIVED)
    some, shares = columns.some(near), Balance(balance.prices, balance.share[near])
    plans: list[Columns] = []
    for steps, portion in _DIVES[: None if room.size <= _MENDED else 1]:
        plans.append(dived(some, room, shares, steps, portion))
        if bound - _worth(plans[-1]) <= _CLOSE * bound:
            return plans[-1]
    plan = _merged(plans, room) if room.size <= _MENDED else max(plans, key=_worth)
    if room.size > FEW:
        from counterpart.engine.rings.annealing import annealed  # compiled: only where there is much to do

        closest = np.argsort(-columns.over(Duals(balance.prices)), kind="stable")
        around = columns.some(np.sort(closest[: int(_ANNEALED * room.size)]))
        plan = annealed(joined([around, plan]), plan, room, seed)
    if room.size <= _MENDED:
        plan = mended(columns, plan, room, balance.prices, _SIZE, _TRIES)
    return plan


def _merged(plans: list[Columns], room: Integers) -> Columns:
    """The best plan of what any of them has."""
    every = joined(plans)
    taken = branched(every, room, (), _NODES)
    return max([*plans, *([] if taken is None else [every.some(taken)])], key=_worth)


def _worth(plan: Columns) -> float:
    return float(plan.weight.sum())
