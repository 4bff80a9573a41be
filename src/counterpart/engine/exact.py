"""The best set of pairs among candidates: a linear programme with odd sets, then whole numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from counterpart.engine.duals import Duals, OddSet
from counterpart.engine.oddsets import overfilled
from counterpart.engine.programme import Programme, best, best_whole
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers
from counterpart.engine.worth import Pairs

_WHOLE = 1e-6
_LARGE = 20_000  # pairs that are too many to branch on all of them
_MOST_NODES, _FEW_NODES = 2000, 20  # of branch and bound, for few and for many pairs


@dataclass(frozen=True)
class Relaxed:
    """The optimum where halves of pairs are allowed: shares, duals, and the sets that cut halves off."""

    share: Numbers
    duals: Duals
    value: float
    cuts: tuple[OddSet, ...]


def relaxed(pairs: Pairs, room: Integers, cuts: tuple[OddSet, ...]) -> Relaxed:
    """The linear programme of the pairs with these odd sets. Prices come with it (its duals)."""
    if not pairs.first.size:
        return Relaxed(np.zeros(0), Duals(np.zeros(room.size)), 0.0, cuts)
    matrix, most = _constraints(pairs, room, cuts)
    once = (room[pairs.first] > 1) & (room[pairs.second] > 1)
    answer = best(Programme(pairs.weight, matrix, most, top=np.where(once, 1.0, np.inf)))
    prices = answer.prices
    sets = zip(cuts, prices[room.size :].tolist(), strict=True)
    duals = Duals(prices[: room.size], tuple(replace(cut, price=price) for cut, price in sets if price > 0))
    return Relaxed(answer.share, duals, answer.value, cuts)


def _constraints(pairs: Pairs, room: Integers, cuts: tuple[OddSet, ...]) -> tuple[sparse.csr_array, Numbers]:
    """One row a person, then one an odd set; one column a pair."""
    m = pairs.first.size
    rows = [pairs.first, pairs.second]
    columns = [np.arange(m), np.arange(m)]
    for at, cut in enumerate(cuts):
        inside = np.flatnonzero(cut.holds(pairs.first, pairs.second, room.size))
        rows.append(np.full(inside.size, room.size + at))
        columns.append(inside)
    where = np.concatenate(rows), np.concatenate(columns)
    matrix = sparse.csr_array((np.ones(where[0].size), where), shape=(room.size + len(cuts), m))
    return matrix, np.concatenate([room, [cut.most(room) for cut in cuts]]).astype(np.float64)


def overfull(pairs: Pairs, room: Integers, found: Relaxed) -> tuple[OddSet, ...]:
    """Overfilled odd sets: whole parts of the optimal face first, which cut off every optimum at once."""
    if not ((found.share > _WHOLE) & (found.share < 1 - _WHOLE)).any():
        return ()
    tight = np.abs(found.duals.over(pairs.first, pairs.second, pairs.weight)) < 1e-7
    positive = found.share > _WHOLE
    for used in (tight, positive & (found.share < 1 - _WHOLE), positive):
        more = overfilled(pairs.first, pairs.second, found.share, used, room)
        new = tuple(cut for cut in more if not any(cut.same(old) for old in found.cuts))
        if new:
            return new
    return ()


def whole(pairs: Pairs, room: Integers, found: Relaxed) -> Flags:
    """Whole pairs: the relaxed optimum where it is whole, else the best of branch and bound near it."""
    rounded = greedy(pairs, room, found)
    if not ((found.share > _WHOLE) & (found.share < 1 - _WHOLE)).any():
        return rounded
    lost = found.value - float(pairs.weight[rounded].sum())
    near: Flags = found.duals.over(pairs.first, pairs.second, pairs.weight) >= -lost - 1e-7
    settled = np.zeros(near.size, np.bool_)
    nodes = _MOST_NODES
    if np.count_nonzero(near) > _LARGE:  # then only what is not whole yet is looked at again
        nodes = _FEW_NODES
        settled = found.share > 1 - _WHOLE
        for ends in (pairs.first, pairs.second):
            room = room - np.bincount(ends[settled], minlength=room.size)
    branched = settled | _branched(pairs, room, found.cuts, np.flatnonzero(near & ~settled), nodes)
    return branched if pairs.weight[branched].sum() > pairs.weight[rounded].sum() else rounded


def _branched(pairs: Pairs, room: Integers, cuts: tuple[OddSet, ...], near: Indices, nodes: int) -> Flags:
    """The best whole pairs among some, as far as so many nodes of branch and bound find it."""
    some = Pairs(*(getattr(pairs, name)[near] for name in Pairs.__dataclass_fields__))
    matrix, most = _constraints(some, room, cuts)
    share = best_whole(Programme(some.weight, matrix, most, top=1.0), nodes)
    chosen = np.zeros(pairs.first.size, np.bool_)
    if share is not None:
        chosen[near[share > 0]] = True
    return chosen


def greedy(pairs: Pairs, room: Integers, found: Relaxed) -> Flags:
    """Take pairs by their share in the relaxed optimum, then by how little they are under the prices."""
    over = found.duals.over(pairs.first, pairs.second, pairs.weight)
    left = room.tolist()
    chosen = np.zeros(pairs.first.size, np.bool_)
    for at in np.lexsort((-over, -np.round(found.share, 6))).tolist():
        one, other = int(pairs.first[at]), int(pairs.second[at])
        if left[one] and left[other]:
            chosen[at] = True
            left[one] -= 1
            left[other] -= 1
    return chosen
