"""Prices that balance what people could be in against the places they have, without a linear programme solver.

The primal-dual method of A. Chambolle and T. Pock (A first-order primal-dual algorithm for convex problems,
2011), as for linear programmes in D. Applegate and others, Practical large-scale linear programming using
primal-dual hybrid gradient, 2021. Its averages are prices in the middle of all that are best, which leave few
partnerships outside anything, where those of a simplex stand in a corner.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from counterpart.engine.rings.columns import NOBODY, Columns
from counterpart.engine.shapes import Integers, Numbers

_BOLD = 8.0  # how far shares move for how far prices do, in units of the mean weight
_NORM_STEPS = 12
_SAFE = 1.02  # the norm comes from below


@dataclass(frozen=True)
class Balance:
    """Prices of people and shares (0 .. 1) of columns: averages over the second half of the steps."""

    prices: Numbers
    share: Numbers


def balanced(columns: Columns, room: Integers, begin: Balance, steps: int) -> Balance:
    """So many steps from some prices and shares on."""
    if not columns.size:
        return begin
    holds = seats(columns, room.size)
    held = sparse.csr_array(holds.T)
    norm = _norm(holds, held)
    bold = _BOLD / float(columns.weight.mean())
    quick, slow = bold / norm, 1 / (bold * norm)
    gain = columns.weight * quick
    prices, share = begin.prices, begin.share
    prices_sum, share_sum = np.zeros(room.size), np.zeros(columns.size)
    half = steps // 2
    for step in range(steps):
        moved = np.clip(share + gain - quick * (held @ prices), 0.0, 1.0)
        prices = np.maximum(0.0, prices + slow * (holds @ (2 * moved - share) - room))
        share = moved
        if step >= half:
            prices_sum += prices
            share_sum += share
    return Balance(prices_sum / (steps - half), share_sum / (steps - half))


def seats(columns: Columns, n: int) -> sparse.csr_array:
    """One row a person, one column each: 1 where the person is in it."""
    column, place = np.nonzero(columns.members != NOBODY)
    where = columns.members[column, place], column
    return sparse.csr_array((np.ones(column.size), where), shape=(n, columns.size))


def within_room(columns: Columns, room: Integers, share: Numbers) -> float:
    """The worth of these shares where those of people with too little room are cut down."""
    used = seats(columns, room.size) @ share
    fits = np.append(np.minimum(1.0, room / np.maximum(used, 1e-12)), 1.0)
    return float((columns.weight * share * fits[columns.members].min(axis=1)).sum())


def _norm(holds: sparse.csr_array, held: sparse.csr_array) -> float:
    """The largest singular value, by powers."""
    vector, length = np.ones(holds.shape[1]), 1.0
    for _ in range(_NORM_STEPS):
        vector = held @ (holds @ vector)
        length = float(np.linalg.norm(vector))
        vector /= length
    return float(_SAFE * np.sqrt(length))
