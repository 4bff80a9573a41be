"""Many rings: put one in, take out what stands in its way, fill up around, and now and then accept a loss.

Simulated annealing (S. Kirkpatrick, C. D. Gelatt, M. P. Vecchi, Optimization by simulated annealing, 1983)
over the columns near the prices. The numbers it draws come from splitmix64, so they are the same everywhere
(G. L. Steele, D. Lea, C. H. Flood, Fast splittable pseudorandom number generators, 2014).
"""

from __future__ import annotations

import math

import numba
import numpy as np

from counterpart.engine.rings.columns import NOBODY, Columns, joined
from counterpart.engine.shapes import Flags, Hashes, Indices, Integers, Numbers

_STEPS_PER_COLUMN, _MOST_STEPS = 150, 1_000_000
_HEAT = 0.005  # of the mean weight
_TRIED = 12  # columns of each freed person that are tried to fill up


def annealed(columns: Columns, plan: Columns, room: Integers, seed: int) -> Columns:
    """The best plan met on the way from `plan`, which `columns` holds."""
    columns = joined([columns])
    order = np.argsort(-columns.weight / (columns.members != NOBODY).sum(axis=1), kind="stable")
    columns = columns.some(order)
    wanted = {tuple(row) for row in plan.members.tolist()}
    chosen = np.array([tuple(row) in wanted for row in columns.members.tolist()], np.bool_)
    column, place = np.nonzero(columns.members != NOBODY)
    who = columns.members[column, place]
    by_person = np.argsort(who, kind="stable")
    start = np.searchsorted(who[by_person], np.arange(room.size + 1))
    steps = min(_MOST_STEPS, _STEPS_PER_COLUMN * max(1, columns.size))
    heat = _HEAT * float(columns.weight.mean())
    best = _anneal(
        columns.members, columns.weight, room, start, column[by_person], chosen, steps, heat, np.uint64(seed)
    )
    return columns.some(best)


@numba.njit(cache=True, nogil=True)
def _next(state: Hashes) -> float:
    """The next number of splitmix64 as a fraction in 0 .. 1."""
    state[0] += np.uint64(0x9E3779B97F4A7C15)
    z = state[0]
    z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    z = z ^ (z >> np.uint64(31))
    return float(z >> np.uint64(11)) / 9007199254740992.0


@numba.njit(cache=True, nogil=True)
def _length(row: Indices) -> int:
    k = 0
    while k < row.size and row[k] >= 0:
        k += 1
    return k


@numba.njit(cache=True, nogil=True)
def _share_a_step(one: Indices, other: Indices) -> bool:
    """Whether two people are neighbours in both."""
    k, m = _length(one), _length(other)
    for a in range(k):
        x, y = one[a], one[(a + 1) % k]
        for b in range(m):
            u, v = other[b], other[(b + 1) % m]
            if (x == u and y == v) or (x == v and y == u):
                return True
    return False


@numba.njit(cache=True, nogil=True)
def _put(at: int, members: Indices, used: Integers, slots: Indices, place: Indices, chosen: Flags) -> None:
    chosen[at] = True
    for j in range(_length(members[at])):
        p = members[at, j]
        slots[place[p] + used[p]] = at
        used[p] += 1


@numba.njit(cache=True, nogil=True)
def _take(at: int, members: Indices, used: Integers, slots: Indices, place: Indices, chosen: Flags) -> None:
    chosen[at] = False
    for j in range(_length(members[at])):
        p = members[at, j]
        for s in range(place[p], place[p] + used[p]):
            if slots[s] == at:
                slots[s] = slots[place[p] + used[p] - 1]
                break
        used[p] -= 1


@numba.njit(cache=True, nogil=True)
def _fits(at: int, members: Indices, used: Integers, slots: Indices, place: Indices, room: Integers) -> bool:
    k = _length(members[at])
    for j in range(k):
        if used[members[at, j]] >= room[members[at, j]]:
            return False
    for j in range(k):
        p = members[at, j]
        for s in range(place[p], place[p] + used[p]):
            if _share_a_step(members[at], members[slots[s]]):
                return False
    return True


@numba.njit(cache=True, nogil=True)
def _anneal(
    members: Indices, weight: Numbers, room: Integers, start: Indices, mine: Indices, begin: Flags,
    steps: int, heat: float, seed: np.uint64,
) -> Flags:  # fmt: skip
    """members m x 4; the columns of person i are mine[start[i] .. start[i + 1]], best first. Arrays out."""
    m, n = weight.size, room.size
    state = np.zeros(1, np.uint64)
    state[0] = np.uint64(seed)
    place = np.zeros(n + 1, np.int64)
    for i in range(n):
        place[i + 1] = place[i] + min(room[i], start[i + 1] - start[i])
    slots, used = np.zeros(place[n] + 1, np.int64), np.zeros(n, np.int64)
    chosen = np.zeros(m, np.bool_)
    value = 0.0
    for at in range(m):
        if begin[at]:
            _put(at, members, used, slots, place, chosen)
            value += weight[at]
    best, most = chosen.copy(), value
    out, new = np.zeros(64, np.int64), np.zeros(64, np.int64)
    for step in range(steps):
        temperature = heat * (1.0 - step / steps) ** 2 + 1e-9
        at = int(_next(state) * m)
        if chosen[at]:
            continue
        outs, news, change = 0, 0, weight[at]
        k = _length(members[at])
        for j in range(k):
            p = members[at, j]
            s = place[p]
            while s < place[p] + used[p]:
                other = slots[s]
                if outs < 32 and _share_a_step(members[at], members[other]):
                    _take(other, members, used, slots, place, chosen)
                    out[outs] = other
                    outs += 1
                    change -= weight[other]
                else:
                    s += 1
            if used[p] >= room[p]:
                worst = slots[place[p]]
                for s in range(place[p], place[p] + used[p]):
                    if weight[slots[s]] < weight[worst]:
                        worst = slots[s]
                _take(worst, members, used, slots, place, chosen)
                out[outs] = worst
                outs += 1
                change -= weight[worst]
        possible = _fits(at, members, used, slots, place, room)
        if possible:
            _put(at, members, used, slots, place, chosen)
            new[0] = at
            news = 1
            for o in range(outs):
                for j in range(_length(members[out[o]])):
                    p = members[out[o], j]
                    if used[p] >= room[p]:
                        continue
                    tried = 0
                    for c in range(start[p], start[p + 1]):
                        other = mine[c]
                        if chosen[other] or other == out[o]:
                            continue
                        if news < 64 and _fits(other, members, used, slots, place, room):
                            _put(other, members, used, slots, place, chosen)
                            new[news] = other
                            news += 1
                            change += weight[other]
                            break
                        tried += 1
                        if tried >= _TRIED:
                            break
        if possible and (change >= 0 or _next(state) < math.exp(change / temperature)):
            value += change
            if value > most + 1e-12:
                most = value
                best[:] = chosen
            continue
        for c in range(news):
            _take(new[c], members, used, slots, place, chosen)
        for o in range(outs):
            _put(out[o], members, used, slots, place, chosen)
    return best
