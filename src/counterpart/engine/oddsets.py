"""Odd sets that a fractional solution overfills."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy import sparse

from counterpart.engine.duals import OddSet
from counterpart.engine.shapes import Flags, Indices, Integers, Numbers

_UNITS = 1_000_000  # shares as whole numbers, which the flow algorithm wants


def overfilled(first: Indices, second: Indices, share: Numbers, used: Flags, room: Integers) -> list[OddSet]:
    """Sets S of people with pairs T across, c = c(S) + |T| odd, that hold more than floor(c/2) of shares.

    Whole parts that are connected by the pairs `used` are tried first. Where T is what crosses with more than
    one half, x(E(S)) + x(T) > floor(c/2) exactly where a cut around S is below 1: min(x, 1 - x) of each pair
    that crosses, and room not used in S. So a smallest odd cut finds a set if there is one, and a cut tree
    holds it (M. Padberg, M. R. Rao, Odd minimum cut-sets and b-matchings, Mathematics of Operations Research
    7, 1982; with T: A. Letchford, G. Reinelt, D. Theis, Odd minimum cut sets and b-matchings revisited, SIAM
    Journal on Discrete Mathematics 22, 2008).
    """
    parts = list(_parts(first, second, np.flatnonzero(used), room.size))
    whole = [_crossed(members, first, second, share, room.size) for members, _ in parts]
    if found := [each for each in whole if _too_full(each, first, second, share, room)]:
        return found
    cuts: dict[bytes, OddSet] = {}
    for members, pairs in parts:
        if (np.abs(share[pairs] - 0.5) < 0.499).any():
            for part in _odd_cuts(members, first[pairs], second[pairs], share[pairs], room):
                cuts.setdefault(part.tobytes(), _crossed(part, first, second, share, room.size))
    return [each for each in cuts.values() if _too_full(each, first, second, share, room)]


def _crossed(part: Indices, first: Indices, second: Indices, share: Numbers, n: int) -> OddSet:
    """These people, with the pairs across of which more than one half is taken."""
    member = np.zeros(n, np.bool_)
    member[part] = True
    across = (member[first] != member[second]) & (share > 0.5)
    return OddSet(part, across=np.column_stack([first[across], second[across]]))


def _too_full(some: OddSet, first: Indices, second: Indices, share: Numbers, room: Integers) -> bool:
    odd = (int(room[some.members].sum()) + len(some.across)) % 2
    held = float(share[some.holds(first, second, room.size)].sum())
    return bool(odd) and held > some.most(room) + 1e-5


def _parts(first: Indices, second: Indices, used: Indices, n: int) -> Iterator[tuple[Indices, Indices]]:
    """Connected parts of three or more people: their members and their pairs."""
    graph = sparse.csr_array((np.ones(used.size), (first[used], second[used])), shape=(n, n))
    count, label = sparse.csgraph.connected_components(graph, directed=False)
    people, pairs = np.argsort(label, kind="stable"), used[np.argsort(label[first[used]], kind="stable")]
    people_ends = np.searchsorted(label[people], np.arange(count + 1))
    pair_ends = np.searchsorted(label[first[pairs]], np.arange(count + 1))
    for part in np.flatnonzero(np.diff(people_ends) >= 3):
        yield people[people_ends[part] : people_ends[part + 1]], pairs[pair_ends[part] : pair_ends[part + 1]]


def _odd_cuts(
    members: Indices, first: Indices, second: Indices, share: Numbers, room: Integers
) -> Iterator[Indices]:
    """The odd sides of a cut tree's small edges, in a part with one more node for unused room."""
    k = members.size
    a, b = np.searchsorted(members, first), np.searchsorted(members, second)
    unused = room[members] - np.bincount(a, share, k) - np.bincount(b, share, k)
    ends = np.concatenate([a, np.arange(k)]), np.concatenate([b, np.full(k, k)])
    lightest = np.minimum(share, 1 - share)
    units = np.rint(np.concatenate([lightest, np.maximum(0, unused)]) * _UNITS).astype(np.int32)
    wires = sparse.csr_array(
        (np.tile(units, 2), (np.concatenate(ends), np.concatenate(ends[::-1]))), shape=(k + 1, k + 1)
    )
    heavy = np.bincount(np.concatenate([a, b])[np.tile(share > 0.5, 2)], minlength=k)
    odd = np.append(room[members] + heavy, (room[members] + heavy).sum()) % 2
    for side, worth in _cut_tree(wires):
        if worth < _UNITS - 20 and odd[side].sum() % 2:
            inner = ~side if side[k] else side
            if inner.sum() >= 3:
                yield members[inner[:k]]


def _cut_tree(wires: sparse.csr_array) -> Iterator[tuple[Flags, int]]:
    """The n - 1 cuts of a Gomory-Hu tree (D. Gusfield, All pairs network flow, 1990)."""
    n = wires.shape[0]
    parent, worth = np.zeros(n, np.int64), np.zeros(n, np.int64)
    for node in range(1, n):
        target = int(parent[node])
        flow = sparse.csgraph.maximum_flow(wires, node, target)
        side = _reached(wires - flow.flow, node)
        worth[node] = flow.flow_value
        parent[(np.arange(n) > node) & side & (parent == target)] = node
        if side[parent[target]]:
            parent[node], parent[target] = parent[target], node
            worth[node], worth[target] = worth[target], flow.flow_value
    yield from ((_below(parent, node), int(worth[node])) for node in range(1, n))


def _reached(residual: sparse.csr_array, node: int) -> Flags:
    open_wires = sparse.csr_array(residual > 0)
    side = np.zeros(residual.shape[0], np.bool_)
    side[sparse.csgraph.breadth_first_order(open_wires, node, return_predecessors=False)] = True
    return side


def _below(parent: Indices, node: int) -> Flags:
    inside = np.zeros(parent.size, np.bool_)
    for start in range(parent.size):
        at = start
        while at not in (0, node):
            at = int(parent[at])
        inside[start] = at == node
    return inside
