"""`verify` finds every lie in a plan."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from counterpart import engine
from counterpart.engine.result import Certificate, PricedSet
from tests.engine.making import AMINA, BENGT, crowd, solved

PEOPLE, POLICY = crowd(40, 7, 2), engine.Policy(rings=0)
TRUE = engine.solve(PEOPLE, POLICY)
FIRST = TRUE.partnerships[0]
FULL = next(
    each
    for each in TRUE.partnerships
    if all(len(TRUE.partners[who]) == PEOPLE.person(who).capacity for who in each.people)
)


def first(**facts: object) -> engine.Result:
    return replace(TRUE, partnerships=(replace(FIRST, **facts), *TRUE.partnerships[1:]))  # type: ignore[arg-type] # any


def prices(factor: float) -> Certificate:
    told = TRUE.certificate
    return Certificate({who: price * factor for who, price in told.prices.items()}, told.sets)


def said(plan: engine.Plan) -> str:
    return " | ".join(engine.verify(PEOPLE, POLICY, plan).problems)


def test_a_true_plan_has_no_problems() -> None:
    verdict = engine.verify(PEOPLE, POLICY, TRUE)

    assert verdict.ok
    assert verdict.value == pytest.approx(TRUE.value, abs=1e-9)
    assert verdict.gap == pytest.approx(TRUE.gap, abs=1e-7)


@pytest.mark.parametrize(
    ("lie", "found"),
    [
        (lambda: first(value=FIRST.value + 0.01), "partnership 1 says it is worth"),
        (lambda: first(kind="ring"), "partnership 1 is no pair of two people"),
        (lambda: first(people=("p000",)), "partnership 1 is no pair of two people"),
        (lambda: first(people=("p000", "p000")), "partnership 1 is no pair of two people"),
        (lambda: first(people=("p000", "zoe")), "partnership 1: nobody has the id 'zoe'"),
        (lambda: first(id="2"), "partnership 2 is there 2 times"),
        (lambda: replace(TRUE, value=TRUE.value + 0.1), "the plan says it is worth"),
        (lambda: replace(TRUE, bound=TRUE.bound * 0.999), "its prices prove only"),
        (lambda: replace(TRUE, certificate=prices(0.5)), "its prices prove only"),
        (lambda: replace(TRUE, certificate=prices(2.0), bound=TRUE.bound), "its prices prove only"),
        (lambda: replace(TRUE, certificate=prices(-1.0)), "a price in the certificate is below 0"),
        (
            lambda: replace(TRUE, certificate=prices(float("nan"))),
            "a price in the certificate is below 0 or no number",
        ),
        (
            lambda: replace(TRUE, partnerships=(*TRUE.partnerships, replace(FULL, id="again"))),
            f"'{FULL.people[0]}' and '{FULL.people[1]}' are together 2 times",
        ),
        (
            lambda: replace(TRUE, partnerships=(*TRUE.partnerships, replace(FULL, id="again"))),
            f"'{FULL.people[0]}' is in ",
        ),
    ],
)
def test_a_lie_is_found(lie: Callable[[], engine.Result], found: str) -> None:
    assert found in said(lie())


def test_prices_that_prove_less_than_the_plan_is_worth_are_an_error() -> None:
    nothing = Certificate({}, (PricedSet(("p000", "p001", "p002"), -100.0),))

    assert "a price in the certificate is below 0" in said(replace(TRUE, certificate=nothing))


def test_a_plan_without_prices_has_no_bound() -> None:
    verdict = engine.verify(PEOPLE, POLICY, engine.WrittenPlan(()))

    assert (verdict.value, verdict.bound, verdict.gap, verdict.ok) == (0, None, None, True)


def test_a_pin_that_is_missing_is_found() -> None:
    plan = solved(AMINA, BENGT, replace(BENGT, id="cleo"), pins=(("amina", "bengt"),))

    verdict = engine.verify(plan.people, engine.Policy(pins=(("amina", "cleo"),)), plan)

    assert "'amina' and 'cleo' are pinned but not together" in verdict.problems


def test_the_price_of_an_odd_set_counts_only_half_rounded_down() -> None:
    three = engine.People.from_rows(
        engine.Person(id=name, offers={name: 5}, seeks={other: 5 for other in "abc" if other != name})
        for name in "abc"
    )
    result = engine.solve(three, engine.Policy(rings=0))
    doubled = replace(result.certificate.sets[0], people=("a", "b"))

    assert engine.verify(three, result.policy, result).ok
    assert not engine.verify(
        three, result.policy, replace(result, certificate=replace(result.certificate, sets=(doubled,)))
    ).ok
