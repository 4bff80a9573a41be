"""People whom no pair serves learn in a ring, and nothing is better than the plan says."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings

from counterpart import engine
from counterpart.engine.duals import Duals, OddSet
from counterpart.engine.model import build
from counterpart.engine.pins import settle
from counterpart.engine.result import Kind
from counterpart.engine.rings import annealing, asking, ground, joint, mending, nearly, pricing
from counterpart.engine.rings.balance import Balance, Seats, balanced, compiled_steps
from counterpart.engine.rings.columns import joined, paired
from counterpart.engine.rings.ground import arcs_of, weighing
from tests.engine.brute_rings import best_value
from tests.engine.making import crowd, persons, policies, solved

THREE = [
    engine.Person(id="ada", offers={"AI": 5}, seeks={"Excel": 5}),
    engine.Person(id="bo", offers={"Excel": 5}, seeks={"Leading": 5}),
    engine.Person(id="cleo", offers={"Leading": 5}, seeks={"AI": 5}),
]


def test_three_who_could_not_be_paired_learn_in_a_ring() -> None:
    result = solved(*THREE)

    (ring,) = result.partnerships
    assert (ring.kind, ring.people) == (Kind.RING, ("ada", "bo", "cleo"))
    assert [(way.learner, way.teacher) for way in ring.directions] == [
        ("ada", "bo"),
        ("bo", "cleo"),
        ("cleo", "ada"),
    ]
    assert ring.value == pytest.approx(1.25 / 1.5, abs=1e-12)
    assert ring.weight == pytest.approx(3 * 0.8 * (1.25 / 1.5 + 0.25), abs=1e-12)
    assert sum(term.amount for term in ring.terms) == pytest.approx(ring.value, abs=1e-12)
    assert (result.unmatched, result.notes, result.served) == ((), (), 3)
    assert result.gap <= 1e-9
    assert engine.verify(result.people, result.policy, result).problems == ()


def test_without_rings_the_three_are_left_out() -> None:
    result = solved(*THREE, rings=0)

    assert (result.served, result.certificate.rings) == (0, 0)


@pytest.mark.parametrize(
    "apart",
    [
        {"avoid": ("bo",)},
        {"met": ("cleo",)},
        {"manager": "bo"},
        {"languages": ("en",)},
        {"capacity": 0},
    ],
)
def test_a_rule_between_any_two_stops_a_ring(apart: dict[str, object]) -> None:
    two = [replace(each, languages=("de",)) for each in THREE[1:]]

    assert solved(replace(THREE[0], **apart), *two).partnerships == ()  # type: ignore[arg-type] # any field


def test_a_ring_of_four_needs_no_language_across_but_no_reporting_line() -> None:
    four = [
        engine.Person(id=name, offers={name: 5}, seeks={after: 5}, languages=tongues)
        for name, after, tongues in [
            ("a", "b", ("x",)),
            ("b", "c", ("x", "y")),
            ("c", "d", ("y",)),
            ("d", "a", ("x", "y")),
        ]
    ]

    assert [each.people for each in solved(*four, rings=4).partnerships] == [("a", "b", "c", "d")]
    assert solved(*four, rings=3).partnerships == ()
    assert solved(replace(four[0], manager="c"), *four[1:], rings=4).partnerships == ()


def test_a_ring_goes_the_way_the_policy_asks() -> None:
    told = [replace(each, stage=stage) for each, stage in zip(THREE, (1, 1, 3), strict=True)]

    assert solved(*told, direction="reverse").served == 3
    assert solved(*THREE, direction="reverse").served == 0


@settings(max_examples=120, deadline=None)
@given(persons(smallest=4), policies)
def test_nothing_is_better_than_pairs_and_rings_together(
    some: list[engine.Person], policy: engine.Policy
) -> None:
    policy = replace(policy, minimum_benefit=max(0.05, policy.minimum_benefit))
    people = engine.People.from_rows(some)

    result = engine.solve(people, policy)
    verdict = engine.verify(people, policy, result)

    assert result.value == pytest.approx(best_value(people, policy), abs=1e-6)
    assert verdict.problems == ()
    assert verdict.bound == pytest.approx(result.bound, abs=1e-9)
    assert all(
        sum(term.amount for term in each.terms) == pytest.approx(each.value, abs=1e-9)
        for each in result.partnerships
    )


@settings(max_examples=20, deadline=None)
@given(persons(smallest=4), policies)
def test_rings_of_four_are_chosen_as_well(some: list[engine.Person], policy: engine.Policy) -> None:
    policy = replace(policy, rings=4, minimum_benefit=0.3)
    people = engine.People.from_rows(replace(person, languages=()) for person in some[:7])

    result = engine.solve(people, policy)

    assert result.value == pytest.approx(best_value(people, policy), abs=1e-6)
    assert engine.verify(people, policy, result).problems == ()


def test_people_with_several_places_get_a_proof_of_their_rings_as_well() -> None:
    """A ring whose members all have room for more is there once at most, so it stays above its prices."""
    result = engine.solve(crowd(16, 5, 3), engine.Policy())

    assert result.gap < 0.03
    assert engine.verify(result.people, result.policy, result).ok


def test_a_pinned_pair_is_not_in_a_ring_again() -> None:
    three = [replace(each, capacity=2) for each in THREE]

    result = solved(*three, pins=(("ada", "bo"),))

    assert [each.people for each in result.partnerships] == [("ada", "bo")]
    assert engine.verify(result.people, result.policy, result).problems == ()


def test_annealing_comes_close_where_branch_and_bound_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    people, policy = crowd(40, 3, 2), engine.Policy(minimum_benefit=0.2)
    best = engine.solve(people, policy)
    monkeypatch.setattr(joint, "EXACT", 0)
    monkeypatch.setattr(nearly, "FEW", 0)

    annealed = engine.solve(people, policy)

    assert annealed.value >= 0.98 * best.value
    assert engine.verify(people, policy, annealed).problems == ()


def test_the_draws_of_the_annealing_are_those_of_splitmix64() -> None:
    import numpy as np

    state = np.zeros(1, np.uint64)

    assert annealing._next(state) == (0xE220A8397B1DCDAF >> 11) / 2**53


def test_a_ring_is_read_back_from_its_seats(tmp_path) -> None:  # type: ignore[no-untyped-def] # a path
    result = solved(*THREE)
    written = tmp_path / "matches.csv"
    written.write_text(engine.matches_csv(result), encoding="utf-8")

    plan = engine.read_plan(written)

    assert [(each.kind, each.people) for each in plan.partnerships] == [("ring", ("ada", "bo", "cleo"))]
    assert engine.verify(result.people, result.policy, plan).ok


def test_a_ring_turned_round_is_found_out() -> None:
    result = solved(*THREE)
    (ring,) = result.partnerships
    turned = replace(result, partnerships=(replace(ring, people=ring.people[::-1]),))

    assert (
        "'cleo' and 'bo' and 'ada': less than the minimum benefit"
        in engine.verify(result.people, result.policy, turned).problems
    )


def test_rings_that_are_too_many_to_look_at_are_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joint, "MOST_PATHS", 0)

    assert solved(*THREE).notes == (
        "Pairs only: rings of 3 are too many to look at here; the bound is over pairs.",
    )
    monkeypatch.undo()
    assert solved(*THREE, rings=5).notes == (
        "Rings of 3 to 4 were searched, not of 5; the bound is over those and pairs.",
    )


def test_stopping_at_once_leaves_a_bound_over_rings_too() -> None:
    early = solved(*THREE, *crowd(20, 1))
    stopped = engine.solve(early.people, early.policy, stop=engine.MaxSeconds(0))

    assert stopped.stopped
    assert stopped.bound >= early.value
    assert engine.verify(early.people, early.policy, stopped).problems == ()


@pytest.mark.parametrize("seed", range(4))
def test_compiled_looks_find_the_rings_that_plain_ones_find(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = build(crowd(40, seed), engine.Policy(direction="reverse" if seed % 2 else "any"))
    arcs = arcs_of(model, settle(model))
    assert arcs is not None
    duals = Duals(np.linspace(0.2, 0.9, 40), (OddSet(np.arange(5), 0.3),))
    plain = pricing.priced(arcs, weighing(model), 3, duals, -0.1, 500)
    monkeypatch.setattr(pricing, "FEW", 0)
    compiled = pricing.priced(arcs, weighing(model), 3, duals, -0.1, 500)
    told = [
        sorted(
            (tuple(row), round(weight, 9))
            for row, weight in zip(found.members.tolist(), found.weight, strict=True)
        )
        for found in (plain.rings, compiled.rings)
    ]
    assert told[0] == told[1]
    assert compiled.excess == pytest.approx(plain.excess, abs=1e-9)
    assert plain.rings.size > 10


@pytest.mark.parametrize("places", [1, 2])
@pytest.mark.parametrize("seed", range(3))
def test_balanced_prices_come_near_what_a_linear_programme_finds(
    seed: int, places: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, policy = crowd(60, seed, places), engine.Policy(minimum_benefit=0.2)
    exact = engine.solve(people, policy)
    monkeypatch.setattr(joint, "EXACT", 0)

    near = engine.solve(people, policy)

    assert near.value >= 0.97 * exact.value
    assert near.bound <= 1.01 * exact.bound
    assert engine.verify(people, policy, near).problems == ()


@pytest.mark.parametrize("stop", [None, engine.MaxSeconds(0), engine.Gap(0.5)])
def test_a_sketch_of_all_rings_does_not_change_what_is_proven(
    stop: engine.Stop | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, policy = crowd(60, 1, 2), engine.Policy(minimum_benefit=0.2)
    for module, name in ((joint, "EXACT"), (asking, "FEW"), (asking, "_MANY"), (nearly, "_MENDED")):
        monkeypatch.setattr(module, name, 0)
    monkeypatch.setattr(asking, "_EACH", 3)

    result = engine.solve(people, policy, stop=stop)

    assert engine.verify(people, policy, result).problems == ()
    assert (result.bound < 100, result.stopped) == (True, stop is not None)


def test_a_sketch_that_shows_no_ring_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    couple = [
        engine.Person(id="a", offers={"x": 5}, seeks={"y": 5}),
        engine.Person(id="b", offers={"y": 5}, seeks={"x": 5}),
    ]
    for module, name in ((joint, "EXACT"), (asking, "FEW"), (asking, "_MANY")):
        monkeypatch.setattr(module, name, 0)

    assert [each.people for each in solved(*couple).partnerships] == [("a", "b")]


def test_compiled_steps_are_the_plain_ones() -> None:
    columns = paired(np.array([0, 0, 1]), np.array([1, 2, 2]), np.array([1.0, 0.8, 0.5]))
    room, begin = np.ones(3, np.int64), Balance(np.zeros(3), np.zeros(3))

    plain = balanced(columns, room, begin, 300)
    compiled = compiled_steps(Seats(columns, 3), columns.weight, room, begin, 300)

    assert plain.prices == pytest.approx(compiled.prices, abs=1e-9)
    assert plain.share == pytest.approx(compiled.share, abs=1e-9)
    assert plain.prices == pytest.approx([0.65, 0.35, 0.15], abs=0.02)


@pytest.mark.parametrize("seed", range(3))
def test_compiled_walks_reach_whom_plain_ones_reach(seed: int) -> None:
    people = engine.People.from_rows(
        replace(each, avoid=("p001",), manager="p002" if each.id > "p030" else "")
        for each in crowd(40, seed, 2).everyone
    )
    policy = engine.Policy(different=("function",), common_hours=1)
    model = build(people, policy)
    found = [
        [np.concatenate([part[at] for part in parts]) for at in range(4)]
        for parts in (
            list(ground._blocks(model, settle(model))),
            list(ground.reached_arcs(model, settle(model))),
        )
    ]

    assert found[0][0].size > 20
    assert [each.tolist() for each in found[0][:2]] == [each.tolist() for each in found[1][:2]]
    assert found[0][2] == pytest.approx(found[1][2], abs=1e-12)
    assert found[0][3] == pytest.approx(found[1][3], abs=1e-12)


def test_mending_finds_what_was_left_lying_about() -> None:
    columns = paired(np.array([0, 1, 2]), np.array([1, 2, 3]), np.array([1.0, 1.2, 1.0]))
    poor = columns.some(np.array([1]))

    better = mending.mended(columns, poor, np.ones(4, np.int64), np.full(4, 0.5), 10, 3)

    assert better.members[:, :2].tolist() == [[0, 1], [2, 3]]


def test_columns_of_many_people_are_joined_as_those_of_few() -> None:
    far = 2**16
    columns = paired(np.array([far, 0, far]), np.array([far + 1, 1, far + 1]), np.array([1.0, 2.0, 1.0]))

    assert joined([columns]).members[:, 0].tolist() == [0, far]
