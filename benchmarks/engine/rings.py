"""Pairs and rings of three: beside HiGHS on small programmes, against the engine's own bound on large."""

from __future__ import annotations

import sys
from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from benchmarks.engine.instances import Chosen, Floats, Ints, invented
from benchmarks.engine.processes import median_of_three, timed
from counterpart import engine
from counterpart.engine.hardrules import BEFORE_BENEFIT, SLACK
from counterpart.engine.model import Model, build
from counterpart.engine.worth import allowed, perspective, rows_of

POLICY = engine.Policy(rings=3)
SIZES, SEED, LARGE = (500, 750, 1000), 1, 10_000
LONGEST = 300  # seconds HiGHS may take for one programme; its best counts


@dataclass(frozen=True)
class Rings:
    """Directed cycles: `one` learns from `two`, who learns from `three`, who learns from `one`."""

    one: Ints
    two: Ints
    three: Ints
    weight: Floats


def rings_of(model: Model) -> Rings:
    """Every allowed ring of three, from the full matrix of benefits."""
    benefit = rows_of(model, slice(0, model.n))[0]
    may = _may(model)
    steps = may & (benefit >= model.policy.minimum_benefit - SLACK)
    found = [_from(steps, may, person) for person in range(model.n)]
    one, two, three = (np.concatenate([each[at] for each in found]) for at in range(3))
    b = np.stack([benefit[one, two], benefit[two, three], benefit[three, one]])
    d = sum(perspective(model, *ends) for ends in ((one, two), (two, three), (three, one))) / 3
    mutual = b.mean(axis=0) - model.policy.reciprocity * (b.mean(axis=0) - b.min(axis=0))
    enlarge = model.policy.perspective
    value = mutual * (1 + enlarge * d) / (1 + enlarge)
    weight = 3 * (1 - model.policy.ring_discount) * (value + model.policy.inclusion)
    return Rings(one, two, three, weight)


def _may(model: Model) -> Chosen:
    """Whom no hard rule keeps apart."""
    first, second = (each.ravel() for each in np.indices((model.n, model.n)))
    may: Chosen = first != second
    for question in BEFORE_BENEFIT.values():
        may &= ~question(model, first, second)
    return may.reshape(model.n, model.n)


def _from(steps: Chosen, may: Chosen, person: int) -> tuple[Ints, Ints, Ints]:
    """The rings whose lowest member is this person."""
    after = np.flatnonzero(steps[person])
    before = np.flatnonzero(steps[:, person])
    after, before = after[after > person], before[before > person]
    at = np.nonzero(steps[np.ix_(after, before)] & may[np.ix_(after, before)])
    return np.full(at[0].size, person), after[at[0]], before[at[1]]


def by_highs(model: Model) -> float:
    """The best of pairs and rings that HiGHS finds, everybody with one place."""
    pairs, rings = allowed(model, slice(0, model.n)), rings_of(model)
    once = pairs.first < pairs.second
    first, second = pairs.first[once], pairs.second[once]
    weight = np.concatenate([pairs.weight[once], rings.weight])
    columns = np.arange(weight.size)
    mine, theirs = columns[: first.size], columns[first.size :]
    people = np.concatenate([first, second, rings.one, rings.two, rings.three])
    where = people, np.concatenate([mine, mine, theirs, theirs, theirs])
    matrix = sparse.csr_array((np.ones(people.size), where), shape=(model.n, weight.size))
    answer = milp(
        -weight,
        integrality=np.ones(weight.size),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, ub=model.capacity),
        options={"time_limit": LONGEST, "mip_rel_gap": 1e-6},
    )
    return 0.0 if answer.x is None else float(weight[answer.x > 0.5].sum())


def beside_highs() -> tuple[float, int]:
    """The lowest share of HiGHS's value; with one place each, no two people can be together twice."""
    shares = []
    for n in SIZES:
        people = invented(n, SEED, 1)
        result = _solved(people)
        shares.append(result.value / by_highs(build(people, POLICY)))
        print(n, round(shares[-1], 6), flush=True)
    return min(shares), len(SIZES)


def large_gap() -> float:
    """In per cent."""
    return 100 * _solved(invented(LARGE, SEED, 1)).gap


def large_seconds() -> float:
    """From people in memory to a result; the median of three."""
    people = invented(LARGE, SEED, 1)
    _solved(invented(3_000, SEED, 1))
    return median_of_three(lambda: timed(lambda: _solved(people)))


def _solved(people: engine.People) -> engine.Result:
    result = engine.solve(people, POLICY)
    if any(note.startswith("Pairs only") for note in result.notes):
        sys.exit("rings were not searched: this release pairs people only")
    return result
