"""Pairs and rings chosen together: prices find the rings that could improve the plan, as they find pairs."""

from __future__ import annotations

import math

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.rings.arcs import Arcs
from counterpart.engine.rings.asking import Asked, Enough, Start, Together
from counterpart.engine.rings.columns import LONGEST
from counterpart.engine.rings.exactly import KEEP, exactly
from counterpart.engine.rings.nearly import nearly
from counterpart.engine.rings.pricing import FEW, Priced, paths

MOST_PATHS = 400_000_000  # of two steps (three for rings of four) that are looked at with one set of prices
MOST_COMPILED = 10_000_000_000  # where most are passed by
EXACT = 150  # people up to whom the linear programme is solved to its end
_NOTHING = 1e-9  # of the bound
_LIFT = 0.3  # of the mean weight of a pair


def longest(arcs: Arcs, rings: int) -> int:
    """The longest ring for which all can be looked at; 0 = not even those of three."""
    return max(
        (k for k in range(3, min(rings, LONGEST) + 1) if paths(arcs, k) <= _most_paths(arcs.n, k)), default=0
    )


def _most_paths(n: int, k: int) -> int:
    return MOST_COMPILED if k == 3 and n > FEW else MOST_PATHS


def jointly(asked: Asked, start: Start, enough: Enough | None = None, seed: int = 1) -> Together:
    """The best pairs and rings of up to `asked.most` people.

    Column generation: a programme holds few rings, and its prices are asked against all of them
    (D. J. Abraham, A. Blum, T. Sandholm, Clearing algorithms for barter exchange markets, 2007). Where the
    prices of the pairs leave no ring anything, and the pairs reach their bound, they are the answer.
    """
    if asked.room.size > EXACT:
        return _nearly(asked, start, enough, seed)
    best, found = _over_pairs(asked, start)
    if found.excess <= _NOTHING * (1 + start.bound) and best.gap <= _NOTHING:
        return best
    return exactly(asked, start, best, found, enough)


def _nearly(asked: Asked, start: Start, enough: Enough | None, seed: int) -> Together:
    """Among many people: at first only a sketch of all rings is looked at, and prices that nobody in a ring
    would be under, so that the first rings are good ones and few."""
    sketch = asked.sketched()
    least = _LIFT * float(start.pairs.weight.mean()) if start.pairs.size else 0.0
    lifted = Duals(np.maximum(start.duals.prices, least))
    found = sketch.rings(lifted, 0.0, KEEP // 3)
    best = Together(start.pairs.some(start.chosen), start.duals, math.inf, stopped=False)
    if found.excess <= _NOTHING * (1 + start.bound):
        best, found = _over_pairs(asked, start)
        if found.excess <= _NOTHING * (1 + start.bound):
            return best
    return nearly(asked, sketch, start, best, found, enough, seed)


def _over_pairs(asked: Asked, start: Start) -> tuple[Together, Priced]:
    """The pairs as they are, with the bound that their prices prove over rings as well."""
    found = asked.rings(start.duals, 0.0, KEEP)
    chosen = start.pairs.some(start.chosen)
    return Together(chosen, start.duals, start.bound + found.excess, stopped=False), found
