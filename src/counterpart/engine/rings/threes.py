"""Rings of three over their prices, in compiled loops: what `pricing` does, for many people."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.shapes import Flags, Indices, Integers, Numbers

_ROUNDING = 1e-12


class Steps(NamedTuple):
    """`arcs.Arcs` as a tuple of arrays; `share` bounds what each adds to a ring, less what is against its
    teacher. The arcs of a learner stand best share first; those that lead to each teacher are into[ends[t]
    .. ends[t + 1]]."""

    start: Indices
    learner: Indices
    teacher: Indices
    benefit: Numbers
    distance: Numbers
    right: Flags
    share: Numbers
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
def worthwhile(
    learner: Indices, teacher: Indices, benefit: Numbers, distance: Numbers, scale: Scale
) -> tuple[Indices, Numbers]:
    """The arcs that a ring over the prices could hold, by two bounds on its other steps, and their shares."""
    against, reciprocity, enlarge = scale.against, scale.reciprocity, scale.perspective
    factor, far, above = scale.scale, scale.far, scale.above - _ROUNDING
    n, m = against.size, learner.size
    share = np.empty(m)
    onward, back = np.full(n, -np.inf), np.full(n, -np.inf)
    learns, shows = np.zeros(n), np.zeros(n)
    cheapest = np.inf
    for e in range(m):
        i, j, b = learner[e], teacher[e], benefit[e]
        near = (1 + enlarge * distance[e]) / (1 + enlarge)
        share[e] = factor * b * ((1 - reciprocity) * far + reciprocity * near) - against[j]
        onward[i] = max(onward[i], share[e])
        back[j] = max(back[j], share[e])
        learns[i] = max(learns[i], b)
        shows[j] = max(shows[j], b)
        cheapest = min(cheapest, against[j])
    kept = np.empty(m, np.int64)
    count = 0
    for e in range(m):
        i, j, b = learner[e], teacher[e], benefit[e]
        if share[e] + onward[j] + back[i] <= above:
            continue
        one, two = learns[j], shows[i]
        mutual = (1 - reciprocity) * (b + one + two) / 3 + reciprocity * min(b, one, two)
        if 3 * factor * mutual * far - against[i] - against[j] - cheapest <= above:
            continue
        kept[count] = e
        count += 1
    kept = kept[:count].copy()
    return kept, share[kept]


@njit(cache=True, nogil=True)
def threes(steps: Steps, scale: Scale, keep: int, begin: int, end: int) -> tuple[Integers, Numbers, float]:
    """Of each lowest member from `begin` to `end` the `keep` rings furthest over the prices, best first.

    Answers k x 3 members, how far each is over, and the sum of all that is over nothing.
    """
    start, learner, teacher, share = steps.start, steps.learner, steps.teacher, steps.share
    benefit, distance, right, into, ends = steps.benefit, steps.distance, steps.right, steps.into, steps.ends
    against, above = scale.against, scale.above
    reciprocity, enlarge, factor = scale.reciprocity, scale.perspective, scale.scale
    closing = np.full(start.size - 1, -1, np.int64)
    room = 1024
    members, over_all = np.zeros((room, 3), np.int64), np.zeros(room)
    best, far = np.zeros((keep, 3), np.int64), np.zeros(keep)
    used, total = 0, 0.0
    for low in range(begin, end):
        back = -np.inf
        for e in range(ends[low], ends[low + 1]):
            if learner[into[e]] > low:
                closing[learner[into[e]]] = into[e]
                back = max(back, share[into[e]])
        count = 0
        for a in range(start[low], start[low + 1]):
            j = teacher[a]
            if j <= low:
                continue
            least = above - _ROUNDING - share[a] - back
            for b in range(start[j], start[j + 1]):
                if share[b] <= least:
                    break
                c = closing[teacher[b]]
                if c < 0 or not (right[a] or right[b] or right[c]):
                    continue
                k = teacher[b]
                one, two, three = benefit[a], benefit[b], benefit[c]
                mean = (one + two + three) / 3
                mutual = mean - reciprocity * (mean - min(one, two, three))
                apart = (distance[a] + distance[b] + distance[c]) / 3
                value = mutual * (1 + enlarge * apart) / (1 + enlarge)
                over = factor * 3 * value - (against[low] + against[j] + against[k])
                if over <= above:
                    continue
                total += max(0.0, over)
                if count < keep:
                    count += 1
                elif over <= far[count - 1]:
                    continue
                at = count - 1
                while at > 0 and far[at - 1] < over:
                    far[at] = far[at - 1]
                    best[at] = best[at - 1]
                    at -= 1
                far[at] = over
                best[at, 0], best[at, 1], best[at, 2] = low, j, k
        for e in range(ends[low], ends[low + 1]):
            closing[learner[into[e]]] = -1
        if used + count > room:
            room = 2 * room + count
            grown, wider = np.zeros((room, 3), np.int64), np.zeros(room)
            grown[:used], wider[:used] = members[:used], over_all[:used]
            members, over_all = grown, wider
        members[used : used + count] = best[:count]
        over_all[used : used + count] = far[:count]
        used += count
    return members[:used], over_all[:used], total
