"""A plan of pairs with its prices, and the pairs near enough to them to matter when one is changed."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from counterpart.engine.benefits import weights
from counterpart.engine.candidates import choose, merged
from counterpart.engine.changing.changes import Change
from counterpart.engine.circle_topics import hosting
from counterpart.engine.duals import Duals
from counterpart.engine.model import Model
from counterpart.engine.pins import Settled
from counterpart.engine.rings.beside import Beside
from counterpart.engine.searching import Proven, Searched, looking
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers
from counterpart.engine.worth import Pairs

if TYPE_CHECKING:  # compiled: not at the import of the engine
    from counterpart.engine.kernels.rematching import Entries

_KEEP = 128  # pairs nearest to the prices that are known of each person
_FAR = 1.0  # times the greatest price: pairs further under the prices than that are not looked for


@dataclass(frozen=True)
class Near:
    """Pairs near the prices they were found with. A pair of i that is not among them is further under those
    prices than `known[i]`."""

    pairs: Pairs
    known: Numbers
    duals: Duals
    order: Numbers  # the prices by which the entries of each person are ordered

    @property
    def n(self) -> int:
        """How many people there are."""
        return self.known.size

    @cached_property
    def codes(self) -> Indices:
        """Of each pair, ascending."""
        codes: Indices = self.pairs.first * self.n + self.pairs.second
        return codes

    @cached_property
    def cost(self) -> Numbers:
        """What odd sets ask for each pair, less its weight."""
        pairs, sets = self.pairs, Duals(np.zeros(self.n), self.duals.sets)
        return -sets.over(pairs.first, pairs.second, pairs.weight)

    @cached_property
    def entries(self) -> Entries:
        """The pairs as entries of people."""
        from counterpart.engine.kernels.rematching import entries

        first, second, prices = self.pairs.first, self.pairs.second, self.order
        under = np.maximum(0, self.cost + prices[first] + prices[second])
        return entries(self.n, first, second, self.cost, np.argsort(under, kind="stable"))

    @cached_property
    def both_entries(self) -> Indices:
        """Of each pair: at its first person and at its second (pairs x 2)."""
        return np.argsort(self.entries.pair, kind="stable").reshape(-1, 2)

    def beyond(self, prices: Numbers) -> Numbers:
        """How far a pair of each person is under these prices, at least, that is not among the near."""
        down = np.maximum(0, self.duals.prices - prices)
        least: Numbers = np.maximum(0, self.known - down - down.max(initial=0.0))
        return least

    def at(self, first: int, second: int) -> int:
        """The number of a pair, -1 where it is not among these."""
        code = min(first, second) * self.n + max(first, second)
        at = int(np.searchsorted(self.codes, code))
        return at if at < self.codes.size and self.codes[at] == code else -1


@dataclass(frozen=True)
class Standing:
    """A plan of pairs beside those that are settled: which of the near pairs are chosen, and its proof.

    room      places beside the settled pairs
    settled   what the settled pairs are worth together
    most      no plan with the settled pairs is worth more; at most `bound`, which the prices alone prove
    """

    near: Near
    chosen: Flags
    proven: Proven
    room: Integers
    settled: float
    most: float

    @cached_property
    def excess(self) -> float:
        """What all pairs together are worth over the prices."""
        return max(0.0, self.proven.bound - self.proven.duals.bound(self.room, 0.0))

    @cached_property
    def value(self) -> float:
        """The sum of all weights, settled ones too."""
        taken = self.near.pairs.weight[self.chosen]
        return math.fsum([*taken.tolist(), self.settled])

    @cached_property
    def holding(self) -> tuple[Indices, Indices]:
        """The chosen entries of each person."""
        from counterpart.engine.kernels.rematching import holding

        return holding(self.near.entries, self.chosen)

    @cached_property
    def cheapest(self) -> Indices:
        """Everybody by price."""
        return np.argsort(self.proven.duals.prices, kind="stable")

    @property
    def bound(self) -> float:
        """What no plan with the settled pairs exceeds, by the prices."""
        return max(self.value, self.proven.bound + self.settled)

    @cached_property
    def free(self) -> Integers:
        """Places that nobody has."""
        pairs = self.near.pairs
        used = np.bincount(pairs.first[self.chosen], minlength=self.room.size)
        left: Integers = self.room - used - np.bincount(pairs.second[self.chosen], minlength=self.room.size)
        return left


@dataclass(frozen=True)
class Ground:
    """What a result of pairs needs to answer what-if: made when the first question comes."""

    settled: Settled
    hosts: bool  # somebody hosts circles
    stand: Callable[[], Standing]

    @cached_property
    def standing(self) -> Standing:
        """The plan."""
        return self.stand()


def grounded(model: Model, settled: Settled, searched: Searched, plan: Beside) -> Ground | None:
    """The ground of a plan; None where rings were searched, for then pairs alone are not all."""
    if plan.longest:
        return None
    hosts = model.policy.circles and bool(hosting(model).any())
    return Ground(settled, hosts, partial(stand, model, settled, searched))


def stand(model: Model, settled: Settled, searched: Searched) -> Standing:
    """Look once more at all pairs, for those near the prices."""
    pinned = math.fsum(weights(model, np.array(settled.pairs, np.int64).reshape(-1, 2)).tolist())
    duals = searched.proven.duals
    far = _FAR * max(float(duals.prices.max(initial=0.0)), 1e-6)
    lower = Duals(duals.prices - far / 2)
    found = looking(model, settled, lambda share: None)(lower, _KEEP).pairs
    pairs = merged(model, [found, choose(searched.pairs, searched.chosen)])
    near = Near(pairs, _known(pairs, duals.prices, far), duals, duals.prices)
    taken = np.zeros(pairs.first.size, np.bool_)
    own = choose(searched.pairs, searched.chosen)
    taken[np.searchsorted(near.codes, own.first * model.n + own.second)] = True
    standing = Standing(near, taken, searched.proven, settled.room, pinned, math.inf)
    return replace(standing, most=standing.bound)


def beside(standing: Standing, change: Change) -> Standing:
    """The same plan, its pairs without the one that was settled or forbidden by a change."""
    near = standing.near
    at = near.at(change.first, change.second)
    rest = np.flatnonzero(np.arange(near.pairs.first.size) != at)
    fewer = Near(choose(near.pairs, rest), near.known, near.duals, standing.proven.duals.prices)
    return replace(standing, near=fewer, chosen=standing.chosen[rest])


def _known(pairs: Pairs, prices: Numbers, far: float) -> Numbers:
    """Up to where each person's pairs are all there: their last one's distance where they may have more."""
    under = prices[pairs.first] + prices[pairs.second] - pairs.weight
    person, under = np.concatenate([pairs.first, pairs.second]), np.concatenate([under, under])
    order = np.lexsort((under, person))
    person, under = person[order], under[order]
    rank = np.arange(person.size) - np.searchsorted(person, person)
    last = rank == _KEEP - 1
    known = np.full(prices.size, far)
    known[person[last]] = np.minimum(far, under[last])
    return known
