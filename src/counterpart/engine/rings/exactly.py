"""Few people: the linear programme of pairs and rings to its end, with odd sets, then branch and bound."""

from __future__ import annotations

import math

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.oddsets import overfilled
from counterpart.engine.rings import columns as programme
from counterpart.engine.rings.asking import Asked, Enough, Start, Together
from counterpart.engine.rings.columns import NOBODY, Columns, Shared
from counterpart.engine.rings.pricing import Priced
from counterpart.engine.shapes import Numbers

_ROUNDS, KEEP = 60, 24
_NOTHING = 1e-9  # of the bound
_MOVED, _STILL = 1e-6, 3  # looks that move the bound by less, so many times, are not worth another
_WHOLE = 1e-6
_FEW, _NEAR = 1_600, 200_000  # columns that branch and bound is given, and that are kept to choose from
_NODES = 100


def exactly(asked: Asked, start: Start, best: Together, found: Priced, enough: Enough | None) -> Together:
    """From rings over the prices of the pairs to the best plan and its proof."""
    search = _Search(asked, start)
    still, last = 0, math.inf
    for _ in range(_ROUNDS):
        if enough and enough(best.gap):
            return Together(best.chosen, best.duals, best.bound, stopped=True)
        done = search.round(found)
        best = best.better(search.proven(), search.rounded() if enough else best.chosen)
        still = still + 1 if search.asked and best.bound >= last * (1 - _MOVED) else 0
        last = best.bound
        if done or still == _STILL:
            break
        found = search.rings
    return best.better(None, search.whole(best.duals, best.bound))


class _Search:
    """The linear programme as it grows, its last optimum, and what the prices left over."""

    def __init__(self, asked: Asked, start: Start) -> None:
        self._ask, self._room, self._cuts = asked, asked.room, start.cuts
        self._columns = start.pairs
        self._over_pairs: float | None = None
        self._shared = Shared(np.zeros(0), start.duals, 0.0)
        self.rings = Priced(start.pairs.some(np.zeros(0, np.int64)), 0.0)

    def round(self, found: Priced) -> bool:
        """Solve with what was found, ask all rings, and where few are left all pairs; True at the end."""
        self._columns = programme.joined([self._columns, found.rings])
        self._shared = programme.relaxed(self._columns, self._room, self._cuts)
        self._over_pairs = None
        self.rings = self._ask.rings(self._shared.duals, 0.0, KEEP)
        nothing = _NOTHING * (1 + self._shared.value)
        before = self._columns.size
        if self.rings.excess > max(nothing, 0.002 * self._shared.value) and self._news():
            return False
        pairs, self._over_pairs = self._ask.pairs(self._shared.duals)
        self._columns = programme.joined([self._columns, pairs, self.rings.rings])
        if self.rings.excess + self._over_pairs > nothing and self._columns.size > before:
            return False
        return not self._cut()

    def _news(self) -> bool:
        """Whether the last look at all rings found another one. A ring of people with room for more is there
        once at most, so that it may be worth more than its prices to the end."""
        return programme.joined([self._columns, self.rings.rings]).size > self._columns.size

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
        new = tuple(cut for cut in more if not any(cut.same(old) for old in self._cuts))
        self._cuts += new
        return bool(new)

    def _aligned(self) -> Numbers:
        """The last shares, with 0 for columns that came since."""
        if self._shared.share.size != self._columns.size:
            self._shared = programme.relaxed(self._columns, self._room, self._cuts)
        return self._shared.share

    def rounded(self) -> Columns:
        """A feasible plan near the last optimum."""
        self._aligned()
        return self._columns.some(programme.greedy(self._columns, self._room, self._shared))

    def whole(self, duals: Duals, bound: float) -> Columns:
        """Whole pairs and rings: the optimum where it is whole, else the best found near it."""
        plan = self.rounded()
        if bound - float(plan.weight.sum()) <= _NOTHING * bound:
            return plan
        near = self._near(duals, bound - float(plan.weight.sum()))
        if near.size > _FEW:
            closest = np.argsort(-near.over(duals), kind="stable")[: _FEW // 2]
            plan = self._branched(near.some(np.sort(closest)), plan, 1)
            near = self._near(duals, bound - float(plan.weight.sum()))
        return self._branched(near, plan, _NODES) if near.size <= _FEW else plan

    def _branched(self, near: Columns, plan: Columns, nodes: int) -> Columns:
        taken = programme.branched(near, self._room, self._cuts, nodes)
        branched = near.some(taken) if taken is not None else plan
        return max(plan, branched, key=lambda each: float(each.weight.sum()))

    def _near(self, duals: Duals, lost: float) -> Columns:
        """Every column that an optimum could hold, as far as they can be kept: those near the prices."""
        rings = self._ask.rings(duals, -lost - 1e-7, _NEAR // max(1, self._room.size) + KEEP)
        every = programme.joined([self._columns, rings.rings])
        return every.some(every.over(duals) >= -lost - 1e-7)
