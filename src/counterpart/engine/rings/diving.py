"""Whole pairs and rings out of shares: take the surest, balance the rest again, until nobody is left."""

from __future__ import annotations

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.rings.balance import Balance, balanced
from counterpart.engine.rings.columns import NOBODY, Columns, neighbours
from counterpart.engine.shapes import Flags, Indices, Integers

_SURE = 0.97  # a share from which on a column is taken whatever the portion
_PLACES = 2.6  # about how many people are in a partnership


def dived(columns: Columns, room: Integers, balance: Balance, steps: int, portion: float) -> Columns:
    """A feasible plan. Each time whatever is sure is settled, and about `portion`
    of the others, after so many `steps`."""
    left = room.copy()
    within = _Within(columns, room)
    here: Indices = np.arange(columns.size)
    while True:
        free = (np.append(left, 1)[columns.members[here]] > 0).all(axis=1) & ~within.met[here]
        here, share = here[free], balance.share[free]
        if not here.size:
            return columns.some(np.sort(np.array(within.taken, np.int64)))
        some = columns.some(here)
        balance = balanced(some, left, Balance(balance.prices, share), steps)
        share = balance.share
        order = np.lexsort((-some.over(Duals(balance.prices)), -np.round(share, 3)))
        sure = int(np.count_nonzero(np.round(share, 3) >= _SURE))
        for at in order[:sure].tolist():
            within.take(int(here[at]), left)
        few = max(1, int(portion * int(left.sum()) / _PLACES))
        for at in order[sure : sure + few].tolist():
            within.take(int(here[at]), left)


class _Within:
    """What is taken, one after the other, where there is room and nobody meets a neighbour twice."""

    def __init__(self, columns: Columns, room: Integers) -> None:
        self._people = [[who for who in row if who != NOBODY] for row in columns.members.tolist()]
        self.taken: list[int] = []
        self.met: Flags = np.zeros(columns.size, np.bool_)
        self._twice = bool((room > 1).any())
        if self._twice:
            parts = list(neighbours(columns, room.size))
            self._column = np.concatenate([each[0] for each in parts])
            self._code = np.concatenate([each[1] for each in parts])

    def take(self, at: int, left: Integers) -> None:
        """Take a column if it still fits."""
        people = self._people[at]
        if self.met[at] or any(left[who] <= 0 for who in people):
            return
        left[people] -= 1
        self.taken.append(at)
        self.met[at] = True
        if self._twice:
            both = np.isin(self._code, self._code[self._column == at])
            self.met[self._column[both]] = True
