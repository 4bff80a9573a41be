"""Other programs on the same pairs: each takes an instance and says which pairs it chooses.

Solvers of a matching with one partnership each are given an instance spread out: a copy of a person for each
place, and, where two people both have several, a gadget that lets them be together once (W. T. Tutte, A
short proof of the factor theorem for finite graphs, 1954).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, linear_sum_assignment, milp

from benchmarks.engine.instances import Chosen, Floats, Instance, Ints

Peer = Callable[[Instance], Chosen]
UNITS = 10_000_000  # weights as whole numbers, where a solver wants these


def greedy(instance: Instance) -> Chosen:
    """The best pair that is left, again and again."""
    left = instance.capacity.tolist()
    chosen = np.zeros(instance.weight.size, np.bool_)
    for at in np.lexsort((instance.second, instance.first, -instance.weight)).tolist():
        one, other = int(instance.first[at]), int(instance.second[at])
        if left[one] and left[other]:
            chosen[at] = True
            left[one] -= 1
            left[other] -= 1
    return chosen


def split(instance: Instance) -> Chosen:
    """SciPy's assignment of the junior half to the senior half: one partnership each, no other pairs."""
    senior = np.flatnonzero(instance.senior)
    junior = np.flatnonzero(~instance.senior)
    across = np.flatnonzero(instance.senior[instance.first] != instance.senior[instance.second])
    upper, lower = sides(instance, across)
    worth = np.zeros((senior.size, junior.size))
    code = np.full(worth.shape, -1)
    where = np.searchsorted(senior, upper), np.searchsorted(junior, lower)
    worth[where], code[where] = instance.weight[across], across
    found = code[linear_sum_assignment(worth, maximize=True)]
    return _chosen(instance, found[found >= 0])


def sides(instance: Instance, across: Ints) -> tuple[Ints, Ints]:
    """The senior and the junior of pairs that have one of each."""
    up = instance.senior[instance.first[across]]
    first, second = instance.first[across], instance.second[across]
    return np.where(up, first, second), np.where(up, second, first)


def networkx(instance: Instance) -> Chosen:
    import networkx as nx

    def solve(spread: Spread) -> Chosen:
        graph = nx.Graph()
        columns = (spread.first.tolist(), spread.second.tolist(), spread.units().tolist())
        graph.add_weighted_edges_from(zip(*columns, strict=True))
        return spread.taken(np.array(sorted(nx.max_weight_matching(graph)), np.int64))

    return _by_copies(instance, solve)


def rustworkx(instance: Instance) -> Chosen:
    import rustworkx as rx

    def solve(spread: Spread) -> Chosen:
        graph = rx.PyGraph()
        graph.add_nodes_from(range(spread.n))
        columns = (spread.first.tolist(), spread.second.tolist(), spread.units().tolist())
        graph.add_edges_from(list(zip(*columns, strict=True)))
        return spread.taken(np.array(sorted(rx.max_weight_matching(graph, weight_fn=int)), np.int64))

    return _by_copies(instance, solve)


def pymatching(instance: Instance) -> Chosen:
    """Edge cost 2C - w, boundary cost C, everybody a defect: exact at its weights of 14 bits."""
    import pymatching as pm

    def solve(spread: Spread) -> Chosen:
        most = float(spread.weight.max()) * 1.0001
        graph = pm.Matching()
        for person in range(spread.n):
            graph.add_boundary_edge(person, weight=most, fault_ids={person})
        columns = (spread.first.tolist(), spread.second.tolist(), (2 * most - spread.weight).tolist())
        for at, (one, other, cost) in enumerate(zip(*columns, strict=True)):
            graph.add_edge(one, other, weight=cost, fault_ids={spread.n + at})
        used = graph.decode(np.ones(spread.n, np.uint8))[spread.n :].astype(np.bool_)
        return np.concatenate([used, np.zeros(spread.weight.size - used.size, np.bool_)])

    return _by_copies(instance, solve)


def highs(instance: Instance) -> Chosen:
    """SciPy's HiGHS as a whole-number programme, proved to the last digit it can."""
    if not instance.weight.size:
        return np.zeros(0, np.bool_)
    columns = np.arange(instance.weight.size)
    where = np.concatenate([instance.first, instance.second]), np.concatenate([columns, columns])
    matrix = sparse.csr_array((np.ones(where[0].size), where), shape=(instance.n, columns.size))
    answer = milp(
        -instance.weight,
        integrality=np.ones(columns.size),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, ub=instance.capacity),
        options={"mip_rel_gap": 1e-9},
    )
    chosen: Chosen = answer.x > 0.5
    return chosen


def cp_sat(instance: Instance) -> Chosen:
    """OR-Tools CP-SAT, one worker."""
    from ortools.sat.python import cp_model

    problem = cp_model.CpModel()
    pairs = [problem.new_bool_var("") for _ in range(instance.weight.size)]
    places: list[list[cp_model.IntVar]] = [[] for _ in range(instance.n)]
    for pair, one, other in zip(pairs, instance.first.tolist(), instance.second.tolist(), strict=True):
        places[one].append(pair)
        places[other].append(pair)
    for mine, most in zip(places, instance.capacity.tolist(), strict=True):
        if len(mine) > most:
            problem.add(sum(mine) <= most)
    units = np.rint(instance.weight * UNITS).astype(np.int64).tolist()
    problem.maximize(sum(unit * pair for unit, pair in zip(units, pairs, strict=True)))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(problem) != cp_model.OPTIMAL:
        raise ArithmeticError("CP-SAT did not prove an optimum")
    return np.array([bool(solver.value(pair)) for pair in pairs], np.bool_)


@dataclass(frozen=True)
class Spread:
    """The same problem where everybody has one place: `pair` says which pair an edge stands for, else -1."""

    n: int
    first: Ints
    second: Ints
    weight: Floats
    pair: Ints

    def units(self) -> Ints:
        """Weights as whole numbers."""
        return np.rint(self.weight * UNITS).astype(np.int64)

    def taken(self, ends: Ints) -> Chosen:
        """Which edges these are, by their ends."""
        ends = np.sort(ends.reshape(-1, 2), axis=1)
        low, high = np.minimum(self.first, self.second), np.maximum(self.first, self.second)
        found: Chosen = np.isin(low * self.n + high, ends[:, 0] * self.n + ends[:, 1])
        return found


def _by_copies(instance: Instance, solve: Callable[[Spread], Chosen]) -> Chosen:
    if not instance.weight.size:
        return np.zeros(0, np.bool_)
    spread = _spread(instance)
    used = np.bincount(spread.pair[solve(spread) & (spread.pair >= 0)], minlength=instance.weight.size)
    chosen: Chosen = used >= np.where(_both_many(instance), 2, 1)  # of a gadget, both its ends
    return chosen


def _both_many(instance: Instance) -> Chosen:
    both: Chosen = (instance.capacity[instance.first] > 1) & (instance.capacity[instance.second] > 1)
    return both


def _spread(instance: Instance) -> Spread:
    start = np.concatenate([[0], np.cumsum(instance.capacity)])
    many = _both_many(instance)
    pair = np.arange(instance.weight.size)
    inner = start[-1] + 2 * np.arange(np.count_nonzero(many))  # two more nodes for each gadget
    simple = _product(start, instance, pair[~many])
    left = _fan(start, instance.first[many], instance.capacity, inner)
    right = _fan(start, instance.second[many], instance.capacity, inner + 1)
    gadget = pair[many]
    parts = [
        (*simple[:2], instance.weight[simple[2]], simple[2]),
        (inner, inner + 1, instance.weight[gadget], np.full(gadget.size, -1)),
        (*left[:2], instance.weight[gadget[left[2]]], gadget[left[2]]),
        (*right[:2], instance.weight[gadget[right[2]]], gadget[right[2]]),
    ]
    first, second, weight, stands = (np.concatenate([part[at] for part in parts]) for at in range(4))
    return Spread(int(start[-1] + 2 * inner.size), first, second, weight, stands)


def _product(start: Ints, instance: Instance, pairs: Ints) -> tuple[Ints, Ints, Ints]:
    """An edge for every copy of the one with every copy of the other; one of the two has a single copy."""
    one, other = instance.first[pairs], instance.second[pairs]
    times = instance.capacity[one] * instance.capacity[other]
    edge = np.repeat(np.arange(pairs.size), times)
    turn = np.arange(edge.size) - np.repeat(np.cumsum(times) - times, times)
    single = instance.capacity[one[edge]] == 1
    first = start[one[edge]] + np.where(single, 0, turn)
    second = start[other[edge]] + np.where(single, turn, 0)
    return first, second, pairs[edge]


def _fan(start: Ints, person: Ints, capacity: Ints, node: Ints) -> tuple[Ints, Ints, Ints]:
    """An edge from every copy of a person to a node of the gadget."""
    times = capacity[person]
    edge = np.repeat(np.arange(person.size), times)
    turn = np.arange(edge.size) - np.repeat(np.cumsum(times) - times, times)
    return start[person[edge]] + turn, node[edge], edge


def _chosen(instance: Instance, pairs: Ints) -> Chosen:
    chosen = np.zeros(instance.weight.size, np.bool_)
    chosen[pairs] = True
    return chosen


EXACT: dict[str, Peer] = {
    "networkx max_weight_matching": networkx,
    "rustworkx max_weight_matching": rustworkx,
    "PyMatching": pymatching,
    "HiGHS whole-number programme": highs,
    "OR-Tools CP-SAT": cp_sat,
}
OTHERS: dict[str, Peer] = {"greedy": greedy, "junior/senior assignment (SciPy)": split}
