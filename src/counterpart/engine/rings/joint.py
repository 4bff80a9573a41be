"""Pairs and rings chosen together: prices find the rings that could improve the plan, as they find pairs."""

from __future__ import annotations

import math
from dataclasses import replace

from counterpart.engine.rings.arcs import Arcs
from counterpart.engine.rings.asking import Asked, Enough, Start, Together
from counterpart.engine.rings.columns import LONGEST
from counterpart.engine.rings.exactly import KEEP, exactly
from counterpart.engine.rings.nearly import nearly
from counterpart.engine.rings.pricing import FEW, paths

MOST_PATHS = 400_000_000  # of two steps (three for rings of four) that are looked at with one set of prices
MOST_COMPILED = 10_000_000_000  # where most are passed by
EXACT = 150  # people up to whom the linear programme is solved to its end
_NOTHING = 1e-9  # of the bound


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
    few = asked.room.size <= EXACT
    sketch = asked.sketched()
    found = sketch.rings(start.duals, 0.0, KEEP if few else KEEP // 3)
    proven = sketch is asked or found.excess <= _NOTHING * (1 + start.bound)
    if proven and sketch is not asked:
        found = asked.rings(start.duals, 0.0, KEEP // 3)
    best = Together(start.pairs.some(start.chosen), start.duals, start.bound + found.excess, stopped=False)
    if found.excess <= _NOTHING * (1 + start.bound) and (best.gap <= _NOTHING or not few):
        return best
    if few:
        return exactly(asked, start, best, found, enough)
    if not proven:
        best = replace(best, bound=math.inf)
    return nearly(asked, sketch, start, best, found, enough, seed)
