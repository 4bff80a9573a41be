"""Reporting lines as numbers: whether one person stands above another is a comparison of two intervals."""

from __future__ import annotations

import numpy as np

from counterpart.engine.columns import UNTOLD
from counterpart.engine.shapes import Indices, Integers


def lines(manager: Integers) -> Integers:
    """n x 2: when a walk down every tree of managers enters and leaves each person, counted from 0.

    b is below a where a's interval holds b's. `manager`: positions, UNTOLD at the top. Nobody below a circle
    of managers is reached; they keep (0, 0), which holds nobody.
    """
    n = manager.size
    if (manager == UNTOLD).all():
        return np.arange(2 * n).reshape(n, 2)
    line = np.zeros((n, 2), np.int64)
    below = np.argsort(manager, kind="stable")
    start = np.searchsorted(manager[below], np.arange(n + 1))
    levels = [below[: start[0]]]
    while levels[-1].size:
        levels.append(below[_spans(start[levels[-1]], start[levels[-1] + 1])])
    size = np.ones(n, np.int64)
    for level in levels[:0:-1]:
        np.add.at(size, manager[level], size[level])
    for depth, level in enumerate(levels):
        line[level, 0] = _entered(line[manager[level], 0], manager[level], size[level], depth)
        line[level, 1] = line[level, 0] + 2 * size[level] - 1
    return line


def _spans(start: Indices, stop: Indices) -> Indices:
    """start[0], start[0] + 1 .. stop[0] - 1, start[1] .."""
    length = stop - start
    return np.repeat(stop - np.cumsum(length), length) + np.arange(int(length.sum()))


def _entered(above: Integers, manager: Indices, size: Integers, depth: int) -> Integers:
    """When each of one level is entered: after its manager, and after its siblings before it are left."""
    before = 2 * (np.cumsum(size) - size)
    if not depth or not size.size:
        return before
    first = np.flatnonzero(np.append(True, manager[1:] != manager[:-1]))
    siblings = np.repeat(before[first], np.diff(np.append(first, size.size)))
    return above + 1 + before - siblings
