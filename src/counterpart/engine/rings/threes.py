"""Rings of three over their prices, in compiled loops: what `pricing` does, for many people."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.shapes import Flags, Indices, Integers, Numbers


class Steps(NamedTuple):
    """`arcs.Arcs` as a tuple of arrays, with the arcs that lead to each teacher: into[ends[t]..ends[t +
    1]]."""

    start: Indices
    learner: Indices
    teacher: Indices
    benefit: Numbers
    distance: Numbers
    right: Flags
    into: Indices
    ends: Indices


class Scale(NamedTuple):
    """The policy's numbers for rings of three; `against` = prices less the worth of places in such a ring."""

    reciprocity: float
    perspective: float
    scale: float
    against: Numbers
    above: float


@njit(cache=True, nogil=True)
def threes(steps: Steps, scale: Scale, keep: int) -> tuple[Integers, Numbers, float]:
    """Of each lowest member the `keep` rings furthest over the prices, by member, then as they are found.

    Answers k x 3 members, how far each is over, and the sum of all that is over nothing.
    """
    n = steps.start.size - 1
    closing = np.full(n, -1, np.int64)
    room = 1024
    members, over = np.zeros((room, 3), np.int64), np.zeros(room)
    best, far = np.zeros((keep, 3), np.int64), np.zeros(keep)
    used, total = 0, 0.0
    for low in range(n):
        for e in range(steps.ends[low], steps.ends[low + 1]):
            closing[steps.learner[steps.into[e]]] = steps.into[e]
        count, more = _from(steps, scale, low, closing, best, far)
        for e in range(steps.ends[low], steps.ends[low + 1]):
            closing[steps.learner[steps.into[e]]] = -1
        total += more
        if used + count > room:
            room = 2 * room + count
            grown, wider = np.zeros((room, 3), np.int64), np.zeros(room)
            grown[:used], wider[:used] = members[:used], over[:used]
            members, over = grown, wider
        members[used : used + count] = best[:count]
        over[used : used + count] = far[:count]
        used += count
    return members[:used], over[:used], total


@njit(cache=True, nogil=True)
def _from(
    steps: Steps, scale: Scale, low: int, closing: Integers, best: Integers, far: Numbers
) -> tuple[int, float]:
    """All rings of which `low` is the lowest member; the best of them into `best` and `far`, best first."""
    count, total = 0, 0.0
    for a in range(steps.start[low], steps.start[low + 1]):
        j = steps.teacher[a]
        if j <= low:
            continue
        for b in range(steps.start[j], steps.start[j + 1]):
            k = steps.teacher[b]
            if k <= low or closing[k] < 0 or k == j:
                continue
            c = closing[k]
            if not (steps.right[a] or steps.right[b] or steps.right[c]):
                continue
            over = _over(steps, scale, a, b, c)
            if over <= scale.above:
                continue
            total += max(0.0, over)
            if count < far.size:
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
    return count, total


@njit(cache=True, nogil=True)
def _over(steps: Steps, scale: Scale, a: int, b: int, c: int) -> float:
    """How much more than its prices a ring of these three steps is worth."""
    one, two, three = steps.benefit[a], steps.benefit[b], steps.benefit[c]
    mean = (one + two + three) / 3
    mutual = mean - scale.reciprocity * (mean - min(one, two, three))
    distance = (steps.distance[a] + steps.distance[b] + steps.distance[c]) / 3
    value = mutual * (1 + scale.perspective * distance) / (1 + scale.perspective)
    against = (
        scale.against[steps.learner[a]] + scale.against[steps.learner[b]] + scale.against[steps.learner[c]]
    )
    return float(scale.scale * 3 * value - against)
