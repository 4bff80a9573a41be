"""Prices of people and of odd sets, and the bound that they prove.

For any prices y >= 0 of people and z >= 0 of odd sets S no matching is worth more than

    sum_i c_i y_i + sum_S floor(c(S)/2) z_S
        + sum over pairs P of max(0, w_P - y_i - y_j - sum of z_S with P inside S)

(weak duality: J. Edmonds, Maximum matching and a polyhedron with 0,1-vertices, 1965).
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from counterpart.engine.shapes import Indices, Integers, Numbers

_ROUNDING = 1e-12  # of the bound: far more than double precision loses in these sums


@dataclass(frozen=True)
class OddSet:
    """Positions of people whose capacities add up to an odd number, and the price of the set."""

    members: Indices
    price: float


@dataclass(frozen=True)
class Duals:
    """`prices` has one number for each person."""

    prices: Numbers
    sets: tuple[OddSet, ...] = ()

    def over(self, first: Indices, second: Indices, weight: Numbers) -> Numbers:
        """How much more each pair is worth than the prices that stand against it."""
        left = weight - self.prices[first] - self.prices[second]
        for each in self.sets:
            inside = np.zeros(self.prices.size, np.bool_)
            inside[each.members] = True
            left = left - each.price * (inside[first] & inside[second])
        return left

    def bound(self, room: Integers, excess: float) -> float:
        """What no matching exceeds, given the sum of everything `over` nothing among all allowed pairs."""
        sets = [each.price * (int(room[each.members].sum()) // 2) for each in self.sets]
        total = math.fsum([*(room * self.prices).tolist(), *sets, excess])
        return total * (1 + _ROUNDING)
