"""All allowed pairs, looked at block by block; only the best of each person are kept."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, fields

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.model import Model
from counterpart.engine.shapes import Flags, Hashes, Indices, Integers, Numbers
from counterpart.engine.worth import Pairs, allowed, block_rows

_TOLERANCE = 1e-9


@dataclass(frozen=True)
class Found:
    """The pairs kept (first < second, sorted, once each) and the sum of all that is over the prices."""

    pairs: Pairs
    excess: float


def scan(
    model: Model, room: Integers, pinned: Indices, duals: Duals, keep: int, tick: Callable[[float], None]
) -> Found:
    """Look at every allowed pair between people with room; keep each one's `keep` best over the prices.

    Ties break by a fixed hash of the two ids. `pinned` are codes of pairs that are settled already.
    `tick` hears the share of people looked at.
    """
    kept: list[Pairs] = []
    over_all: list[float] = []
    step = block_rows(model.n)
    for start in range(0, max(1, model.n), step):
        pairs = allowed(model, slice(start, min(start + step, model.n)))
        pairs = choose(pairs, (room[pairs.first] > 0) & (room[pairs.second] > 0))
        pairs = choose(pairs, ~np.isin(model.pair_codes(pairs.first, pairs.second), pinned))
        over = duals.over(pairs.first, pairs.second, pairs.weight)
        over_all.append(math.fsum(over[(over > 0) & (pairs.first < pairs.second)].tolist()))
        beyond = over > _TOLERANCE
        pairs, over = choose(pairs, beyond), over[beyond]
        kept.append(choose(pairs, _best(pairs, over, _ties(model, pairs), keep)))
        tick(min(1.0, (start + step) / max(1, model.n)))
    found = Found(merged(model, kept), math.fsum(over_all))
    return model.kept.boosted(model, duals, found) if model.kept else found


def choose(pairs: Pairs, which: Flags | Indices) -> Pairs:
    """Some of the pairs."""
    return Pairs(*(getattr(pairs, each.name)[which] for each in fields(pairs)))


def merged(model: Model, parts: list[Pairs]) -> Pairs:
    """All pairs once, the lower position first, sorted."""
    columns = [np.concatenate([getattr(part, each.name) for part in parts]) for each in fields(Pairs)]
    first, second, there, back, value, weight = columns
    swap = first > second
    turned = Pairs(
        np.where(swap, second, first), np.where(swap, first, second),
        np.where(swap, back, there), np.where(swap, there, back), value, weight,
    )  # fmt: skip
    _, once = np.unique(model.pair_codes(turned.first, turned.second), return_index=True)
    return choose(turned, once)


def _best(pairs: Pairs, over: Numbers, ties: Hashes, keep: int) -> Indices:
    order = np.lexsort((ties, -over, pairs.first))
    person = pairs.first[order]
    rank = np.arange(person.size) - np.searchsorted(person, person)
    best: Indices = order[rank < keep]
    return best


def _ties(model: Model, pairs: Pairs) -> Hashes:
    """A fixed number for each pair, the same from both sides (the finisher of splitmix64)."""
    mixed = model.hashes[pairs.first] ^ model.hashes[pairs.second]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    hashed: Hashes = mixed ^ (mixed >> np.uint64(31))
    return hashed
