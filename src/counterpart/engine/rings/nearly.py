"""Many people: balanced prices find the rings, and shares under them lead to whole pairs and rings."""

from __future__ import annotations

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.rings.asking import Asked, Enough, Start, Together
from counterpart.engine.rings.balance import Balance, balanced, within_room
from counterpart.engine.rings.columns import Columns, joined, joined_with
from counterpart.engine.rings.diving import dived
from counterpart.engine.rings.mending import mended
from counterpart.engine.rings.pricing import FEW, Priced
from counterpart.engine.shapes import Integers

KEEP = 8
_STEPS = (200, 200, 400, 800, 800)  # of balancing, between one look at all rings and the next
_MARGIN = 0.3  # of the mean weight: columns further under the prices are let go
_CLOSE = 3e-5  # of the bound: prices that could be better by less are good enough
_DIVES = ((100, 0.1, 0.1), (200, 0.2, 0.1), (200, 0.1, 0.3))  # steps, portion, margin
_MENDED, _SIZE, _TRIES = 2_500, 60, 12  # people up to whom plans are mended; so many at once, so often
_ANNEALED = 1.6  # columns for each person


def nearly(
    asked: Asked, start: Start, best: Together, found: Priced, enough: Enough | None, seed: int
) -> Together:
    """From rings over the prices of the pairs to a plan near the best, and prices that prove how near."""
    columns = joined([start.pairs, found.rings])
    balance = Balance(start.duals.prices, np.zeros(columns.size))
    for steps in _STEPS:
        if enough and enough(best.gap):
            return Together(best.chosen, best.duals, best.bound, stopped=True)
        balance = balanced(columns, asked.room, balance, steps)
        reached = within_room(columns, asked.room, balance.share)
        duals = Duals(balance.prices)
        rings = asked.rings(duals, 0.0, KEEP)
        pairs, over = asked.pairs(duals)
        best = best.better((duals, duals.bound(asked.room, over + rings.excess)), best.chosen)
        columns, balance = _renewed(columns, balance, [rings.rings, pairs])
        if best.bound - reached <= _CLOSE * best.bound:
            break
    return best.better(None, whole(columns, asked.room, balance, best.bound, seed))


def _renewed(columns: Columns, balance: Balance, more: list[Columns]) -> tuple[Columns, Balance]:
    """Columns near the prices, and new ones, nobody's share yet."""
    near = _near(columns, balance, _MARGIN)
    kept = columns.some(near)
    every, once = joined_with([kept, *more])
    share = np.concatenate([balance.share[near], np.zeros(sum(each.size for each in more))])
    return every, Balance(balance.prices, share[once])


def _near(columns: Columns, balance: Balance, margin: float) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    over = columns.over(Duals(balance.prices))
    return over > -margin * float(columns.weight.mean())


def whole(columns: Columns, room: Integers, balance: Balance, bound: float, seed: int) -> Columns:
    """The best of several dives, mended and annealed."""
    plans = []
    for steps, portion, margin in _DIVES:
        near = _near(columns, balance, margin)
        some = Balance(balance.prices, balance.share[near])
        plans.append(dived(columns.some(near), room, some, steps, portion))
        if bound - float(plans[-1].weight.sum()) <= _CLOSE * bound:
            return plans[-1]
    plan = max(plans, key=lambda each: float(each.weight.sum()))
    if room.size > FEW:
        from counterpart.engine.rings.annealing import annealed  # compiled: only where there is much to do

        closest = np.argsort(-columns.over(Duals(balance.prices)), kind="stable")
        some_columns = columns.some(np.sort(closest[: int(_ANNEALED * room.size)]))
        plan = annealed(joined([some_columns, plan]), plan, room, seed)
    if room.size <= _MENDED:
        plan = mended(columns, plan, room, balance.prices, _SIZE, _TRIES)
    return plan
