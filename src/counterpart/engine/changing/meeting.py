"""Whole pairs at once for two people who lost their partner, where everybody has one place."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from counterpart.engine.changing.changes import Change
from counterpart.engine.changing.standing import Near
from counterpart.engine.shapes import Flags, Integers, Numbers

if TYPE_CHECKING:  # compiled: not at the import of the engine
    from counterpart.engine.kernels.meeting import Tree


def met(near: Near, chosen: Flags, prices: Numbers, change: Change, pair: int) -> tuple[float, Flags]:
    """What the change costs at least over the prices, for those who lose their partner by it, and the best
    pairs. `pair`: its number, -1 where it is not near."""
    from counterpart.engine.kernels.meeting import meet

    mate = _mates(near, chosen)
    gone, after = np.zeros(near.n, np.bool_), chosen.copy()
    gone[change.people] = change.together
    lost = [int(mate[who]) for who in change.people if mate[who] >= 0] if change.together else change.people
    for who in change.people:
        if mate[who] >= 0:
            after[near.at(who, int(mate[who]))] = False
            mate[mate[who]] = -1
            mate[who] = -1
    if not lost:
        return 0.0, after
    root, goal = lost[0], lost[1] if len(lost) > 1 else -1
    cost, tree = meet(near.ground, prices, mate, gone, pair, root, goal, np.argsort(prices, kind="stable"))
    for one, other in pairwise(_Paths(tree, mate, root).to(goal)):
        if max(one, other) < near.n:
            between = near.at(one, other)
            after[between] = not after[between]
    return float(cost), after


def _mates(near: Near, chosen: Flags) -> Integers:
    """Whom each person is with, -1 = nobody."""
    mate = np.full(near.n, -1)
    first, second = near.pairs.first[chosen], near.pairs.second[chosen]
    mate[first], mate[second] = second, first
    return mate


class _Paths:
    """Paths to the root of a tree, read from its labels."""

    def __init__(self, tree: Tree, mate: Integers, root: int) -> None:
        self._tree, self._mate, self._root, self._n = tree, mate, root, mate.size

    def to(self, goal: int) -> list[int]:
        """The path from the goal, or where there is none from somebody alone."""
        if goal < 0:
            return self._from_alone()
        return [goal, *self._even(int(self._tree.parent[goal]))]

    def _even(self, who: int) -> list[int]:
        """From somebody who is even, beginning with the pair they have."""
        tree = self._tree
        if who == self._root:
            return [who]
        if tree.near[who] >= 0:
            down = self._even(int(tree.near[who]))
            return [*reversed(down[: down.index(who) + 1]), *self._even(int(tree.far[who]))]
        if who > self._n:
            return self._from_alone()
        mate = int(self._mate[who])
        if mate < 0:
            return [who, *self._from_alone()]
        return [who, mate, *self._even(int(tree.parent[mate]))]

    def _from_alone(self) -> list[int]:
        by = int(self._tree.parent[self._n])
        begin = [self._n + 1, self._n]
        if self._mate[by] < 0 and self._tree.parent[by] >= 0:
            return [*begin, by, *self._even(int(self._tree.parent[by]))]
        return [*begin, *self._even(by)]
