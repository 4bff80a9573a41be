"""People and policies for the tests of the engine."""

import itertools
import random
from dataclasses import replace
from typing import Any

import numpy as np
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from counterpart import engine
from counterpart.engine.model import build
from counterpart.engine.worth import allowed

SKILLS = ("AI", "Excel", "Politics", "Social media", "Leading")

AMINA = engine.Person(id="amina", name="Amina", offers={"AI": 4}, seeks={"Leading": 5}, stage=1)
BENGT = engine.Person(id="bengt", name="Bengt", offers={"Leading": 5}, seeks={"AI": 4}, stage=3)


def solved(*persons: engine.Person, **policy: Any) -> engine.Result:
    return engine.solve(engine.People.from_rows(persons), engine.Policy(**policy))


def pairs(result: engine.Result) -> list[tuple[str, ...]]:
    return [each.people for each in result.partnerships]


def crowd(n: int, seed: int, most: int = 1) -> engine.People:
    """Random people; capacities from 0 to `most`."""
    draw = random.Random(seed)
    return engine.People.from_rows(
        engine.Person(
            id=f"p{index:03}",
            offers={skill: draw.randint(1, 5) for skill in draw.sample(SKILLS, 2)},
            seeks={skill: draw.randint(1, 5) for skill in draw.sample(SKILLS, 2)},
            stage=draw.choice([None, 0, 1, 2, 3, 4, 5]),
            function=draw.choice(["", "HR", "IT"]),
            languages=tuple(draw.sample(["en", "de", "fr"], draw.randint(0, 2))),
            capacity=draw.randint(0, most) if most > 1 else 1,
        )
        for index in range(n)
    )


def optimum(people: engine.People, policy: engine.Policy) -> float:
    """The exact optimum by another solver, over all allowed pairs (weights in millionths)."""
    model = build(people, policy)
    every = allowed(model, slice(0, model.n))
    problem = cp_model.CpModel()
    chosen = {}
    for first, second, weight in zip(every.first, every.second, every.weight, strict=True):
        if first < second:
            chosen[int(first), int(second)] = problem.new_bool_var(""), float(weight)
    for person in range(model.n):
        problem.add(
            sum(var for pair, (var, _) in chosen.items() if person in pair) <= int(model.capacity[person])
        )
    problem.maximize(sum(round(weight * 1e6) * var for var, weight in chosen.values()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    assert solver.solve(problem) == cp_model.OPTIMAL
    return solver.objective_value / 1e6


skills = st.dictionaries(st.sampled_from(SKILLS), st.integers(1, 5), max_size=4)


@st.composite
def persons(draw: st.DrawFn, smallest: int = 0) -> list[engine.Person]:
    """A few people of every kind."""
    some = st.builds(
        engine.Person,
        id=st.just("?"),
        offers=skills,
        seeks=skills,
        stage=st.none() | st.integers(0, 5),
        place=st.sampled_from(["", "Oslo", "Rome"]),
        languages=st.lists(st.sampled_from(["en", "de"]), max_size=2, unique=True).map(tuple),
        capacity=st.integers(0, 3),
    )
    drawn = draw(st.lists(some, min_size=smallest, max_size=9))
    return [replace(each, id=f"p{index}") for index, each in enumerate(drawn)]


policies = st.builds(
    engine.Policy,
    reciprocity=st.floats(0, 1),
    perspective=st.floats(0, 2),
    inclusion=st.floats(0, 1),
    minimum_benefit=st.sampled_from([0.0, 0.05, 0.3]),
    two_way=st.booleans(),
    direction=st.sampled_from(["any", "reverse", "classic"]),
)


def benefit_by_hand(learner: engine.Person, teacher: engine.Person) -> float:
    """The formula of the model, written out."""
    left = 1.0
    for skill, importance in sorted(learner.seeks.items()):
        gain = max(0, teacher.offers.get(skill, 0) - learner.offers.get(skill, 0)) / 5
        left *= 1 - importance / 5 * gain
    return 1 - left


def best_by_trying(weights: dict[tuple[int, int], float], n: int) -> float:
    """The best matching by trying all of them (capacity 1)."""
    best = 0.0
    for size in range(n // 2 + 1):
        for some in itertools.combinations(weights, size):
            if len({who for pair in some for who in pair}) == 2 * size:
                best = max(best, float(np.sum([weights[pair] for pair in some])))
    return best
