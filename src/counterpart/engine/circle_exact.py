"""The best choice of circles with one host each, by branch and bound, where there are few to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from counterpart.engine.circle_seats import FEWEST, MOST, apart, cannot_learn
from counterpart.engine.circle_topics import Demand
from counterpart.engine.model import Model
from counterpart.engine.programme import Programme, best_whole
from counterpart.engine.shapes import Indices, Numbers

_MOST_SEATS = 2_000
_NODES = 200  # a count, not a time: the same answer on any machine


@dataclass(frozen=True)
class Offer:
    """A circle that could be: its topic, host, and all who could sit in it."""

    topic: str
    host: int
    learners: Indices


Taken = tuple[str, int, Indices]


def best(model: Model, wants: Demand) -> list[Taken] | None:
    """Topic, host and learners of circles in which most people sit; None where that is too much to search."""
    offers = []
    seats = 0
    for offer in _offers(model, wants):
        offers.append(offer)
        seats += offer.learners.size
        if seats > _MOST_SEATS:
            return None
    return _solved(model, wants, offers) if offers else []


def _offers(model: Model, wants: Demand) -> Iterator[Offer]:
    """Each as often as its host would host and could fill it."""
    for subject in wants.subjects:
        for level, hosts in enumerate(subject.hosts, start=1):
            learners = subject.open_to(level)
            for host in hosts.tolist():
                fit = learners[~cannot_learn(model, learners, np.full(learners.size, host))]
                for _ in range(min(int(wants.slots[host]), fit.size // FEWEST)):
                    yield Offer(subject.topic, host, fit)


def _solved(model: Model, wants: Demand, offers: list[Offer]) -> list[Taken] | None:
    """Variables: each offer is taken or not, then each seat of each offer."""
    count = len(offers)
    circle = np.repeat(np.arange(count), [each.learners.size for each in offers])
    person = np.concatenate([each.learners for each in offers])
    hosts = np.array([each.host for each in offers])
    rows = _Rows(count + person.size)
    for at in range(count):
        inside = count + np.flatnonzero(circle == at)
        rows.at_most(0, inside, 1.0, also=(at, -MOST))
        rows.at_most(0, inside, -1.0, also=(at, FEWEST))
        for one, other in _against(model, offers[at].learners):
            rows.at_most(0, inside[[one, other]], 1.0, also=(at, -1))
    for who in np.unique(person).tolist():
        rows.at_most(1, count + np.flatnonzero(person == who), 1.0)
    for host in np.unique(hosts).tolist():
        rows.at_most(int(wants.slots[host]), np.flatnonzero(hosts == host), 1.0)
    seats = np.concatenate([np.zeros(count), np.ones(person.size)])
    share = best_whole(rows.programme(seats), _NODES)
    if share is None:
        return None
    sits = share[count:] > 0
    return [
        (offers[at].topic, offers[at].host, np.sort(person[sits & (circle == at)]))
        for at in np.flatnonzero(share[:count] > 0).tolist()
    ]


def _against(model: Model, people: Indices) -> Iterator[tuple[int, int]]:
    first, second = np.triu_indices(people.size, 1)
    no = apart(model, people[first], people[second])
    yield from zip(first[no].tolist(), second[no].tolist(), strict=True)


class _Rows:
    """Sums of variables that may not exceed a number."""

    def __init__(self, width: int) -> None:
        self._width = width
        self._row: list[Indices] = []
        self._column: list[Indices] = []
        self._factor: list[float] = []
        self._most: list[float] = []

    def at_most(
        self, most: int, columns: Indices, factor: float, *, also: tuple[int, int] | None = None
    ) -> None:
        """factor * the sum of these variables, and what `also` one more counts, is at most this."""
        added = columns if also is None else np.append(columns, also[0])
        self._column.append(added)
        self._row.append(np.full(added.size, len(self._most)))
        self._factor += [factor] * columns.size + ([] if also is None else [float(also[1])])
        self._most.append(most)

    def programme(self, gain: Numbers) -> Programme:
        """The most of these gains within all of them."""
        places = (np.concatenate(self._row), np.concatenate(self._column))
        table = sparse.csr_array((self._factor, places), shape=(len(self._most), self._width))
        return Programme(gain, table, np.array(self._most, np.float64), top=1.0)
