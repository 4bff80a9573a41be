"""Many people are searched by compiled loops. What they find must be what the plain search finds."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from counterpart import engine
from counterpart.engine import searching
from counterpart.engine.candidates import scan
from counterpart.engine.crowd import crowd
from counterpart.engine.duals import Duals, OddSet
from counterpart.engine.hours import read_hours
from counterpart.engine.model import build
from tests.engine.making import SKILLS, optimum, persons
from tests.engine.making import crowd as people_of

NOBODY = np.zeros(0, np.int64)
NEAR = {("AI", "Excel"): 0.6, ("Excel", "AI"): 0.4, ("Politics", "Leading"): 0.3}
slow = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

rules = st.fixed_dictionaries(
    {
        "reciprocity": st.floats(0, 1),
        "perspective": st.floats(0, 2),
        "inclusion": st.floats(0, 1),
        "minimum_benefit": st.sampled_from([0.01, 0.05, 0.3]),
        "two_way": st.booleans(),
        "direction": st.sampled_from(["any", "reverse", "classic"]),
        "different": st.sampled_from([(), ("place",)]),
        "common_hours": st.sampled_from([0.0, 0.5, 2.0]),
    }
)
weeks = st.sampled_from(["", "Mon 09:00-10:00", "Mon 09:15-09:40;Sun 23:00-24:00", "Tue 00:00-24:00"])


@st.composite
def anybody(draw: st.DrawFn) -> engine.People:
    """A few people with everything that a rule can look at."""
    some = draw(persons(smallest=2))
    ids = [each.id for each in some]
    return engine.People.from_rows(
        replace(
            each,
            timezone=draw(st.sampled_from(["", "Europe/Oslo", "Asia/Tokyo"])),
            hours=read_hours(draw(weeks)),
            manager=ids[at - 1] if at and draw(st.booleans()) else "",
            avoid=tuple(draw(st.lists(st.sampled_from(ids), max_size=1))),
            met=tuple(draw(st.lists(st.sampled_from(ids), max_size=1))),
        )
        for at, each in enumerate(some)
    )


def pairs_of(found: Any) -> list[tuple[Any, ...]]:
    pairs = found.pairs
    return list(
        zip(
            *(getattr(pairs, name).tolist() for name in ("first", "second", "there", "back", "weight")),
            strict=True,
        )
    )


@slow
@given(anybody(), rules, st.booleans(), st.lists(st.floats(0, 1.5), min_size=9, max_size=9))
def test_who_is_looked_at_in_buckets_is_found_as_by_looking_at_all(
    people: engine.People, rules: dict[str, Any], near: bool, prices: list[float]
) -> None:
    more: dict[str, Any] = {"near": "vocabulary", "similarities": NEAR} if near else {}
    model = build(people, engine.Policy(**rules, **more))
    duals = Duals(np.array(prices[: model.n]), (OddSet(np.arange(min(3, model.n)), 0.2),))
    plain = scan(model, model.capacity, NOBODY, duals, 32, lambda share: None)
    found = crowd(model, model.capacity, NOBODY).look(duals, 32, lambda share: None)
    expected = {row[:2]: row[2:] for row in pairs_of(plain)}
    for *pair, there, back, weight in pairs_of(found):
        if tuple(pair) in expected:  # those that only an odd set pays for are more than is needed
            assert (there, back, weight) == pytest.approx(expected.pop(tuple(pair)), abs=1e-12)
    assert not expected
    assert found.excess == pytest.approx(plain.excess, abs=1e-9)


@pytest.mark.parametrize("most", [1, 3])
@pytest.mark.parametrize("seed", range(6))
def test_many_people_end_at_the_best_that_another_solver_finds(
    seed: int, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "_FEW", 0)
    people, policy = people_of(60, seed, most), engine.Policy(rings=0)
    result = engine.solve(people, policy)
    best = optimum(people, policy)
    assert result.value >= best * 0.9999
    assert best <= result.bound + 1e-4
    assert engine.verify(people, policy, result).problems == ()


def test_the_search_among_many_can_be_left_early(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_FEW", 0)
    people = people_of(80, 1)
    result = engine.solve(people, engine.Policy(rings=0), stop=engine.Gap(0.5))
    assert result.stopped
    assert result.gap <= 0.5
    assert engine.verify(people, result.policy, result).problems == ()


def test_two_threads_find_what_one_finds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_FEW", 0)
    told = []
    for threads in ("1", "2"):
        monkeypatch.setenv("NUMBA_NUM_THREADS", threads)
        told.append(engine.matches_csv(engine.solve(people_of(120, 3), engine.Policy(rings=0))))
    assert told[0] == told[1]


def test_a_budget_of_looks_proves_nothing() -> None:
    model = build(people_of(30, 2), engine.Policy())
    found = crowd(model, model.capacity, NOBODY).look(Duals(np.zeros(30)), 4, lambda share: None, most=5)
    assert math.isinf(found.excess)
    assert len(SKILLS) < found.pairs.first.size
