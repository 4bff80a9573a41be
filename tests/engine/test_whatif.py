"""What two people together, or apart, would cost: true to solving anew, and never outside its bracket."""

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings

from counterpart import engine
from counterpart.engine.changing import asking, nearby, standing
from counterpart.engine.hardrules import Rule
from tests.engine.making import AMINA, BENGT, crowd, persons, policies, solved

PAIRS = engine.Policy(rings=0, minimum_benefit=0.1)
ROUNDING = 1e-6


@pytest.fixture
def near_by(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few people are asked near by, too."""
    monkeypatch.setattr(asking, "_FEW", 0)


def anew(result: engine.Result, pair: tuple[str, str], together: bool) -> engine.Result:
    policy = result.policy
    policy = (
        replace(policy, pins=(*policy.pins, pair))
        if together
        else replace(policy, forbidden=(*policy.forbidden, pair))
    )
    return engine.solve(result.people, policy)


def asked(result: engine.Result, pair: tuple[str, str], together: bool) -> engine.Changed:
    return result.with_pair(*pair) if together else result.without(*pair)


def allowed_pairs(result: engine.Result) -> list[tuple[str, str]]:
    ids = [person.id for person in result.people]
    return [
        (one, other)
        for at, one in enumerate(ids)
        for other in ids[at + 1 :]
        if not result.explain(one, other).stops
    ]


def hold(result: engine.Result, changed: engine.Changed, pair: tuple[str, str], together: bool) -> None:
    """Everything that is promised of a changed plan."""
    true = anew(result, pair, together)
    low, high = changed.bracket
    assert low - ROUNDING <= result.value - true.value <= high + ROUNDING
    assert low <= changed.price <= high
    assert changed.value == pytest.approx(true.value, abs=ROUNDING)
    assert changed.price == pytest.approx(result.value - true.value, abs=ROUNDING)
    assert (pair in [each.people for each in changed.partnerships]) == together
    assert changed.policy == true.policy
    verdict = engine.verify(result.people, changed.policy, changed)
    assert verdict.problems == ()
    assert changed.value <= changed.bound
    assert verdict.bound is not None
    assert verdict.bound <= changed.bound + 1e-9


@pytest.mark.usefixtures("near_by")
@pytest.mark.parametrize("most", [1, 2, 3])
@pytest.mark.parametrize("seed", range(6))
def test_a_price_is_what_solving_anew_says(seed: int, most: int) -> None:
    result = engine.solve(crowd(26, seed, most), PAIRS)
    draw = random.Random(seed)
    together = [each.people for each in result.partnerships]

    for one, other in draw.sample(together, min(4, len(together))):
        hold(result, result.without(one, other), (one, other), together=False)
    for pair in draw.sample(allowed_pairs(result), 6):
        hold(result, result.with_pair(*pair), pair, together=True)


@pytest.mark.usefixtures("near_by")
@pytest.mark.parametrize("most", [1, 3])
@pytest.mark.parametrize("seed", range(4))
def test_a_changed_plan_can_be_asked_again(seed: int, most: int) -> None:
    result: engine.Result = engine.solve(crowd(24, seed, most), PAIRS)
    draw = random.Random(seed)

    for step in range(5):
        together = step % 2 == 0
        free = set(allowed_pairs(result)) - set(result.policy.pins)
        pair = draw.choice(sorted(free if together else free & {each.people for each in result.partnerships}))
        room = {person.id: person.capacity for person in result.people}
        if together and any(sum(who in pin for pin in result.policy.pins) == room[who] for who in pair):
            continue
        changed = asked(result, pair, together)
        hold(result, changed, pair, together)
        result = changed


@settings(max_examples=12, deadline=None)
@given(persons(smallest=4), policies)
def test_few_people_are_solved_anew_and_the_bracket_holds(
    some: list[engine.Person], policy: engine.Policy
) -> None:
    result = engine.solve(engine.People.from_rows(some), policy)

    for pair in allowed_pairs(result)[:3]:
        for together in (True, False):
            changed = asked(result, pair, together)
            true = anew(result, pair, together)
            assert changed.value == true.value
            assert changed.bracket[0] <= changed.price <= changed.bracket[1]
            assert changed.bracket[0] >= 0
            assert engine.verify(result.people, changed.policy, changed).ok


@pytest.mark.usefixtures("near_by")
def test_what_too_few_looks_leave_open_is_solved_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nearby, "_LOOKS", 1)
    monkeypatch.setattr(nearby, "_MOST_LOOKS", 1)
    result = engine.solve(crowd(26, 5), PAIRS)

    for pair in allowed_pairs(result)[:30]:
        hold(result, result.with_pair(*pair), pair, together=True)


@pytest.mark.usefixtures("near_by")
def test_pairs_that_are_not_known_leave_the_bound_true(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standing, "_KEEP", 2)
    result = engine.solve(crowd(40, 6), PAIRS)

    for pair in allowed_pairs(result)[:15]:
        changed, true = result.with_pair(*pair), anew(result, pair, together=True)
        low, high = changed.bracket
        assert low - ROUNDING <= result.value - true.value <= high + ROUNDING
        assert engine.verify(result.people, changed.policy, changed).ok


@pytest.mark.usefixtures("near_by")
def test_who_is_together_or_apart_already_costs_nothing() -> None:
    result = engine.solve(crowd(30, 3), PAIRS)
    together = result.partnerships[0].people
    apart = next(pair for pair in allowed_pairs(result) if pair[0] == together[0] and pair != together)

    kept, parted = result.with_pair(*together), result.without(*apart)

    for same in (kept, parted):
        assert same.price == pytest.approx(0, abs=1e-9)
        assert same.bracket[0] == pytest.approx(0, abs=1e-6)
        assert same.bracket[1] == pytest.approx(0, abs=1e-6)
        assert [each.people for each in same.partnerships] == [each.people for each in result.partnerships]
    assert [each.people for each in kept.partnerships if each.pinned] == [together]
    assert kept.with_pair(*together).price == 0


def test_a_change_is_told_by_its_people_and_its_policy() -> None:
    result = solved(AMINA, BENGT, rings=0)

    apart = result.without("bengt", "amina")

    assert apart.price == pytest.approx(result.value)
    assert apart.policy.forbidden == (("amina", "bengt"),)
    assert [each.person for each in apart.unmatched] == ["amina", "bengt"]
    assert apart.explain("amina", "bengt").stops == (Rule.FORBIDDEN,)
    assert result.explain("amina", "bengt").matched


@pytest.mark.usefixtures("near_by")
def test_a_pair_under_the_minimum_can_bring_more_than_the_best_plan_had() -> None:
    shy = engine.Person(id="shy", offers={"AI": 1}, seeks={"Leading": 1})
    sly = engine.Person(id="sly", offers={"Leading": 1}, seeks={"AI": 1})
    result = solved(shy, sly, rings=0, minimum_benefit=0.3)

    together = result.with_pair("shy", "sly")

    assert result.value == 0
    assert together.price == pytest.approx(-together.value)
    assert together.bracket[0] <= together.price <= together.bracket[1]


def test_with_rings_everything_is_solved_anew() -> None:
    people = engine.People.from_rows(
        engine.Person(id=one, offers={one: 5}, seeks={two: 5})
        for one, two in ("ab", "bc", "ca", "dc", "cd")
        if one != "c"
    )
    result = engine.solve(people, engine.Policy(two_way=False))

    pair = allowed_pairs(result)[0]

    assert result.with_pair(*pair).value == anew(result, pair, together=True).value


@pytest.mark.parametrize(
    ("asking_for", "said"),
    [
        (("amina", "bengt2"), "nobody here has the id 'bengt2'; did you mean 'bengt'?"),
        (("amina", "amina"), "'amina' and 'amina' are the same person"),
    ],
)
def test_unknown_people_and_one_person_twice_are_refused(asking_for: tuple[str, str], said: str) -> None:
    result = solved(AMINA, BENGT)

    for ask in (result.without, result.with_pair):
        with pytest.raises(engine.BadInput) as error:
            ask(*asking_for)
        assert str(error.value) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"avoid": ("bengt",)}, "one of them asked not to be matched with the other"),
        ({"manager": "bengt"}, "one of them stands above the other on a reporting line"),
        ({"capacity": 0}, "one of them takes no part (capacity 0)"),
        ({"met": ("bengt",)}, "they have met before"),
    ],
)
def test_a_hard_rule_is_not_overridden(changes: dict[str, Any], said: str) -> None:
    result = solved(replace(AMINA, **changes), BENGT)

    with pytest.raises(engine.BadInput) as error:
        result.with_pair("amina", "bengt")

    assert str(error.value) == f"'amina' and 'bengt' cannot be together: {said}"


def test_what_the_policy_demands_is_not_overridden() -> None:
    chen = replace(BENGT, id="chen")
    forbidden = solved(AMINA, BENGT, chen, forbidden=(("amina", "bengt"),))
    pinned = solved(AMINA, BENGT, chen, pins=(("amina", "bengt"),))

    for ask, pair, said in (
        (
            forbidden.with_pair,
            ("amina", "bengt"),
            "'amina' and 'bengt' cannot be together: this pair is forbidden by the policy",
        ),
        (
            pinned.without,
            ("bengt", "amina"),
            "'amina' and 'bengt' are pinned by the policy; take that pin out first",
        ),
        (
            pinned.with_pair,
            ("amina", "chen"),
            "'amina' is pinned by the policy as often as their capacity allows",
        ),
    ):
        with pytest.raises(engine.BadInput) as error:
            ask(*pair)
        assert str(error.value) == said
