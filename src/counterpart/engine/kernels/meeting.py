"""The cheapest way to serve two people who lost their partner, where everybody has one place.

A path of pairs taken and given up in turn leads from one of them (the root) to the other (the goal), or from
each of them to somebody who stays alone. Both are one path, if alone is a place `R1` that is with a place `R2`.
The shortest one is found as in a stage of Edmonds' algorithm: people are even or odd steps from the root, prices
of even ones fall with time and of odd ones rise, and an odd circle is shrunk to one (J. Edmonds, Maximum
matching and a polyhedron with 0,1-vertices, 1965; labels of bridges: H. N. Gabow, An efficient implementation
of Edmonds' algorithm for maximum matching on graphs, Journal of the ACM 23, 1976).
"""

from __future__ import annotations

from heapq import heappop, heappush
from typing import NamedTuple

import numpy as np
from numba import njit

from counterpart.engine.kernels.rematching import Ground
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers

_NONE, _EVEN, _ODD = 0, 1, 2
_GROW, _BRIDGE, _ALONE = 0, 1, 2


class Tree(NamedTuple):
    """Of each person and R1 and R2 (n, n + 1): even or odd, since when, the price then; who reached it as odd
    (`parent`); the bridge that made an odd one even; who it is shrunk to; and the clock: [when R1 was reached]."""

    label: Integers
    since: Numbers
    price: Numbers
    parent: Integers
    near: Integers
    far: Integers
    up: Integers
    clock: Numbers


@njit(cache=True, nogil=True)
def meet(
    g: Ground, price: Numbers, mate: Integers, gone: Flags, banned: int, root: int, goal: int, order: Indices
) -> tuple[float, Tree]:
    """What the path costs over the prices, and the tree that holds it.

    goal    -1 where only one person lost their partner: then the path ends with somebody alone
    gone    who takes no part; `order`: everybody by ascending price; `mate`: -1 where alone
    """
    n = mate.size
    tree = Tree(
        np.zeros(n + 2, np.int64), np.zeros(n + 2), np.zeros(n + 2), np.full(n + 2, -1), np.full(n + 2, -1),
        np.full(n + 2, -1), np.arange(n + 2), np.full(1, np.inf),
    )  # fmt: skip
    heap = [(0.0, _GROW, -1, -1)]
    heap.pop()
    evens = [root]
    now, k = 0.0, 0
    _even(g, tree, price, mate, gone, banned, root, price[root], now, heap)
    while True:
        alone = np.inf
        if tree.clock[0] < np.inf:
            while k < n and (tree.label[order[k]] != _NONE or gone[order[k]]):
                k += 1
            alone = tree.clock[0] + price[order[k]] if k < n else np.inf
        if len(heap) == 0 and alone == np.inf:
            return np.inf, tree
        if len(heap) == 0 or alone <= heap[0][0]:
            kind, i, c = _GROW, n + 1, order[k]
            now = max(now, alone)
        else:
            when, kind, i, c = heappop(heap)
            now = max(now, when)
        if kind == _BRIDGE:
            _shrink(g, tree, price, mate, gone, banned, root, i, c, now, heap, evens)
            continue
        if kind == _GROW:
            if tree.label[c] != _NONE:
                continue
            tree.label[c], tree.since[c], tree.parent[c] = _ODD, now, i
            if c == goal:
                return now, tree
            if mate[c] >= 0:
                evens.append(mate[c])
                _even(g, tree, price, mate, gone, banned, mate[c], price[mate[c]], now, heap)
                continue
        if tree.clock[0] == np.inf:
            tree.parent[n] = c
            _alone(g, tree, price, mate, gone, banned, goal, now, heap, evens)
            if goal < 0:
                return now, tree


@njit(cache=True, nogil=True)
def _even(
    g: Ground,
    tree: Tree,
    price: Numbers,
    mate: Integers,
    gone: Flags,
    banned: int,
    who: int,
    cost: float,
    now: float,
    heap: list[tuple[float, int, int, int]],
) -> None:
    """Somebody becomes even: say when they reach others."""
    n = mate.size
    label, since, known, up = tree.label, tree.since, tree.price, tree.up
    label[who], since[who], known[who] = _EVEN, now, cost
    reached = tree.clock[0]
    if reached == np.inf:
        heappush(heap, (now + cost, _ALONE, who, who))
    else:
        heappush(heap, (now + max(0.0, cost - now + reached) / 2, _BRIDGE, who, n + 1))
    for t in range(g.start[who], g.start[who + 1]):
        c = g.neighbour[t]
        if g.pair[t] == banned or gone[c] or mate[who] == c:
            continue
        if label[c] == _NONE:
            heappush(heap, (now + max(0.0, cost + price[c] + g.cost[t]), _GROW, who, c))
        elif label[c] == _EVEN and up[c] != up[who]:
            between = cost + known[c] - now + since[c] + g.cost[t]
            heappush(heap, (now + max(0.0, between) / 2, _BRIDGE, who, c))


@njit(cache=True, nogil=True)
def _alone(
    g: Ground,
    tree: Tree,
    price: Numbers,
    mate: Integers,
    gone: Flags,
    banned: int,
    goal: int,
    now: float,
    heap: list[tuple[float, int, int, int]],
    evens: list[int],
) -> None:
    """Somebody can stay alone: from here on, whoever is alone can be reached as even."""
    n = mate.size
    tree.clock[0] = now
    tree.label[n], tree.since[n] = _ODD, now
    tree.label[n + 1], tree.since[n + 1] = _EVEN, now
    for who in evens:
        left = tree.price[who] - now + tree.since[who]
        heappush(heap, (now + max(0.0, left) / 2, _BRIDGE, who, n + 1))
    if goal < 0:
        return
    first = len(evens)
    for who in range(n):
        if mate[who] < 0 and tree.label[who] == _NONE and who != goal and not gone[who]:
            tree.label[who], tree.parent[who], tree.up[who] = _EVEN, n + 1, n + 1
            tree.since[who], tree.price[who] = now, price[who]
            evens.append(who)
    for at in range(first, len(evens)):
        _even(g, tree, price, mate, gone, banned, evens[at], price[evens[at]], now, heap)


@njit(cache=True, nogil=True)
def _found(up: Integers, who: int) -> int:
    while up[who] != who:
        up[who] = up[up[who]]
        who = up[who]
    return who


@njit(cache=True, nogil=True)
def _above(tree: Tree, mate: Integers, base: int) -> int:
    """The next even one on the way to the root."""
    n = mate.size
    if base < n:
        return _found(tree.up, tree.parent[mate[base]])
    by = tree.parent[n]
    return _found(tree.up, tree.parent[by] if _ended(tree, mate, by) else by)


@njit(cache=True, nogil=True)
def _ended(tree: Tree, mate: Integers, who: int) -> bool:
    """Whether R1 was reached by somebody alone who is alone no longer."""
    return mate[who] < 0 and tree.parent[who] >= 0


@njit(cache=True, nogil=True)
def _shrink(
    g: Ground,
    tree: Tree,
    price: Numbers,
    mate: Integers,
    gone: Flags,
    banned: int,
    root: int,
    i: int,
    j: int,
    now: float,
    heap: list[tuple[float, int, int, int]],
    evens: list[int],
) -> None:
    """Two even people meet: the circle through them becomes one, and its odd ones even."""
    n, up = mate.size, tree.up
    one, other = _found(up, i), _found(up, j)
    if one == other:
        return
    passed = {one, other}
    top = -1
    while top < 0:
        if one != root:
            one = _above(tree, mate, one)
            if one in passed:
                top = one
                break
            passed.add(one)
        if other != root:
            other = _above(tree, mate, other)
            if other in passed:
                top = other
                break
            passed.add(other)
    turned = [-1]
    for side in range(2):
        near, far = (i, j) if side == 0 else (j, i)
        base = _found(up, near)
        while base != top:
            above = _above(tree, mate, base)
            odd = mate[base] if base < n else n
            while odd >= 0:
                tree.near[odd], tree.far[odd] = near, far
                if odd < n:
                    turned.append(odd)
                    up[odd] = top
                else:
                    up[n] = top
                by = tree.parent[n]
                odd = by if odd == n and _ended(tree, mate, by) else -1
            up[base] = top
            base = above
    for at in range(1, len(turned)):
        odd = turned[at]
        evens.append(odd)
        tree.price[odd] = price[odd] + now - tree.since[odd]
        tree.label[odd], tree.since[odd] = _EVEN, now
    for at in range(1, len(turned)):
        odd = turned[at]
        _even(g, tree, price, mate, gone, banned, odd, tree.price[odd], now, heap)
