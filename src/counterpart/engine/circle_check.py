"""An independent check of circles: part of `verify`, sharing no code with what makes them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Protocol

import numpy as np
import numpy.typing as npt

from counterpart.engine.people import Person
from counterpart.engine.policy import Policy

_SLACK = 1e-9
_MEMBERS = ("on one reporting line", "one avoids the other", "met before", "forbidden")
_MEETING = ("no common language", "too few common hours")
_LEARNING = ("alike where a difference is asked for",)


class Circle(Protocol):
    """A circle as far as it is checked: each of `steps` is a learner and the host they learn from."""

    @property
    def id(self) -> str: ...
    @property
    def people(self) -> tuple[str, ...]: ...
    @property
    def value(self) -> float: ...
    @property
    def topic(self) -> str: ...
    @property
    def hosts(self) -> tuple[str, ...]: ...
    @property
    def steps(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def benefits(self) -> tuple[float, ...]: ...


class Table(Protocol):
    """What the check of pairs knows of people: columns by normalised skill, codes by attribute."""

    everyone: tuple[Person, ...]
    policy: Policy
    at: dict[str, int]
    level: dict[str, npt.NDArray[np.float64]]
    wish: dict[str, npt.NDArray[np.float64]]
    near: dict[str, dict[str, float]]
    codes: dict[str, npt.NDArray[np.float64]]

    def broken(self, who: int, among: npt.NDArray[np.bool_]) -> dict[str, npt.NDArray[np.bool_]]: ...
    def norm(self, text: str) -> str: ...


def circle_problems(table: Table, circles: Sequence[Circle], served: set[str]) -> Iterator[str]:
    """Every rule that these circles break. `served` are the people of pairs and rings, who learn already."""
    known = []
    if circles and not table.policy.circles:
        yield "there are circles, and the policy has none"
    for each in circles:
        wrong = list(_form(table, each))
        yield from wrong
        if not wrong:
            known.append(each)
    for each in known:
        yield from _members(table, each)
        yield from _steps(table, each)
    yield from _once(table, known, served)


def _form(table: Table, circle: Circle) -> Iterator[str]:
    name = f"circle {circle.id}"
    learners = [learner for learner, _ in circle.steps]
    strangers = [who for who in (*circle.hosts, *learners) if who not in table.at]
    yield from (f"{name}: nobody has the id '{who}'" for who in strangers)
    if not 1 <= len(circle.hosts) <= 2:
        yield f"{name} has {len(circle.hosts)} hosts, not one or two"
    if not 3 <= len(learners) <= 8:
        yield f"{name} has {len(learners)} learners, not three to eight"
    if len({*circle.hosts, *learners}) != len(circle.hosts) + len(learners):
        yield f"{name} has somebody twice"
    elif sorted(circle.people) != sorted([*circle.hosts, *learners]):
        yield f"{name} has people who neither host nor learn"
    yield from (f"{name}: '{host}' is no host of it" for _, host in circle.steps if host not in circle.hosts)
    if circle.value != 0:
        yield f"{name} says it is worth {circle.value!r}, a circle counts 0"


def _members(table: Table, circle: Circle) -> Iterator[str]:
    for one, other in combinations([*circle.hosts, *(learner for learner, _ in circle.steps)], 2):
        meeting = _MEETING if one in circle.hosts or other in circle.hosts else ()
        yield from _broken(table, circle, one, other, (*_MEMBERS, *meeting))
    for person in circle.people:
        if table.everyone[table.at[person]].capacity == 0:
            yield f"circle {circle.id}: '{person}' takes no part"


def _steps(table: Table, circle: Circle) -> Iterator[str]:
    told = dict(zip((learner for learner, _ in circle.steps), circle.benefits, strict=False))
    for learner, host in circle.steps:
        benefit = _benefit(table, circle.topic, learner, host)
        if benefit <= 0 or benefit < table.policy.minimum_benefit - _SLACK:
            yield f"circle {circle.id}: '{learner}' learns less than the minimum from '{host}'"
        yield from _broken(table, circle, learner, host, _LEARNING)
        if not abs(told.get(learner, benefit) - benefit) <= _SLACK:
            yield f"circle {circle.id}: '{learner}' is said to learn {told[learner]!r}, it is {benefit!r}"
        if _wrong_way(table, learner, host):
            yield f"circle {circle.id}: '{learner}' from '{host}' is not the way the policy asks"


def _broken(table: Table, circle: Circle, one: str, other: str, rules: tuple[str, ...]) -> Iterator[str]:
    only = np.zeros(len(table.everyone), np.bool_)
    only[table.at[other]] = True
    found = table.broken(table.at[one], only)
    yield from (f"circle {circle.id}: '{one}' and '{other}': {rule}" for rule in rules if found[rule].any())


def _benefit(table: Table, topic: str, learner: str, host: str) -> float:
    """Of the circle's topic alone: the best over what the learner seeks and the topic is, or is near to."""
    person, teacher = table.everyone[table.at[learner]], table.everyone[table.at[host]]
    name = table.norm(topic)
    own = {table.norm(skill): level for skill, level in person.offers.items()}
    shown = {table.norm(skill): level for skill, level in teacher.offers.items()}.get(name, 0)
    best = 0.0
    for sought, importance in ((table.norm(skill), number) for skill, number in person.seeks.items()):
        similar = 1.0 if sought == name else table.near.get(sought, {}).get(name, 0.0)
        further = max(0, shown - max(own.get(sought, 0), own.get(name, 0)))
        best = max(best, importance / 5 * similar * further / 5)
    return best


def _wrong_way(table: Table, learner: str, host: str) -> bool:
    if table.policy.direction == "any":
        return False
    low, high = (table.everyone[table.at[who]].stage for who in (host, learner))
    if table.policy.direction == "classic":
        low, high = high, low
    return low is None or high is None or not low < high


def _once(table: Table, circles: Sequence[Circle], served: set[str]) -> Iterator[str]:
    learning = Counter(learner for each in circles for learner, _ in each.steps)
    for person, times in learning.items():
        if times > 1:
            yield f"'{person}' learns in {times} circles"
        if person in served:
            yield f"'{person}' learns in a circle and is in a pair or ring too"
    hosting = Counter(host for each in circles for host in each.hosts)
    for person, times in hosting.items():
        if times > (willing := table.everyone[table.at[person]].hosting):
            yield f"'{person}' hosts {times} circles and agreed to {willing}"
