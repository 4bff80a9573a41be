"""The shortest trail that uses no pair twice, best first, by how far the rest of it is at least.

(P. Hart, N. Nilsson, B. Raphael, A formal basis for the heuristic determination of minimum cost paths, 1968.)
"""

from __future__ import annotations

from heapq import heappop, heappush

import numpy as np
from numba import njit

from counterpart.engine.kernels.rematching import Entries, other_way
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers


@njit(cache=True, nogil=True)
def shortest(
    g: Entries,
    price: Numbers,
    weight: Numbers,
    chosen: Flags,
    holding: tuple[Indices, Indices],
    free: Integers,
    closed: Flags,
    cheapest: Indices,
    banned: int,
    begin: int,
    end: int,
    back: Numbers,
    broken: float,
    most: float,
    unsure: float,
    looks: int,
) -> tuple[bool, float, Indices]:
    """Whether so many looks were enough; what the best trail costs (infinite without one); and its pairs.

    Nodes as in `rematching.spread`; `back`: how far each is from the end, walked the other way round. A
    trail that reaches the end costs `broken` less what its pairs bring, and is no longer than that and
    `unsure`. None longer than `most` is looked at. Where the looks are not enough, the cost is the least
    length still to look at.
    """
    n = g.start.size - 1
    held_start, held = holding
    node, before, pair = [begin], [-1], [-1]
    length, brought = [0.0], [0.0]
    tree, empty = (node, before, pair, length, brought), np.flatnonzero(free > 0)
    heap = [(back[other_way(begin, n)], 0, 0)]
    best, last = np.inf, -1
    while len(heap):
        least, deep, at = heappop(heap)
        if least > min(most, best + unsure):
            break
        if len(node) > looks:
            return False, least, _pairs(pair, before, last)
        here, d = node[at], length[at]
        if here == end and (at > 0 or begin == end):
            if broken - brought[at] < best:
                best, last = broken - brought[at], at
            continue
        if here == 2 * n:
            came = node[before[at]] if before[at] >= 0 else -1
            for at_cheapest in range(cheapest.size):
                i = cheapest[at_cheapest]
                there = d + price[i]
                if there > most:
                    break
                whole = there + back[other_way(n + i, n)]
                if not closed[i] and whole <= most:
                    _grow(heap, tree, at, n + i, -1, there, 0.0, whole, deep)
            for at_empty in range(empty.size):
                i = empty[at_empty]
                whole = d + back[other_way(i, n)]
                if not closed[i] and free[i] > (1 if came == n + i else 0) and whole <= most:
                    _grow(heap, tree, at, i, -1, d, 0.0, whole, deep)
            continue
        i = here % n
        even = here < n
        if even and closed[i]:
            continue
        if even or free[i] > 0:
            there = d + (price[i] if even else 0.0)
            if there + back[2 * n] <= most and not _passed_hub(node, before, at, 2 * n):
                _grow(heap, tree, at, 2 * n, -1, there, 0.0, there + back[2 * n], deep)
        begins, ends = (g.start[i], g.start[i + 1]) if even else (held_start[i], held_start[i + 1])
        for place in range(begins, ends):
            t = place if even else held[place]
            c, e = g.neighbour[t], g.pair[t]
            under = price[i] + price[c] + g.cost[t]
            there = d + max(0.0, under if even else -under)
            if even and there > most:
                break
            if e == banned or chosen[e] == even or (even and closed[c]):
                continue
            after = n + c if even else c
            whole = there + back[other_way(after, n)]
            if whole <= most and not _used(pair, before, at, e):
                _grow(heap, tree, at, after, e, there, weight[e] if even else -weight[e], whole, deep)
    return True, best, _pairs(pair, before, last)


@njit(cache=True, nogil=True, inline="always")
def _grow(
    heap: list[tuple[float, int, int]],
    tree: tuple[list[int], list[int], list[int], list[float], list[float]],
    at: int,
    node: int,
    pair: int,
    length: float,
    more: float,
    whole: float,
    deep: int,
) -> None:
    """A trail goes on from its beginning `at`."""
    tree[0].append(node)
    tree[1].append(at)
    tree[2].append(pair)
    tree[3].append(length)
    tree[4].append(tree[4][at] + more)
    heappush(heap, (whole, deep - 1, len(tree[0]) - 1))


@njit(cache=True, nogil=True)
def _pairs(pair: list[int], before: list[int], at: int) -> Indices:
    """What a trail changes."""
    out = [-1]
    while at >= 0:
        if pair[at] >= 0:
            out.append(pair[at])
        at = before[at]
    return np.array(out)[1:]


@njit(cache=True, nogil=True)
def _used(pair: list[int], before: list[int], at: int, e: int) -> bool:
    while at >= 0:
        if pair[at] == e:
            return True
        at = before[at]
    return False


@njit(cache=True, nogil=True)
def _passed_hub(node: list[int], before: list[int], at: int, hub: int) -> bool:
    while at >= 0:
        if node[at] == hub:
            return True
        at = before[at]
    return False
