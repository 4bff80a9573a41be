"""Prices that balance what people could be in against the places they have, without a linear programme.

The primal-dual method of A. Chambolle and T. Pock (A first-order primal-dual algorithm for convex problems,
2011), as D. Applegate and others use it (Practical large-scale linear programming using primal-dual hybrid
gradient, 2021). Its averages are prices in the middle of all that are best, which leave few partnerships
outside anything, where those of a simplex stand in a corner.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from counterpart.engine.rings.columns import NOBODY, Columns
from counterpart.engine.rings.pricing import FEW
from counterpart.engine.shapes import Indices, Integers, Numbers

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
    seats = Seats(columns, room.size)
    walk = compiled_steps if room.size > FEW else _stepped
    return walk(seats, columns.weight, room, begin, steps)


def compiled_steps(seats: Seats, weight: Numbers, room: Integers, begin: Balance, steps: int) -> Balance:
    """The steps for many people."""
    from counterpart.engine.rings.steps import stepped  # compiled: only where there is much to do

    begun, speeds = (begin.prices, begin.share), _speeds(seats, weight)
    return Balance(*stepped(seats.members, weight, room, *begun, *speeds, steps))


def _stepped(seats: Seats, weight: Numbers, room: Integers, begin: Balance, steps: int) -> Balance:
    quick, slow = _speeds(seats, weight)
    gain = weight * quick
    prices, share = begin.prices, begin.share
    prices_sum, share_sum = np.zeros(prices.size), np.zeros(share.size)
    half = steps // 2
    for step in range(steps):
        moved = share + gain - quick * seats.cost(prices)
        np.minimum(np.maximum(moved, 0.0, out=moved), 1.0, out=moved)
        prices = np.maximum(0.0, prices + slow * (seats.used(2 * moved - share) - room))
        share = moved
        if step >= half:
            prices_sum += prices
            share_sum += share
    return Balance(prices_sum / (steps - half), share_sum / (steps - half))


class Seats:
    """Who sits in which column. `members`: one row a place, with n for NOBODY; only places that are used."""

    def __init__(self, columns: Columns, n: int) -> None:
        taken = columns.members[:, (columns.members != NOBODY).any(axis=0)]
        self.members: Indices = np.ascontiguousarray(np.where(taken == NOBODY, n, taken).T)
        place, column = np.nonzero(self.members < n)
        ones, shape = np.ones(place.size), (n, columns.size)
        self._of_people = sparse.csr_array((ones, (self.members[place, column], column)), shape=shape)
        self._of_columns = sparse.csr_array(self._of_people.T)

    def cost(self, prices: Numbers) -> Numbers:
        """What the prices of each column's members add up to."""
        total: Numbers = self._of_columns @ prices
        return total

    def used(self, share: Numbers) -> Numbers:
        """How many places these shares take of each person."""
        places: Numbers = self._of_people @ share
        return places


def within_room(columns: Columns, room: Integers, share: Numbers) -> float:
    """The worth of these shares where those of people with too little room are cut down."""
    used = Seats(columns, room.size).used(share)
    fits = np.append(np.minimum(1.0, room / np.maximum(used, 1e-12)), 1.0)
    return float((columns.weight * share * fits[columns.members].min(axis=1)).sum())


def _speeds(seats: Seats, weight: Numbers) -> tuple[float, float]:
    """How far shares and prices move in a step: as far as is safe."""
    norm, bold = _norm(seats), _BOLD / float(weight.mean())
    return bold / norm, 1 / (bold * norm)


def _norm(seats: Seats) -> float:
    """The largest singular value of who sits where, by powers."""
    vector, length = np.ones(seats.members.shape[1]), 1.0
    for _ in range(_NORM_STEPS):
        vector = seats.cost(seats.used(vector))
        length = math.sqrt(float(np.square(vector).sum()))  # a BLAS would add in an order of its threads
        vector /= length
    return float(_SAFE * np.sqrt(length))
