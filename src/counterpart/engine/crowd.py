"""The search among many people: compiled scans over buckets, an auction for prices, paths for whole pairs.

The first import of the kernels takes Numba a moment (and the first run on a machine compiles them), so small
programmes never come here.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from counterpart.engine import arrays, buckets
from counterpart.engine.candidates import Found, merged
from counterpart.engine.duals import Duals
from counterpart.engine.kernels import auction as bids
from counterpart.engine.kernels import repair, rounding, scanning
from counterpart.engine.model import Model
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers
from counterpart.engine.worth import Pairs

_CHUNKS = 64
_BELOW = 10  # steps that an auction begins under the prices
_GUESSES = 10  # sweeps of coordinate descent where no auction comes first
_SWEEPS = 4  # of coordinate descent after the last auction
_LOOKS, _ROUNDS = 512, 20
_LEAST_GAIN = 1e-7


@dataclass(frozen=True)
class Crowd:
    """Many people, ready to be scanned."""

    model: Model
    room: Integers
    every: arrays.Arrays
    index: tuple[buckets.Buckets, buckets.Buckets]

    def look(self, duals: Duals, keep: int, tick: Callable[[float], None], most: int = 0) -> Found:
        """What `candidates.scan` does, from buckets. `most`: how many others each may weigh (0 = all who
        matter); with it the excess is infinite, because nobody knows what was passed by."""
        found, excess = self._scanned(duals.prices - self.model.worth, keep, tick, most)
        pairs = merged(self.model, [found])
        return Found(pairs, math.inf if most else math.fsum(excess.tolist()) - _inside(duals, pairs))

    def _scanned(
        self, price: Numbers, keep: int, tick: Callable[[float], None], most: int
    ) -> tuple[Pairs, Numbers]:
        """What every row finds, from both sides, and what is over the prices with people of higher
        positions."""
        n = price.size
        self._by_price(price)
        there, back, weight, over = (np.zeros((n, keep)) for _ in range(4))
        nobody, ties = np.full((n, keep), -1, np.int64), np.zeros((n, keep), np.uint64)
        best = scanning.Best(nobody, there, back, weight, over, ties)
        excess = np.zeros(n)

        def part(rows: tuple[int, int]) -> None:
            scanning.scan(self.every, self.index, price, *rows, best, excess, most)

        with ThreadPoolExecutor(threads()) as pool:
            for done, _ in enumerate(pool.map(part, _chunks(n)), start=1):
                tick(min(1.0, done / _CHUNKS))
        tick(1.0)
        return self._pairs(best), excess

    def _by_price(self, price: Numbers) -> None:
        every = self.every

        def part(work: tuple[buckets.Buckets, tuple[int, int]]) -> None:
            scanning.by_price(work[0], price, every.shows_some, every.seeks_some, *work[1])

        indexes = self.index[:1] if every.weights.two_way else self.index
        parts = [(each, rows) for each in indexes for rows in _chunks(each.start.size - 1)]
        with ThreadPoolExecutor(threads()) as pool:
            list(pool.map(part, parts))

    def _pairs(self, best: scanning.Best) -> Pairs:
        row, column = np.nonzero(best.other >= 0)
        first, second = row.astype(np.int64), best.other[row, column]
        weight = best.weight[row, column]
        worth = self.model.worth[first] + self.model.worth[second]
        return Pairs(
            first, second, best.there[row, column], best.back[row, column], (weight - worth) / 2, weight
        )


def crowd(model: Model, room: Integers, settled: Indices) -> Crowd:
    """Index these people."""
    every = arrays.arrays(model, room, settled)
    if model.policy.two_way:
        both = buckets.both_ways(every)
        return Crowd(model, room, every, (both, both))
    return Crowd(model, room, every, (buckets.shown(every), buckets.sought(every)))


def threads() -> int:
    """How many run at once: results do not depend on it."""
    return int(os.environ.get("NUMBA_NUM_THREADS") or len(os.sched_getaffinity(0)))


def _chunks(n: int) -> Iterator[tuple[int, int]]:
    edges = np.linspace(0, n, _CHUNKS + 1).astype(int).tolist()
    return pairwise(edges)


def _inside(duals: Duals, pairs: Pairs) -> float:
    """What the prices of odd sets take from what was counted over the prices of people alone."""
    if not duals.sets:
        return 0.0
    alone = Duals(duals.prices).over(pairs.first, pairs.second, pairs.weight)
    with_sets = duals.over(pairs.first, pairs.second, pairs.weight)
    return math.fsum((np.maximum(0, alone) - np.maximum(0, with_sets)).tolist())


def guessed(pairs: Pairs, room: Integers, prices: Numbers) -> Numbers:
    """Prices near those that an auction among these pairs would end at, in a fraction of its time, from
    others."""
    graph = bids.graph(room.size, pairs.first, pairs.second, pairs.weight)
    return bids.prices(graph, room, prices, _GUESSES)


def auctioned(pairs: Pairs, room: Integers, prices: Numbers, steps: tuple[float, ...]) -> tuple[Duals, Flags]:
    """Prices by auctions among candidates, and whole pairs made of the last one: near the best, not always
    the best.

    prices   what to begin near
    steps    of the mean weight: by how much a bid is raised at least, in each auction
    """
    graph = bids.graph(room.size, pairs.first, pairs.second, pairs.weight)
    mean = float(pairs.weight.mean()) if pairs.weight.size else 1.0
    for step in steps:
        held, least = bids.auction(graph, room, step * mean, np.maximum(0, prices - _BELOW * step * mean))
        prices = bids.prices(graph, room, least, _SWEEPS if step == steps[-1] else 1)
    duals = Duals(prices)
    chosen = rounding.rounded(graph, room, held, prices)
    over = duals.over(pairs.first, pairs.second, pairs.weight)
    repair.fill(graph, room, chosen, np.argsort(-over, kind="stable"))
    repair.improve(graph, room, chosen, prices, _LEAST_GAIN, _LOOKS, _ROUNDS)
    return duals, chosen
