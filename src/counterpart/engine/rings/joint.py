"""Pairs and rings chosen together: prices find the rings that could improve the plan, as they find pairs."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.oddsets import overfilled
from counterpart.engine.rings import columns as programme
from counterpart.engine.rings.arcs import Arcs, Weighing
from counterpart.engine.rings.columns import NOBODY, Columns, Shared
from counterpart.engine.rings.pricing import Priced, paths, priced
from counterpart.engine.shapes import Flags, Indices, Integers

MOST_PATHS = 400_000_000  # of two steps (three for rings of four) that are looked at with one set of prices
_ROUNDS, _KEEP = 60, 24
_NOTHING = 1e-9  # of the bound
_MOVED, _STILL = 1e-6, 3  # looks that move the bound by less, so many times, are not worth another
_WHOLE = 1e-6
_FEW, _NEAR = 1_600, 200_000  # columns that branch and bound is given, and that are kept to choose from
_SMALL = 1_500  # people up to whom branch and bound, beyond whom annealing works on the closest columns
_CLOSE = 1e-4  # of the bound: near enough where columns are many
_NODES = 100


@dataclass(frozen=True)
class Start:
    """What the search among pairs ended with: pairs that are known, prices, their bound over pairs."""

    pairs: Columns
    chosen: Flags
    duals: Duals
    bound: float
    cuts: tuple[Indices, ...] = ()


@dataclass(frozen=True)
class Together:
    """A plan of pairs and rings, with prices and the bound that they prove over both."""

    chosen: Columns
    duals: Duals
    bound: float
    stopped: bool


Outside = Callable[[Duals], tuple[Columns, float]]
"""Pairs worth more than these prices, and the sum of what all pairs are worth over them."""
Enough = Callable[[float], bool]


def longest(arcs: Arcs, rings: int) -> int:
    """The longest ring for which all can be looked at; 0 = not even those of three."""
    return max(
        (k for k in range(3, min(rings, programme.LONGEST) + 1) if paths(arcs, k) <= MOST_PATHS), default=0
    )


def jointly(
    arcs: Arcs,
    weighing: Weighing,
    most: int,
    room: Integers,
    start: Start,
    outside: Outside,
    enough: Enough | None = None,
    seed: int = 1,
) -> Together:
    """The best pairs and rings of up to `most` people.

    Column generation: the linear programme holds few rings, and its prices are asked against all of them
    (D. J. Abraham, A. Blum, T. Sandholm, Clearing algorithms for barter exchange markets, 2007). Where the
    prices of the pairs leave no ring anything, the pairs are the answer.
    """  # fmt: skip
    found = priced(arcs, weighing, most, start.duals, 0.0, _KEEP)
    best = Together(start.pairs.some(start.chosen), start.duals, start.bound + found.excess, stopped=False)
    if found.excess <= _NOTHING * (1 + start.bound):
        return best
    search = _Search(arcs, weighing, most, room, outside, start)
    still, last = 0, math.inf
    for _ in range(_ROUNDS):
        if enough and enough(_gap(best)):
            return Together(best.chosen, best.duals, best.bound, stopped=True)
        done = search.round(found)
        best = _better(best, search.proven(), search.rounded() if enough else best.chosen)
        still = still + 1 if search.asked and best.bound >= last * (1 - _MOVED) else 0
        last = best.bound
        if done or still == _STILL:
            break
        found = search.rings
    whole = search.whole(best.bound, seed)
    return _better(best, (best.duals, best.bound), whole)


def _gap(best: Together) -> float:
    return (best.bound - float(best.chosen.weight.sum())) / best.bound if best.bound > 0 else 0.0


def _better(best: Together, proof: tuple[Duals, float] | None, chosen: Columns) -> Together:
    duals, bound = proof if proof and proof[1] < best.bound else (best.duals, best.bound)
    plan = chosen if chosen.weight.sum() > best.chosen.weight.sum() else best.chosen
    return Together(plan, duals, bound, stopped=False)


class _Search:
    """The linear programme as it grows, its last optimum, and what the prices left over."""

    def __init__(
        self, arcs: Arcs, weighing: Weighing, most: int, room: Integers, outside: Outside, start: Start
    ) -> None:
        self._arcs, self._weighing, self._most = arcs, weighing, most
        self._room, self._outside, self._cuts = room, outside, start.cuts
        self._columns = start.pairs
        self._over_pairs: float | None = None
        self._shared = Shared(np.zeros(0), start.duals, 0.0)
        self.rings = Priced(start.pairs.some(np.zeros(0, np.int64)), 0.0)

    def round(self, found: Priced) -> bool:
        """Solve with what was found, ask all rings, and where few are left all pairs; True at the end."""
        self._columns = programme.joined([self._columns, found.rings])
        self._shared = programme.relaxed(self._columns, self._room, self._cuts)
        self._over_pairs = None
        self.rings = self._price(self._shared.duals, 0.0, _KEEP)
        nothing = _NOTHING * (1 + self._shared.value)
        if self.rings.excess > max(nothing, 0.002 * self._shared.value):
            return False
        before = self._columns.size
        pairs, self._over_pairs = self._outside(self._shared.duals)
        self._columns = programme.joined([self._columns, pairs, self.rings.rings])
        if self.rings.excess + self._over_pairs > nothing and self._columns.size > before:
            return False
        return not self._cut()

    def _price(self, duals: Duals, above: float, keep: int) -> Priced:
        return priced(self._arcs, self._weighing, self._most, duals, above, keep)

    @property
    def asked(self) -> bool:
        """Whether the last prices were asked against all pairs."""
        return self._over_pairs is not None

    def proven(self) -> tuple[Duals, float] | None:
        """The bound of the last prices, where all pairs were asked."""
        if self._over_pairs is None:
            return None
        duals = self._shared.duals
        return duals, duals.bound(self._room, self._over_pairs + self.rings.excess)

    def _cut(self) -> bool:
        """Odd sets that the shares of the pairs overfill; whether there were new ones."""
        share = self._aligned()
        pair = np.flatnonzero((self._columns.members[:, 2] == NOBODY) & (share > _WHOLE))
        if not (share[pair] < 1 - _WHOLE).any():
            return False
        first, second = self._columns.members[pair, 0], self._columns.members[pair, 1]
        more = overfilled(first, second, share[pair], share[pair] > _WHOLE, self._room)
        plain = (each.members for each in more if not len(each.across))
        new = tuple(cut for cut in plain if not any(np.array_equal(cut, old) for old in self._cuts))
        self._cuts += new
        return bool(new)

    def _aligned(self) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
        """The last shares, with 0 for columns that came since."""
        if self._shared.share.size != self._columns.size:
            self._shared = programme.relaxed(self._columns, self._room, self._cuts)
        return self._shared.share

    def rounded(self) -> Columns:
        """A feasible plan near the last optimum."""
        self._aligned()
        return self._columns.some(programme.greedy(self._columns, self._room, self._shared))

    def whole(self, bound: float, seed: int) -> Columns:
        """Whole pairs and rings: the optimum where it is whole, else the best found near it."""
        rounded = self.rounded()
        if bound - float(rounded.weight.sum()) <= _NOTHING * bound:
            return rounded
        near = self._near(bound - float(rounded.weight.sum()))
        if near.size > _FEW:
            rounded = self._tight(near, rounded, seed)
            lost = bound - float(rounded.weight.sum())
            if lost <= _CLOSE * bound or (near := self._near(lost)).size > _FEW:
                return rounded
        return self._branched(near, rounded, _NODES)

    def _tight(self, near: Columns, plan: Columns, seed: int) -> Columns:
        """A better plan from the columns closest to the prices."""
        most = max(_FEW // 2, 8 * self._room.size // 5)
        closest = np.sort(np.argsort(-near.over(self._shared.duals), kind="stable")[:most])
        if self._room.size <= _SMALL:
            return self._branched(near.some(closest), plan, 1)
        from counterpart.engine.rings import annealing  # compiled: only where there is much to do

        return annealing.annealed(programme.joined([near.some(closest), plan]), plan, self._room, seed)

    def _branched(self, near: Columns, plan: Columns, nodes: int) -> Columns:
        taken = programme.branched(near, self._room, self._cuts, nodes)
        branched = near.some(taken) if taken is not None else plan
        return max(plan, branched, key=lambda each: float(each.weight.sum()))

    def _near(self, lost: float) -> Columns:
        """Every column that an optimum could hold, as far as they can be kept: those near the prices."""
        duals = self._shared.duals
        rings = self._price(duals, -lost - 1e-7, _NEAR // max(1, self._room.size) + _KEEP)
        every = programme.joined([self._columns, rings.rings])
        return every.some(every.over(duals) >= -lost - 1e-7)
