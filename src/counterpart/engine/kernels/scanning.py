"""All allowed pairs, looked at person by person, passing by whole buckets that cannot matter.

A pair matters where 2 v + worth > prices. In a bucket that is reached through one topic of each direction,
take these for the best topics of the pair (it is reached through those, too): no other topic brings more,
which bounds both benefits, so the value. Members of a bucket stand by ascending price, and the walk ends
where the bound no longer reaches. (The thought is MaxScore's: H. Turtle, J. Flood, Query evaluation:
strategies and optimizations, Information Processing & Management 31, 1995.)
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.arrays import STEPS, Arrays
from counterpart.engine.buckets import Buckets
from counterpart.engine.columns import Told
from counterpart.engine.kernels.weighing import (
    Lookup,
    forget,
    learns,
    look_up,
    lookup_for,
    mutual,
    part,
    teaches,
    values,
)
from counterpart.engine.shapes import Hashes, Integers, Numbers

TOLERANCE = 1e-9
_KINDS = 25  # of level and importance


class Best(NamedTuple):
    """The best others of each row: position (-1 = none), both benefits, weight, what is over the prices, and
    a number that decides between equals."""

    other: Integers
    there: Numbers
    back: Numbers
    weight: Numbers
    over: Numbers
    tie: Hashes


@njit(cache=True, nogil=True)
def by_price(buckets: Buckets, price: Numbers) -> None:
    """Order the members of every bucket by what they cost (prices less the worth of their place)."""
    for b in range(buckets.start.size - 1):
        begin, end = buckets.start[b], buckets.start[b + 1]
        if end - begin > 1:
            members = np.sort(buckets.member[begin:end])
            order = np.argsort(price[members], kind="mergesort")
            buckets.member[begin:end] = members[order]


@njit(cache=True, nogil=True)
def scan(
    every: Arrays,
    buckets: tuple[Buckets, Buckets],
    price: Numbers,
    begin: int,
    end: int,
    best: Best,
    excess: Numbers,
    most: int,
) -> None:
    """Fill rows begin..end of `best` and `excess` (what is over the prices with people of a higher position).

    price   of each person, less the worth of their place
    most    how many others a row may weigh, best buckets first; 0 = all that can matter (`excess` is right
    only then)
    """
    table = lookup_for(every)
    work = _work(every, price.size, best.over.shape[1], begin, end)
    room, two_way = every.rules.room, every.weights.two_way
    for i in range(begin, end):
        if room[i] <= 0:
            continue
        if two_way:
            count = _both_ways(every, buckets[0], i, work.chosen, work.bound)
        else:
            count = _one_way(every, buckets, i, work.chosen, work.bound)
        chosen, bound = work.chosen[:count], work.bound[:count]
        look_up(every, table, i)
        if most:
            order = np.argsort(-bound, kind="mergesort")
            chosen, bound = chosen[order], bound[order]
        met = _gather(buckets, price, i, chosen, bound, most, work.seen, work.other)
        excess[i] = _weigh(every, table, price, i, work, met, best)
        forget(every, table, i)


class _Work(NamedTuple):
    """Room for one row: its buckets with their bounds, when a person was last seen, and whom it met."""

    chosen: Integers
    bound: Numbers
    seen: Integers
    other: Integers
    there: Numbers
    back: Numbers
    value: Numbers
    over: Numbers
    which: Integers


@njit(cache=True, nogil=True)
def _work(every: Arrays, n: int, keep: int, begin: int, end: int) -> _Work:
    most = _most_buckets(every, begin, end)
    chosen, seen, other = np.zeros(most, np.int64), np.full(n, -1, np.int64), np.zeros(n, np.int64)
    there, back, value, over = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    return _Work(chosen, np.zeros(most), seen, other, there, back, value, over, np.zeros(keep, np.int64))


@njit(cache=True, nogil=True)
def _gather(
    buckets: tuple[Buckets, Buckets],
    price: Numbers,
    i: int,
    chosen: Integers,
    bound: Numbers,
    most: int,
    seen: Integers,
    other: Integers,
) -> int:
    """Whom these buckets hold, as far as the bound reaches: into `other`; how many they are. Codes from the
    first index's size on are of the second."""
    start, member = buckets[0].start, buckets[0].member
    start_too, member_too = buckets[1].start, buckets[1].member
    split = start.size
    own, met = price[i], 0
    for c in range(chosen.size):
        if most and met >= most:
            break
        code, reach = chosen[c], 2 * bound[c] - own
        if code < split:
            begin, end, members = start[code], start[code + 1], member
        else:
            begin, end, members = start_too[code - split], start_too[code - split + 1], member_too
        for m in range(begin, end):
            j = members[m]
            if reach <= price[j]:
                break
            if seen[j] != i and j != i:
                seen[j] = i
                other[met] = j
                met += 1
    return met


@njit(cache=True, nogil=True)
def _weigh(every: Arrays, table: Lookup, price: Numbers, i: int, work: _Work, met: int, best: Best) -> float:
    """Insert into `best` whoever is over the prices; what those of a higher position are over in sum."""
    other, there, back, value, over = work.other, work.there, work.back, work.value, work.over
    learns(every, table, i, other[:met], there)
    teaches(every, table, other[:met], back)
    values(every.weights, i, other[:met], there, back, value)
    own, left = price[i], 0
    for m in range(met):
        far = 2 * value[m] - own - price[other[m]]
        if value[m] >= 0 and far > TOLERANCE:
            other[left], there[left], back[left] = other[m], there[m], back[m]
            value[left], over[left] = value[m], far
            left += 1
    part(every.rules, every.weights, i, other[:left], there, back, over)
    return _insert(every, i, work, left, best)


@njit(cache=True, nogil=True)
def _insert(every: Arrays, i: int, work: _Work, left: int, best: Best) -> float:
    """Keep the best of these by what they are over, then by ties; the sum of what is over and above i."""
    others, far, hashes, worth = work.other, work.over, every.hashes, every.weights.worth
    over, tie, at_most = best.over[i], best.tie[i], best.over.shape[1]
    which, kept, total = work.which, 0, 0.0
    for m in range(left):
        if far[m] <= 0:
            continue
        if others[m] > i:
            total += far[m]
        if kept == at_most and far[m] < over[kept - 1]:
            continue
        mixed = _tie(hashes, i, others[m])
        if kept == at_most:
            if far[m] == over[kept - 1] and mixed >= tie[kept - 1]:
                continue
            kept -= 1
        at = kept
        while at > 0 and (far[m] > over[at - 1] or (far[m] == over[at - 1] and mixed < tie[at - 1])):
            over[at], tie[at], which[at] = over[at - 1], tie[at - 1], which[at - 1]
            at -= 1
        over[at], tie[at], which[at] = far[m], mixed, m
        kept += 1
    for at in range(kept):
        m = which[at]
        j = others[m]
        best.other[i, at], best.there[i, at], best.back[i, at] = j, work.there[m], work.back[m]
        best.weight[i, at] = 2 * work.value[m] + (worth[i] + worth[j])
    return total


@njit(cache=True, nogil=True)
def _tie(hashes: Hashes, i: int, j: int) -> int:
    """A fixed number for each pair, the same from both sides (the finisher of splitmix64)."""
    mixed = hashes[i] ^ hashes[j]
    mixed = (mixed ^ (mixed >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    mixed = (mixed ^ (mixed >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    tie: int = mixed ^ (mixed >> np.uint64(31))
    return tie


@njit(cache=True, nogil=True)
def _both_ways(every: Arrays, index: Buckets, i: int, chosen: Integers, bound: Numbers) -> int:
    """The buckets of everybody who shows what i seeks and seeks what i shows, with a bound on the value."""
    key, of_key, levels, importances = index.key, index.of_key, index.level, index.importance
    near, least, reciprocity = every.near, every.weights.least, every.weights.reciprocity
    seeks, shows, own, skills = every.seeks, every.shows, every.own, every.skills
    first, last = shows.start[i], shows.start[i + 1]
    shown = shows.skill[first:last]
    back = np.zeros((last - first, STEPS))
    there = np.zeros(STEPS)
    for f in range(last - first):
        for step in range(1, STEPS):
            back[f, step] = _at_most_back(shows, i, step / 5 * shows.number[first + f] / 5)
    count = 0
    for e in range(seeks.start[i], seeks.start[i + 1]):
        mine = 0.0 if near else own[e]
        for step in range(STEPS):
            there[step] = (
                _at_most(every, i, seeks.number[e] / 5 * (step - mine) / 5, near) if step > mine else -1.0
            )
        for f in range(last - first):
            code = seeks.skill[e] * skills + shown[f]
            k = np.searchsorted(key, code)
            if k == key.size or key[k] != code:
                continue
            for b in range(of_key[k], of_key[k + 1]):
                one, other = there[int(levels[b])], back[f, int(importances[b])]
                if one < 0:
                    break
                if one >= least and other >= least:
                    chosen[count] = b
                    bound[count] = mutual(reciprocity, one, other) + TOLERANCE
                    count += 1
    return count


@njit(cache=True, nogil=True)
def _one_way(every: Arrays, index: tuple[Buckets, Buckets], i: int, chosen: Integers, bound: Numbers) -> int:
    """The buckets of everybody who shows what i seeks, then of everybody who seeks what i shows."""
    count, split = 0, index[0].start.size
    near = every.near
    back = _at_most_back(every.shows, i, 1.0)
    for e in range(every.seeks.start[i], every.seeks.start[i + 1]):
        k = np.searchsorted(index[0].key, every.seeks.skill[e])
        if k < index[0].key.size and index[0].key[k] == every.seeks.skill[e]:
            for b in range(index[0].of_key[k], index[0].of_key[k + 1]):
                own = 0.0 if near else every.own[e]
                one = every.seeks.number[e] / 5 * (index[0].level[b] - own) / 5
                if one <= 0:
                    break
                chosen[count] = b
                there = _at_most(every, i, one, near)
                bound[count] = mutual(every.weights.reciprocity, there, back) + TOLERANCE
                count += 1
    for f in range(every.shows.start[i], every.shows.start[i + 1]):
        k = np.searchsorted(index[1].key, every.shows.skill[f])
        if k < index[1].key.size and index[1].key[k] == every.shows.skill[f]:
            for b in range(index[1].of_key[k], index[1].of_key[k + 1]):
                other = index[1].importance[b] / 5 * every.shows.number[f] / 5
                chosen[count] = split + b
                bound[count] = (
                    mutual(every.weights.reciprocity, 0.0, _at_most_back(every.shows, i, other)) + TOLERANCE
                )
                count += 1
    return count


@njit(cache=True, nogil=True)
def _most_buckets(every: Arrays, begin: int, end: int) -> int:
    most = 1
    for i in range(begin, end):
        wishes = every.seeks.start[i + 1] - every.seeks.start[i]
        shows = every.shows.start[i + 1] - every.shows.start[i]
        most = max(most, wishes * shows * _KINDS, (wishes + shows) * _KINDS)
    return most


@njit(cache=True, nogil=True)
def _at_most(every: Arrays, i: int, one: float, near: bool) -> float:
    """What i can learn where no topic brings more than `one`."""
    left = 1.0
    for e in range(every.seeks.start[i], every.seeks.start[i + 1]):
        own = 0.0 if near else every.own[e]
        left *= 1 - min(one, every.seeks.number[e] / 5 * (5 - own) / 5)
    return 1 - left


@njit(cache=True, nogil=True)
def _at_most_back(shows: Told, i: int, other: float) -> float:
    """What anybody can learn from i where no topic brings more than `other`."""
    left = 1.0
    for f in range(shows.start[i], shows.start[i + 1]):
        left *= 1 - min(other, shows.number[f] / 5)
    return 1 - left
