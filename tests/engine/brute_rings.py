"""The optimum over all pairs and rings by trying: plain loops over the rows, then whole numbers."""

import itertools
from collections.abc import Iterator

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

from counterpart import engine
from counterpart.engine.hardrules import BEFORE_BENEFIT, SLACK
from counterpart.engine.model import Model, build
from counterpart.engine.worth import allowed, perspective
from tests.engine.making import benefit_by_hand

Some = tuple[int, ...]


def best_value(people: engine.People, policy: engine.Policy) -> float:
    """The greatest sum of weights of any feasible plan."""
    model = build(people, policy)
    weights = {**_pairs(model), **dict(_rings(model))}
    if not weights:
        return 0.0
    columns = list(weights)
    steps = sorted({step for some in columns for step in _steps(some)})
    seats = np.array([[who in some for some in columns] for who in range(model.n)], float)
    once = np.array([[step in _steps(some) for some in columns] for step in steps], float)
    limits = np.concatenate([model.capacity, np.ones(len(steps))])
    answer = milp(
        [-weights[some] for some in columns],
        integrality=np.ones(len(columns)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(np.vstack([seats, once]), ub=limits),
        options={"mip_rel_gap": 0.0},
    )
    return -float(answer.fun)


def _steps(some: Some) -> set[Some]:
    return {tuple(sorted((some[at], some[(at + 1) % len(some)]))) for at in range(len(some))}


def _pairs(model: Model) -> dict[Some, float]:
    every = allowed(model, slice(0, model.n))
    return {
        (int(a), int(b)): float(w)
        for a, b, w in zip(every.first, every.second, every.weight, strict=True)
        if a < b
    }


def _rings(model: Model) -> Iterator[tuple[Some, float]]:
    policy, everyone = model.policy, model.people.everyone
    for k in range(3, policy.rings + 1):
        for some in itertools.permutations(range(model.n), k):
            if some[0] != min(some) or any(_stopped(model, *two) for two in itertools.combinations(some, 2)):
                continue
            steps = [(some[at], some[(at + 1) % k]) for at in range(k)]
            benefits = [benefit_by_hand(everyone[a], everyone[b]) for a, b in steps]
            if min(benefits) < policy.minimum_benefit - SLACK or not any(
                _right(model, *two) for two in steps
            ):
                continue
            mean = sum(benefits) / k
            mutual = mean - policy.reciprocity * (mean - min(benefits))
            d = float(np.mean([perspective(model, np.array([a]), np.array([b]))[0] for a, b in steps]))
            value = mutual * (1 + policy.perspective * d) / (1 + policy.perspective)
            worth = sum(float(model.worth[who]) for who in some)
            yield some, (1 - policy.ring_discount) ** (k - 2) * (k * value + worth)


def _stopped(model: Model, a: int, b: int) -> bool:
    """Whether any rule stands between two people (members across a ring of four told no languages)."""
    return any(question(model, np.array([a]), np.array([b]))[0] for question in BEFORE_BENEFIT.values())


def _right(model: Model, learner: int, teacher: int) -> bool:
    if model.policy.direction == "any":
        return True
    rise = int(model.frame["stage"][learner] - model.frame["stage"][teacher])
    told = min(model.frame["stage"][learner], model.frame["stage"][teacher]) >= 0
    return bool(told and (rise > 0 if model.policy.direction == "reverse" else rise < 0))
