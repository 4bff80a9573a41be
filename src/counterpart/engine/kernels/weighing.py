"""What two people are worth to each other, and whether a hard rule parts them, one pair at a time.

A `Lookup` turns what one person seeks and offers into tables by skill, so that another person is weighed by
one walk over what they told. The arithmetic is that of `worth`, term by term, in float64 and in the same
order.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.arrays import Arrays, Rules, Weights
from counterpart.engine.hours import SHORTEST_RUN, WEEK
from counterpart.engine.shapes import Indices, Integers, Numbers


class Lookup(NamedTuple):
    """Chains by skill: `wish_first[t]` leads to the person's seeks that offering t serves, `show_first[s]` to
    the person's offers that serve seeking s; -1 ends a chain. `gain` is room to work in, one for each
    seek."""

    wish_first: Indices
    wish_next: Indices
    wish_at: Indices
    wish_similarity: Numbers
    wish_own: Numbers
    show_first: Indices
    show_next: Indices
    show_skill: Indices
    show_similarity: Numbers
    show_level: Numbers
    gain: Numbers


@njit(cache=True, nogil=True)
def lookup_for(all_: Arrays) -> Lookup:
    """Empty tables, large enough for anybody."""
    wishes, shows = 1, 1
    for i in range(all_.seeks.start.size - 1):
        here = 0
        for e in range(all_.seeks.start[i], all_.seeks.start[i + 1]):
            s = all_.seeks.skill[e]
            here += all_.serves.start[s + 1] - all_.serves.start[s]
        wishes = max(wishes, here)
        here = 0
        for e in range(all_.offers.start[i], all_.offers.start[i + 1]):
            t = all_.offers.skill[e]
            here += all_.served.start[t + 1] - all_.served.start[t]
        shows = max(shows, here)
    none = np.full(max(1, all_.skills), -1, np.int64)
    return Lookup(
        none,
        np.zeros(wishes, np.int64),
        np.zeros(wishes, np.int64),
        np.zeros(wishes),
        np.zeros(wishes),
        none.copy(),
        np.zeros(shows, np.int64),
        np.zeros(shows, np.int64),
        np.zeros(shows),
        np.zeros(shows),
        np.zeros(wishes),
    )


@njit(cache=True, nogil=True)
def _level(all_: Arrays, who: int, skill: int) -> float:
    for e in range(all_.offers.start[who], all_.offers.start[who + 1]):
        if all_.offers.skill[e] == skill:
            return float(all_.offers.number[e])
    return 0.0


@njit(cache=True, nogil=True)
def look_up(all_: Arrays, table: Lookup, who: int) -> None:
    """Fill the tables for one person."""
    used = 0
    begin = all_.seeks.start[who]
    for e in range(begin, all_.seeks.start[who + 1]):
        s = all_.seeks.skill[e]
        for f in range(all_.serves.start[s], all_.serves.start[s + 1]):
            t = all_.serves.other[f]
            table.wish_next[used] = table.wish_first[t]
            table.wish_at[used] = e - begin
            table.wish_similarity[used] = all_.serves.similarity[f]
            table.wish_own[used] = max(all_.own[e], _level(all_, who, t))
            table.wish_first[t] = used
            used += 1
    used = 0
    for e in range(all_.offers.start[who], all_.offers.start[who + 1]):
        t = all_.offers.skill[e]
        for f in range(all_.served.start[t], all_.served.start[t + 1]):
            s = all_.served.other[f]
            table.show_next[used] = table.show_first[s]
            table.show_skill[used] = t
            table.show_similarity[used] = all_.served.similarity[f]
            table.show_level[used] = all_.offers.number[e]
            table.show_first[s] = used
            used += 1


@njit(cache=True, nogil=True)
def forget(all_: Arrays, table: Lookup, who: int) -> None:
    """Empty the tables again."""
    for e in range(all_.seeks.start[who], all_.seeks.start[who + 1]):
        s = all_.seeks.skill[e]
        for f in range(all_.serves.start[s], all_.serves.start[s + 1]):
            table.wish_first[all_.serves.other[f]] = -1
    for e in range(all_.offers.start[who], all_.offers.start[who + 1]):
        t = all_.offers.skill[e]
        for f in range(all_.served.start[t], all_.served.start[t + 1]):
            table.show_first[all_.served.other[f]] = -1


@njit(cache=True, nogil=True)
def learns(all_: Arrays, table: Lookup, who: int, other: int) -> float:
    """benefit(who <- other), `who` being looked up."""
    begin, end = all_.seeks.start[who], all_.seeks.start[who + 1]
    gain = table.gain
    for at in range(end - begin):
        gain[at] = 0.0
    for e in range(all_.offers.start[other], all_.offers.start[other + 1]):
        chain = table.wish_first[all_.offers.skill[e]]
        while chain >= 0:
            more = all_.offers.number[e] - table.wish_own[chain]
            if more > 0:
                at = table.wish_at[chain]
                gain[at] = max(gain[at], table.wish_similarity[chain] * more / 5)
            chain = table.wish_next[chain]
    left = 1.0
    for at in range(end - begin):
        if gain[at] > 0:
            left *= 1 - all_.seeks.number[begin + at] / 5 * gain[at]
    return 1 - left


@njit(cache=True, nogil=True)
def teaches(all_: Arrays, table: Lookup, who: int, other: int) -> float:
    """benefit(other <- who), `who` being looked up."""
    left = 1.0
    for e in range(all_.seeks.start[other], all_.seeks.start[other + 1]):
        s = all_.seeks.skill[e]
        chain = table.show_first[s]
        best = 0.0
        while chain >= 0:
            t = table.show_skill[chain]
            own = all_.own[e] if t == s else max(all_.own[e], _level(all_, other, t))
            more = table.show_level[chain] - own
            if more > 0:
                best = max(best, table.show_similarity[chain] * more / 5)
            chain = table.show_next[chain]
        if best > 0:
            left *= 1 - all_.seeks.number[e] / 5 * best
    return 1 - left


@njit(cache=True, nogil=True)
def mutual(weights: Weights, there: float, back: float) -> float:
    """(b1 + b2)/2 - reciprocity * |b1 - b2|/2."""
    return (there + back) / 2 - weights.reciprocity * abs(there - back) / 2


@njit(cache=True, nogil=True)
def value(weights: Weights, i: int, j: int, there: float, back: float) -> float:
    """v of a pair."""
    columns = weights.frame.shape[1]
    far = 0.0
    for c in range(columns):
        one, other = weights.frame[i, c], weights.frame[j, c]
        if one < 0 or other < 0:
            far += 0.5
        elif c == 0 and weights.has_stage:
            far += abs(one - other) / 5
        elif one != other:
            far += 1.0
    distance = far / columns if columns else 0.5
    enlarge = weights.perspective
    return mutual(weights, there, back) * (1 + enlarge * distance) / (1 + enlarge)


@njit(cache=True, nogil=True)
def enough(weights: Weights, there: float, back: float) -> bool:
    """The minimum benefit: in both directions where `two_way`, in one otherwise."""
    if weights.two_way:
        return min(there, back) >= weights.least
    return max(there, back) >= weights.least


@njit(cache=True, nogil=True)
def apart(rules: Rules, weights: Weights, i: int, j: int, there: float, back: float) -> bool:
    """Whether a hard rule (other than the minimum benefit) stops this pair."""
    if rules.room[i] <= 0 or rules.room[j] <= 0:
        return True
    a, b = rules.line[i], rules.line[j]
    if (a[0] < b[0] and b[1] < a[1]) or (b[0] < a[0] and a[1] < b[1]):
        return True
    for e in range(rules.apart_start[i], rules.apart_start[i + 1]):
        if rules.apart[e] == j:
            return True
    return (
        _no_language(rules, i, j)
        or _too_few_minutes(rules, i, j)
        or _alike(rules, weights, i, j)
        or _wrong_way(rules, weights, i, j, there, back)
    )


@njit(cache=True, nogil=True)
def _no_language(rules: Rules, i: int, j: int) -> bool:
    one = other = common = np.uint64(0)
    for word in range(rules.languages.shape[1]):
        one |= rules.languages[i, word]
        other |= rules.languages[j, word]
        common |= rules.languages[i, word] & rules.languages[j, word]
    return bool(one != 0 and other != 0 and common == 0)


@njit(cache=True, nogil=True)
def _too_few_minutes(rules: Rules, i: int, j: int) -> bool:
    if rules.least_minutes <= 0 or rules.free[i, 0, 1] <= 0 or rules.free[j, 0, 1] <= 0:
        return False
    return common_minutes(rules.free[i], rules.free[j]) < rules.least_minutes


@njit(cache=True, nogil=True)
def common_minutes(one: Integers, other: Integers) -> int:
    """The same as `hours.common_minutes`, for two people."""
    if one[0, 1] - one[0, 0] == WEEK:
        one, other = other, one
    if other[0, 1] - other[0, 0] == WEEK:
        total = 0
        for a in range(one.shape[0]):
            length = one[a, 1] - one[a, 0]
            total += length if length >= SHORTEST_RUN else 0
        return total
    total = 0
    for a in range(one.shape[0]):
        for b in range(other.shape[0]):
            for turn in range(-1, 2):
                start = max(one[a, 0], other[b, 0] + turn * WEEK)
                shared = min(one[a, 1], other[b, 1] + turn * WEEK) - start
                total += shared if shared >= SHORTEST_RUN else 0
    return total


@njit(cache=True, nogil=True)
def _alike(rules: Rules, weights: Weights, i: int, j: int) -> bool:
    for c in rules.different:
        one = weights.frame[i, c]
        if one >= 0 and one == weights.frame[j, c]:
            return True
    return False


@njit(cache=True, nogil=True)
def _wrong_way(rules: Rules, weights: Weights, i: int, j: int, there: float, back: float) -> bool:
    if rules.direction == 0:
        return False
    if not weights.has_stage or weights.frame[i, 0] < 0 or weights.frame[j, 0] < 0:
        return True
    rise = (weights.frame[i, 0] - weights.frame[j, 0]) * rules.direction
    return not ((rise > 0 and there >= weights.least) or (rise < 0 and back >= weights.least))
