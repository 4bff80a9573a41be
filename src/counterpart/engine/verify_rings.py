"""What prices leave over all rings, by plain enumeration: the part of `verify` about rings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from counterpart.engine.people import Person
from counterpart.engine.policy import Policy

_SLACK = 1e-9
_ACROSS = ("on one reporting line", "one avoids the other", "met before", "forbidden")

Row = npt.NDArray[np.float64]
Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]


class Table(Protocol):
    """Everybody, as far as it is asked here."""

    everyone: tuple[Person, ...]
    policy: Policy

    def benefits(self, who: int) -> tuple[Row, Row]: ...
    def distances(self, who: int) -> Row: ...
    def ring_value(self, mean: Any, least: Any, apart: Any) -> Any: ...
    def rises(self, learner: int, teacher: int) -> bool: ...
    def place(self, person: str) -> float: ...
    def stopping(self, one: int, other: int) -> list[str]: ...


def over_rings(
    table: Table,
    longest: int,
    price: Row,
    room: Whole,
    sets: Sequence[tuple[Mask, set[tuple[int, int]], float]],
    pins: Sequence[tuple[int, int]],
) -> Iterator[float]:
    """For every allowed ring of 3 to `longest` people that is worth more than its prices, how much more."""
    if longest < 3:
        return
    steps = _Steps(table, room, pins)
    place = np.array([table.place(person.id) for person in table.everyone])
    for k in range(3, longest + 1):
        scale = (1 - table.policy.ring_discount) ** (k - 2)
        for ring in steps.rings(k):
            following = np.roll(ring, -1, axis=0)
            benefits = [steps.benefit(a, b) for a, b in zip(ring, following, strict=True)]
            apart = sum(steps.distance(a, b) for a, b in zip(ring, following, strict=True)) / k
            value = table.ring_value(sum(benefits) / k, np.min(benefits, axis=0), apart)
            over = scale * (k * value + place[ring].sum(axis=0)) - price[ring].sum(axis=0)
            for inside, across, cost in sets:
                crossing = np.zeros(ring.shape[1], np.int64)
                for one, two in zip(ring, following, strict=True) if across else ():
                    steps_of = zip(one.tolist(), two.tolist(), strict=True)
                    crossing += [(min(a, b), max(a, b)) in across for a, b in steps_of]
                over = over - cost * ((inside[ring].sum(axis=0) + crossing) // 2)
            for at in np.flatnonzero(over > 0).tolist():
                if steps.allowed(ring[:, at].tolist()):
                    yield float(over[at])


class _Steps:
    """Whom each person would learn enough from, one list for each learner."""

    def __init__(self, table: Table, room: Whole, pins: Sequence[tuple[int, int]]) -> None:
        self.table, self.pins = table, {tuple(sorted(pin)) for pin in pins}
        self.n = room.size
        self.teachers: list[Whole] = []
        self.gains: list[Row] = []
        least = table.policy.minimum_benefit - _SLACK
        for who in range(self.n):
            gain = table.benefits(who)[0] if room[who] > 0 else np.full(self.n, -1.0)
            far = (gain >= least) & (room > 0) & (np.arange(self.n) != who)
            self.teachers.append(np.flatnonzero(far))
            self.gains.append(gain[far])
        sizes = np.array([each.size for each in self.teachers], np.int64)
        self.begin = np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)
        self.code = np.repeat(np.arange(self.n), sizes) * self.n + np.concatenate(
            [np.zeros(0, np.int64), *self.teachers]
        )
        self.gain = np.concatenate([np.zeros(0), *self.gains])
        self.apart = np.concatenate(
            [np.zeros(0), *(table.distances(who)[self.teachers[who]] for who in range(self.n))]
        )
        self.stops: dict[tuple[int, int], list[str]] = {}

    def benefit(self, learner: Whole, teacher: Whole) -> Row:
        """What each of these learns from each; they are steps."""
        return self.gain[np.searchsorted(self.code, learner * self.n + teacher)]

    def distance(self, learner: Whole, teacher: Whole) -> Row:
        """How far the two ends of each step stand apart."""
        return self.apart[np.searchsorted(self.code, learner * self.n + teacher)]

    def rings(self, k: int) -> Iterator[Whole]:
        """Every ring of k, from its lowest member, k rows of people; those of one first person at a time."""
        closes = np.zeros((1, self.n), np.bool_)
        for first in range(self.n):
            closes[0] = False
            pupils = [who for who in range(first + 1, self.n) if self._learns(who, first)]
            closes[0, pupils] = True
            walk = np.full((1, 1), first, np.int64) if pupils else np.zeros((1, 0), np.int64)
            for _ in range(k - 1):
                walk = self._longer(walk, first)
            found = walk[:, closes[0][walk[-1]]] if walk.shape[1] else walk
            if found.shape[1]:
                yield found

    def _learns(self, learner: int, teacher: int) -> bool:
        at = int(np.searchsorted(self.teachers[learner], teacher))
        return at < self.teachers[learner].size and int(self.teachers[learner][at]) == teacher

    def _longer(self, walk: Whole, first: int) -> Whole:
        """Each walk on to everybody its last person could learn from, later than the first, and new."""
        if not walk.shape[1]:
            return np.zeros((walk.shape[0] + 1, 0), np.int64)
        after = [self.teachers[who] for who in walk[-1].tolist()]
        which = np.repeat(np.arange(len(after)), [each.size for each in after])
        on = np.concatenate(after)
        longer = np.vstack([walk[:, which], on])
        new = (on > first) & (walk[1:, which] != on).all(axis=0)
        return longer[:, new]

    def allowed(self, ring: list[int]) -> bool:
        """Whether no rule stops any two of a ring, and it goes the way that the policy asks."""
        k = len(ring)
        for one, other in itertools.combinations(range(k), 2):
            two = min(ring[one], ring[other]), max(ring[one], ring[other])
            if two not in self.stops:
                self.stops[two] = self.table.stopping(*two)
            across = abs(one - other) not in (1, k - 1)
            if any(not across or name in _ACROSS for name in self.stops[two]) or (
                not across and two in self.pins
            ):
                return False
        return any(self.table.rises(ring[at], ring[(at + 1) % k]) for at in range(k))
