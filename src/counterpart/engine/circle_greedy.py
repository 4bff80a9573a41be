"""Circles with one host each, the one that serves most first."""

from __future__ import annotations

import heapq
import math
from dataclasses import dataclass, field, replace

import numpy as np

from counterpart.engine.cells import key
from counterpart.engine.circle_seats import FEWEST, MOST, cannot_attend, seated
from counterpart.engine.circle_topics import Demand
from counterpart.engine.model import Model
from counterpart.engine.people import Person
from counterpart.engine.shapes import Flags, Indices, Numbers

_KINDS_OF_HOSTS = 500  # looked at for each level of a topic

Taken = tuple[str, int, Indices]


@dataclass(order=True)
class _Chance:
    """Hosts of one level of a topic who are alike in every rule that is no matter of two names.

    Each would serve at most `-cost`. `learners`: who could be theirs, None where nobody looked yet.
    """

    cost: float
    level: int
    topic: int
    number: int
    hosts: Indices = field(compare=False)
    learners: Indices | None = field(default=None, compare=False)


class Greedy:
    """The circle that serves most, again and again. What a host would serve never grows, so old figures bound
    it (M. Minoux, Accelerated greedy algorithms for maximizing submodular set functions, 1978)."""

    def __init__(self, model: Model, wants: Demand, weight: Numbers) -> None:
        self._model, self._wants, self._weight = model, wants, weight
        self._slots = wants.slots.copy()
        self._open: Flags = np.ones(model.n, np.bool_)
        self._heap: list[_Chance] = []
        self._number = 0

    def circles(self) -> list[Taken]:
        """Topic, host and learners of each circle."""
        kinds: dict[tuple[object, ...], int] = {}
        kind = np.full(self._model.n, -1)
        for host in np.flatnonzero(self._slots).tolist():
            told = _kind(self._model, self._model.people.everyone[host])
            kind[host] = kinds.setdefault(told, len(kinds))
        for topic, subject in enumerate(self._wants.subjects):
            for level, hosts in enumerate(subject.hosts, start=1):
                most = self._most(subject.open_to(level))
                for alike in _split(hosts, kind[hosts])[:_KINDS_OF_HOSTS]:
                    self._push(_Chance(-most, level, topic, 0, alike))
        made = []
        while self._heap:
            circle = self._next(heapq.heappop(self._heap))
            if circle:
                made.append(circle)
        return made

    def _push(self, chance: _Chance) -> None:
        self._number += 1
        heapq.heappush(self._heap, replace(chance, number=self._number))

    def _most(self, learners: Indices) -> float:
        """What the first eight count, who count most; nothing where they are too few."""
        return self._worth(learners[:MOST]) if learners.size >= FEWEST else 0.0

    def _worth(self, learners: Indices) -> float:
        return math.fsum(self._weight[learners].tolist())

    def _next(self, chance: _Chance) -> Taken | None:
        """A circle if nothing can serve more; else the chance goes back with what it is still good for."""
        hosts = chance.hosts[self._slots[chance.hosts] > 0]
        if not hosts.size:
            return None
        learners = self._learners(chance, int(hosts[0]))
        now = replace(chance, hosts=hosts, learners=learners, cost=max(chance.cost, -self._most(learners)))
        if now.cost == 0:
            return None
        if now.cost > chance.cost:
            self._push(now)
            return None
        return self._try(now, int(hosts[0]), learners)

    def _learners(self, chance: _Chance, host: int) -> Indices:
        known = chance.learners
        if known is not None:
            return known[self._open[known]]
        learners = self._wants.subjects[chance.topic].open_to(chance.level)
        learners = learners[self._open[learners]]
        return learners[~cannot_attend(self._model, learners, np.full(learners.size, host))]

    def _try(self, chance: _Chance, host: int, learners: Indices) -> Taken | None:
        """Seat this host's learners. A host who serves fewer than those alike goes on alone."""
        chosen = seated(self._model, host, learners)
        worth = self._worth(chosen)
        if chosen.size < FEWEST or worth < -chance.cost:
            if chosen.size >= FEWEST:
                self._push(replace(chance, cost=-worth, hosts=chance.hosts[:1]))
            self._push(replace(chance, hosts=chance.hosts[1:]))
            return None
        self._slots[host] -= 1
        self._open[chosen] = False
        self._push(chance)
        return self._wants.subjects[chance.topic].topic, host, np.sort(chosen)


def _kind(model: Model, host: Person) -> tuple[object, ...]:
    """All that rules ask of a host besides who they are."""
    policy = model.policy
    return (
        frozenset(map(key, host.languages)),
        (host.timezone, host.hours) if policy.common_hours > 0 else None,
        tuple(key(str(getattr(host, name))) for name in policy.different),
        host.stage if policy.direction != "any" else None,
    )


def _split(hosts: Indices, kind: Indices) -> list[Indices]:
    """The hosts of each kind, in the order of the first of each."""
    _, first, which = np.unique(kind, return_index=True, return_inverse=True)
    return [hosts[which == at] for at in np.argsort(first)]
