"""Better whole pairs: fill up, then alternating paths from everybody with a place left.

A path gives up a pair and takes another, in turn. Paths are tried best first, by what they gained and the
price of the person at their end, which bounds what may still come. (C. Berge, Two theorems in graph theory,
1957: a matching is best where no such path is left. Odd cycles can hide some; the bound tells what that may
cost.)
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.kernels.auction import Graph
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers


class Paths(NamedTuple):
    """A tree of paths: the person at the end, who was passed, gain, the one before, pairs added and given
    up."""

    end: Integers
    passed: Integers
    gain: Numbers
    before: Integers
    added: Integers
    dropped: Integers
    hope: Numbers
    done: Flags


class Taken(NamedTuple):
    """Places of person i: slot[start[i]..start[i + 1]] hold the entries of their pairs, -1 where free;
    `left` of them are."""

    start: Indices
    slot: Indices
    left: Integers


@njit(cache=True, nogil=True)
def fill(g: Graph, room: Integers, chosen: Flags, order: Indices) -> None:
    """Take every pair of `order` for which both have room."""
    left = free_places(g, room, chosen)
    for e in order:
        if not chosen[e] and left[g.first[e]] > 0 and left[g.second[e]] > 0:
            chosen[e] = True
            left[g.first[e]] -= 1
            left[g.second[e]] -= 1


@njit(cache=True, nogil=True)
def free_places(g: Graph, room: Integers, chosen: Flags) -> Integers:
    """Room that is not used."""
    left = room.copy()
    for e in range(chosen.size):
        if chosen[e]:
            left[g.first[e]] -= 1
            left[g.second[e]] -= 1
    return left


@njit(cache=True, nogil=True)
def improve(
    g: Graph, room: Integers, chosen: Flags, price: Numbers, least_gain: float, looks: int, rounds: int
) -> float:
    """Change `chosen` along paths until a round finds none; the sum of what was gained."""
    taken = _taken(g, room, chosen)
    left = taken.left
    size = looks * 16 + 64
    tree = Paths(
        np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size), np.zeros(size, np.int64),
        np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size), np.zeros(size, np.bool_),
    )  # fmt: skip
    stamp = np.full(room.size, -1, np.int64)
    place = np.zeros(room.size, np.int64)
    time, total = 0, 0.0
    for _ in range(rounds):
        changed = False
        for i in range(room.size):
            if left[i] > 0 and g.start[i] < g.start[i + 1]:
                time += 1
                gain = _search(g, chosen, taken, price, least_gain, looks, i, tree, stamp, place, time)
                total += gain
                changed = changed or gain > 0
        if not changed:
            break
    return total


@njit(cache=True, nogil=True)
def _search(
    g: Graph,
    chosen: Flags,
    taken: Taken,
    price: Numbers,
    least_gain: float,
    looks: int,
    root: int,
    tree: Paths,
    stamp: Integers,
    place: Integers,
    time: int,
) -> float:
    """Grow paths from one person; take the best; its gain, 0 where there is none."""
    tree.end[0], tree.passed[0], tree.gain[0], tree.before[0] = root, -1, 0.0, -1
    tree.added[0], tree.dropped[0], tree.hope[0], tree.done[0] = -1, -1, price[root], False
    stamp[root], place[root] = time, 0
    count, best, best_at, last = 1, least_gain, -1, -1
    for _ in range(looks):
        q = -1
        for t in range(count):
            if not tree.done[t] and (q < 0 or tree.hope[t] > tree.hope[q]):
                q = t
        if q < 0 or tree.hope[q] <= best:
            break
        tree.done[q] = True
        if q > 0 and tree.gain[q] > best:
            best, best_at, last = tree.gain[q], q, -1
        here = tree.end[q]
        for e in range(g.start[here], g.start[here + 1]):
            add = g.pair[e]
            if chosen[add]:
                continue
            c = g.neighbour[e]
            gain = tree.gain[q] + g.entry_weight[e]
            if taken.left[c] > 0:
                if gain > best and not _passes(tree, q, c, c):
                    best, best_at, last = gain, q, add
                continue
            for s in range(taken.start[c], taken.start[c + 1]):
                f = taken.slot[s]
                drop = g.pair[f]
                d = g.neighbour[f]
                after = gain - g.entry_weight[f]
                if after + price[d] <= best:
                    continue
                t = count
                if stamp[d] == time:
                    t = place[d]
                    if tree.done[t] or after <= tree.gain[t]:
                        continue
                elif count >= tree.end.size:
                    continue
                if _passes(tree, q, c, d):
                    continue
                if t == count:
                    count += 1
                    stamp[d], place[d] = time, t
                    tree.end[t], tree.done[t] = d, False
                tree.passed[t], tree.gain[t], tree.before[t] = c, after, q
                tree.added[t], tree.dropped[t], tree.hope[t] = add, drop, after + price[d]
    if best_at < 0:
        return 0.0
    _take(g, chosen, taken, tree, best_at, last)
    return best


@njit(cache=True, nogil=True)
def _passes(tree: Paths, q: int, c: int, d: int) -> bool:
    while q >= 0:
        if tree.end[q] == c or tree.end[q] == d or tree.passed[q] == c or tree.passed[q] == d:
            return True
        q = tree.before[q]
    return False


@njit(cache=True, nogil=True)
def _take(g: Graph, chosen: Flags, taken: Taken, tree: Paths, end: int, last: int) -> None:
    t = end
    while tree.before[t] >= 0:
        _set(g, chosen, taken, tree.dropped[t], False)
        t = tree.before[t]
    t = end
    while tree.before[t] >= 0:
        _set(g, chosen, taken, tree.added[t], True)
        t = tree.before[t]
    if last >= 0:
        _set(g, chosen, taken, last, True)


@njit(cache=True, nogil=True)
def _set(g: Graph, chosen: Flags, taken: Taken, e: int, on: bool) -> None:
    chosen[e] = on
    entry = g.at_first[e]
    _put(taken, g.first[e], entry, on)
    _put(taken, g.second[e], g.mirror[entry], on)


@njit(cache=True, nogil=True)
def _put(taken: Taken, who: int, entry: int, on: bool) -> None:
    wanted, then = (-1, entry) if on else (entry, -1)
    for s in range(taken.start[who], taken.start[who + 1]):
        if taken.slot[s] == wanted:
            taken.slot[s] = then
            break
    taken.left[who] += -1 if on else 1


@njit(cache=True, nogil=True)
def _taken(g: Graph, room: Integers, chosen: Flags) -> Taken:
    start = np.zeros(room.size + 1, np.int64)
    for i in range(room.size):
        start[i + 1] = start[i] + room[i]
    taken = Taken(start, np.full(start[room.size], -1, np.int64), room.copy())
    for e in range(chosen.size):
        if chosen[e]:
            _set(g, chosen, taken, e, True)
    return taken
