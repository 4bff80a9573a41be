"""From an auction in which everybody bids for everybody to whole pairs.

A pair that both hold is whole; one that a single side holds is a half. Halves form trails, and taking every
other pair of a trail costs nothing where it has two ends or an even length: only an odd closed one leaves
somebody out, and that is whoever is cheapest. (The halves of a fractional b-matching lie on odd cycles: M. L.
Balinski, Integer programming: methods, uses, computation, Management Science 12, 1965.)
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.kernels.auction import Graph
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers


class _Halves(NamedTuple):
    """Whether pair e is a half nobody walked yet, how many of them person i has, and where to look for
    them."""

    open: Flags
    degree: Integers
    at: Indices


@njit(cache=True, nogil=True)
def rounded(g: Graph, room: Integers, held: Flags, price: Numbers) -> Flags:
    """Whole pairs out of the entries `held`; nobody exceeds their room."""
    n, m = room.size, g.first.size
    chosen = np.zeros(m, np.bool_)
    halves = _Halves(np.zeros(m, np.bool_), np.zeros(n, np.int64), g.start[:-1].copy())
    for e in range(m):
        one, other = held[g.at_first[e]], held[g.mirror[g.at_first[e]]]
        chosen[e] = one and other
        if one != other:
            halves.open[e] = True
            halves.degree[g.first[e]] += 1
            halves.degree[g.second[e]] += 1
    trail, who = np.zeros(m, np.int64), np.zeros(m + 1, np.int64)
    for closed in (False, True):
        for i in range(n):
            while halves.degree[i] % 2 if not closed else halves.degree[i]:
                length = _walk(g, halves, i, trail, who)
                _take(g.weight, price, chosen, trail[:length], who[: length + 1])
    return chosen


@njit(cache=True, nogil=True)
def _walk(g: Graph, halves: _Halves, i: int, trail: Integers, who: Integers) -> int:
    """Along halves from i until none leads on; the number of pairs passed."""
    length = 0
    who[0] = i
    while halves.degree[i]:
        while not halves.open[g.pair[halves.at[i]]]:
            halves.at[i] += 1
        e, other = g.pair[halves.at[i]], g.neighbour[halves.at[i]]
        halves.open[e] = False
        halves.degree[i] -= 1
        halves.degree[other] -= 1
        trail[length], who[length + 1] = e, other
        length, i = length + 1, other
    return length


@njit(cache=True, nogil=True)
def _take(weight: Numbers, price: Numbers, chosen: Flags, trail: Integers, who: Integers) -> None:
    """Choose every other pair: the heavier half of them, or, in a closed trail of odd length, those that
    leave out the cheapest person."""
    length, begin, turn = trail.size, 0, 0
    if length % 2 and who[0] == who[length]:
        begin = int(np.argmin(price[who[:length]]))
        turn = 1
    elif weight[trail[1::2]].sum() > weight[trail[::2]].sum():
        turn = 1
    for step in range(turn, length, 2):
        chosen[trail[(begin + step) % length]] = True
