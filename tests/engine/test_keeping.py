"""Late joiners and leavers: what runs is kept unless parting it brings more than the bonus."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from counterpart import engine
from counterpart.engine import searching
from counterpart.engine.model import build
from counterpart.engine.worth import allowed
from tests.engine.making import AMINA, BENGT, best_by_trying, crowd, pairs, solved

PAIRS = engine.Policy(rings=0, minimum_benefit=0.1)
LATE = engine.Person(id="late", offers={"Leading": 5, "AI": 3}, seeks={"AI": 5, "Excel": 5})


def boosted_best(
    people: engine.People, policy: engine.Policy, running: set[tuple[str, ...]], keep: float
) -> float:
    """The best value with bonus, by trying."""
    model = build(people, policy)
    every = allowed(model, slice(0, model.n))
    weights = {
        (int(a), int(b)): float(w) + keep * ((model.ids[a], model.ids[b]) in running)
        for a, b, w in zip(every.first, every.second, every.weight, strict=True)
        if a < b
    }
    return best_by_trying(weights, model.n)


@pytest.mark.parametrize("keep", [0.05, 0.3])
@pytest.mark.parametrize("seed", range(8))
def test_the_plan_is_the_best_with_the_bonus(seed: int, keep: float) -> None:
    before = engine.solve(crowd(9, seed), PAIRS)
    running = set(pairs(before))

    after = before.joined(LATE, keep=keep)

    kept = sum(each.people in running for each in after.partnerships)
    assert after.value + keep * kept == pytest.approx(boosted_best(after.people, PAIRS, running, keep))
    assert after.value == pytest.approx(sum(each.weight for each in after.partnerships))


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("few", [700, 0])
def test_bound_and_price_are_those_of_all_plans(seed: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "_FEW", few)
    before = engine.solve(crowd(40, seed, 2), PAIRS)

    after = before.left("p003", "p007", keep=0.5)

    best = engine.solve(after.people, PAIRS)
    assert [person.id for person in after.people] == [
        person.id for person in before.people if person.id not in ("p003", "p007")
    ]
    assert after.price == pytest.approx(best.value - after.value, abs=1e-9)
    assert after.bracket[0] <= best.value - after.value + 1e-9 <= after.bracket[1] + 2e-9
    verdict = engine.verify(after.people, after.policy, after)
    assert verdict.problems == ()
    assert verdict.bound is not None
    assert verdict.bound <= after.bound + 1e-9


def test_a_large_bonus_keeps_all_that_runs() -> None:
    before = engine.solve(crowd(40, 1), PAIRS)

    after = before.joined(LATE, keep=10)

    assert set(pairs(before)) <= set(pairs(after))


def test_without_a_bonus_it_is_solved_anew() -> None:
    before = engine.solve(crowd(30, 2), PAIRS)

    after = before.joined(LATE, keep=0)

    assert after.value == engine.solve(after.people, PAIRS).value
    assert after.price == 0


def test_a_pair_that_a_rule_stops_now_is_not_kept() -> None:
    before = solved(AMINA, BENGT, rings=0)
    chen = replace(BENGT, id="chen")
    apart = engine.People.from_rows([replace(AMINA, avoid=("bengt",)), BENGT, chen])

    assert pairs(before) == [("amina", "bengt")]
    assert pairs(before.again(apart, keep=10)) == [("amina", "chen")]


def test_a_pair_that_runs_stays_where_another_would_be_a_little_better() -> None:
    before = solved(AMINA, replace(BENGT, offers={"Leading": 4}), rings=0)
    chen = engine.Person(id="chen", offers={"Leading": 5}, seeks={"AI": 4})

    assert pairs(before.joined(chen, keep=1)) == [("amina", "bengt")]
    assert pairs(before.joined(chen, keep=0.01)) == [("amina", "chen")]


def test_rings_and_pairs_are_solved_together_with_the_bonus() -> None:
    before = engine.solve(crowd(20, 4), engine.Policy(minimum_benefit=0.1))

    after = before.joined(LATE, keep=0.2)

    assert engine.verify(after.people, after.policy, after).problems == ()


def test_a_pin_of_somebody_who_left_is_forgotten() -> None:
    before = solved(AMINA, BENGT, replace(BENGT, id="chen"), rings=0, pins=(("amina", "bengt"),))

    after = before.left("bengt")

    assert after.policy.pins == ()
    assert pairs(after) == [("amina", "chen")]


def test_what_cannot_be_asked_is_refused() -> None:
    result = solved(AMINA, BENGT)
    numbers = engine.solve(engine.People.from_benefits(["a", "b"], [[0, 1], [1, 0]]), engine.Policy())

    refused: tuple[tuple[Callable[[], engine.Changed], str], ...] = (
        (lambda: result.left("bengd"), "nobody here has the id 'bengd'; did you mean 'bengt'?"),
        (lambda: result.joined(LATE, keep=11), "keep: a bonus is a number from 0 to 10, not 11"),
        (
            lambda: numbers.left("a"),
            "people of numbers change with their matrix; make them anew and ask again()",
        ),
    )
    for ask, said in refused:
        with pytest.raises(engine.BadInput) as error:
            ask()
        assert str(error.value) == said
