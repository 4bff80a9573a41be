"""Rings of three over their prices, in compiled loops: what `pricing` does, for many people.

A ring is found once, from the step that brings least. That bounds what the ring is worth well, because the
least counts most, so most steps need not be followed; and the other two steps bring at least as much, so of
each learner only the best are looked at.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.shapes import Flags, Indices, Integers, Numbers

_ROUNDING = 1e-12
_LEVELS = 24  # of benefit


class Steps(NamedTuple):
    """`arcs.Arcs` as a tuple of arrays, those of a learner best benefit first; and those that lead to each
    teacher: into[ends[t] .. ends[t + 1]]."""

    start: Indices
    learner: Indices
    teacher: Indices
    benefit: Numbers
    distance: Numbers
    right: Flags
    into: Indices
    ends: Indices


class Scale(NamedTuple):
    """The policy's numbers for rings of three; `against` = prices less the worth of places in such a ring;
    `far` = the greatest factor of distance."""

    reciprocity: float
    perspective: float
    scale: float
    against: Numbers
    above: float
    far: float


@njit(cache=True, nogil=True)
def best_first(start: Indices, benefit: Numbers) -> Indices:
    """The arcs of each learner, best benefit first; equals as they come."""
    order = np.empty(benefit.size, np.int64)
    for i in range(start.size - 1):
        begin, end = start[i], start[i + 1]
        order[begin:end] = begin + np.argsort(-benefit[begin:end], kind="mergesort")
    return order


@njit(cache=True, nogil=True)
def leading_to(teacher: Indices, n: int) -> tuple[Indices, Indices]:
    """The arcs to each teacher, in their order, and where those of each begin."""
    ends = np.zeros(n + 1, np.int64)
    for e in range(teacher.size):
        ends[teacher[e] + 1] += 1
    for t in range(n):
        ends[t + 1] += ends[t]
    at = ends[:-1].copy()
    into = np.empty(teacher.size, np.int64)
    for e in range(teacher.size):
        into[at[teacher[e]]] = e
        at[teacher[e]] += 1
    return into, ends


@njit(cache=True, nogil=True)
def cheapest_first(steps: Steps, against: Numbers) -> tuple[Indices, Numbers]:
    """The arcs of each learner, those to whom least stands against first, and what that is."""
    start, learner, into, ends = steps.start, steps.learner, steps.into, steps.ends
    order, cost = np.empty(learner.size, np.int64), np.empty(learner.size)
    at = start[:-1].copy()
    for t in np.argsort(against, kind="mergesort"):
        for e in range(ends[t], ends[t + 1]):
            i = learner[into[e]]
            order[at[i]], cost[at[i]] = into[e], against[t]
            at[i] += 1
    return order, cost


@njit(cache=True, nogil=True)
def cheapest_beside(steps: Steps, against: Numbers) -> tuple[Numbers, Numbers]:
    """For each person and level of benefit: the least that stands against anybody from whom they learn as
    much, and against anybody whom they teach as much."""
    learner, teacher, benefit, n = steps.learner, steps.teacher, steps.benefit, against.size
    onward, back = np.full((n, _LEVELS), np.inf), np.full((n, _LEVELS), np.inf)
    for e in range(learner.size):
        i, j, level = learner[e], teacher[e], int(benefit[e] * (_LEVELS - 1))
        onward[i, level] = min(onward[i, level], against[j])
        back[j, level] = min(back[j, level], against[i])
    for i in range(n):
        for level in range(_LEVELS - 2, -1, -1):
            onward[i, level] = min(onward[i, level], onward[i, level + 1])
            back[i, level] = min(back[i, level], back[i, level + 1])
    return onward, back


@njit(cache=True, nogil=True)
def _as_good(benefit: Numbers, begin: int, end: int, least: float) -> int:
    """Where those begin that bring less, in a row that descends."""
    while begin < end:
        middle = (begin + end) // 2
        if benefit[middle] < least:
            end = middle
        else:
            begin = middle + 1
    return begin


@njit(cache=True, nogil=True)
def _as_cheap(cost: Numbers, begin: int, end: int, reach: float) -> int:
    """Where those begin that cost too much, in a row that ascends."""
    while begin < end:
        middle = (begin + end) // 2
        if cost[middle] >= reach:
            end = middle
        else:
            begin = middle + 1
    return begin


@njit(cache=True, nogil=True)
def threes(
    steps: Steps,
    scale: Scale,
    cheap: Indices,
    cost: Numbers,
    onward: Numbers,
    back: Numbers,
    keep: int,
    begin: int,
    end: int,
) -> tuple[Integers, Numbers, float]:
    """Of each learner from `begin` to `end` the `keep` rings furthest over the prices in which their step
    brings least, best first. `cheap`, `cost`: see `cheapest_first`;
    `onward`, `back`: see `cheapest_beside`.

    Answers k x 3 members, how far each is over, and the sum of all that is over nothing.
    """
    start, learner, teacher, into, ends = steps.start, steps.learner, steps.teacher, steps.into, steps.ends
    benefit, distance, right = steps.benefit, steps.distance, steps.right
    against, above, far = scale.against, scale.above, scale.far
    reciprocity, enlarge, factor = scale.reciprocity, scale.perspective, scale.scale
    closing = np.full(start.size - 1, -1, np.int64)
    room = 1024
    members, over_all = np.zeros((room, 3), np.int64), np.zeros(room)
    best, most = np.zeros((keep, 3), np.int64), np.zeros(keep)
    used, total = 0, 0.0
    learns = np.zeros(start.size - 1)
    for i in range(start.size - 1):
        if start[i] < start[i + 1]:
            learns[i] = benefit[start[i]]
    for i in range(begin, end):
        shows = 0.0
        for e in range(ends[i], ends[i + 1]):
            closing[learner[into[e]]] = into[e]
            shows = max(shows, benefit[into[e]])
        count = 0
        for a in range(start[i], start[i + 1]):
            j, one = teacher[a], benefit[a]
            level = int(one * (_LEVELS - 1))
            mutual = (1 - reciprocity) * (one + learns[j] + shows) / 3 + reciprocity * one
            reach = 3 * factor * mutual * far - against[i] - against[j] - above + _ROUNDING
            if reach <= max(onward[j, level], back[i, level]):
                continue
            good = _as_good(benefit, start[j], start[j + 1], one)
            near = _as_cheap(cost, start[j], start[j + 1], reach)
            by_cost = near < good
            for at_b in range(start[j], near if by_cost else good):
                b = cheap[at_b] if by_cost else at_b
                two, k = benefit[b], teacher[b]
                if two < one or against[k] >= reach:
                    continue
                c = closing[k]
                if c < 0 or benefit[c] < one or not (right[a] or right[b] or right[c]):
                    continue
                three = benefit[c]
                if (two == one and j < i) or (three == one and k < i):
                    continue
                mean = (one + two + three) / 3
                mutual = mean - reciprocity * (mean - one)
                apart = (distance[a] + distance[b] + distance[c]) / 3
                value = mutual * (1 + enlarge * apart) / (1 + enlarge)
                over = factor * 3 * value - (against[i] + against[j] + against[k])
                if over <= above:
                    continue
                total += max(0.0, over)
                if count < keep:
                    count += 1
                elif over <= most[count - 1]:
                    continue
                at = count - 1
                while at > 0 and most[at - 1] < over:
                    most[at] = most[at - 1]
                    best[at] = best[at - 1]
                    at -= 1
                most[at] = over
                best[at, 0], best[at, 1], best[at, 2] = i, j, k
        for e in range(ends[i], ends[i + 1]):
            closing[learner[into[e]]] = -1
        if used + count > room:
            room = 2 * room + count
            grown, wider = np.zeros((room, 3), np.int64), np.zeros(room)
            grown[:used], wider[:used] = members[:used], over_all[:used]
            members, over_all = grown, wider
        members[used : used + count] = best[:count]
        over_all[used : used + count] = most[:count]
        used += count
    return members[:used], over_all[:used], total
