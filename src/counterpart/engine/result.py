"""What `solve` gives back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from counterpart.engine import explain, words
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.explain import Direction, Explanation, Term
from counterpart.engine.model import Model
from counterpart.engine.people import People
from counterpart.engine.policy import Policy
from counterpart.engine.reasons import Unmatched


class Kind(StrEnum):
    """Forms of a partnership."""

    PAIR = "pair"
    RING = "ring"
    CIRCLE = "circle"


@dataclass(frozen=True)
class Partnership:
    """People matched with each other. `terms` add up to `value`; `weight` is its part of the result's value.

    `directions`: who learns what from whom, one for each step. `pinned`: the policy demanded it.
    A circle has a `topic` and `hosts` (who come first in `people`), and is outside value and bound: 0.
    """

    id: str
    kind: Kind
    people: tuple[str, ...]
    directions: tuple[Direction, ...]
    value: float
    weight: float
    terms: tuple[Term, ...]
    pinned: bool = False
    topic: str = ""
    hosts: tuple[str, ...] = ()

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """Who learns from whom."""
        return tuple((way.learner, way.teacher) for way in self.directions)

    @property
    def served(self) -> tuple[str, ...]:
        """Whom this partnership serves: everybody in it, but those who only host a circle."""
        return tuple(person for person in self.people if person not in self.hosts)


@dataclass(frozen=True)
class PricedSet:
    """An odd set of people and its price."""

    people: tuple[str, ...]
    price: float


@dataclass(frozen=True)
class Certificate:
    """Prices that prove the bound by themselves; see docs/reference/engine.md for the sum. `prices` by id.

    rings   over pairs and rings of up to so many people; 0 = over pairs
    """

    prices: Mapping[str, float]
    sets: tuple[PricedSet, ...] = ()
    rings: int = 0


@dataclass(frozen=True)
class Result:
    """A plan and what is known about it. The same people, policy and seed give the same result.

    value, bound   sum of weights, and what no feasible plan of pairs (and rings, `certificate.rings`) exceeds
    gap            (bound - value) / bound, 0 where nothing can be matched
    notes          what the reader must know: what was not searched
    stopped        it ended early, on `stop`; feasible, and the bound still holds
    """

    people: People
    policy: Policy
    seed: int
    partnerships: tuple[Partnership, ...]
    unmatched: tuple[Unmatched, ...]
    value: float
    bound: float
    certificate: Certificate
    notes: tuple[str, ...]
    stopped: bool
    _model: Model = field(repr=False, compare=False)

    @property
    def gap(self) -> float:
        """0.001 = a tenth of a percent of the bound may be missing."""
        return (self.bound - self.value) / self.bound if self.bound > 0 else 0.0

    @property
    def served(self) -> int:
        """How many people are in a pair or a ring, or learn in a circle."""
        return len({person for each in self.partnerships for person in each.served})

    @property
    def served_by_circles(self) -> int:
        """How many of those learn in a circle."""
        return sum(len(each.served) for each in self.partnerships if each.kind is Kind.CIRCLE)

    @cached_property
    def partners(self) -> Mapping[str, tuple[str, ...]]:
        """Whom each person of a partnership is with, by id."""
        found: dict[str, tuple[str, ...]] = {}
        for each in self.partnerships:
            for person in each.people:
                found[person] = (*found.get(person, ()), *(other for other in each.people if other != person))
        return found

    def explain(self, first: str, second: str) -> Explanation:
        """Any two people, matched or not, by id. Raises `BadInput` for an unknown id."""
        one, other = self._position(first), self._position(second)
        if one == other:
            raise BadInput([Problem(f"'{first}' and '{second}' are the same person")])
        account = explain.account(self._model, one, other)
        rules = explain.rules_against(self._model, one, other, account)
        instead = tuple(self.partners.get(each, ()) for each in account.people)
        matched = account.people[1] in instead[0]
        sentences = words.explained(self.people, account, rules, matched, instead)
        sentences += tuple(
            words.in_one_circle(self.people, account.people, each.topic, each.hosts)
            for each in self.partnerships
            if each.kind is Kind.CIRCLE and set(account.people) <= set(each.people)
        )
        return Explanation(account, rules, matched, (instead[0], instead[1]), sentences)

    def _position(self, person: str) -> int:
        if person not in self._model.position:
            raise BadInput([Problem(words.no_such_person(person, self._model.position))])
        return self._model.position[person]
