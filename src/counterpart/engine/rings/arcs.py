"""Who could learn from whom within a ring: a directed graph in rows, and how rings in it are weighed."""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cached_property

import numpy as np

from counterpart.engine.shapes import Flags, Indices, Numbers

_GOLDEN, _SILVER = 0.6180339887498949, 0.41421356237309515  # their multiples are spread evenly
_LITTLE = 0.05


@dataclass(frozen=True)
class Arcs:
    """Steps from learner to teacher that no rule stops, sorted by learner, then teacher.

    start      n + 1 positions: the arcs of learner i are start[i] .. start[i + 1]
    benefit    0 .. 1; `distance` 0 .. 1, how far apart the two stand; `right`: goes the way the policy asks
    """

    start: Indices
    learner: Indices
    teacher: Indices
    benefit: Numbers
    distance: Numbers
    right: Flags

    @property
    def n(self) -> int:
        return self.start.size - 1

    @cached_property
    def best_first(self) -> tuple[Indices, Indices, Indices, Numbers, Numbers, Flags, Indices, Indices]:
        """Their arrays, each learner's arcs best benefit first, and those to each teacher (see `threes`)."""
        from counterpart.engine.rings import threes  # compiled: only where it is needed

        order = threes.best_first(self.start, self.benefit)
        kept = [getattr(self, each.name)[order] for each in fields(self)[1:]]
        return self.start, *kept, *threes.leading_to(kept[1], self.n)

    def thinned(self, each: int) -> Arcs:
        """Only so many of the best of every learner and of every teacher; equals are mixed by position."""
        from counterpart.engine.rings import threes  # compiled: only where it is needed

        into, ends = threes.leading_to(self.teacher, self.n)
        mixed = (self.learner * _GOLDEN + self.teacher * _SILVER) % 1.0
        good = self.benefit * (1 + self.distance) + _LITTLE * mixed
        keep = np.zeros(self.learner.size, np.bool_)
        for start, place in ((self.start, np.arange(keep.size)), (ends, into)):
            order = place[threes.best_first(start, good[place])]
            rank = np.arange(order.size) - np.repeat(start[:-1], np.diff(start))
            keep[order[rank < each]] = True
        return self.some(keep)

    def some(self, which: Flags | Indices) -> Arcs:
        """A part of them, over the same people."""
        kept = {each.name: getattr(self, each.name)[which] for each in fields(self)[1:]}
        return Arcs(starts(kept["learner"], self.n), **kept)


def starts(sorted_people: Indices, n: int) -> Indices:
    """Where each person's entries begin, in a sorted list of people."""
    found: Indices = np.searchsorted(sorted_people, np.arange(n + 1))
    return found


@dataclass(frozen=True)
class Weighing:
    """What a ring of k people is worth: k (1 - discount)^(k - 2) (v + mean of `worth`).

    v = ((1 - reciprocity) mean b + reciprocity min b) (1 + perspective d) / (1 + perspective)

    apart   n x n codes (lower * n + higher, sorted) of two people who may not even be in one ring
    """

    reciprocity: float
    perspective: float
    discount: float
    worth: Numbers
    apart: Indices

    def scale(self, k: int) -> float:
        """What a place in a ring of k counts, where one in a pair counts 1."""
        return float((1 - self.discount) ** (k - 2))

    def value(self, mean: Numbers, least: Numbers, distance: Numbers) -> Numbers:
        """v of rings, from the mean and least benefit and the mean distance of their steps."""
        mutual = mean - self.reciprocity * (mean - least)
        valued: Numbers = mutual * (1 + self.perspective * distance) / (1 + self.perspective)
        return valued

    def may_share(self, first: Indices, second: Indices) -> Flags:
        """Whether two people who are not neighbours may be in one ring."""
        code = np.minimum(first, second) * self.worth.size + np.maximum(first, second)
        free: Flags = ~np.isin(code, self.apart)
        return free
