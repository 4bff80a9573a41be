"""A result costs nothing until somebody looks, and then says what it would have said at once."""

import itertools
import math
import random
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart import engine
from counterpart.engine import explain, solving
from counterpart.engine.benefits import weights
from counterpart.engine.columns import UNTOLD
from counterpart.engine.model import build
from counterpart.engine.ondemand import AtOnce, OnDemand
from counterpart.engine.reasons import reasons
from counterpart.engine.reporting_lines import lines
from counterpart.engine.rings import account as ring_account
from counterpart.engine.worth import valued
from tests.engine.making import AMINA, BENGT, SKILLS, crowd, persons, policies, solved
from tests.engine.reasons_by_looking import reasons_of_all

NEAR: dict[str, Any] = {
    "near": "vocabulary",
    "similarities": {
        ("AI", "Excel"): 0.7,
        ("AI", "Leading"): 0.5,
        ("Excel", "AI"): 0.33,
        ("Leading", "Politics"): 0.9,
    },
}
POLICIES: list[dict[str, Any]] = [
    {},
    {"two_way": False},
    {"minimum_benefit": 0.4},
    {"minimum_benefit": 0.0},
    {"direction": "reverse", "minimum_benefit": 0.1},
    {"direction": "classic", "two_way": False},
    {"different": ("function",), "met_again": True},
    {"common_hours": 3},
    {"forbidden": (("p001", "p002"), ("p000", "p003"))},
    NEAR,
    {**NEAR, "two_way": False, "minimum_benefit": 0.3},
]


def mixed(n: int, seed: int) -> engine.People:
    """People whom every rule can stop, some of whom told nothing or take no part."""
    draw = random.Random(seed)
    ids = [f"p{at:03}" for at in range(n)]
    return engine.People.from_rows(
        engine.Person(
            id=who,
            offers={skill: draw.randint(1, 5) for skill in draw.sample(SKILLS, draw.randint(0, 4))},
            seeks={skill: draw.randint(1, 5) for skill in draw.sample(SKILLS, draw.randint(0, 4))},
            stage=draw.choice([None, 0, 1, 2, 3, 4, 5]),
            function=draw.choice(["", "HR", "IT"]),
            place=draw.choice(["", "Oslo"]),
            languages=tuple(draw.sample(["en", "de", "fr"], draw.randint(0, 2))),
            timezone=draw.choice(["", "Europe/Oslo"]),
            hours=engine.read_hours(draw.choice(["", "Mon 09:00-12:00", "Mon 10:00-17:00"])),
            capacity=draw.randint(0, 2),
            manager=ids[draw.randrange(at)] if at and draw.random() < 0.5 else "",
            avoid=tuple(draw.sample(ids, draw.randint(0, 2))),
            met=tuple(draw.sample(ids, draw.randint(0, 2))),
            hosting=draw.randint(0, 1),
        )
        for at, who in enumerate(ids)
    )


def numbers(n: int, seed: int) -> engine.People:
    """Benefits given as numbers."""
    draw = np.random.default_rng(seed)
    matrix = draw.random((n, n)) * (draw.random((n, n)) < 0.2)
    np.fill_diagonal(matrix, 0)
    return engine.People.from_benefits([f"p{at:03}" for at in range(n)], matrix)


def test_nothing_is_put_into_words_before_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Any:
        raise AssertionError("nobody asked")

    with monkeypatch.context() as patch:
        patch.setattr(explain, "account", refuse)
        patch.setattr(ring_account, "account", refuse)
        patch.setattr(solving, "reasons", refuse)
        result = engine.solve(mixed(40, 1), engine.Policy())
        counted = result.value, result.gap, result.served, result.served_by_circles, len(result.partnerships)
        assert result.certificate.prices["p001"] >= 0
        with pytest.raises(AssertionError, match="nobody asked"):
            result.unmatched[0]

    told = list(result.partnerships)
    assert counted == (
        math.fsum(each.weight for each in told),
        result.gap,
        len({person for each in told for person in each.served}),
        sum(len(each.served) for each in told if each.kind is engine.Kind.CIRCLE),
        len(told),
    )
    assert result.served + len(result.unmatched) == 40
    assert result.served_by_circles > 0


@pytest.mark.parametrize("policy", POLICIES)
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_reasons_are_those_of_comparing_everybody(policy: dict[str, Any], seed: int) -> None:
    model = build(mixed(50, seed), engine.Policy(**policy))

    told = list(reasons(model, np.arange(model.n)))

    assert told == list(reasons_of_all(model, np.arange(model.n)))
    assert len({reason for _, reason, _ in told}) > 2


@pytest.mark.parametrize("policy", [{}, {"two_way": False}, {"minimum_benefit": 0.6}])
def test_reasons_where_benefits_are_given(policy: dict[str, Any]) -> None:
    model = build(numbers(40, 1), engine.Policy(**policy))

    told = list(reasons(model, np.arange(model.n)))

    assert told == list(reasons_of_all(model, np.arange(model.n)))


@settings(max_examples=60, deadline=None)
@given(persons(), policies)
def test_reasons_of_any_few_people(some: list[engine.Person], policy: engine.Policy) -> None:
    model = build(engine.People.from_rows(some), policy)

    assert list(reasons(model, np.arange(model.n))) == list(reasons_of_all(model, np.arange(model.n)))


def test_reasons_are_the_same_where_little_can_be_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    model = build(mixed(50, 1), engine.Policy())
    told = list(reasons(model, np.arange(model.n)))
    monkeypatch.setattr("counterpart.engine.sides._KEPT", 10)
    monkeypatch.setattr("counterpart.engine.sides._OFTEN", 1)

    assert list(reasons(model, np.arange(model.n))) == told


@pytest.mark.parametrize("people", [mixed(30, 4), numbers(30, 2), crowd(30, 3)])
@pytest.mark.parametrize("policy", [{}, NEAR, {"perspective": 1.3, "reciprocity": 0.2, "ring_discount": 0}])
def test_a_plan_is_weighed_as_each_of_its_parts(people: engine.People, policy: dict[str, Any]) -> None:
    model = build(people, engine.Policy(**policy, priority={"p001": 2.0, "p002": 0.1}))
    pairs = np.array(list(itertools.combinations(range(20), 2)))
    draw = np.random.default_rng(1)

    assert weights(model, pairs).tolist() == [
        explain.account(model, one, other).weight for one, other in pairs.tolist()
    ]
    for k in (3, 4):
        rings = np.array([draw.permutation(model.n)[:k] for _ in range(100)])
        each = [ring_account.account(model, tuple(ring)).weight for ring in rings.tolist()]
        assert weights(model, rings).tolist() == each


def test_a_pair_is_worth_what_the_blocks_of_all_pairs_say() -> None:
    model = build(mixed(30, 4), engine.Policy(perspective=0.7))
    for one, other in itertools.combinations(range(20), 2):
        told = explain.account(model, one, other)
        there, back = (np.array([way.benefit]) for way in told.directions)
        block = valued(model, np.array([one]), np.array([other]), there, back)
        assert (told.value, told.weight) == (block.value[0], block.weight[0])


def test_a_plan_of_many_is_weighed_in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    model = build(mixed(30, 4), engine.Policy())
    pairs = np.array(list(itertools.combinations(range(20), 2)))
    at_once = weights(model, pairs)
    monkeypatch.setattr("counterpart.engine.benefits._AT_ONCE", 7)

    assert weights(model, pairs).tolist() == at_once.tolist()
    assert weights(model, pairs[:0]).size == 0


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(UNTOLD, 20), max_size=20), st.randoms())
def test_a_line_goes_from_a_manager_to_all_below(drawn: list[int], shuffle: random.Random) -> None:
    n = len(drawn)
    places = list(range(n))
    shuffle.shuffle(places)
    manager = np.full(n, UNTOLD)
    for at, above in enumerate(drawn):
        manager[places[at]] = places[above] if 0 <= above < at else UNTOLD

    line = lines(manager)

    for one, other in itertools.permutations(range(n), 2):
        who = manager[other]
        while who not in (UNTOLD, one):
            who = manager[who]
        inside = line[one, 0] < line[other, 0] and line[other, 1] < line[one, 1]
        assert inside == (who == one)


def test_nobody_below_a_circle_of_managers_is_above_or_below_another() -> None:
    line = lines(np.array([1, 0, 0, UNTOLD, 3]))

    assert line[:3].tolist() == [[0, 0]] * 3
    assert line[3:].tolist() == [[0, 3], [1, 2]]


def test_items_are_made_one_by_one_and_kept() -> None:
    made: list[int] = []

    def square(at: int) -> int:
        made.append(at)
        return at * at

    squares = OnDemand(5, square)

    assert (squares[3], squares[-2], squares[3:]) == (9, 9, (9, 16))
    assert made == [3, 4]
    assert squares == (0, 1, 4, 9, 16)
    assert squares != (0, 1)
    assert squares != 5
    assert hash(squares) == hash((0, 1, 4, 9, 16))
    assert "5" in repr(squares)
    with pytest.raises(IndexError):
        squares[5]


def test_items_made_together_are_made_once() -> None:
    asked: list[int] = []

    def everything() -> list[str]:
        asked.append(1)
        return ["a", "b"]

    both = AtOnce(2, everything)

    assert len(both) == 2
    assert not asked
    assert (both[1], list(both), asked) == ("b", ["a", "b"], [1])


def test_prices_are_told_by_id() -> None:
    rows = solved(AMINA, BENGT)
    arrays = engine.solve(
        engine.People.from_arrays(
            skills=["Leading", "AI"], offers=([0, 1, 2], [1, 0], [4, 5]), seeks=([0, 1, 2], [0, 1], [5, 4])
        ),
        engine.Policy(rings=0),
    )

    assert list(rows.certificate.prices) == ["amina", "bengt"]
    assert len(rows.certificate.prices) == 2
    assert sum(arrays.certificate.prices.values()) == pytest.approx(arrays.bound)
    assert arrays.certificate.prices["1"] == list(arrays.certificate.prices.values())[1]
    assert arrays.explain("0", "1").matched
    for result, nobody in ((rows, "cleo"), (arrays, "2"), (arrays, "01"), (arrays, "\u00b2")):
        with pytest.raises(KeyError):
            result.certificate.prices[nobody]
        with pytest.raises(engine.BadInput):
            result.explain(nobody, "0")


def test_a_plan_that_was_replaced_is_counted_anew() -> None:
    result = engine.solve(mixed(40, 1), engine.Policy())
    some = replace(result, partnerships=tuple(result.partnerships)[-2:])

    assert some.served == len({person for each in some.partnerships for person in each.served})
    assert some.served_by_circles == sum(len(each.served) for each in some.partnerships)
    assert some.partners.keys() == {person for each in some.partnerships for person in each.people}
    together = some.partnerships[0].people[:2]
    assert "meet in" in some.explain(*together).sentences[-1]
    assert replace(result, partnerships=tuple(result.partnerships)).partners == result.partners


def test_who_has_no_manager_is_counted_from_arrays_too() -> None:
    people = engine.People.from_arrays(
        skills=["AI"], offers=([0, 1, 1, 1], [0], [4]), seeks=([0, 0, 1, 1], [0], [4]), manager=[-1, 0, -1]
    )

    assert engine.solve(people, engine.Policy(rings=0)).notes == (
        "For 2 people no manager is told: their reporting lines are unchecked.",
    )
