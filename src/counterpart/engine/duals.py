"""Prices of people and of odd sets, and the bound that they prove.

For any prices y >= 0 of people and z >= 0 of odd sets (S, T) no matching is worth more than

    sum_i c_i y_i + sum_S floor((c(S) + |T|)/2) z_S
        + sum over pairs P of max(0, w_P - y_i - y_j - sum of z_S with P inside S or in T)

where T are some pairs across the border of S, and none where everybody has one place (weak duality: J.
Edmonds, Maximum matching and a polyhedron with 0,1-vertices, 1965; with T, J. Edmonds, E. L. Johnson,
Matching: a well-solved class of integer linear programs, 1970).
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field

import numpy as np

from counterpart.engine.shapes import Flags, Indices, Integers, Numbers

_ROUNDING = 1e-12  # of the bound: far more than double precision loses in these sums


@dataclass(frozen=True)
class OddSet:
    """Positions of people, pairs `across` (k x 2) of which one is among them, and the price of the set.

    The capacities of the members and the number of pairs across add up to an odd number c.
    """

    members: Indices
    price: float = 0.0
    across: Indices = field(default_factory=lambda: np.zeros((0, 2), np.int64))

    def most(self, room: Integers) -> int:
        """floor(c / 2): how many pairs inside and across there can be."""
        return (int(room[self.members].sum()) + len(self.across)) // 2

    def holds(self, first: Indices, second: Indices, n: int) -> Flags:
        """Which pairs are inside or across."""
        member = np.zeros(n, np.bool_)
        member[self.members] = True
        both: Flags = member[first] & member[second]
        if len(self.across):
            codes = np.minimum(first, second) * n + np.maximum(first, second)
            both |= np.isin(codes, self.across.min(axis=1) * n + self.across.max(axis=1))
        return both

    def same(self, other: OddSet) -> bool:
        """Whether both say the same, whatever their prices."""
        return np.array_equal(self.members, other.members) and np.array_equal(self.across, other.across)


@dataclass(frozen=True)
class Duals:
    """`prices` has one number for each person."""

    prices: Numbers
    sets: tuple[OddSet, ...] = ()

    def over(self, first: Indices, second: Indices, weight: Numbers) -> Numbers:
        """How much more each pair is worth than the prices that stand against it."""
        left = weight - self.prices[first] - self.prices[second]
        for each in self.sets:
            left = left - each.price * each.holds(first, second, self.prices.size)
        return left

    def bound(self, room: Integers, excess: float) -> float:
        """What no matching exceeds, given the sum of everything `over` nothing among all allowed pairs."""
        sets = [each.price * each.most(room) for each in self.sets]
        total = math.fsum([*(room * self.prices).tolist(), *sets, excess])
        return total * (1 + _ROUNDING)
