"""What two people are worth to each other, and whether a hard rule parts them, one pair at a time.

A `Lookup` turns what one person seeks and offers into tables by skill, so that another person is weighed by
one walk over what they told. The arithmetic is that of `worth`, term by term, in float64 and in the same
order.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.arrays import STEPS, Arrays, Rules, Weights
from counterpart.engine.hours import SHORTEST_RUN, WEEK
from counterpart.engine.shapes import Hashes, Indices, Integers, Numbers, Shorts


class Lookup(NamedTuple):
    """Chains by skill: `wish_first[t]` leads to the person's seeks that offering t serves, `show_first[s]` to
    the person's offers that serve seeking s; -1 ends a chain. `gain` is room to work in, one for each
    seek.

    Where no skills are near each other there are no chains, but factors of the benefit: `wish_left` by
    `arrays.offer_codes` of the other, `show_left` by their `arrays.seek_codes`.
    """

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
    wish_left: Numbers
    show_left: Numbers


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
    chains = max(1, all_.skills)
    levels, steps = (0, 0) if all_.near else (chains * STEPS, chains * STEPS * STEPS)
    none = np.full(chains, -1, np.int64)
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
        np.ones(levels),
        np.ones(steps),
    )


@njit(cache=True, nogil=True)
def _level(start: Indices, skill: Indices, number: Numbers, who: int, wanted: int) -> float:
    """What they offer of a skill, 0 = nothing."""
    for e in range(start[who], start[who + 1]):
        if skill[e] == wanted:
            return float(number[e])
    return 0.0


@njit(cache=True, nogil=True)
def look_up(all_: Arrays, table: Lookup, who: int) -> None:
    """Fill the tables for one person."""
    if not all_.near:
        _factors(all_, table, who)
        return
    used = 0
    begin = all_.seeks.start[who]
    offers = all_.offers
    for e in range(begin, all_.seeks.start[who + 1]):
        s = all_.seeks.skill[e]
        for f in range(all_.serves.start[s], all_.serves.start[s + 1]):
            t = all_.serves.other[f]
            table.wish_next[used] = table.wish_first[t]
            table.wish_at[used] = e - begin
            table.wish_similarity[used] = all_.serves.similarity[f]
            table.wish_own[used] = max(all_.own[e], _level(offers.start, offers.skill, offers.number, who, t))
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
def _factors(all_: Arrays, table: Lookup, who: int) -> None:
    seeks, offers, own = all_.seeks, all_.offers, all_.own
    left = table.wish_left
    for e in range(seeks.start[who], seeks.start[who + 1]):
        for level in range(STEPS):
            more = max(0.0, level - own[e])
            left[seeks.skill[e] * STEPS + level] = 1 - seeks.number[e] / 5 * (more / 5)
    left = table.show_left
    for e in range(offers.start[who], offers.start[who + 1]):
        code = offers.skill[e] * STEPS * STEPS
        for importance in range(STEPS):
            for level in range(STEPS):
                more = max(0.0, offers.number[e] - level)
                left[code + importance * STEPS + level] = 1 - importance / 5 * (more / 5)


@njit(cache=True, nogil=True)
def _forget_factors(all_: Arrays, table: Lookup, who: int) -> None:
    for e in range(all_.seeks.start[who], all_.seeks.start[who + 1]):
        code = all_.seeks.skill[e] * STEPS
        table.wish_left[code : code + STEPS] = 1.0
    for e in range(all_.offers.start[who], all_.offers.start[who + 1]):
        code = all_.offers.skill[e] * STEPS * STEPS
        table.show_left[code : code + STEPS * STEPS] = 1.0


@njit(cache=True, nogil=True)
def forget(all_: Arrays, table: Lookup, who: int) -> None:
    """Empty the tables again."""
    if not all_.near:
        _forget_factors(all_, table, who)
        return
    for e in range(all_.seeks.start[who], all_.seeks.start[who + 1]):
        s = all_.seeks.skill[e]
        for f in range(all_.serves.start[s], all_.serves.start[s + 1]):
            table.wish_first[all_.serves.other[f]] = -1
    for e in range(all_.offers.start[who], all_.offers.start[who + 1]):
        t = all_.offers.skill[e]
        for f in range(all_.served.start[t], all_.served.start[t + 1]):
            table.show_first[all_.served.other[f]] = -1


@njit(cache=True, nogil=True)
def learns(all_: Arrays, table: Lookup, who: int, others: Integers, there: Numbers) -> None:
    """there[m] = benefit(who <- others[m]), `who` being looked up."""
    if all_.near:
        _learns_near(all_, table, who, others, there)
    else:
        _multiply(all_.offers.start, all_.offer_codes, table.wish_left, others, there)


@njit(cache=True, nogil=True)
def teaches(all_: Arrays, table: Lookup, others: Integers, back: Numbers) -> None:
    """back[m] = benefit(others[m] <- who), `who` being looked up."""
    if all_.near:
        _teaches_near(all_, table, others, back)
    else:
        _multiply(all_.seeks.start, all_.seek_codes, table.show_left, others, back)


@njit(cache=True, nogil=True)
def _multiply(start: Indices, code: Shorts, left: Numbers, others: Integers, benefit: Numbers) -> None:
    for m in range(others.size):
        product = 1.0
        for e in range(start[others[m]], start[others[m] + 1]):
            product *= left[code[e]]
        benefit[m] = 1 - product


@njit(cache=True, nogil=True)
def _learns_near(all_: Arrays, table: Lookup, who: int, others: Integers, there: Numbers) -> None:
    starts, skill, number = all_.offers.start, all_.offers.skill, all_.offers.number
    wish_first, wish_next, wish_at = table.wish_first, table.wish_next, table.wish_at
    similarity, own, gain = table.wish_similarity, table.wish_own, table.gain
    begin, end = all_.seeks.start[who], all_.seeks.start[who + 1]
    importance = all_.seeks.number[begin:end]
    for m in range(others.size):
        for at in range(end - begin):
            gain[at] = 0.0
        for e in range(starts[others[m]], starts[others[m] + 1]):
            chain = wish_first[skill[e]]
            while chain >= 0:
                more = number[e] - own[chain]
                if more > 0:
                    at = wish_at[chain]
                    gain[at] = max(gain[at], similarity[chain] * more / 5)
                chain = wish_next[chain]
        left = 1.0
        for at in range(end - begin):
            if gain[at] > 0:
                left *= 1 - importance[at] / 5 * gain[at]
        there[m] = 1 - left


@njit(cache=True, nogil=True)
def _teaches_near(all_: Arrays, table: Lookup, others: Integers, back: Numbers) -> None:
    starts, skill, number, owned = all_.seeks.start, all_.seeks.skill, all_.seeks.number, all_.own
    offered, offers, levels = all_.offers.start, all_.offers.skill, all_.offers.number
    show_first, show_next, show_skill = table.show_first, table.show_next, table.show_skill
    similarity, level = table.show_similarity, table.show_level
    for m in range(others.size):
        other = others[m]
        left = 1.0
        for e in range(starts[other], starts[other + 1]):
            chain = show_first[skill[e]]
            best = 0.0
            while chain >= 0:
                t = show_skill[chain]
                own = owned[e]
                if t != skill[e]:
                    own = max(own, _level(offered, offers, levels, other, t))
                more = level[chain] - own
                if more > 0:
                    best = max(best, similarity[chain] * more / 5)
                chain = show_next[chain]
            if best > 0:
                left *= 1 - number[e] / 5 * best
        back[m] = 1 - left


@njit(cache=True, nogil=True)
def mutual(reciprocity: float, there: float, back: float) -> float:
    """(b1 + b2)/2 - reciprocity * |b1 - b2|/2."""
    return (there + back) / 2 - reciprocity * abs(there - back) / 2


@njit(cache=True, nogil=True)
def distance(frame: Integers, has_stage: bool, i: int, j: int) -> float:
    """The perspective d."""
    columns, far = frame.shape[1], 0.0
    for c in range(columns):
        one, other = frame[i, c], frame[j, c]
        if one < 0 or other < 0:
            far += 0.5
        elif c == 0 and has_stage:
            far += abs(one - other) / 5
        elif one != other:
            far += 1.0
    return far / columns if columns else 0.5


@njit(cache=True, nogil=True)
def values(
    weights: Weights, who: int, others: Integers, there: Numbers, back: Numbers, value: Numbers
) -> None:
    """value[m] = v of who and others[m], -1 where the minimum benefit is missed: in both directions where
    `two_way`, in one otherwise."""
    frame, has_stage, reciprocity = weights.frame, weights.has_stage, weights.reciprocity
    enlarge, least, two_way = weights.perspective, weights.least, weights.two_way
    for m in range(others.size):
        weaker, stronger = min(there[m], back[m]), max(there[m], back[m])
        if (weaker if two_way else stronger) < least:
            value[m] = -1.0
            continue
        far = distance(frame, has_stage, who, others[m])
        value[m] = mutual(reciprocity, there[m], back[m]) * (1 + enlarge * far) / (1 + enlarge)


@njit(cache=True, nogil=True)
def part(
    rules: Rules, weights: Weights, who: int, others: Integers, there: Numbers, back: Numbers, over: Numbers
) -> None:
    """Set over[m] to 0 where a hard rule (other than the minimum benefit) keeps who and others[m] apart."""
    room, line = rules.room, rules.line
    apart = rules.apart[rules.apart_start[who] : rules.apart_start[who + 1]]
    enters, leaves = line[who, 0], line[who, 1]
    for m in range(others.size):
        j = others[m]
        below = enters < line[j, 0] and line[j, 1] < leaves
        above = line[j, 0] < enters and leaves < line[j, 1]
        if room[j] <= 0 or below or above:
            over[m] = 0.0
        for e in range(apart.size):
            if apart[e] == j:
                over[m] = 0.0
    if rules.least_minutes > 0 and rules.free[who, 0, 1] > 0:
        _part_minutes(rules.free, rules.least_minutes, who, others, over)
    _part_tongues(rules.languages, who, others, over)
    _part_alike(weights.frame, rules.different, who, others, over)
    if rules.direction:
        _part_wrong_way(rules.direction, weights, who, others, there, back, over)


@njit(cache=True, nogil=True)
def _part_minutes(free: Integers, least: float, who: int, others: Integers, over: Numbers) -> None:
    for m in range(others.size):
        j = others[m]
        if over[m] > 0 and free[j, 0, 1] > 0 and common_minutes(free[who], free[j]) < least:
            over[m] = 0.0


@njit(cache=True, nogil=True)
def _part_tongues(languages: Hashes, who: int, others: Integers, over: Numbers) -> None:
    for m in range(others.size):
        one = other = common = np.uint64(0)
        for word in range(languages.shape[1]):
            mine, theirs = languages[who, word], languages[others[m], word]
            one |= mine
            other |= theirs
            common |= mine & theirs
        if one != 0 and other != 0 and common == 0:
            over[m] = 0.0


@njit(cache=True, nogil=True)
def _part_alike(frame: Integers, different: Integers, who: int, others: Integers, over: Numbers) -> None:
    for c in different:
        mine = frame[who, c]
        for m in range(others.size):
            if mine >= 0 and mine == frame[others[m], c]:
                over[m] = 0.0


@njit(cache=True, nogil=True)
def _part_wrong_way(
    direction: int,
    weights: Weights,
    who: int,
    others: Integers,
    there: Numbers,
    back: Numbers,
    over: Numbers,
) -> None:
    frame, has_stage, least = weights.frame, weights.has_stage, weights.least
    for m in range(others.size):
        if not has_stage or frame[who, 0] < 0 or frame[others[m], 0] < 0:
            over[m] = 0.0
            continue
        rise = (frame[who, 0] - frame[others[m], 0]) * direction
        if not ((rise > 0 and there[m] >= least) or (rise < 0 and back[m] >= least)):
            over[m] = 0.0


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
