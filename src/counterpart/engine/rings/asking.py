"""What both ways to choose pairs and rings begin with and end with, and the questions they ask in between."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from counterpart.engine.duals import Duals, OddSet
from counterpart.engine.rings.arcs import Arcs, Weighing
from counterpart.engine.rings.columns import Columns
from counterpart.engine.rings.pricing import FEW, Priced, priced
from counterpart.engine.shapes import Flags, Integers

_MANY, _EACH = 1_000_000, 100  # steps beyond which only so many of each person are looked at first

Outside = Callable[[Duals], tuple[Columns, float]]
"""Pairs worth more than these prices, and the sum of what all pairs are worth over them."""
Enough = Callable[[float], bool]


@dataclass(frozen=True)
class Start:
    """What the search among pairs ended with: pairs that are known, prices, their bound over pairs."""

    pairs: Columns
    chosen: Flags
    duals: Duals
    bound: float
    cuts: tuple[OddSet, ...] = ()


@dataclass(frozen=True)
class Together:
    """A plan of pairs and rings, with prices and the bound that they prove over both."""

    chosen: Columns
    duals: Duals
    bound: float
    stopped: bool

    @property
    def gap(self) -> float:
        """What may be missing, as a share of the bound."""
        return (self.bound - float(self.chosen.weight.sum())) / self.bound if self.bound > 0 else 0.0

    def better(self, proof: tuple[Duals, float] | None, chosen: Columns) -> Together:
        """The better plan with the better proof."""
        duals, bound = proof if proof and proof[1] < self.bound else (self.duals, self.bound)
        plan = chosen if chosen.weight.sum() > self.chosen.weight.sum() else self.chosen
        return Together(plan, duals, bound, stopped=False)


@dataclass(frozen=True)
class Asked:
    """All rings of up to `most` people and all pairs: what prices leave of them."""

    arcs: Arcs
    weighing: Weighing
    most: int
    room: Integers
    pairs: Outside

    def rings(self, duals: Duals, above: float, keep: int) -> Priced:
        """Rings worth more than `above` over the prices; of each lowest member the `keep` best."""
        return priced(self.arcs, self.weighing, self.most, duals, above, keep)

    def sketched(self) -> Asked:
        """The same with only the best steps of everybody, where all of them are many: quick, and no proof."""
        if self.arcs.n <= FEW or self.most > 3 or self.arcs.learner.size <= _MANY:
            return self
        return replace(self, arcs=self.arcs.thinned(_EACH))
