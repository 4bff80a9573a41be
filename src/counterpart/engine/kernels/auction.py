"""Prices of people by an auction in which everybody bids for everybody, and their polish.

D. P. Bertsekas, The auction algorithm: a distributed relaxation method for the assignment problem, Annals of
Operations Research 14, 1988; here on the double cover of a general graph, with capacities. Any prices at all
prove a bound (see `duals`), so nothing here has to be exact: an auction may begin a little below the prices
that one with larger steps ended at, although nobody may then want a place that is not free.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.shapes import Flags, Indices, Integers, Numbers, Shorts


class Graph(NamedTuple):
    """Pair e joins `first[e]` and `second[e]` for `weight[e]`. Person i's entries are start[i]..start[i +
    1]: the neighbour, the pair's number and weight, and where the same pair stands at the neighbour
    (`mirror`). Pair e stands at its first person in entry `at_first[e]`."""

    first: Integers
    second: Integers
    weight: Numbers
    start: Indices
    neighbour: Shorts
    pair: Shorts
    entry_weight: Numbers
    mirror: Shorts
    at_first: Shorts


@njit(cache=True, nogil=True)
def starts(n: int, first: Integers, second: Integers) -> Indices:
    """Where the entries of each of n people start, if every pair has one at both of its people."""
    start = np.zeros(n + 1, np.int64)
    for e in range(first.size):
        start[first[e] + 1] += 1
        start[second[e] + 1] += 1
    for i in range(n):
        start[i + 1] += start[i]
    return start


@njit(cache=True, nogil=True)
def graph(n: int, first: Integers, second: Integers, weight: Numbers) -> Graph:
    """Rows of entries in the order of pairs."""
    m = first.size
    start = starts(n, first, second)
    at = start[:-1].copy()
    neighbour, pair, mirror = np.empty(2 * m, np.int32), np.empty(2 * m, np.int32), np.empty(2 * m, np.int32)
    entry_weight = np.empty(2 * m, np.float64)
    at_first = np.empty(m, np.int32)
    for e in range(m):
        i, j = first[e], second[e]
        p, q = at[i], at[j]
        at[i] += 1
        at[j] += 1
        neighbour[p], neighbour[q] = j, i
        pair[p], pair[q] = e, e
        entry_weight[p], entry_weight[q] = weight[e], weight[e]
        mirror[p], mirror[q] = q, p
        at_first[e] = p
    return Graph(first, second, weight, start, neighbour, pair, entry_weight, mirror, at_first)


@njit(cache=True, nogil=True)
def auction(g: Graph, room: Integers, step: float, begin: Numbers) -> tuple[Flags, Numbers]:
    """Who holds which entry when nobody bids any more, and the least price of a place with each person.

    step    by how much a bid is raised at least
    begin   what a place with each person costs at first
    """
    n, start, neighbour, weight = room.size, g.start, g.neighbour, g.entry_weight
    place = np.zeros(n + 1, np.int64)
    for i in range(n):
        place[i + 1] = place[i] + room[i]
    owner = np.full(place[n], -1, np.int32)
    entry = np.full(place[n], -1, np.int32)
    price = np.zeros(place[n])
    least = begin.copy()
    for i in range(n):
        price[place[i] : place[i + 1]] = begin[i]
        if room[i] <= 0:
            least[i] = np.inf
    held = np.zeros(neighbour.size, np.bool_)
    free = room.copy()
    waiting = np.arange(n)
    queued = np.ones(n, np.bool_)
    head, count = 0, n
    while count:
        i = waiting[head]
        head = (head + 1) % n
        count -= 1
        queued[i] = False
        while free[i] > 0:
            first = second = 0.0
            bid = -1
            for e in range(start[i], start[i + 1]):
                profit = weight[e] - least[neighbour[e]]
                if profit > second and not held[e]:
                    if profit > first:
                        second, first, bid = first, profit, e
                    else:
                        second = profit
            if bid < 0:
                break
            j = neighbour[bid]
            cheap = place[j]
            for s in range(place[j] + 1, place[j + 1]):
                if price[s] < price[cheap]:
                    cheap = s
            loser = owner[cheap]
            if loser >= 0:
                held[entry[cheap]] = False
                free[loser] += 1
                if not queued[loser]:
                    waiting[(head + count) % n] = loser
                    count += 1
                    queued[loser] = True
            owner[cheap], entry[cheap] = i, bid
            held[bid] = True
            free[i] -= 1
            price[cheap] += first - second + step
            lowest = price[cheap]
            for s in range(place[j], place[j + 1]):
                lowest = min(lowest, price[s])
            least[j] = lowest
    for i in range(n):
        if room[i] <= 0:
            least[i] = 0.0
    return held, least


@njit(cache=True, nogil=True)
def prices(g: Graph, room: Integers, least: Numbers, sweeps: int) -> Numbers:
    """Half of what each would pay and what each costs, then coordinate descent: the middle of a person's best
    interval given the others."""
    n, start, neighbour, weight = room.size, g.start, g.neighbour, g.entry_weight
    y = np.zeros(n)
    top = np.zeros(room.max() + 1 if n else 1)
    for i in range(n):
        if room[i] > 0:
            _largest(neighbour[start[i] : start[i + 1]], weight[start[i] : start[i + 1]], least, top, room[i])
            y[i] = (top[room[i] - 1] + least[i]) / 2
    for sweep in range(sweeps):
        for turn in range(n):
            i = turn if sweep % 2 == 0 else n - 1 - turn
            if room[i] > 0:
                _largest(
                    neighbour[start[i] : start[i + 1]], weight[start[i] : start[i + 1]], y, top, room[i] + 1
                )
                y[i] = (top[room[i]] + top[room[i] - 1]) / 2
    return y


@njit(cache=True, nogil=True)
def _largest(neighbour: Shorts, weight: Numbers, y: Numbers, top: Numbers, count: int) -> None:
    """The `count` largest of weight - price of the neighbour, 0 where there are fewer."""
    top[:count] = 0.0
    for e in range(neighbour.size):
        left = weight[e] - y[neighbour[e]]
        if left > top[count - 1]:
            at = count - 1
            while at > 0 and top[at - 1] < left:
                top[at] = top[at - 1]
                at -= 1
            top[at] = left
