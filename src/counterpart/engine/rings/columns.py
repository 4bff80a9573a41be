"""Pairs and rings as columns of one linear programme, with odd sets, and whole numbers near its optimum."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from counterpart.engine.duals import Duals, OddSet
from counterpart.engine.programme import Programme, best, best_whole
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers

NOBODY = -1
LONGEST = 4
_CODES = 2**62  # more do not fit into a number


@dataclass(frozen=True)
class Columns:
    """Sets of people that could be a partnership. `members`: m x 4, in the order of steps, then NOBODY."""

    members: Indices
    weight: Numbers

    @property
    def size(self) -> int:
        return self.weight.size

    def some(self, which: Flags | Indices) -> Columns:
        """A part of them."""
        return Columns(self.members[which], self.weight[which])

    def over(self, duals: Duals) -> Numbers:
        """How much more each is worth than the prices against it, `halves` times a set's price among them."""
        left: Numbers = self.weight - np.append(duals.prices, 0.0)[self.members].sum(axis=1)
        for each in duals.sets:
            left = left - each.price * self.halves(each, duals.prices.size)
        return left

    def halves(self, some: OddSet, n: int) -> Integers:
        """Half of the members of each column who are in this set, and of its steps across, rounded down."""
        member = np.zeros(n + 1, np.int64)
        member[some.members] = 1
        count: Integers = member[self.members].sum(axis=1)
        if len(some.across):
            codes = some.across.min(axis=1) * n + some.across.max(axis=1)
            for has, code in neighbours(self, n):
                count[has] += np.isin(code, codes)
        return count // 2


def paired(first: Indices, second: Indices, weight: Numbers) -> Columns:
    """Pairs as columns."""
    members = np.full((first.size, LONGEST), NOBODY, np.int64)
    members[:, 0], members[:, 1] = first, second
    return Columns(members, weight)


def joined(parts: list[Columns]) -> Columns:
    """All of them, each once, in a fixed order."""
    return joined_with(parts)[0]


def joined_with(parts: list[Columns]) -> tuple[Columns, Indices]:
    """The same, and where each stood first when the parts are put one after the other."""
    members = np.concatenate([part.members for part in parts])
    weight = np.concatenate([part.weight for part in parts])
    base = int(members.max(initial=NOBODY)) + 2
    if base**LONGEST < _CODES:
        code = np.zeros(weight.size, np.int64)
        for place in range(LONGEST):
            code = code * base + (members[:, place] + 1)
        once = np.unique(code, return_index=True)[1]
    else:
        once = np.unique(members, axis=0, return_index=True)[1]
    return Columns(members[once], weight[once]), once


@dataclass(frozen=True)
class Shared:
    """The optimum of the linear programme: the share of each column, and the prices."""

    share: Numbers
    duals: Duals
    value: float


def relaxed(columns: Columns, room: Integers, cuts: tuple[OddSet, ...]) -> Shared:
    """The linear programme of these columns with these odd sets."""
    if not columns.size:
        return Shared(np.zeros(0), Duals(np.zeros(room.size)), 0.0)
    matrix, most = _constraints(columns, room, cuts)
    often = np.append(room, 2)[columns.members].min(axis=1) > 1
    answer = best(Programme(columns.weight, matrix, most, top=np.where(often, 1.0, np.inf)))
    prices = answer.prices
    sets = zip(cuts, prices[room.size :].tolist(), strict=True)
    duals = Duals(prices[: room.size], tuple(replace(cut, price=price) for cut, price in sets if price > 0))
    return Shared(answer.share, duals, answer.value)


def _constraints(
    columns: Columns, room: Integers, cuts: tuple[OddSet, ...]
) -> tuple[sparse.csr_array, Numbers]:
    """One row a person, then one an odd set."""
    column, place = np.nonzero(columns.members != NOBODY)
    rows, cols = [columns.members[column, place]], [column]
    values = [np.ones(column.size)]
    for at, cut in enumerate(cuts):
        halves = columns.halves(cut, room.size)
        held = np.flatnonzero(halves)
        rows.append(np.full(held.size, room.size + at))
        cols.append(held)
        values.append(halves[held].astype(np.float64))
    where = np.concatenate(rows), np.concatenate(cols)
    matrix = sparse.csr_array((np.concatenate(values), where), shape=(room.size + len(cuts), columns.size))
    return matrix, np.concatenate([room, [cut.most(room) for cut in cuts]]).astype(np.float64)


def neighbours(columns: Columns, n: int) -> Iterator[tuple[Indices, Indices]]:
    """For each place in a column: the columns that have a step from it, and codes of the two people."""
    size = (columns.members != NOBODY).sum(axis=1)
    for place in range(LONGEST):
        # A pair has one step where a ring has as many as people: the way back joins the same two.
        has = np.flatnonzero((place < size) & ((size > 2) | (place == 0)))
        one = columns.members[has, place]
        other = columns.members[has, (place + 1) % size[has]]
        yield has, np.minimum(one, other) * n + np.maximum(one, other)


def branched(columns: Columns, room: Integers, cuts: tuple[OddSet, ...], nodes: int) -> Flags | None:
    """The best whole columns, as far as so many nodes of branch and bound find them; None where none do."""
    if not columns.size:
        return np.zeros(0, np.bool_)
    matrix, most = _constraints(columns, room, cuts)
    once = _once(columns, room)
    table = sparse.vstack([matrix, once])
    limits = np.concatenate([most, np.ones(once.shape[0])])
    share = best_whole(Programme(columns.weight, table, limits, top=1.0), nodes)
    return None if share is None else share > 0


def _once(columns: Columns, room: Integers) -> sparse.csr_array:
    """One row for each two people who are neighbours in several columns, where both have room for it."""
    steps = list(neighbours(columns, room.size))
    column = np.concatenate([each[0] for each in steps])
    code = np.concatenate([each[1] for each in steps])
    roomy = (room[code // room.size] > 1) & (room[code % room.size] > 1)
    column, code = column[roomy], code[roomy]
    _, row, count = np.unique(code, return_inverse=True, return_counts=True)
    several = count[row] > 1
    rows = np.unique(row[several], return_inverse=True)[1]
    shape = (int(rows.max()) + 1 if rows.size else 0, columns.size)
    return sparse.csr_array((np.ones(rows.size), (rows, column[several])), shape=shape)


def greedy(columns: Columns, room: Integers, shared: Shared) -> Flags:
    """Take columns by their share, then by how little they are under the prices."""
    over = columns.over(shared.duals)
    share = np.round(shared.share, 6)
    left = room.tolist()
    taken: set[int] = set()
    codes: list[list[int]] = [[] for _ in range(columns.size)]
    for has, code in neighbours(columns, room.size):
        for at, each in zip(has.tolist(), code.tolist(), strict=True):
            codes[at].append(each)
    chosen = np.zeros(columns.size, np.bool_)
    people = [[who for who in row if who != NOBODY] for row in columns.members.tolist()]
    for at in np.lexsort((-over, -share)).tolist():
        if all(left[who] for who in people[at]) and taken.isdisjoint(codes[at]):
            chosen[at] = True
            taken.update(codes[at])
            for who in people[at]:
                left[who] -= 1
    return chosen
