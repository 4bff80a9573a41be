"""One more person never raises the total by more than the prices say."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart import engine
from tests.engine.making import SKILLS, persons, policies, skills, solved


@settings(max_examples=60, deadline=None)
@given(persons(smallest=2), policies, skills, st.integers(1, 5), st.sampled_from(SKILLS))
def test_nobody_raises_the_total_by_more_than_they_could(
    some: list[engine.Person], policy: engine.Policy, seeks: dict[str, int], level: int, offer: str
) -> None:
    policy = replace(policy, rings=0, two_way=True, minimum_benefit=max(0.05, policy.minimum_benefit))
    result = engine.solve(engine.People.from_rows(some), policy)
    newcomer = engine.Person(id="z", offers={offer: level}, seeks=seeks)

    raised = engine.solve(engine.People.from_rows([*some, newcomer]), policy).value - result.value

    most = {each.offers: each.raises_at_most for each in result.recruit(level)}
    assert raised <= most.get(offer, 0.0) + result.bound - result.value + 1e-9


def test_what_nobody_offers_and_many_seek_comes_first() -> None:
    learners = [
        engine.Person(id=f"p{at}", offers={"Excel": 4}, seeks={"Python": 5 - at, "Cooking": 1})
        for at in range(3)
    ]

    first, *others = solved(*learners, rings=0).recruit()

    assert (first.offers, first.level, first.best_for, first.serves) == ("Python", 4, "p0", 3)
    assert first.raises_at_most == pytest.approx(2 * (0.8 * 0.5 / 1.5 * 2.5 + 0.25))
    assert [each.offers for each in others] == ["Cooking"]


def test_near_words_are_recruited_too() -> None:
    ada = engine.Person(id="ada", offers={"Excel": 5}, seeks={"Python": 5})
    bo = engine.Person(id="bo", offers={"Programming": 1}, seeks={"Cooking": 5})

    found = solved(
        ada, bo, rings=0, near="vocabulary", similarities={("Python", "Programming"): 0.9}
    ).recruit(5)

    amounts = {each.offers: each.raises_at_most for each in found}
    assert amounts["Python"] > amounts["Programming"] > 0


def test_whoever_is_pinned_needs_nobody() -> None:
    ada = engine.Person(id="ada", offers={"Excel": 5}, seeks={"Python": 5})
    bo = engine.Person(id="bo", offers={"Python": 2}, seeks={"Excel": 5})

    assert solved(ada, bo, rings=0, pins=(("ada", "bo"),)).recruit() == ()


def test_people_of_numbers_have_no_offers_and_a_level_is_from_1_to_5() -> None:
    numbers = engine.People.from_benefits(["a", "b"], [[0, 1], [1, 0]])
    result = engine.solve(numbers, engine.Policy(rings=0))

    assert result.recruit() == ()
    with pytest.raises(engine.BadInput, match="a level is a whole number from 1 to 5, not 6"):
        result.recruit(6)


def test_whoever_told_no_stage_is_served_by_nobody_where_a_direction_counts() -> None:
    ada = engine.Person(id="ada", offers={"Excel": 5}, seeks={"Python": 5})
    bo = engine.Person(id="bo", offers={"Excel": 5}, seeks={"Cooking": 5}, stage=4)

    found = solved(ada, bo, rings=0, direction="reverse").recruit()

    assert [each.offers for each in found] == ["Cooking"]
