"""The plan is the best there is, the bound says so, and neither depends on the order of rows."""

import random
from dataclasses import replace

import highspy
import numpy as np
import pytest
from hypothesis import given, settings

from counterpart import engine
from counterpart.engine import exact, programme, searching
from counterpart.engine.model import build
from counterpart.engine.worth import allowed
from tests.engine.making import AMINA, BENGT, best_by_trying, crowd, optimum, pairs, persons, policies, solved


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("most", [1, 3])
def test_the_value_is_the_optimum_of_another_solver(seed: int, most: int) -> None:
    people, policy = crowd(24, seed, most), engine.Policy(minimum_benefit=0.1, rings=0)

    result = engine.solve(people, policy)

    assert result.value == pytest.approx(optimum(people, policy), abs=2e-5)
    assert result.value <= result.bound
    if most == 1:
        assert result.gap <= 1e-7


@settings(max_examples=80, deadline=None)
@given(persons(), policies)
def test_plan_and_bound_hold_from_scratch(some: list[engine.Person], policy: engine.Policy) -> None:
    people = engine.People.from_rows(some)

    result = engine.solve(people, policy)
    verdict = engine.verify(people, policy, result)

    assert verdict.problems == ()
    assert verdict.value == pytest.approx(result.value, abs=1e-9)
    assert verdict.bound is not None
    assert result.value <= result.bound
    assert verdict.bound <= result.bound + 1e-9
    assert result.served + len(result.unmatched) == len(people)


@settings(max_examples=25, deadline=None)
@given(persons(smallest=3), policies)
def test_nothing_is_better_than_the_bound(some: list[engine.Person], policy: engine.Policy) -> None:
    people = engine.People.from_rows(replace(person, capacity=min(1, person.capacity)) for person in some[:6])
    policy = replace(policy, rings=0)
    model = build(people, policy)
    every = allowed(model, slice(0, model.n))
    weights = {
        (int(a), int(b)): float(w)
        for a, b, w in zip(every.first, every.second, every.weight, strict=True)
        if a < b
    }

    result = engine.solve(people, policy)

    assert result.value == pytest.approx(best_by_trying(weights, model.n), abs=1e-9)


def test_the_order_of_rows_leaves_no_trace() -> None:
    people = crowd(60, 5, 2)
    shuffled = list(people)
    random.Random(3).shuffle(shuffled)

    one = engine.solve(people, engine.Policy(rings=0))
    other = engine.solve(engine.People.from_rows(shuffled), engine.Policy(rings=0))

    assert engine.matches_csv(one) == engine.matches_csv(other)
    assert engine.report(one, 0) == engine.report(other, 0)


def test_an_odd_circle_needs_the_price_of_a_set() -> None:
    # Three people of whom any two fit equally well: half of each pair would be worth three halves of a pair.
    three = [
        engine.Person(id=name, offers={name: 5}, seeks={other: 5 for other in "abc" if other != name})
        for name in "abc"
    ]

    result = solved(*three, rings=0)

    assert result.served == 2
    assert result.gap <= 1e-9
    assert [each.people for each in result.certificate.sets] == [("a", "b", "c")]


@pytest.mark.parametrize("seed", range(8))
def test_people_with_several_places_are_certified_as_exactly_as_people_with_one(seed: int) -> None:
    people, policy = crowd(90, seed, 3), engine.Policy(rings=0)

    result = engine.solve(people, policy)

    assert result.gap <= 1e-6
    assert engine.verify(people, policy, result).problems == ()


def test_an_odd_set_may_need_pairs_across_its_border() -> None:
    # Three whom any two fit equally well, each of whom meets somebody else who fits them better. All have
    # two places, so the three have three left among them, and can use two.
    one = {f"{each}{other}": 5 for each in "abc" for other in "abc" if each < other}
    inner = [
        engine.Person(
            id=each,
            capacity=2,
            offers={topic: 5 for topic in (*one, f"{each}!") if each in topic},
            seeks={topic: 3 for topic in (*one, f"{each}?") if each not in topic or topic == f"{each}?"},
        )
        for each in "abc"
    ]
    outer = [
        engine.Person(id=f"{each}'", capacity=2, offers={f"{each}?": 5}, seeks={f"{each}!": 5})
        for each in "abc"
    ]

    result = solved(*inner, *outer, rings=0)

    assert result.gap <= 1e-9
    assert any(each.across for each in result.certificate.sets)


def test_without_odd_sets_the_bound_of_an_odd_circle_is_loose(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "overfull", lambda *_: ())
    three = [
        engine.Person(id=name, offers={name: 5}, seeks={other: 5 for other in "abc" if other != name})
        for name in "abc"
    ]

    result = solved(*three, rings=0)

    assert result.served == 2
    assert result.gap == pytest.approx(1 / 3, abs=1e-9)


def test_few_candidates_still_end_at_the_optimum_of_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    people, policy = crowd(80, 11), engine.Policy(rings=0)
    all_pairs = engine.solve(people, policy)
    monkeypatch.setattr(searching, "KEEP", 1)

    few = engine.solve(people, policy)

    assert few.value == pytest.approx(all_pairs.value, abs=1e-7)
    assert few.gap <= 1e-7


def test_blocks_of_people_make_no_difference(monkeypatch: pytest.MonkeyPatch) -> None:
    people, policy = crowd(50, 2), engine.Policy(rings=0)
    at_once = engine.matches_csv(engine.solve(people, policy))
    monkeypatch.setattr("counterpart.engine.worth._BLOCK_CELLS", 350)

    assert engine.matches_csv(engine.solve(people, policy)) == at_once


def test_with_few_looks_the_plan_is_feasible_and_the_bound_still_true(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    people, policy = crowd(80, 11, 2), engine.Policy(rings=0)
    best = engine.solve(people, policy).value
    monkeypatch.setattr(searching, "KEEP", 1)
    monkeypatch.setattr(searching, "_ROUNDS", 1)
    monkeypatch.setattr(exact, "_LARGE", 10)

    few = engine.solve(people, policy)

    assert engine.verify(people, policy, few).problems == ()
    assert few.value <= best + 1e-9
    assert few.bound >= best - 1e-9


def test_branch_and_bound_answers_where_fractions_stay(monkeypatch: pytest.MonkeyPatch) -> None:
    people, policy = crowd(40, 4), engine.Policy(rings=0)
    best = engine.solve(people, policy).value
    monkeypatch.setattr(searching, "overfull", lambda *_: ())

    assert engine.solve(people, policy).value == pytest.approx(best, abs=1e-7)


def test_nobody_and_one_person_make_no_pairs() -> None:
    nobody, one = solved(), solved(AMINA)

    assert (nobody.partnerships, nobody.unmatched, nobody.value, nobody.bound, nobody.gap) == (
        (),
        (),
        0,
        0,
        0,
    )
    assert [each.reason for each in one.unmatched] == [engine.Reason.ALONE]


def test_stopping_at_once_gives_a_feasible_plan_and_a_true_bound() -> None:
    people, policy = crowd(60, 9, 2), engine.Policy(rings=0)
    best = engine.solve(people, policy).value

    for stop in (engine.MaxSeconds(0), engine.Gap(1.0)):
        early = engine.solve(people, policy, stop=stop)

        assert early.stopped
        assert engine.verify(people, policy, early).problems == ()
        assert early.value <= best + 1e-9
        assert early.bound >= best - 1e-9


def test_stopping_on_the_way_gives_a_feasible_plan_and_a_true_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(searching, "KEEP", 1)
    people, policy = crowd(80, 11), engine.Policy(rings=0)
    best = engine.solve(people, policy).value

    for most in (0.5, 0.1, 0.05, 0.02, 0.01, 0.001):
        early = engine.solve(people, policy, stop=engine.Gap(most))

        assert early.gap <= most
        assert engine.verify(people, policy, early).problems == ()
        assert early.value - 1e-9 <= best <= early.bound + 1e-9


def test_a_gap_of_nothing_is_reached_by_the_best_plan() -> None:
    people, policy = crowd(30, 1), engine.Policy(rings=0)

    assert engine.solve(people, policy, stop=engine.Gap(0.0)).value == engine.solve(people, policy).value


def test_progress_never_falls_and_ends_at_one() -> None:
    heard: list[float] = []

    engine.solve(crowd(30, 1), engine.Policy(rings=0), progress=heard.append)

    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_cancelling_ends_without_a_result() -> None:
    with pytest.raises(engine.Cancelled):
        engine.solve(crowd(30, 1), engine.Policy(rings=0), cancel=lambda: True)


def test_a_result_says_what_it_did_not_search() -> None:
    below = replace(AMINA, manager="boss")

    assert solved(AMINA, BENGT, rings=0).notes == ()
    assert solved(below, BENGT, common_hours=1, rings=4).notes == (
        "For 1 person no manager is told: their reporting lines are unchecked.",
        "Time zones are compared in the week of 2026-01-05.",
    )


def test_without_branch_and_bound_the_rounded_plan_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    people, policy = crowd(40, 4), engine.Policy(rings=0)
    monkeypatch.setattr(searching, "overfull", lambda *_: ())
    monkeypatch.setattr(exact, "best_whole", lambda *_: None)

    result = engine.solve(people, policy)

    assert engine.verify(people, policy, result).problems == ()
    assert result.value > 0.9 * result.bound


def _tires(monkeypatch: pytest.MonkeyPatch, *ways: str) -> None:
    """HiGHS gives up where it is asked to go these ways."""

    class Tired(programme._Quiet):
        def run(self) -> highspy.HighsStatus:
            if self.getOptionValue("solver")[1] in ways:
                self.setOptionValue("presolve", "off")
                self.setOptionValue("ipm_iteration_limit", 0)
                self.setOptionValue("simplex_iteration_limit", 0)
            return super().run()

    monkeypatch.setattr(programme, "_Quiet", Tired)


def test_an_interior_point_that_fails_is_followed_by_the_simplex(monkeypatch: pytest.MonkeyPatch) -> None:
    people, policy = crowd(30, 1), engine.Policy(rings=0)
    best = engine.solve(people, policy).value
    monkeypatch.setattr(programme, "_INTERIOR", 0)
    _tires(monkeypatch, "ipm")

    assert engine.solve(people, policy).value == pytest.approx(best, abs=1e-7)


def test_a_failing_linear_programme_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    _tires(monkeypatch, "ipm", "simplex")
    with pytest.raises(ArithmeticError, match="IterationLimit"):
        solved(AMINA, BENGT)


def test_capacities_are_filled_with_different_people() -> None:
    bengts = [replace(BENGT, id=f"bengt{index}") for index in range(3)]

    result = solved(replace(AMINA, capacity=2), *bengts)

    assert sorted(np.ravel(pairs(result)).tolist()).count("amina") == 2
    assert len(set(pairs(result))) == 2


@pytest.mark.parametrize("seed", range(4))
def test_where_pairs_are_many_only_what_is_not_whole_is_branched(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    people, policy = crowd(40, seed, 2), engine.Policy(rings=0)
    best = engine.solve(people, policy).value
    monkeypatch.setattr(searching, "overfull", lambda *_: ())
    monkeypatch.setattr(exact, "_LARGE", 3)

    many = engine.solve(people, policy)

    assert engine.verify(people, policy, many).problems == ()
    assert 0.97 * best <= many.value <= best + 1e-9
