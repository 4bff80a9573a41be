"""All allowed pairs, looked at person by person, passing by whole buckets that cannot matter.

A pair matters where 2 v + worth > prices. In a bucket that is reached through one topic of each direction,
take these for the best topics of the pair (it is reached through those, too): no other topic brings more,
which bounds both benefits, so the value. Members of a bucket stand by ascending price, and the walk ends
where the bound no longer reaches. (The thought is MaxScore's: H. Turtle, J. Flood, Query evaluation:
strategies and optimizations, Information Processing & Management 31, 1995.) How many topics two have in
common, and how far their frames are apart, bounds it again before anything is weighed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.arrays import BITS, STEPS, Arrays
from counterpart.engine.buckets import Buckets
from counterpart.engine.kernels.weighing import (
    Lookup,
    distance,
    forget,
    learns,
    look_up,
    lookup_for,
    mutual,
    part,
    teaches,
    values,
)
from counterpart.engine.shapes import Hashes, Indices, Integers, Numbers, Table

TOLERANCE = 1e-9
_SHELVES = 128


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
def by_price(buckets: Buckets, price: Numbers, shows: Hashes, seeks: Hashes, first: int, last: int) -> None:
    """Order the members of these buckets by what they cost (prices less the worth of their place), and lay
    beside each what a walk asks first."""
    start, member, cost, bits = buckets.start, buckets.member, buckets.cost, buckets.bits
    for b in range(first, last):
        begin, end = start[b], start[b + 1]
        if end - begin > 1:
            members = np.sort(member[begin:end])
            member[begin:end] = members[np.argsort(price[members], kind="mergesort")]
        for m in range(begin, end):
            j = member[m]
            cost[m], bits[m, 0], bits[m, 1] = price[j], shows[j], seeks[j]


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
    most    how many others a row may weigh, best buckets first, of each bucket from a member on that is
            another for every row; 0 = all that can matter (`excess` is right only then)
    """
    table = lookup_for(every)
    work = _work(every, price.size, best.over.shape[1], begin, end)
    room, two_way = every.rules.room, every.weights.two_way
    for i in range(begin, end):
        if room[i] <= 0:
            continue
        _reaches(every, work, i)
        count = _both_ways(every, buckets[0], i, work) if two_way else _one_way(every, buckets, i, work)
        order = _best_first(work.bound[:count]) if most else np.arange(count)
        look_up(every, table, i)
        met = _gather(every, buckets, price[i], i, work, order, most)
        excess[i] = _weigh(every, table, price, i, work, met, best)
        forget(every, table, i)


class _Work(NamedTuple):
    """Room for one row: its buckets with their bounds, when a person was last seen, and whom it met.

    There are rows of reaches in each direction: row r, column k is what k common topics can bring, if none
    brings more than the topic that r stands for. A bucket has a row of each (`one`, `another`).
    """

    bucket: Integers
    bound: Numbers
    one: Integers
    another: Integers
    learning: Table
    teaching: Table
    seen: Integers
    other: Integers
    there: Numbers
    back: Numbers
    value: Numbers
    over: Numbers
    which: Integers


@njit(cache=True, nogil=True)
def _work(every: Arrays, n: int, keep: int, begin: int, end: int) -> _Work:
    wishes, shows = 1, 1
    for i in range(begin, end):
        wishes = max(wishes, every.seeks.start[i + 1] - every.seeks.start[i])
        shows = max(shows, every.shows.start[i + 1] - every.shows.start[i])
    most = max(wishes * shows, wishes + shows) * (STEPS - 1) ** 2
    bucket, one, another = np.zeros(most, np.int64), np.zeros(most, np.int64), np.zeros(most, np.int64)
    learning = np.zeros((1 + wishes * (STEPS - 1), wishes + 1))
    teaching = np.zeros((1 + shows * (STEPS - 1), shows + 1))
    seen, other, which = np.full(n, -1, np.int64), np.zeros(n, np.int64), np.zeros(keep, np.int64)
    there, back, value, over = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    return _Work(
        bucket, np.zeros(most), one, another, learning, teaching, seen, other, there, back, value, over, which
    )


@njit(cache=True, nogil=True)
def _reaches(every: Arrays, work: _Work, i: int) -> None:
    """Fill the rows: the first of `learning` with nothing, the first of `teaching` with all topics."""
    begin, end = every.seeks.start[i], every.seeks.start[i + 1]
    own = np.zeros(end - begin) if every.near else every.own[begin:end]
    wish = every.seeks.number[begin:end] / 5
    at_most = np.sort(wish * (5 - own) / 5)[::-1]
    for e in range(end - begin):
        for level in range(1, STEPS):
            brings = max(0.0, wish[e] * (level - own[e]) / 5)
            _reach(at_most, brings, work.learning[1 + e * (STEPS - 1) + level - 1])
    shown = every.shows.number[every.shows.start[i] : every.shows.start[i + 1]] / 5
    at_most = np.sort(shown)[::-1]
    _reach(at_most, 1.0, work.teaching[0])
    for f in range(shown.size):
        for importance in range(1, STEPS):
            _reach(at_most, importance / 5 * shown[f], work.teaching[1 + f * (STEPS - 1) + importance - 1])


@njit(cache=True, nogil=True)
def _reach(at_most: Numbers, brings: float, row: Numbers) -> None:
    left = 1.0
    for k in range(at_most.size):
        left *= 1 - min(brings, at_most[k])
        row[k + 1] = 1 - left


@njit(cache=True, nogil=True)
def _gather(
    every: Arrays,
    buckets: tuple[Buckets, Buckets],
    own: float,
    i: int,
    work: _Work,
    order: Indices,
    most: int,
) -> int:
    """Whom these buckets hold, as far as the bounds reach: into `work.other`; how many they are. Codes from
    the first index's size on are of the second."""
    one_index, other_index, split = buckets[0], buckets[1], buckets[0].start.size
    seen, other, learning, teaching = work.seen, work.other, work.learning, work.teaching
    frame, weights = every.weights.frame, every.weights
    reciprocity, enlarge, has_stage = weights.reciprocity, weights.perspective, weights.has_stage
    least = weights.least if weights.two_way else 0.0
    wished = _bits(every.seeks.skill[every.seeks.start[i] : every.seeks.start[i + 1]])
    shown = _bits(every.shows.skill[every.shows.start[i] : every.shows.start[i + 1]])
    met = 0
    for c in order:
        if most and met >= most:
            break
        code, reach = work.bucket[c], 2 * work.bound[c] - own
        one, another = work.one[c], work.another[c]
        if code < split:
            index = one_index
        else:
            index, code = other_index, code - split
        member, cost, bits = index.member, index.cost, index.bits
        begin, size = index.start[code], index.start[code + 1] - index.start[code]
        turn = np.int64(every.hashes[i] % np.uint64(size)) if most else 0
        for step in range(size):
            m = begin + (step + turn) % size
            if most and met >= most:
                break
            if reach <= cost[m]:
                if most:
                    continue
                break
            there = learning[one, _common(wished, bits[m, 0])]
            back = teaching[another, _common(shown, bits[m, 1])]
            if (
                min(there, back) < least
                or 2 * (mutual(reciprocity, there, back) + TOLERANCE) <= own + cost[m]
            ):
                continue
            j = member[m]
            if seen[j] == i or j == i:
                continue
            far = distance(frame, has_stage, i, j)
            value = mutual(reciprocity, there, back) * (1 + enlarge * far) / (1 + enlarge)
            if 2 * (value + TOLERANCE) > own + cost[m]:
                seen[j] = i
                other[met] = j
                met += 1
    return met


@njit(cache=True, nogil=True)
def _best_first(bound: Numbers) -> Indices:
    """Nearly by descending bound: those of one shelf stay as they are."""
    order, start = np.zeros(bound.size, np.int64), np.zeros(_SHELVES + 1, np.int64)
    shelf = np.zeros(bound.size, np.int64)
    for c in range(bound.size):
        shelf[c] = max(0, _SHELVES - 1 - int(bound[c] * _SHELVES))
        start[shelf[c] + 1] += 1
    for at in range(_SHELVES):
        start[at + 1] += start[at]
    for c in range(bound.size):
        order[start[shelf[c]]] = c
        start[shelf[c]] += 1
    return order


@njit(cache=True, nogil=True)
def _common(bits: Hashes, theirs: int) -> int:
    """How many of these topics another may have, by its bit: no fewer than they have."""
    count = 0
    for at in range(bits.size):
        if bits[at] & theirs:
            count += 1
    return count


@njit(cache=True, nogil=True)
def _bits(skill: Indices) -> Hashes:
    bits = np.zeros(skill.size, np.uint64)
    for at in range(skill.size):
        bits[at] = np.uint64(1) << np.uint64(skill[at] % BITS)
    return bits


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
def _both_ways(every: Arrays, index: Buckets, i: int, work: _Work) -> int:
    """The buckets of everybody who shows what i seeks and seeks what i shows, with a bound on the value."""
    key, of_key, levels, importances = index.key, index.of_key, index.level, index.importance
    bucket, bound, ones, others = work.bucket, work.bound, work.one, work.another
    learning, teaching = work.learning, work.teaching
    least, reciprocity = every.weights.least, every.weights.reciprocity
    wished = every.seeks.skill[every.seeks.start[i] : every.seeks.start[i + 1]]
    shown = every.shows.skill[every.shows.start[i] : every.shows.start[i + 1]]
    count = 0
    for e in range(wished.size):
        begin, end = index.first[wished[e]], index.first[wished[e] + 1]
        for f in range(shown.size):
            code = wished[e] * every.skills + shown[f]
            k = begin + np.searchsorted(key[begin:end], code)
            if k == end or key[k] != code:
                continue
            for b in range(of_key[k], of_key[k + 1]):
                one = 1 + e * (STEPS - 1) + int(levels[b]) - 1
                other = 1 + f * (STEPS - 1) + int(importances[b]) - 1
                there, back = learning[one, wished.size], teaching[other, shown.size]
                if there <= 0:
                    break
                if there >= least and back >= least:
                    bucket[count], ones[count], others[count] = b, one, other
                    bound[count] = mutual(reciprocity, there, back) + TOLERANCE
                    count += 1
    return count


@njit(cache=True, nogil=True)
def _one_way(every: Arrays, index: tuple[Buckets, Buckets], i: int, work: _Work) -> int:
    """The buckets of everybody who shows what i seeks, then of everybody who seeks what i shows (and from
    whom i learns nothing)."""
    bucket, bound, ones, others = work.bucket, work.bound, work.one, work.another
    learning, teaching, reciprocity = work.learning, work.teaching, every.weights.reciprocity
    key, of_key, levels = index[0].key, index[0].of_key, index[0].level
    wished = every.seeks.skill[every.seeks.start[i] : every.seeks.start[i + 1]]
    shown = every.shows.skill[every.shows.start[i] : every.shows.start[i + 1]]
    count, split = 0, index[0].start.size
    for e in range(wished.size):
        k = np.searchsorted(key, wished[e])
        if k == key.size or key[k] != wished[e]:
            continue
        for b in range(of_key[k], of_key[k + 1]):
            one = 1 + e * (STEPS - 1) + int(levels[b]) - 1
            there = learning[one, wished.size]
            if there <= 0:
                break
            bucket[count], ones[count], others[count] = b, one, 0
            bound[count] = mutual(reciprocity, there, teaching[0, shown.size]) + TOLERANCE
            count += 1
    key, of_key, importances = index[1].key, index[1].of_key, index[1].importance
    for f in range(shown.size):
        k = np.searchsorted(key, shown[f])
        if k == key.size or key[k] != shown[f]:
            continue
        for b in range(of_key[k], of_key[k + 1]):
            other = 1 + f * (STEPS - 1) + int(importances[b]) - 1
            bucket[count], ones[count], others[count] = split + b, 0, other
            bound[count] = mutual(reciprocity, 0.0, teaching[other, shown.size]) + TOLERANCE
            count += 1
    return count
