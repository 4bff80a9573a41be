"""What `solve` gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from counterpart.engine import explain, words
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.explain import Direction, Explanation, Term
from counterpart.engine.model import Model
from counterpart.engine.ondemand import OnDemand
from counterpart.engine.people import People, Person
from counterpart.engine.policy import Policy
from counterpart.engine.reasons import Unmatched

if TYPE_CHECKING:  # they import this module
    from counterpart.engine.changing.changed import Changed
    from counterpart.engine.changing.standing import Ground
    from counterpart.engine.recruiting import Recruit


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
    def benefits(self) -> tuple[float, ...]:
        """How much each of them learns."""
        return tuple(way.benefit for way in self.directions)

    @property
    def topics(self) -> tuple[str, ...]:
        """What each of them learns, parted by `;`."""
        return tuple(";".join(topic.skill for topic in way.topics) for way in self.directions)

    @property
    def served(self) -> tuple[str, ...]:
        """Whom this partnership serves: everybody in it, but those who only host a circle."""
        return tuple(person for person in self.people if person not in self.hosts)


class Planned(Protocol):
    """A plan whose partnerships are not written out yet."""

    @property
    def before_circles(self) -> int: ...
    def __len__(self) -> int: ...
    def people(self, at: int) -> tuple[str, ...]: ...
    def make(self, at: int) -> Partnership: ...


class Partnerships(OnDemand[Partnership]):
    """All partnerships of a plan, each made when somebody looks at it; what is counted needs no looking.

    served, served_by_circles   how many people are in a pair or a ring or learn in a circle, or do the latter
    """

    def __init__(self, plan: Planned, *, served: int, served_by_circles: int) -> None:
        super().__init__(len(plan), plan.make)
        self._plan = plan
        self.served, self.served_by_circles = served, served_by_circles

    @property
    def circles(self) -> Sequence[Partnership]:
        """Only the circles: they come last."""
        return self[self._plan.before_circles :]

    @property
    def members(self) -> Iterable[tuple[str, ...]]:
        """The people of each."""
        return map(self._plan.people, range(len(self)))


@dataclass(frozen=True)
class PricedSet:
    """An odd set of people, pairs `across` its border, and its price."""

    people: tuple[str, ...]
    price: float
    across: tuple[tuple[str, str], ...] = ()


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
    partnerships   and `unmatched`: tuples, or sequences whose items are made when somebody looks at them
    notes          what the reader must know: what was not searched
    stopped        it ended early, on `stop`; feasible, and the bound still holds
    """

    people: People
    policy: Policy
    seed: int
    partnerships: Sequence[Partnership]
    unmatched: Sequence[Unmatched]
    value: float
    bound: float
    certificate: Certificate
    notes: tuple[str, ...]
    stopped: bool
    _model: Model = field(repr=False, compare=False)
    _ground: Ground | None = field(default=None, repr=False, compare=False, kw_only=True)

    def __repr__(self) -> str:
        """Short, also of a million people."""
        many = f"{self.served} of {len(self.people)} people in {len(self.partnerships)} partnerships"
        return f"<{type(self).__name__}: {many}, value {self.value:.6f}, bound {self.bound:.6f}>"

    @property
    def gap(self) -> float:
        """0.001 = a tenth of a percent of the bound may be missing."""
        return (self.bound - self.value) / self.bound if self.bound > 0 else 0.0

    @property
    def served(self) -> int:
        """How many people are in a pair or a ring, or learn in a circle."""
        if isinstance(self.partnerships, Partnerships):
            return self.partnerships.served
        return len({person for each in self.partnerships for person in each.served})

    @property
    def served_by_circles(self) -> int:
        """How many of those learn in a circle."""
        if isinstance(self.partnerships, Partnerships):
            return self.partnerships.served_by_circles
        return sum(len(each.served) for each in self._circles)

    @property
    def _circles(self) -> Sequence[Partnership]:
        if isinstance(self.partnerships, Partnerships):
            return self.partnerships.circles
        return [each for each in self.partnerships if each.kind is Kind.CIRCLE]

    @cached_property
    def partners(self) -> Mapping[str, tuple[str, ...]]:
        """Whom each person of a partnership is with, by id."""
        together = self.partnerships
        every = together.members if isinstance(together, Partnerships) else (each.people for each in together)
        found: dict[str, tuple[str, ...]] = {}
        for people in every:
            for person in people:
                found[person] = (*found.get(person, ()), *(other for other in people if other != person))
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
            for each in self._circles
            if set(account.people) <= set(each.people)
        )
        return Explanation(account, rules, matched, (instead[0], instead[1]), sentences)

    def without(self, first: str, second: str) -> Changed:
        """The best plan in which these two (ids) are not together. `price`: the value that costs.

        Raises `BadInput` for an unknown id, for one person twice, and where the policy pins the two.
        """
        from counterpart.engine.changing.asking import without

        return without(self, first, second)

    def with_pair(self, first: str, second: str) -> Changed:
        """The best plan in which these two (ids) are together. `price`: the value that costs.

        As with a pin, they may bring less than the minimum benefit, or go the wrong way: then the price can
        be under 0. Raises `BadInput` for an unknown id, for one person twice, and where another rule or
        their capacity stops the two.
        """
        from counterpart.engine.changing.asking import with_pair

        return with_pair(self, first, second)

    def recruit(self, level: int = 4) -> tuple[Recruit, ...]:
        """Which offers, if one more person had them at this level (1..5), could raise the total most.

        Read from the prices, so a ranking by what each could bring at most; `Recruit` says what is proven.
        Nothing where benefits are given as numbers. Raises `BadInput` for another level.
        """
        from counterpart.engine.recruiting import recruits

        if level not in range(1, 6):
            raise BadInput([Problem(f"a level is a whole number from 1 to 5, not {level!r}")])
        return recruits(self._model, self.certificate.prices, level)

    def again(
        self, people: People, policy: Policy | None = None, *, keep: float = 0.1, seed: int | None = None
    ) -> Changed:
        """The best plan of other people, where each pair of this plan still allowed counts `keep` more.

        keep     0..10, beside its weight: a pair that runs is parted only where that brings more. Rings and
                 circles are not kept
        policy   and `seed`: as in this plan, unless told

        `keep` is no part of the value. `bound` and `certificate` are over all plans of these people, whether
        they keep anything or not, so `gap` includes what keeping costs; `price` is that cost (the value of
        the best plan found without a bonus less the value of this one), and `bracket` holds how far this
        plan is from the best there is. Takes as long as solving twice. Raises `BadInput`.
        """
        from counterpart.engine.keeping import again

        return again(self, people, policy, keep, seed)

    def joined(self, *joining: Person, keep: float = 0.1) -> Changed:
        """`again` with these people more."""
        from counterpart.engine.keeping import with_people

        return self.again(with_people(self.people, joining), keep=keep)

    def left(self, *leavers: str, keep: float = 0.1) -> Changed:
        """`again` without the people of these ids. Raises `BadInput` for an unknown id; a pin or a forbidden
        pair of theirs is forgotten."""
        from counterpart.engine.keeping import forgetting, without_people

        for person in leavers:
            self._position(person)
        policy = forgetting(self.policy, leavers)
        return self.again(without_people(self.people, leavers), policy, keep=keep)

    def _position(self, person: str) -> int:
        at = self._model.find(person)
        if at is None:
            raise BadInput([Problem(words.no_such_person(person, self._model.position))])
        return at
