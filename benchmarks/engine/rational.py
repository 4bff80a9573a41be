"""The bound in rational arithmetic: the model written out again in fractions, with no code of the engine.

Every number of the model is rational (levels, importances and stages are whole, weights are decimal), and a
price is the fraction that its binary digits say. So the sum of docs/reference/engine.md is compared without
any rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import combinations
from typing import Protocol

RECIPROCITY, PERSPECTIVE, INCLUSION = Fraction(3, 4), Fraction(1, 2), Fraction(1, 4)  # the usual policy
LEAST = Fraction(1, 20) - Fraction(1, 10**9)
ATTRIBUTES = ("stage", "function", "place", "background")


class Person(Protocol):
    """What the model looks at; rules on hours, avoiding and having met are not used in these instances."""

    @property
    def id(self) -> str: ...
    @property
    def offers(self) -> Mapping[str, int]: ...
    @property
    def seeks(self) -> Mapping[str, int]: ...
    @property
    def stage(self) -> int | None: ...
    @property
    def languages(self) -> Sequence[str]: ...
    @property
    def capacity(self) -> int: ...
    @property
    def manager(self) -> str: ...


class PricedSet(Protocol):
    @property
    def people(self) -> Sequence[str]: ...
    @property
    def across(self) -> Sequence[tuple[str, str]]: ...
    @property
    def price(self) -> float: ...


def benefit(learner: Person, teacher: Person) -> Fraction:
    """1 - prod(1 - importance/5 * gain/5) over what one seeks and the other offers."""
    shown, own = _keyed(teacher.offers), _keyed(learner.offers)
    left = Fraction(1)
    for skill, importance in _keyed(learner.seeks).items():
        gain = max(0, shown.get(skill, 0) - own.get(skill, 0))
        left *= 1 - Fraction(importance * gain, 25)
    return 1 - left


def _keyed(levels: Mapping[str, int]) -> dict[str, int]:
    """Skills are compared without their case: the survey has MATLAB and Matlab."""
    return {skill.casefold(): level for skill, level in levels.items()}


def distance(one: Person, other: Person, told: Sequence[str]) -> Fraction:
    """The mean over the attributes that anyone told; a half where not both did."""
    if not told:
        return Fraction(1, 2)
    apart = Fraction(0)
    for name in told:
        mine, theirs = getattr(one, name), getattr(other, name)
        if mine in (None, "") or theirs in (None, ""):
            apart += Fraction(1, 2)
        else:
            apart += Fraction(abs(mine - theirs), 5) if name == "stage" else Fraction(mine != theirs)
    return apart / len(told)


def weights(people: Sequence[Person]) -> dict[tuple[str, str], Fraction]:
    """2 (v + inclusion) of every allowed pair, under the usual policy."""
    told = [name for name in ATTRIBUTES if any(getattr(each, name) not in (None, "") for each in people)]
    above = {each.id: frozenset(_line(each.id, {one.id: one.manager for one in people})) for each in people}
    found = {}
    for one, other in combinations(sorted(people, key=lambda each: each.id), 2):
        if one.capacity and other.capacity and _may(one, other, above):
            there, back = benefit(one, other), benefit(other, one)
            if min(there, back) >= LEAST:
                mutual = (there + back) / 2 - RECIPROCITY * abs(there - back) / 2
                value = mutual * (1 + PERSPECTIVE * distance(one, other, told)) / (1 + PERSPECTIVE)
                found[one.id, other.id] = 2 * (value + INCLUSION)
    return found


def _may(one: Person, other: Person, above: Mapping[str, frozenset[str]]) -> bool:
    silent = not one.languages or not other.languages
    apart = one.id not in above[other.id] and other.id not in above[one.id]
    return apart and (silent or bool(set(one.languages) & set(other.languages)))


def _line(who: str, manager: Mapping[str, str]) -> Iterator[str]:
    while who := manager.get(who, ""):
        yield who


def proved(
    people: Sequence[Person],
    worth: Mapping[tuple[str, str], Fraction],
    prices: Mapping[str, float],
    sets: Sequence[PricedSet],
) -> Fraction:
    """What these prices prove no set of pairs exceeds. Raises `ArithmeticError` for prices that cannot be."""
    if any(price < 0 for price in [*prices.values(), *(each.price for each in sets)]):
        raise ArithmeticError("a price is negative")
    room = {each.id: each.capacity for each in people}
    price = {each.id: Fraction(prices[each.id]) for each in people}
    total = sum((room[who] * price[who] for who in room), Fraction(0))
    for each in sets:
        places = sum(room[who] for who in each.people) + len(each.across)
        if any((one in each.people) == (other in each.people) for one, other in each.across):
            raise ArithmeticError("a pair across a set is not across it")
        if places % 2 == 0:
            raise ArithmeticError("a priced set is even")
        total += places // 2 * Fraction(each.price)
    inside = [
        (frozenset(each.people), {frozenset(pair) for pair in each.across}, Fraction(each.price))
        for each in sets
    ]
    for (one, other), weight in worth.items():
        left = weight - price[one] - price[other]
        for some, across, cost in inside:
            if {one, other} <= some or {one, other} in across:
                left -= cost
        total += max(Fraction(0), left)
    return total
