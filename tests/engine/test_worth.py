"""Values worked out by hand from the model."""

import numpy as np
import pytest
from hypothesis import given, settings

from counterpart import engine
from counterpart.engine.model import build
from counterpart.engine.worth import Pairs, allowed, benefits, rows_of
from tests.engine.making import AMINA, BENGT, benefit_by_hand, crowd, pairs, persons, policies, solved


def account(
    first: engine.Person, second: engine.Person, *others: engine.Person, **policy: object
) -> engine.Account:
    return solved(first, second, *others, **policy).explain(first.id, second.id).account


def test_amina_and_bengt_are_worth_what_the_model_says() -> None:
    # Amina learns Leading: 5/5 * (5 - 0)/5 = 1; Bengt learns AI: 4/5 * (4 - 0)/5 = 0.64.
    # m = (1 + .64)/2 - .75 * .36/2 = 0.685; d = |1 - 3|/5 = .4; v = .685 * (1 + .5 * .4)/1.5 = 0.548
    result = solved(AMINA, BENGT)

    assert [way.benefit for way in result.partnerships[0].directions] == pytest.approx([1.0, 0.64], abs=1e-12)
    assert result.partnerships[0].value == pytest.approx(0.548, abs=1e-12)
    assert result.value == pytest.approx(2 * (0.548 + 0.25), abs=1e-12)
    assert result.bound == pytest.approx(result.value, abs=1e-9)
    assert result.gap <= 1e-9


def test_two_topics_saturate() -> None:
    learner = engine.Person(id="a", seeks={"AI": 5, "Excel": 2}, offers={"Excel": 1})
    teacher = engine.Person(id="b", offers={"AI": 2, "Excel": 4})

    there = account(learner, teacher, two_way=False).directions[0]

    # 1 - (1 - 5/5 * 2/5) * (1 - 2/5 * 3/5) = 1 - .6 * .76
    assert there.benefit == pytest.approx(1 - 0.6 * 0.76, abs=1e-12)
    # Shapley by hand: AI alone .4, Excel alone .24, together .544
    terms = {topic.skill: topic.term for topic in there.topics}
    assert terms == pytest.approx({"AI": (0.4 + 0.304) / 2, "Excel": (0.24 + 0.144) / 2}, abs=1e-12)


def test_a_level_not_above_ones_own_is_no_gain() -> None:
    learner = engine.Person(id="a", seeks={"AI": 5}, offers={"AI": 3})
    teacher = engine.Person(id="b", offers={"AI": 3})

    assert account(learner, teacher).directions[0] == engine.Direction("a", "b", (), 0.0, None)


@pytest.mark.parametrize(
    ("one", "other", "distance"),
    [
        ({}, {}, 0.5),
        ({"stage": 0}, {"stage": 5}, 1.0),
        ({"stage": 2}, {}, 0.5),
        ({"place": "Oslo"}, {"place": " oslo "}, 0.0),
        ({"place": "Oslo"}, {"place": "Rome"}, 1.0),
        ({"stage": 1, "place": "Oslo"}, {"stage": 3}, (0.4 + 0.5) / 2),
    ],
)
def test_distance_in_frame(one: dict[str, object], other: dict[str, object], distance: float) -> None:
    first, second = engine.Person(id="a", **one), engine.Person(id="b", **other)  # type: ignore[arg-type] # table

    assert account(first, second).distance == pytest.approx(distance, abs=1e-12)


def test_an_attribute_that_a_third_person_told_counts_half() -> None:
    told = engine.Person(id="c", function="HR", capacity=0)
    first, second = engine.Person(id="a", stage=1), engine.Person(id="b", stage=1)

    assert account(first, second, told).distance == pytest.approx(0.25, abs=1e-12)


def test_near_skills_count_by_their_similarity_and_the_higher_own_level() -> None:
    learner = engine.Person(id="a", seeks={"AI": 5}, offers={"Prompting": 1})
    teacher = engine.Person(id="b", offers={"Prompting": 4, "Excel": 5})
    near = {("AI", "Prompting"): 0.5, ("AI", "Excel"): 0.2}

    there = account(learner, teacher, two_way=False, near="vocabulary", similarities=near).directions[0]

    # max(.5 * (4 - 1), .2 * (5 - 0)) / 5 = 0.3
    assert there.benefit == pytest.approx(0.3, abs=1e-12)
    assert [(topic.skill, topic.through, topic.own) for topic in there.topics] == [("AI", "Prompting", 1)]


def test_the_search_sees_near_skills_too() -> None:
    learner = engine.Person(id="a", seeks={"AI": 5}, offers={"Leading": 5, "Prompting": 1})
    teacher = engine.Person(id="b", seeks={"Leading": 5}, offers={"Prompting": 4})

    assert pairs(solved(learner, teacher)) == []
    result = solved(learner, teacher, near="vocabulary", similarities={("ai", "prompting"): 0.5})
    assert pairs(result) == [("a", "b")]
    assert engine.verify(result.people, result.policy, result).problems == ()


def test_whoever_has_priority_is_worth_more() -> None:
    late = engine.Person(id="cleo", offers=AMINA.offers, seeks=AMINA.seeks, stage=1)

    assert pairs(solved(AMINA, BENGT, late, priority={"cleo": 0.5})) == [("bengt", "cleo")]
    assert pairs(solved(AMINA, BENGT, late, priority={"amina": 0.5})) == [("amina", "bengt")]


@settings(max_examples=60, deadline=None)
@given(persons(smallest=2), policies)
def test_terms_add_up(some: list[engine.Person], policy: engine.Policy) -> None:
    result = engine.solve(engine.People.from_rows(some), policy)

    for first in some:
        for second in some:
            if first.id != second.id:
                told = result.explain(first.id, second.id).account
                assert sum(term.amount for term in told.terms) == pytest.approx(told.value, abs=1e-9)
                for way, learner, teacher in zip(
                    told.directions, (first, second), (second, first), strict=True
                ):
                    assert sum(topic.term for topic in way.topics) == pytest.approx(way.benefit, abs=1e-9)
                    assert way.benefit == pytest.approx(benefit_by_hand(learner, teacher), abs=1e-12)


def test_many_topics_still_add_up() -> None:
    wanted = {f"skill {index}": 1 + index % 5 for index in range(60)}
    learner, teacher = (
        engine.Person(id="a", seeks=wanted),
        engine.Person(id="b", offers=dict.fromkeys(wanted, 5)),
    )

    there = account(learner, teacher).directions[0]

    assert there.benefit == 1.0
    assert sum(topic.term for topic in there.topics) == pytest.approx(1.0, abs=1e-9)


@pytest.mark.parametrize("seed", range(5))
def test_sparse_products_give_the_benefits_of_the_formula(seed: int) -> None:
    people = crowd(40, seed)
    model = build(people, engine.Policy())
    half = slice(10, 30)

    there, back = rows_of(model, half)

    assert np.allclose(there, benefits(model, half, slice(0, 40)), rtol=0, atol=1e-14)
    assert np.allclose(back, benefits(model, slice(0, 40), half).T, rtol=0, atol=1e-14)
    by_hand = [[benefit_by_hand(learner, teacher) for teacher in people] for learner in list(people)[half]]
    assert np.allclose(there, by_hand, rtol=0, atol=1e-14)


@pytest.mark.parametrize("policy", [engine.Policy(), engine.Policy(two_way=False, minimum_benefit=0.2)])
def test_few_or_many_pairs_in_common_make_no_difference(
    policy: engine.Policy, monkeypatch: pytest.MonkeyPatch
) -> None:
    model = build(crowd(40, 3), policy)
    found = []
    for share in (0.0, 2.0):
        monkeypatch.setattr("counterpart.engine.worth._SPARSE", share)
        found.append(allowed(model, slice(10, 30)))

    assert found[0].first.size > 20
    for name in Pairs.__dataclass_fields__:
        assert np.array_equal(getattr(found[0], name), getattr(found[1], name))
