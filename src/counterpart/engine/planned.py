"""A plan as positions, and what a result says about it: made when somebody looks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from counterpart.engine import explain
from counterpart.engine.benefits import weights
from counterpart.engine.circle import Circles
from counterpart.engine.circle_members import partnership
from counterpart.engine.model import Model
from counterpart.engine.result import Kind, Partnership, Partnerships
from counterpart.engine.rings import account as ring_account
from counterpart.engine.shapes import Flags, Indices, Numbers

NOBODY = -1
Group = tuple[int, ...]


@dataclass(frozen=True)
class Groups:
    """Pairs and rings in the order in which they are numbered.

    members   a row for each: pairs with the lower position first, rings from their lowest on; NOBODY fills up
    pinned    which of them the policy demanded
    """

    members: Indices
    pinned: Flags

    def __len__(self) -> int:
        return len(self.members)

    def one(self, at: int) -> Group:
        """Who is in one of them."""
        return tuple(who for who in self.members[at].tolist() if who != NOBODY)

    def weights(self, model: Model) -> Numbers:
        """What each of them counts."""
        found = np.zeros(len(self))
        size = (self.members != NOBODY).sum(axis=1)
        for k in np.unique(size).tolist():
            alike = np.flatnonzero(size == k)
            found[alike] = weights(model, self.members[alike, :k])
        return found

    def served(self, n: int) -> Flags:
        """Who of n people is in one of them."""
        served = np.zeros(n, np.bool_)
        served[self.members[self.members != NOBODY]] = True
        return served


def numbered(pinned: Sequence[Group], pairs: Sequence[Group] | Indices, rings: Sequence[Group]) -> Groups:
    """All of them by members, a pair before the rings that begin with it."""
    sizes = sorted(set(map(len, rings)))
    alike = [pinned, pairs, *([ring for ring in rings if len(ring) == k] for k in sizes)]
    width = max([2, *sizes])
    members = np.full((sum(map(len, alike)), width), NOBODY)
    start = 0
    for part, k in zip(alike, (2, 2, *sizes), strict=True):
        members[start : start + len(part), :k] = np.array(part, np.int64).reshape(-1, k)
        start += len(part)
    order = np.lexsort(members.T[::-1])
    return Groups(members[order], order < len(pinned))


def partnerships(model: Model, groups: Groups, circles: Circles, served: int) -> Partnerships:
    """Pairs and rings, then circles, each made when somebody looks at it. `served`: how many people."""
    there = _There(model, groups, circles)
    return Partnerships(there, served=served, served_by_circles=circles.served)


@dataclass(frozen=True)
class _There:
    """What `Partnerships` asks."""

    model: Model
    groups: Groups
    circles: Circles

    @property
    def before_circles(self) -> int:
        return len(self.groups)

    def __len__(self) -> int:
        return len(self.groups) + len(self.circles.made)

    def people(self, at: int) -> tuple[str, ...]:
        return tuple(map(self.model.id_at, self._members(at)))

    def _members(self, at: int) -> Group:
        if at < len(self.groups):
            return self.groups.one(at)
        circle = self.circles.made[at - len(self.groups)]
        return (*circle.hosts, *(learner for learner, _ in circle.steps))

    def make(self, at: int) -> Partnership:
        if at >= len(self.groups):
            return partnership(self.model, self.circles.made[at - len(self.groups)], str(at + 1))
        group = self.groups.one(at)
        pair = len(group) == 2
        told = explain.account(self.model, *group[:2]) if pair else ring_account.account(self.model, group)
        return Partnership(
            id=str(at + 1),
            kind=Kind.PAIR if pair else Kind.RING,
            people=told.people,
            directions=told.directions,
            value=told.value,
            weight=told.weight,
            terms=told.terms,
            pinned=bool(self.groups.pinned[at]),
        )


class Prices(Mapping[str, float]):
    """The price of each person by id; the ids are written out when somebody looks."""

    def __init__(self, model: Model, prices: Numbers) -> None:
        self._model, self._prices = model, prices

    def __getitem__(self, person: str) -> float:
        at = self._model.find(person)
        if at is None:
            raise KeyError(person)
        return self._prices.item(at)

    def __iter__(self) -> Iterator[str]:
        return iter(self._model.ids)

    def __len__(self) -> int:
        return self._model.n
