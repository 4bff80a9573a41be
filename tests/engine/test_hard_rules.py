"""Every hard rule stops the pair that it names, and no other."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from counterpart import engine
from counterpart.engine import Rule
from tests.engine.making import AMINA, BENGT, pairs, solved

MORNING = engine.read_hours("Mon 09:00-10:00")


def changed(person: engine.Person, facts: dict[str, Any]) -> engine.Person:
    return replace(person, **facts)


CASES: list[tuple[Rule, dict[str, Any], dict[str, Any], dict[str, Any]]] = [
    (Rule.CAPACITY, {"capacity": 0}, {}, {}),
    (Rule.REPORTING_LINE, {"manager": "bengt"}, {}, {}),
    (Rule.REPORTING_LINE, {}, {"manager": "amina"}, {}),
    (Rule.AVOIDED, {"avoid": ("bengt",)}, {}, {}),
    (Rule.AVOIDED, {}, {"avoid": ("amina",)}, {}),
    (Rule.FORBIDDEN, {}, {}, {"forbidden": (("bengt", "amina"),)}),
    (Rule.MET, {"met": ("bengt",)}, {}, {}),
    (Rule.LANGUAGE, {"languages": ("de",)}, {"languages": ("en", "fr")}, {}),
    (
        Rule.HOURS,
        {"hours": MORNING, "timezone": "Europe/Berlin"},
        {"hours": MORNING, "timezone": "Asia/Tokyo"},
        {"common_hours": 0.5},
    ),
    (Rule.DIFFERENT, {"function": "HR"}, {"function": "hr"}, {"different": ("function",)}),
    (Rule.MINIMUM_BENEFIT, {}, {"seeks": {}}, {}),
    (Rule.MINIMUM_BENEFIT, {}, {}, {"minimum_benefit": 0.7}),
    (Rule.DIRECTION, {"stage": None}, {}, {"direction": "reverse"}),
    (Rule.DIRECTION, {"stage": 3}, {}, {"direction": "classic"}),
    (Rule.DIRECTION, {}, {"seeks": {}}, {"direction": "reverse", "two_way": False}),
]


@pytest.mark.parametrize(("rule", "amina", "bengt", "policy"), CASES)
def test_a_rule_stops_a_pair(
    rule: Rule, amina: dict[str, Any], bengt: dict[str, Any], policy: dict[str, Any]
) -> None:
    result = solved(changed(AMINA, amina), changed(BENGT, bengt), **policy)

    assert pairs(result) == []
    told = result.explain("amina", "bengt")
    assert told.stops == (rule,)
    assert told.sentences[-1].startswith("Amina and Bengt cannot be together")


@pytest.mark.parametrize(("rule", "amina", "bengt", "policy"), CASES)
def test_verify_finds_what_a_rule_stops(
    rule: Rule, amina: dict[str, Any], bengt: dict[str, Any], policy: dict[str, Any]
) -> None:
    wish = solved(AMINA, BENGT)
    people = engine.People.from_rows([changed(AMINA, amina), changed(BENGT, bengt)])

    verdict = engine.verify(people, engine.Policy(**policy), wish)

    assert any(problem.startswith("'amina' and 'bengt': ") for problem in verdict.problems), verdict.problems


@pytest.mark.parametrize(
    ("amina", "bengt", "policy"),
    [
        ({"met": ("bengt",)}, {}, {"met_again": True}),
        ({"languages": ("de",)}, {}, {}),
        ({"languages": ("DE", "en")}, {"languages": ("de",)}, {}),
        ({"hours": MORNING, "timezone": "Europe/Berlin"}, {}, {"common_hours": 1}),
        ({"hours": MORNING}, {"hours": MORNING, "timezone": "UTC"}, {"common_hours": 1}),
        (
            {"hours": MORNING, "timezone": "Europe/Berlin"},
            {"hours": engine.read_hours("Mon 08:00-09:00"), "timezone": "Europe/London"},
            {"common_hours": 1},
        ),
        ({"function": "HR"}, {"function": ""}, {"different": ("function",)}),
        ({"manager": "someone else"}, {"manager": "someone else"}, {}),
        ({}, {}, {"direction": "reverse"}),
        ({}, {}, {"direction": "classic"}),
        ({}, {"seeks": {}}, {"two_way": False, "direction": "classic"}),
        ({}, {"seeks": {}}, {"two_way": False}),
        ({}, {}, {"minimum_benefit": 0.64}),
        ({"offers": {}, "seeks": {}}, {}, {"minimum_benefit": 0}),
    ],
)
def test_a_pair_that_no_rule_stops(
    amina: dict[str, Any], bengt: dict[str, Any], policy: dict[str, Any]
) -> None:
    result = solved(changed(AMINA, amina), changed(BENGT, bengt), **policy)

    assert pairs(result) == [("amina", "bengt")]
    assert engine.verify(result.people, result.policy, result).problems == ()


def test_a_line_of_any_depth_counts_and_siblings_do_not() -> None:
    middle = engine.Person(id="middle", manager="bengt")
    below = replace(AMINA, manager="middle")
    beside = replace(AMINA, id="beside", manager="boss")

    assert solved(below, middle, BENGT).explain("amina", "bengt").stops == (Rule.REPORTING_LINE,)
    result = solved(beside, replace(BENGT, manager="boss"), engine.Person(id="boss"))
    assert pairs(result) == [("bengt", "beside")]


def test_the_offsets_of_the_chosen_week_count() -> None:
    # 09:00 in New York is 14:00 in London, but 13:00 in those weeks of March when only one has summer time.
    amina = replace(AMINA, hours=engine.read_hours("Mon 09:00-10:00"), timezone="America/New_York")
    bengt = replace(BENGT, hours=engine.read_hours("Mon 13:00-14:00"), timezone="Europe/London")

    assert pairs(solved(amina, bengt, common_hours=1, start=date(2026, 3, 11))) == [("amina", "bengt")]
    assert pairs(solved(amina, bengt, common_hours=1, start=date(2026, 1, 14))) == []


def test_a_pin_passes_benefit_and_direction() -> None:
    result = solved(replace(AMINA, seeks={}), BENGT, pins=(("bengt", "amina"),), direction="classic")

    assert pairs(result) == [("amina", "bengt")]
    assert result.partnerships[0].pinned
    assert engine.verify(result.people, result.policy, result).problems == ()


@pytest.mark.parametrize(("rule", "amina", "bengt", "policy"), CASES[:10])
def test_a_pin_does_not_pass_the_other_rules(
    rule: Rule, amina: dict[str, Any], bengt: dict[str, Any], policy: dict[str, Any]
) -> None:
    with pytest.raises(engine.BadInput, match="cannot be pinned"):
        solved(changed(AMINA, amina), changed(BENGT, bengt), pins=(("amina", "bengt"),), **policy)


def test_a_pin_beyond_capacity_or_of_a_stranger_is_an_error() -> None:
    third = replace(BENGT, id="cleo")
    with pytest.raises(engine.BadInput, match="'amina' is pinned more often than their capacity"):
        solved(AMINA, BENGT, third, pins=(("amina", "bengt"), ("amina", "cleo")))
    with pytest.raises(engine.BadInput, match="nobody here has the id 'bent'; did you mean 'bengt'"):
        solved(AMINA, BENGT, pins=(("amina", "bent"),))


def test_whoever_is_pinned_keeps_the_places_that_are_left() -> None:
    amina = replace(AMINA, capacity=2)
    third = replace(BENGT, id="cleo")
    result = solved(amina, BENGT, third, pins=(("amina", "cleo"),))

    assert pairs(result) == [("amina", "bengt"), ("amina", "cleo")]
    assert result.gap <= 1e-9


def test_one_way_beside_a_plan_serves_the_rest() -> None:
    left = engine.Person(id="cleo", seeks={"Leading": 5})
    more = replace(BENGT, id="dan", seeks={})
    result = solved(AMINA, BENGT, left, more)

    extra = engine.solve(result.people, result.policy.keeping(result.partnerships).one_way())

    assert pairs(result) == [("amina", "bengt")]
    assert pairs(extra) == [("amina", "bengt"), ("cleo", "dan")]
