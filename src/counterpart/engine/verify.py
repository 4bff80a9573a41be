"""An independent check of a plan: everything computed anew from the rows, sharing no code with the search.

Slower and plainer on purpose: one person against all others at a time, with dense columns of levels.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from counterpart.engine.circle_check import circle_problems
from counterpart.engine.people import People
from counterpart.engine.policy import Policy
from counterpart.engine.verify_table import Certificate, Table, in_order, steps_of

_NEAR_ENOUGH = 1e-6
_SLACK = 1e-9
_DEAREST = 1e9  # no partnership is worth nearly as much
_EVEN_ACROSS = ("on one reporting line", "one avoids the other", "met before", "forbidden")


class Together(Protocol):
    """A partnership as far as it is checked. `benefits` and `topics` (parted by `;`) are those of the steps,
    or none where they are not told."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def people(self) -> tuple[str, ...]: ...
    @property
    def value(self) -> float: ...
    @property
    def steps(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def benefits(self) -> tuple[float, ...]: ...
    @property
    def topics(self) -> tuple[str, ...]: ...
    @property
    def topic(self) -> str: ...
    @property
    def hosts(self) -> tuple[str, ...]: ...


class Plan(Protocol):
    """What can be checked: a `Result`, or what a file says."""

    @property
    def partnerships(self) -> Sequence[Together]: ...
    @property
    def value(self) -> float | None: ...
    @property
    def bound(self) -> float | None: ...
    @property
    def gap(self) -> float | None: ...
    @property
    def served(self) -> int | None: ...
    @property
    def certificate(self) -> Certificate | None: ...


@dataclass(frozen=True)
class Verdict:
    """What was found. `problems` are sentences; none = feasible and true to its claims.

    value     the sum of weights, computed anew
    bound     what the certificate proves over all allowed pairs, and rings of up to `certificate.rings`
              people; None without a certificate, or with one whose prices are none
    """

    problems: tuple[str, ...]
    value: float
    bound: float | None

    @property
    def ok(self) -> bool:
        """Nothing is wrong."""
        return not self.problems

    @property
    def gap(self) -> float | None:
        """(bound - value) / bound."""
        if self.bound is None:
            return None
        return (self.bound - self.value) / self.bound if self.bound > 0 else 0.0


def verify(people: People, policy: Policy, plan: Plan) -> Verdict:
    """Check a plan against the model: hard rules, capacities, pins, values, and the bound from its prices.

    plan   a `Result`, what `read_plan` reads, or anything else with these partnerships. What is wrong with it
           is told in the verdict and not raised. Shares no code with the search (docs/reference/engine.md)
    """
    given = people.given.by_learner.tocsc() if people.given else None
    table = Table(tuple(people.everyone), policy, given)
    circles = [each for each in plan.partnerships if each.kind == "circle"]
    others = [each for each in plan.partnerships if each.kind != "circle"]
    problems = [*_numbered(plan.partnerships), *_structure(table, others)]
    problems += circle_problems(table, circles, {who for each in others for who in each.people})
    known = [each for each in others if _is_known(table, each)]
    values = {each.id: table.value_of(each.people) for each in known}
    for each in known:
        problems += _rules(table, each.people) if len(each.people) == 2 else _ring_rules(table, each.people)
        problems += _learning(table, each)
        if not _same(each.value, values[each.id]):
            problems.append(
                f"partnership {each.id} says it is worth {each.value!r}, it is {values[each.id]!r}"
            )
    value = math.fsum(table.weight(each.people, values[each.id]) for each in known)
    wrong = list(_certificate(plan.certificate, known)) if plan.certificate else []
    bound = table.bound(plan.certificate) if plan.certificate and not wrong else None
    problems += [*wrong, *_claims(plan, value, bound)]
    return Verdict(tuple(problems), value, bound)


def _claims(plan: Plan, value: float, bound: float | None) -> Iterator[str]:
    if plan.value is not None and not _same(plan.value, value):
        yield f"the plan says it is worth {plan.value!r}, it is {value!r}"
    if bound is not None and plan.bound is not None and not plan.bound >= bound - _SLACK * (1 + bound):
        yield f"the plan says that nothing exceeds {plan.bound!r}, its prices prove only {bound!r}"
    if bound is not None and value > bound + _SLACK * (1 + bound):
        yield f"the plan is worth {value!r}, more than its own bound {bound!r}: one of them is wrong"
    gap = (plan.bound - value) / plan.bound if plan.bound else 0.0
    if plan.gap is not None and not _same(plan.gap, gap):
        yield f"the plan says that its gap is {plan.gap!r}, it is {gap!r}"
    served = {who for each in plan.partnerships for who in each.people if who not in each.hosts}
    if plan.served is not None and plan.served != len(served):
        yield f"the plan says that it serves {plan.served}, it serves {len(served)}"


def _certificate(certificate: Certificate, known: Sequence[Together]) -> Iterator[str]:
    """What makes it no proof at all."""
    everything = [*certificate.prices.values(), *(each.price for each in certificate.sets)]
    if not all(0 <= price <= _DEAREST for price in everything):
        yield "a price in the certificate is below 0 or no number that a price can be"
    longest = max((len(each.people) for each in known), default=2)
    if longest > max(2, certificate.rings):
        yield f"the certificate is not over rings of {longest} people, which are in the plan"


def _same(one: float, other: float) -> bool:
    return abs(one - other) <= _NEAR_ENOUGH * (1 + abs(other))


def _is_known(table: Table, each: Together) -> bool:
    return _is_sound(table, each) and all(person in table.at for person in each.people)


def _is_sound(table: Table, each: Together) -> bool:
    """A pair of two people, or a ring of three up to as many as the policy allows."""
    right = len(each.people) == 2 if each.kind == "pair" else 3 <= len(each.people) <= table.policy.rings
    return each.kind in ("pair", "ring") and right and len(set(each.people)) == len(each.people)


def _numbered(partnerships: Sequence[Together]) -> Iterator[str]:
    ids = Counter(each.id for each in partnerships)
    yield from (f"partnership {name} is there {times} times" for name, times in ids.items() if times > 1)


def _structure(table: Table, partnerships: Sequence[Together]) -> Iterator[str]:
    for each in partnerships:
        yield from (
            f"partnership {each.id}: nobody has the id '{who}'" for who in each.people if who not in table.at
        )
        if not _is_sound(table, each):
            yield f"partnership {each.id} is no {_form(table, each)}"
    pairs = {in_order(*each.people) for each in partnerships if len(each.people) == 2}
    steps = Counter(in_order(*step) for each in partnerships if each.people for step in steps_of(each.people))
    yield from (f"{_names(pair)} are together {times} times" for pair, times in steps.items() if times > 1)
    yield from (f"{_names(pin)} are pinned but not together" for pin in table.policy.pins if pin not in pairs)
    seats = Counter(person for each in partnerships for person in each.people if person in table.at)
    for person, taken in seats.items():
        if taken > (room := table.everyone[table.at[person]].capacity):
            yield f"'{person}' is in {taken} partnerships, with a capacity of {room}"


def _learning(table: Table, each: Together) -> Iterator[str]:
    """Who learns what from whom, and how much."""
    steps = [*steps_of(each.people), *([each.people[::-1]] if len(each.people) == 2 else ())]
    if (each.steps or len(steps) > 2) and sorted(each.steps) != sorted(steps):
        yield f"partnership {each.id} does not say of each person of it whom they learn from"
        return
    for (learner, teacher), told in zip(each.steps, each.benefits, strict=False):
        benefit = float(table.benefits(table.at[learner])[0][table.at[teacher]])
        if not _same(told, benefit):
            yield f"'{learner}' is said to learn {told!r} from '{teacher}', it is {benefit!r}"
    for (learner, teacher), text in zip(each.steps, each.topics, strict=False):
        if {*map(table.norm, text.split(";"))} != (right := table.topics(learner, teacher)):
            there = "; ".join(sorted(filter(None, right))) or "nothing"
            yield f"'{learner}' is said to learn '{text}' from '{teacher}', it is {there}"


def _form(table: Table, each: Together) -> str:
    if each.kind == "ring" and table.policy.rings:
        return f"ring of 3 to {table.policy.rings} people"
    return "pair of two people"


def _names(pair: Sequence[str]) -> str:
    return " and ".join(f"'{person}'" for person in pair)


def _rules(table: Table, pair: tuple[str, ...]) -> Iterator[str]:
    first, second = (table.at[person] for person in pair)
    pinned = tuple(sorted(pair)) in table.policy.pins
    only = np.zeros(len(table.everyone), np.bool_)
    only[second] = True
    there, back = table.benefits(first)
    for name, broken in table.broken(first, only).items():
        if broken[second]:
            yield f"{_names(pair)}: {name}"
    if not pinned and table.too_little(there, back)[second]:
        yield f"{_names(pair)}: less than the minimum benefit"
    elif not pinned and table.wrong_way(first, there, back)[second]:
        yield f"{_names(pair)}: no direction goes the way the policy asks"


def _ring_rules(table: Table, ring: tuple[str, ...]) -> Iterator[str]:
    people = [table.at[person] for person in ring]
    for one, other in itertools.combinations(range(len(ring)), 2):
        apart = abs(one - other) not in (1, len(ring) - 1)
        stopped = table.stopping(people[one], people[other])
        yield from (
            f"{_names((ring[one], ring[other]))}: {name}"
            for name in stopped
            if not apart or name in _EVEN_ACROSS
        )
    benefits = [float(table.benefits(table.at[a])[0][table.at[b]]) for a, b in steps_of(ring)]
    if min(benefits) < table.policy.minimum_benefit - _SLACK:
        yield f"{_names(ring)}: less than the minimum benefit"
    if not any(table.rises(table.at[a], table.at[b]) for a, b in steps_of(ring)):
        yield f"{_names(ring)}: no direction goes the way the policy asks"
