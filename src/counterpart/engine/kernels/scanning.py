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

from counterpart.engine.arrays import Arrays
from counterpart.engine.buckets import Buckets
from counterpart.engine.columns import Told
from counterpart.engine.kernels.weighing import (
    Lookup,
    apart,
    enough,
    forget,
    learns,
    look_up,
    lookup_for,
    mutual,
    teaches,
    value,
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
    seen = np.full(price.size, -1, np.int64)
    chosen = np.zeros(_most_buckets(every, begin, end), np.int64)
    bound = np.zeros(chosen.size)
    cheapest = price.min()
    for i in range(begin, end):
        if every.rules.room[i] <= 0:
            continue
        look_up(every, table, i)
        if every.weights.two_way:
            count = _both_ways(every, buckets[0], i, chosen, bound)
        else:
            count = _one_way(every, buckets, i, chosen, bound)
        if most:
            order = np.argsort(-bound[:count], kind="mergesort")
            chosen[:count], bound[:count] = chosen[:count][order], bound[:count][order]
        _walk(
            every, table, buckets, price, cheapest, i, chosen[:count], bound[:count], seen, best, excess, most
        )
        forget(every, table, i)


@njit(cache=True, nogil=True)
def _walk(
    every: Arrays,
    table: Lookup,
    buckets: tuple[Buckets, Buckets],
    price: Numbers,
    cheapest: float,
    i: int,
    chosen: Integers,
    bound: Numbers,
    seen: Integers,
    best: Best,
    excess: Numbers,
    most: int,
) -> None:
    """Weigh the members of these buckets, as far as the bound reaches. Codes from the first's size on are of
    the second index."""
    split = buckets[0].start.size
    looked, total = 0, 0.0
    keep = best.other.shape[1] - 1
    for c in range(chosen.size):
        if most and (looked >= most or 2 * bound[c] - price[i] - cheapest <= best.over[i, keep]):
            break
        index = buckets[0] if chosen[c] < split else buckets[1]
        b = chosen[c] if chosen[c] < split else chosen[c] - split
        for m in range(index.start[b], index.start[b + 1]):
            j = index.member[m]
            if 2 * bound[c] <= price[i] + price[j]:
                break
            if seen[j] == i or j == i:
                continue
            seen[j] = i
            looked += 1
            there = learns(every, table, i, j)
            back = teaches(every, table, i, j)
            if not enough(every.weights, there, back):
                continue
            worth = 2 * value(every.weights, i, j, there, back)
            over = worth - price[i] - price[j]
            if over <= TOLERANCE or apart(every.rules, every.weights, i, j, there, back):
                continue
            if j > i:
                total += over
            weight = worth + (every.weights.worth[i] + every.weights.worth[j])
            _insert(best, i, j, there, back, weight, over, _tie(every.hashes, i, j))
    excess[i] = total


@njit(cache=True, nogil=True)
def _insert(
    best: Best, i: int, j: int, there: float, back: float, weight: float, over: float, tie: int
) -> None:
    at = best.other.shape[1] - 1
    if not _before(over, tie, best, i, at):
        return
    while at > 0 and _before(over, tie, best, i, at - 1):
        best.other[i, at] = best.other[i, at - 1]
        best.there[i, at] = best.there[i, at - 1]
        best.back[i, at] = best.back[i, at - 1]
        best.weight[i, at] = best.weight[i, at - 1]
        best.over[i, at] = best.over[i, at - 1]
        best.tie[i, at] = best.tie[i, at - 1]
        at -= 1
    best.other[i, at] = j
    best.there[i, at] = there
    best.back[i, at] = back
    best.weight[i, at] = weight
    best.over[i, at] = over
    best.tie[i, at] = tie


@njit(cache=True, nogil=True)
def _before(over: float, tie: int, best: Best, i: int, at: int) -> bool:
    if best.other[i, at] < 0 or over > best.over[i, at]:
        return True
    return bool(over == best.over[i, at] and tie < best.tie[i, at])


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
    count = 0
    near = every.serves.other.size > every.skills
    first, last = every.seeks.start[i], every.seeks.start[i + 1]
    for e in range(first, last):
        for f in range(every.shows.start[i], every.shows.start[i + 1]):
            code = every.seeks.skill[e] * every.skills + every.shows.skill[f]
            k = np.searchsorted(index.key, code)
            if k == index.key.size or index.key[k] != code:
                continue
            for b in range(index.of_key[k], index.of_key[k + 1]):
                own = 0.0 if near else every.own[e]
                one = every.seeks.number[e] / 5 * (index.level[b] - own) / 5
                if one <= 0:
                    break
                other = index.importance[b] / 5 * every.shows.number[f] / 5
                there = _at_most(every, i, one, near)
                back = _at_most_back(every.shows, i, other)
                if there < every.weights.least or back < every.weights.least:
                    continue
                chosen[count] = b
                bound[count] = mutual(every.weights, there, back) + TOLERANCE
                count += 1
    return count


@njit(cache=True, nogil=True)
def _one_way(every: Arrays, index: tuple[Buckets, Buckets], i: int, chosen: Integers, bound: Numbers) -> int:
    """The buckets of everybody who shows what i seeks, then of everybody who seeks what i shows."""
    count, split = 0, index[0].start.size
    near = every.serves.other.size > every.skills
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
                bound[count] = mutual(every.weights, there, back) + TOLERANCE
                count += 1
    for f in range(every.shows.start[i], every.shows.start[i + 1]):
        k = np.searchsorted(index[1].key, every.shows.skill[f])
        if k < index[1].key.size and index[1].key[k] == every.shows.skill[f]:
            for b in range(index[1].of_key[k], index[1].of_key[k + 1]):
                other = index[1].importance[b] / 5 * every.shows.number[f] / 5
                chosen[count] = split + b
                bound[count] = mutual(every.weights, 0.0, _at_most_back(every.shows, i, other)) + TOLERANCE
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
