"""Rings worth more than the prices against them: every ring is looked at, most of them all at once."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.rings.arcs import Arcs, Weighing, starts
from counterpart.engine.rings.columns import LONGEST, NOBODY, Columns
from counterpart.engine.shapes import Flags, Indices, Numbers

FEW = 700  # people up to whom nothing needs to be compiled


@dataclass(frozen=True)
class Priced:
    """The rings kept, and the sum of all that is over the prices (only rings over `above` are in it)."""

    rings: Columns
    excess: float


def paths(arcs: Arcs, longest: int) -> float:
    """How many ways of two steps (for rings of 3) or three (4) there are to look at."""
    ways: Numbers = np.diff(arcs.start).astype(np.float64)
    for _ in range(longest - 2):
        ways = np.bincount(arcs.learner, ways[arcs.teacher], arcs.n).astype(np.float64)
    return float(ways.sum())


def priced(arcs: Arcs, weighing: Weighing, longest: int, duals: Duals, above: float, keep: int) -> Priced:
    """Rings of 3 to `longest` with more than `above` over the prices; of each lowest member the `keep` best.

    A ring is found once, from its lowest member. Arcs that no such ring can hold are dropped first: the
    other steps are at most as good as the best of each person.
    """
    kept: list[Columns] = []
    over_all: list[float] = []
    for k in range(3, longest + 1):
        left = _worthwhile(arcs, weighing, k, duals, above)
        if k == 3 and arcs.n > FEW:
            columns, excess = compiled_threes(left, weighing, duals, above, keep)
            over_all.append(excess)
            kept.append(columns)
            continue
        for ring in _rings(left, weighing, k):
            columns, over = _weighed(left, weighing, ring, duals, above)
            over_all += over[over > 0].tolist()
            if over.size > keep:
                best = np.sort(np.argsort(-over, kind="stable")[:keep])
                columns = columns.some(best)
            if columns.size:
                kept.append(columns)
    empty = Columns(np.zeros((0, LONGEST), np.int64), np.zeros(0))
    members = np.concatenate([each.members for each in [empty, *kept]])
    weight = np.concatenate([each.weight for each in [empty, *kept]])
    return Priced(Columns(members, weight), math.fsum(over_all))


def compiled_threes(
    arcs: Arcs, weighing: Weighing, duals: Duals, above: float, keep: int
) -> tuple[Columns, float]:
    """The same for rings of three among many people, compiled. What odd sets take is known of the kept
    alone."""
    from counterpart.engine.rings.threes import Scale, Steps, threes  # compiled: only where it is needed

    into = np.argsort(arcs.teacher, kind="stable")
    steps = Steps(
        arcs.start, arcs.learner, arcs.teacher, arcs.benefit, arcs.distance, arcs.right,
        into, starts(arcs.teacher[into], arcs.n),
    )  # fmt: skip
    part = weighing.scale(3)
    against = duals.prices - part * weighing.worth
    found, over, total = threes(
        steps, Scale(float(weighing.reciprocity), float(weighing.perspective), part, against, above), keep
    )
    members = np.full((over.size, LONGEST), NOBODY, np.int64)
    members[:, :3] = found
    columns = Columns(members, over + duals.prices[found].sum(axis=1))
    if not duals.sets:
        return columns, total
    left = columns.over(duals)
    taken = math.fsum((np.maximum(0, over) - np.maximum(0, left)).tolist())
    return columns.some(left > above), total - taken


def _worthwhile(arcs: Arcs, weighing: Weighing, k: int, duals: Duals, above: float) -> Arcs:
    """The arcs that a ring of k over the prices could hold, by a bound on the rest of the ring."""
    against = duals.prices - weighing.scale(k) * weighing.worth
    for _ in range(3):
        if not arcs.learner.size:
            break
        learns, shows = np.zeros(arcs.n), np.zeros(arcs.n)
        np.maximum.at(learns, arcs.learner, arcs.benefit)
        np.maximum.at(shows, arcs.teacher, arcs.benefit)
        ways = arcs.benefit, learns[arcs.teacher], shows[arcs.learner]
        others = (k - 3) * float(arcs.benefit.max())
        mean = (ways[0] + ways[1] + ways[2] + others) / k
        least = np.minimum(np.minimum(ways[0], ways[1]), ways[2])
        distance = (arcs.distance + (k - 1) * float(arcs.distance.max())) / k
        most = k * weighing.scale(k) * weighing.value(mean, least, distance)
        here = np.unique(np.concatenate([arcs.learner, arcs.teacher]))
        lowest = (k - 2) * float(against[here].min())
        could: Flags = most - against[arcs.learner] - against[arcs.teacher] - lowest > above - 1e-12
        if could.all():
            break
        arcs = arcs.some(could)
    return arcs


def _rings(arcs: Arcs, weighing: Weighing, k: int) -> Iterator[tuple[Indices, ...]]:
    """For each person, the rings in which they are the lowest, as k columns of arcs."""
    into = np.argsort(arcs.teacher, kind="stable")
    ends = starts(arcs.teacher[into], arcs.n)
    closing = np.full(arcs.n, NOBODY, np.int64)
    for low in np.flatnonzero((np.diff(arcs.start) > 0) & (np.diff(ends) > 0)).tolist():
        home = into[ends[low] : ends[low + 1]]
        home = home[arcs.learner[home] > low]
        step = np.arange(arcs.start[low], arcs.start[low + 1])
        step = step[arcs.teacher[step] > low]
        if not home.size or not step.size:
            continue
        closing[arcs.learner[home]] = home
        walk: tuple[Indices, ...] = (step,)
        for _ in range(k - 2):
            walk = _further(arcs, walk, low)
        last = closing[arcs.teacher[walk[-1]]]
        keep = last != NOBODY
        if k == LONGEST:
            keep &= _four(arcs, weighing, walk)
        closing[arcs.learner[home]] = NOBODY
        if keep.any():
            yield *(each[keep] for each in walk), last[keep]


def _further(arcs: Arcs, walk: tuple[Indices, ...], low: int) -> tuple[Indices, ...]:
    """Every walk one step longer, staying above its first person."""
    end = arcs.teacher[walk[-1]]
    size = arcs.start[end + 1] - arcs.start[end]
    which = np.repeat(np.arange(end.size), size)
    step = np.arange(which.size) - np.repeat(np.cumsum(size) - size, size) + arcs.start[end][which]
    above = arcs.teacher[step] > low
    which, step = which[above], step[above]
    return (*(each[which] for each in walk), step)


def _four(arcs: Arcs, weighing: Weighing, walk: tuple[Indices, ...]) -> Flags:
    """Rings of four different people whose members across from each other may be in one ring."""
    a, b, c, d = arcs.learner[walk[0]], arcs.teacher[walk[0]], arcs.teacher[walk[1]], arcs.teacher[walk[2]]
    free: Flags = (b != d) & weighing.may_share(a, c) & weighing.may_share(b, d)
    return free


def _weighed(
    arcs: Arcs, weighing: Weighing, ring: tuple[Indices, ...], duals: Duals, above: float
) -> tuple[Columns, Numbers]:
    k = len(ring)
    benefits = np.stack([arcs.benefit[step] for step in ring])
    distance = np.stack([arcs.distance[step] for step in ring]).mean(axis=0)
    value = weighing.value(benefits.mean(axis=0), benefits.min(axis=0), distance)
    members = [arcs.learner[step] for step in ring]
    weight = weighing.scale(k) * (k * value + sum(weighing.worth[who] for who in members))
    over = weight - sum(duals.prices[who] for who in members)
    far: Indices = np.flatnonzero((over > above) & np.logical_or.reduce([arcs.right[step] for step in ring]))
    found = np.full((far.size, LONGEST), NOBODY, np.int64)
    for place, who in enumerate(members):
        found[:, place] = who[far]
    columns = Columns(found, weight[far])
    over = columns.over(duals) if duals.sets else over[far]
    still = over > above
    return columns.some(still), over[still]
