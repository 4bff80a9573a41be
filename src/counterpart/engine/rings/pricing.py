"""Rings worth more than the prices against them: every ring is looked at, most of them all at once."""

from __future__ import annotations

import math
import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from counterpart.engine.duals import Duals
from counterpart.engine.rings.arcs import Arcs, Weighing
from counterpart.engine.rings.columns import LONGEST, NOBODY, Columns
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers

FEW = 700  # people up to whom nothing needs to be compiled
_CHUNKS = 64
_AT_ONCE = 1_000_000  # walks that are looked at at once
_ROUNDING, _LOOSE = 1e-12, 1e-9


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
    kept = [Columns(np.zeros((0, LONGEST), np.int64), np.zeros(0))]
    over_all: list[float] = []
    for k in range(3, longest + 1):
        if k == 3 and arcs.n > FEW:
            columns, excess = compiled_threes(arcs, weighing, duals, above, keep)
            over_all.append(excess)
            kept.append(columns)
            continue
        left = _worthwhile(arcs, weighing, k, duals, above)
        for ring in _rings(left, weighing, k, duals, above):
            columns, over = _weighed(left, weighing, ring, duals, above)
            over_all += over[over > 0].tolist()
            kept.append(columns.some(_best(columns.members[:, 0], over, keep)))
    members = np.concatenate([each.members for each in kept])
    weight = np.concatenate([each.weight for each in kept])
    return Priced(Columns(members, weight), math.fsum(over_all))


def _best(lowest: Indices, over: Numbers, keep: int) -> Indices:
    """Where the `keep` furthest over the prices of each lowest member stand; equals as they come."""
    order = np.lexsort((-over, lowest))
    first = np.flatnonzero(np.diff(lowest[order], prepend=NOBODY))
    rank = np.arange(order.size) - np.repeat(first, np.diff(first, append=order.size))
    return np.sort(order[rank < keep])


def compiled_threes(
    arcs: Arcs, weighing: Weighing, duals: Duals, above: float, keep: int
) -> tuple[Columns, float]:
    """The same for rings of three among many people, compiled; of each learner of a least step the `keep`
    best. What odd sets take is known of the kept alone."""
    from counterpart.engine.rings import threes  # compiled: only where it is needed

    part = weighing.scale(3)
    against = duals.prices - part * weighing.worth
    most = float(arcs.distance.max(initial=0.0))
    scale = threes.Scale(
        float(weighing.reciprocity), float(weighing.perspective), part, against, above,
        (1 + weighing.perspective * most) / (1 + weighing.perspective),
    )  # fmt: skip
    steps = threes.Steps(*arcs.best_first)
    cheap = *threes.cheapest_first(steps, against), *threes.cheapest_beside(steps, against)
    edges = np.linspace(0, arcs.n, _CHUNKS + 1).astype(int).tolist()
    with ThreadPoolExecutor(threads()) as pool:
        parts = list(pool.map(lambda ends: threes.threes(steps, scale, *cheap, keep, *ends), pairwise(edges)))
    total = math.fsum(part[2] for part in parts)
    found, over = (np.concatenate([part[at] for part in parts]) for at in range(2))
    members = np.full((over.size, LONGEST), NOBODY, np.int64)
    members[:, :3] = _from_lowest(found)
    columns = Columns(members, over + duals.prices[found].sum(axis=1))
    if not duals.sets:
        return columns, total
    left = columns.over(duals)
    taken = math.fsum((np.maximum(0, over) - np.maximum(0, left)).tolist())
    return columns.some(left > above), total - taken


def _from_lowest(rings: Indices) -> Indices:
    """The same rings, turned until their lowest member stands first."""
    turns = (np.argmin(rings, axis=1)[:, None] + np.arange(3)) % 3
    turned: Indices = np.take_along_axis(rings, turns, axis=1)
    return turned


def threads() -> int:
    """How many run at once: results do not depend on it."""
    return int(os.environ.get("NUMBA_NUM_THREADS") or len(os.sched_getaffinity(0)))


def _worthwhile(arcs: Arcs, weighing: Weighing, k: int, duals: Duals, above: float) -> Arcs:
    """The arcs that a ring of k over the prices could hold, by two bounds on the rest of the ring."""
    against = duals.prices - weighing.scale(k) * weighing.worth
    for _ in range(3):
        if not arcs.learner.size:
            break
        could = _by_steps(arcs, weighing, k, against, above)
        could &= _by_least(arcs, weighing, k, against, above)
        if could.all():
            break
        arcs = arcs.some(could)
    return arcs


def _shares(arcs: Arcs, weighing: Weighing, k: int, against: Numbers) -> Numbers:
    """What each step adds to a ring at most, less what is against its teacher.

    With e = (1 + perspective d) / (1 + perspective) and r = reciprocity, a ring brings
    k ((1 - r) mean b + r min b) mean e, at most the sum over its steps of b ((1 - r) max e + r e).
    """
    far = (1 + weighing.perspective * arcs.distance) / (1 + weighing.perspective)
    most = float(far.max()) if far.size else 1.0
    brings = arcs.benefit * ((1 - weighing.reciprocity) * most + weighing.reciprocity * far)
    shares: Numbers = weighing.scale(k) * brings - against[arcs.teacher]
    return shares


def _by_steps(arcs: Arcs, weighing: Weighing, k: int, against: Numbers, above: float) -> Flags:
    share = _shares(arcs, weighing, k, against)
    onward, back = np.full(arcs.n, -np.inf), np.full(arcs.n, -np.inf)
    np.maximum.at(onward, arcs.learner, share)
    np.maximum.at(back, arcs.teacher, share)
    rest = onward[arcs.teacher] + back[arcs.learner] + (k - 3) * float(share.max())
    could: Flags = share + rest > above - _ROUNDING
    return could


def _by_least(arcs: Arcs, weighing: Weighing, k: int, against: Numbers, above: float) -> Flags:
    learns, shows = np.zeros(arcs.n), np.zeros(arcs.n)
    np.maximum.at(learns, arcs.learner, arcs.benefit)
    np.maximum.at(shows, arcs.teacher, arcs.benefit)
    ways = arcs.benefit, learns[arcs.teacher], shows[arcs.learner]
    mean = (ways[0] + ways[1] + ways[2] + (k - 3) * float(arcs.benefit.max())) / k
    least = np.minimum(np.minimum(ways[0], ways[1]), ways[2])
    distance = (arcs.distance + (k - 1) * float(arcs.distance.max())) / k
    most = k * weighing.scale(k) * weighing.value(mean, least, distance)
    here = np.unique(np.concatenate([arcs.learner, arcs.teacher]))
    lowest = (k - 2) * float(against[here].min())
    could: Flags = most - against[arcs.learner] - against[arcs.teacher] - lowest > above - _ROUNDING
    return could


def _rings(
    arcs: Arcs, weighing: Weighing, k: int, duals: Duals, above: float
) -> Iterator[tuple[Indices, ...]]:
    """Rings that could be over the prices, from their lowest members on, as k columns of arcs."""
    if not arcs.learner.size:
        return
    share = _shares(arcs, weighing, k, duals.prices - weighing.scale(k) * weighing.worth)
    back = np.full(arcs.n, -np.inf)
    np.maximum.at(back, arcs.teacher, share)
    steps = np.flatnonzero(arcs.teacher > arcs.learner)
    ways = np.cumsum(_ways(arcs, k)[steps])
    edges = np.searchsorted(ways, np.arange(_AT_ONCE, ways[-1] if ways.size else 0, _AT_ONCE)) + 1
    code = arcs.learner * arcs.n + arcs.teacher
    best_first = _BestFirst(arcs, share)
    for begin, end in pairwise([0, *np.unique(edges).tolist(), steps.size]):
        walk: tuple[Indices, ...] = (steps[begin:end],)
        least = above - _ROUNDING - share[walk[0]] - back[arcs.learner[walk[0]]]
        for left in range(k - 3, -1, -1):
            which, step = best_first.further(walk, least - left * best_first.most)
            walk, least = (*(each[which] for each in walk), step), least[which] - share[step]
        wanted = arcs.teacher[walk[-1]] * arcs.n + arcs.learner[walk[0]]
        last = np.minimum(np.searchsorted(code, wanted), code.size - 1)
        keep = code[last] == wanted
        if k == LONGEST:
            keep &= _four(arcs, weighing, walk)
        if keep.any():
            yield *(each[keep] for each in walk), last[keep]


def _ways(arcs: Arcs, k: int) -> Integers:
    """How many walks of k - 1 steps begin with each arc, roughly."""
    ways = np.diff(arcs.start)
    for _ in range(k - 3):
        ways = np.bincount(arcs.learner, ways[arcs.teacher], arcs.n).astype(np.int64)
    return ways[arcs.teacher]


class _BestFirst:
    """The arcs of each learner from the one that adds most on."""

    def __init__(self, arcs: Arcs, share: Numbers) -> None:
        self._arcs = arcs
        self._order = np.lexsort((-share, arcs.learner))
        self._apart = 4.0 * (1.0 + float(np.abs(share).max()))
        self._key = arcs.learner * self._apart - share[self._order]
        self.most = float(share.max())

    def further(self, walk: tuple[Indices, ...], least: Numbers) -> tuple[Indices, Indices]:
        """Every walk one step longer, above its first person, by a step that adds at least so much:
        which walk it was, and the step."""
        arcs = self._arcs
        from_here = arcs.teacher[walk[-1]]
        reach = np.clip(_LOOSE - least, -self._apart / 2, self._apart / 2)
        size = np.searchsorted(self._key, from_here * self._apart + reach) - arcs.start[from_here]
        which = np.repeat(np.arange(size.size), size)
        at = np.arange(which.size) + np.repeat(arcs.start[from_here] - np.cumsum(size) + size, size)
        step = self._order[at]
        above = np.flatnonzero(arcs.teacher[step] > arcs.learner[walk[0]][which])
        return which[above], step[above]


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
