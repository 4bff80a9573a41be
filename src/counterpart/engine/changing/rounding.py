"""From a plan on two sides, in which a pair may be taken by half, to whole pairs."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import numpy as np

from counterpart.engine.changing.standing import Near
from counterpart.engine.shapes import Flags, Indices, Numbers


@dataclass(frozen=True)
class Arc:
    """Half of a pair: `start` has it on the left, `end` on the right."""

    pair: int
    start: int
    end: int


Trail = list[Arc]


def rounded(near: Near, chosen: Flags, touched: Indices, on: Flags) -> Flags:
    """Whole pairs, from those on both sides after a change that touched some.

    Every second pair of an open trail or of an even circle is worth at least the halves; an odd circle loses.
    """
    whole, halves = chosen.copy(), []
    for pair, (left, right) in zip(touched.tolist(), near.both_entries[touched].tolist(), strict=True):
        whole[pair] = on[left] and on[right]
        if on[left] != on[right]:
            ends = int(near.pairs.first[pair]), int(near.pairs.second[pair])
            halves.append(Arc(pair, *(ends if on[left] else ends[::-1])))
    for trail in _trails(halves):
        for arc in _every_second(trail, near.pairs.weight):
            whole[arc.pair] = True
    return whole


def _trails(arcs: list[Arc]) -> list[Trail]:
    """All arcs, as trails from where more begin than end, then as circles."""
    leaving: dict[int, list[Arc]] = {}
    for arc in arcs:
        leaving.setdefault(arc.start, []).append(arc)
    more = Counter(arc.start for arc in arcs)
    more.subtract(arc.end for arc in arcs)
    begin = [who for who in sorted(leaving) for _ in range(more[who])]
    found = [_followed(leaving, who) for who in begin]
    for who in sorted(leaving):
        while leaving[who]:
            found.append(_followed(leaving, who))
    return found


def _followed(leaving: dict[int, list[Arc]], who: int) -> Trail:
    trail: Trail = []
    while leaving.get(who):
        trail.append(leaving[who].pop())
        who = trail[-1].end
    return trail


def _every_second(trail: Trail, weight: Numbers) -> Trail:
    """The better half of a trail; of an odd circle the best that leaves one person out."""
    k = len(trail)
    if trail[0].start == trail[-1].end and k % 2:
        around = [trail[2 * at % k] for at in range(k)] * 2  # every second one: halves are neighbours here
        sums = np.concatenate([[0.0], np.cumsum([weight[arc.pair] for arc in around])])
        begin = int(np.argmax(sums[k // 2 : k // 2 + k] - sums[:k]))
        return around[begin : begin + k // 2]
    return max(trail[0::2], trail[1::2], key=lambda some: sum(float(weight[arc.pair]) for arc in some))
