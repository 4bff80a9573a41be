"""Where paths leave a doubt: the best whole pairs among those that a better plan could use."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from counterpart.engine.changing.changes import Change
from counterpart.engine.changing.standing import Standing
from counterpart.engine.shapes import Flags, Indices, Numbers

_ROUNDING = 1e-9
_FEW, _MORE, _MOST = 64, 3, 4_000  # pairs decided at first, how many times more then, and at most


def best_nearby(standing: Standing, change: Change, pair: int, after: Standing, bound: float) -> Standing:
    """The best plan after a change. `bound`: what the old prices prove of it.

    A best plan differs from the one before by a trail (of pairs given up and taken in turn) between the two
    people, and by circles that bring no more than could be missing before. No trail of a better plan goes
    further over what pairs are under their prices than the plan in hand is under the bound.
    """
    unsure = standing.bound - standing.value
    reach = bound - after.value + unsure + _ROUNDING
    between, length = _between(standing, change, pair, reach)
    most = min(after.most, max(after.value, bound - length + unsure))
    after, order = replace(after, most=most), np.argsort(between, kind="stable")
    within = int(np.searchsorted(between[order], reach, side="right"))
    few = _FEW
    while not is_best(after) and 0 < within:
        some = order[: min(few, within)]
        best = _best(standing, change, pair, after, some) if some.size <= _MOST else None
        if best is None:
            break
        after = max(after, replace(after, chosen=best), key=lambda each: each.value)
        reach = bound - after.value + unsure + _ROUNDING
        within = int(np.searchsorted(between[order], reach, side="right"))
        if within <= some.size:
            known = after.value + standing.most - standing.value + _ROUNDING
            return replace(after, most=min(most, known))
        few *= _MORE
    return after


def is_best(plan: Standing) -> bool:
    """Whether nothing is left to gain."""
    return plan.most - plan.value <= _ROUNDING * (1 + plan.most)


def _between(standing: Standing, change: Change, pair: int, reach: float) -> tuple[Numbers, float]:
    """How long a trail is, at least, that takes a pair (infinite where none can or it is chosen), and the
    length of the shortest trail."""
    from counterpart.engine.kernels.rematching import spread

    near, prices, n = standing.near, standing.proven.duals.prices, standing.near.n
    free, begins = standing.free.copy(), []
    closed = standing.room <= 0
    for who in change.people:
        if not change.together:
            begins.append(who)
        elif free[who] > 0:
            free[who] -= 1
        else:
            begins.append(n + who)
        closed[who] |= change.together and standing.room[who] <= 1
    root, goal = (*begins, 2 * n)[:2]
    nowhere = np.zeros(2 * n + 1)
    there = spread(near.ground, prices, standing.chosen, free, closed, pair, root, reach, nowhere)
    back = spread(near.ground, prices, standing.chosen, free, closed, pair, goal, reach, there)
    pairs, chosen = near.pairs, standing.chosen
    first, second = pairs.first, pairs.second
    under = np.maximum(0, near.cost + prices[first] + prices[second])
    between = np.minimum(there[first] + back[second], there[second] + back[first]) + under
    between[chosen | closed[first] | closed[second]] = np.inf
    if pair >= 0:
        between[pair] = np.inf
    other_way = goal if goal == 2 * n else (goal + n if goal < n else goal - n)
    return between, float(there[other_way])


def _best(
    standing: Standing, change: Change, pair: int, after: Standing, passed: Indices
) -> Flags | None:
    """The best of these pairs and those they could replace; None where the programme does not end."""
    pairs, n = standing.near.pairs, standing.near.n
    met = np.zeros(n, np.bool_)
    met[pairs.first[passed]] = met[pairs.second[passed]] = met[change.people] = True
    loose = standing.chosen & (met[pairs.first] | met[pairs.second])
    fixed = standing.chosen & ~loose
    if pair >= 0:
        loose[pair] = fixed[pair] = False
    decided = np.concatenate([passed, np.flatnonzero(loose)])
    used = np.bincount(np.concatenate([pairs.first[fixed], pairs.second[fixed]]), minlength=n)
    ends = np.concatenate([pairs.first[decided], pairs.second[decided]])
    people, row = np.unique(ends, return_inverse=True)
    column = np.tile(np.arange(decided.size), 2)
    matrix = sparse.csr_array((np.ones(row.size), (row, column)), shape=(people.size, decided.size))
    left: Numbers = (after.room - used)[people].astype(np.float64)
    answer = milp(
        -pairs.weight[decided],
        integrality=np.ones(decided.size),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, ub=left),
        options={"mip_rel_gap": 0.0},
    )
    if answer.status != 0 or answer.x is None:
        return None
    chosen = fixed.copy()
    chosen[decided[answer.x > 0.5]] = True
    return chosen
