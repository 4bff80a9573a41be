"""What becomes of a best plan when a place is freed or taken: shortest paths between its two sides.

Everybody stands once on a left and once on a right side, and a pair stands for two steps between them (the
double cover). There the best plan is an assignment, and each place freed or taken is one more path by
Dijkstra, over what pairs are under their prices, after which prices move with the path (J. Edmonds, R. M.
Karp, Theoretical improvements in algorithmic efficiency for network flow problems, 1972). What it costs on
both sides is twice what halves of pairs would cost, so never more than twice what whole pairs cost.
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.kernels.auction import starts
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers

FREED, TAKEN = 0, 1


class Entries(NamedTuple):
    """Person i's entries are start[i]..start[i + 1]: the neighbour, the pair's number, the same pair's entry
    at the neighbour (`mirror`), and what odd sets ask for it less its weight (`cost`)."""

    start: Indices
    neighbour: Indices
    pair: Indices
    mirror: Indices
    cost: Numbers


class Sides(NamedTuple):
    """The plan on both sides (2 x n): prices, places nobody has, and by entry whether its person, on the
    left, is with its neighbour, on the right."""

    price: Numbers
    free: Integers
    on: Flags


@njit(cache=True, nogil=True)
def entries(n: int, first: Indices, second: Indices, cost: Numbers, order: Indices) -> Entries:
    """Entries of both people of each pair, in this order of pairs: by what they are under their prices, so
    that whoever looks for less can stop."""
    m = first.size
    start = starts(n, first, second)
    at = start[:-1].copy()
    neighbour, pair, mirror = np.empty(2 * m, np.int64), np.empty(2 * m, np.int64), np.empty(2 * m, np.int64)
    entry_cost = np.empty(2 * m)
    for e in order:
        p, q = at[first[e]], at[second[e]]
        at[first[e]] += 1
        at[second[e]] += 1
        neighbour[p], neighbour[q] = second[e], first[e]
        pair[p], pair[q] = e, e
        mirror[p], mirror[q] = q, p
        entry_cost[p], entry_cost[q] = cost[e], cost[e]
    return Entries(start, neighbour, pair, mirror, entry_cost)


@njit(cache=True, nogil=True)
def standing(g: Entries, chosen: Flags) -> Flags:
    """The entries of chosen pairs."""
    on = np.zeros(g.pair.size, np.bool_)
    for t in range(g.pair.size):
        on[t] = chosen[g.pair[t]]
    return on


@njit(cache=True, nogil=True)
def holding(g: Entries, chosen: Flags) -> tuple[Indices, Indices]:
    """The chosen entries of each person i: held[start[i]..start[i + 1]]."""
    n = g.start.size - 1
    start, held = np.zeros(n + 1, np.int64), np.empty(2 * chosen.sum(), np.int64)
    count = 0
    for i in range(n):
        for t in range(g.start[i], g.start[i + 1]):
            if chosen[g.pair[t]]:
                held[count] = t
                count += 1
        start[i + 1] = count
    return start, held


@njit(cache=True, nogil=True)
def rematch(g: Entries, sides: Sides, banned: int, sources: Integers) -> Indices:
    """Move the plan and its prices (in place) for each source in turn: (FREED or TAKEN, a person), which
    counts on both sides. The pair `banned` is not to be used. The pairs that were touched."""
    touched = [-1]
    for k in range(2 * sources.shape[0]):
        side, at = k // sources.shape[0], k % sources.shape[0]
        kind, who = sources[at, 0], sources[at, 1]
        # a place taken on the right frees whoever has it on the left, and the other way round
        if kind == TAKEN and sides.free[1 - side, who] > 0:
            sides.free[1 - side, who] -= 1
        else:
            _path(g, sides, banned, side, kind, who, touched)
    return np.unique(np.array(touched)[1:])


@njit(cache=True, nogil=True)
def _path(g: Entries, sides: Sides, banned: int, side: int, kind: int, who: int, touched: list[int]) -> None:
    """The cheapest path for one source. Nodes 0..n: a person on this side with a place nobody has; n..2n: one
    on the other side with somebody too many."""
    n = g.start.size - 1
    price, other = sides.price[side], sides.price[1 - side]
    free, on = sides.free, sides.on
    far = np.full(2 * n, np.inf)
    before = np.full(2 * n, -1)
    first = who + n * kind
    far[first] = 0.0
    heap = [(0.0, first)]
    reached = [first]
    best, end = np.inf, -1
    while len(heap):
        d, node = heappop(heap)
        if d >= best:
            break
        if d > far[node]:
            continue
        if node < n:
            if d + price[node] < best:
                best, end = d + price[node], node
            for t in range(g.start[node], g.start[node + 1]):
                c = g.neighbour[t]
                if g.pair[t] == banned or (on[t] if side == 0 else on[g.mirror[t]]):
                    continue
                there = d + max(0.0, price[node] + other[c] + g.cost[t])
                if there < best and there < far[n + c]:
                    if far[n + c] == np.inf:
                        reached.append(n + c)
                    far[n + c], before[n + c] = there, t
                    heappush(heap, (there, n + c))
            continue
        c = node - n
        if free[1 - side, c] > 0:
            best, end = d, node
            break
        for t in range(g.start[c], g.start[c + 1]):
            if not (on[g.mirror[t]] if side == 0 else on[t]):
                continue
            i = g.neighbour[t]
            there = d + max(0.0, -price[i] - other[c] - g.cost[t])
            if there < best and there < far[i]:
                if far[i] == np.inf:
                    reached.append(i)
                far[i], before[i] = there, t
                heappush(heap, (there, i))
    _move(g, sides, side, first, end, before, touched)
    for node in reached:
        if far[node] < best:
            if node < n:
                price[node] -= best - far[node]
            else:
                other[node - n] += best - far[node]


@njit(cache=True, nogil=True)
def _move(
    g: Entries, sides: Sides, side: int, first: int, end: int, before: Indices, touched: list[int]
) -> None:
    """Give up and take pairs along the path to its end."""
    n = g.start.size - 1
    if end < n:
        sides.free[side, end] += 1
    else:
        sides.free[1 - side, end - n] -= 1
    node = end
    while node != first:
        t = before[node]
        left = t if (node >= n) == (side == 0) else g.mirror[t]
        sides.on[left] = node >= n
        touched.append(g.pair[t])
        owner = g.neighbour[g.mirror[t]]
        node = owner if node >= n else n + owner


@njit(cache=True, nogil=True)
def spread(
    g: Entries,
    price: Numbers,
    chosen: Flags,
    holding: tuple[Indices, Indices],
    free: Integers,
    closed: Flags,
    cheapest: Indices,
    banned: int,
    begin: int,
    end: int,
    most: float,
    beyond: float,
    rest: Numbers,
) -> Numbers:
    """How far each node is along trails from one node, over what pairs are under their prices.

    Nodes 0..n: a person with a place nobody has; n..2n: a person with somebody too many; 2n: places left
    empty, from where others can be filled or emptied. To walk a trail from its other end changes the first
    two kinds. Nothing is looked for that is further than `most`, or further by more than `beyond` than the
    end is; `rest` is what a trail from each node costs at least, walked the other way. The prices are those
    that the entries are ordered by; `holding` are each person's chosen entries, `cheapest` everybody by
    price.
    """
    n = g.start.size - 1
    held_start, held = holding
    far, empty = np.full(2 * n + 1, np.inf), np.flatnonzero(free > 0)
    far[begin] = 0.0
    heap = [(0.0, begin)]
    while len(heap):
        d, node = heappop(heap)
        if d > far[node]:
            continue
        if node == end:
            most = min(most, d + beyond)
        if node == 2 * n:
            for at_cheapest in range(cheapest.size):
                i = cheapest[at_cheapest]
                if d + price[i] > most:
                    break
                if not closed[i]:
                    _reach(far, rest, heap, n, n + i, d + price[i], most)
            for at_empty in range(empty.size):
                i = empty[at_empty]
                if not closed[i]:
                    _reach(far, rest, heap, n, i, d, most)
            continue
        i = node % n
        if node < n and closed[i]:
            continue
        if node < n:
            _reach(far, rest, heap, n, 2 * n, d + price[i], most)
        elif free[i] > 0:
            _reach(far, rest, heap, n, 2 * n, d, most)
        if node >= n:
            for at in range(held_start[i], held_start[i + 1]):
                t = held[at]
                c = g.neighbour[t]
                if g.pair[t] != banned:
                    _reach(far, rest, heap, n, c, d + max(0.0, -price[i] - price[c] - g.cost[t]), most)
            continue
        for t in range(g.start[i], g.start[i + 1]):
            c = g.neighbour[t]
            under = max(0.0, price[i] + price[c] + g.cost[t])
            if d + under > most:
                break
            if g.pair[t] != banned and not chosen[g.pair[t]] and not closed[c]:
                _reach(far, rest, heap, n, n + c, d + under, most)
    return far


@njit(cache=True, nogil=True, inline="always")
def other_way(node: int, n: int) -> int:
    """The node that is passed when a trail is walked from its other end."""
    if node == 2 * n:
        return node
    return node + n if node < n else node - n


@njit(cache=True, nogil=True, inline="always")
def _reach(
    far: Numbers, rest: Numbers, heap: list[tuple[float, int]], n: int, node: int, d: float, most: float
) -> None:
    if d < far[node] and d + rest[other_way(node, n)] <= most:
        far[node] = d
        heappush(heap, (d, node))
