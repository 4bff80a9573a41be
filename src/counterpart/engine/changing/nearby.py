"""Where paths leave a doubt: the best whole pairs among the people whom it can concern."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from counterpart.engine.changing.standing import Standing
from counterpart.engine.shapes import Flags, Indices, Numbers

_ROUNDING = 1e-9
_LITTLE = 1e-12  # what a place or a pair may lose without being looked at
_MOST = 4_000  # pairs that are decided at once


def refined(after: Standing, banned: int) -> tuple[Flags, float]:
    """Better whole pairs, and what no plan exceeds.

    A better plan differs from this one along trails. A trail brings nothing where this plan is true to its
    prices; and no trail goes further over what pairs are under their prices than this plan is under its
    bound. So only the pairs within that reach of the people where it is not true to them have to be decided.
    """
    lost = after.bound - after.value
    begin, doubted = _untrue(after, banned)
    decided, fixed = _within(after, banned, begin, lost + _ROUNDING)
    if not 0 < decided.size <= _MOST:
        return after.chosen, after.bound
    best = _best(after, decided, fixed)
    if best is None:
        return after.chosen, after.bound
    weight = after.near.pairs.weight
    gained = float(weight[best].sum() - weight[after.chosen].sum())
    chosen = best if gained > _ROUNDING else after.chosen
    elsewhere = max(0.0, lost - doubted)
    return chosen, after.value + max(0.0, gained) + elsewhere + _ROUNDING


def _untrue(after: Standing, banned: int) -> tuple[set[int], float]:
    """The people where the plan is not true to its prices, and what it loses there: a free place that has a
    price, a pair under its prices that is chosen or over them that is not, an odd set that is not full."""
    near, duals = after.near, after.proven.duals
    pairs = near.pairs
    under = _under(after)
    lost = np.where(after.chosen, np.maximum(0, under), np.maximum(0, -under))
    if banned >= 0:
        lost[banned] = 0.0
    at = np.flatnonzero(lost > _LITTLE)
    idle = after.free() * duals.prices
    free = np.flatnonzero(idle > _LITTLE)
    begin = {*free.tolist(), *pairs.first[at].tolist(), *pairs.second[at].tolist()}
    total = float(lost[at].sum() + idle[free].sum())
    for each in duals.sets:
        member = np.zeros(near.n, np.bool_)
        member[each.members] = True
        held = np.count_nonzero(member[pairs.first] & member[pairs.second] & after.chosen)
        missing = int(after.room[each.members].sum()) // 2 - held
        if missing:
            begin |= set(each.members.tolist())
            total += missing * each.price
    return begin, total


def _under(after: Standing) -> Numbers:
    near, prices = after.near, after.proven.duals.prices
    under: Numbers = near.cost + prices[near.pairs.first] + prices[near.pairs.second]
    return under


def _within(after: Standing, banned: int, begin: set[int], reach: float) -> tuple[Indices, Flags]:
    """The pairs to decide, and those of the plan that stay. An odd set is reached as a whole."""
    from counterpart.engine.kernels.rematching import around

    near, prices = after.near, after.proven.duals.prices
    while True:
        here = np.array(sorted(begin), np.int64)
        far = around(near.ground, prices, after.chosen, banned, here, reach)
        met = {
            who
            for each in after.proven.duals.sets
            if np.isfinite(far[:, each.members]).any()
            for who in each.members.tolist()
        }
        if met <= begin:
            break
        begin = begin | met
    pairs = near.pairs
    freed, inside = far[0], np.isfinite(far).any(axis=0)
    reached = np.minimum(freed[pairs.first], freed[pairs.second]) + np.maximum(0, _under(after)) <= reach
    decided = inside[pairs.first] & inside[pairs.second] & (reached | after.chosen)
    if banned >= 0:
        decided[banned] = False
    return np.flatnonzero(decided), after.chosen & ~decided


def _best(after: Standing, variables: Indices, fixed: Flags) -> Flags | None:
    """The best of these pairs beside the fixed ones; None where the programme does not end."""
    pairs = after.near.pairs
    used = np.bincount(np.concatenate([pairs.first[fixed], pairs.second[fixed]]), minlength=after.near.n)
    ends = np.concatenate([pairs.first[variables], pairs.second[variables]])
    people, row = np.unique(ends, return_inverse=True)
    column = np.tile(np.arange(variables.size), 2)
    matrix = sparse.csr_array((np.ones(row.size), (row, column)), shape=(people.size, variables.size))
    left: Numbers = (after.room - used)[people].astype(np.float64)
    answer = milp(
        -pairs.weight[variables],
        integrality=np.ones(variables.size),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, ub=left),
        options={"mip_rel_gap": 0.0},
    )
    if answer.status != 0 or answer.x is None:
        return None
    chosen = fixed.copy()
    chosen[variables[answer.x > 0.5]] = True
    return chosen
