"""What circles could be about: who is left and would learn a topic, and who offered to host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from counterpart.engine.hardrules import SLACK
from counterpart.engine.model import Model
from counterpart.engine.shapes import Indices, Integers, Numbers

LEVELS = 5


@dataclass(frozen=True)
class Wish:
    """The best reason why somebody would sit in a circle on a topic: what they seek, and how near it is.

    `importance` and `own` are levels 0..5; `similarity` is 1 where the topic itself is sought.
    """

    sought: str
    similarity: float
    importance: int
    own: int

    def benefit(self, level: int) -> float:
        """importance/5 * similarity * max(0, level - own)/5, of the circle's topic alone."""
        return self.importance / 5 * (self.similarity * max(0, level - self.own) / 5)


@dataclass(frozen=True)
class Subject:
    """One topic: `learners` (scarcest first) need a host of level `need`; `hosts[level - 1]` offer it."""

    topic: str
    learners: Indices
    need: Integers
    hosts: tuple[Indices, ...]

    def open_to(self, level: int) -> Indices:
        """Who would learn enough from a host of this level."""
        return self.learners[self.need <= level]


@dataclass(frozen=True)
class Demand:
    """All subjects, in code-point order of topics; how scarce each person's hosts are; places to host."""

    subjects: tuple[Subject, ...]
    scarcity: Numbers  # 1 / hosts who offer enough of something sought, before the other rules
    slots: Integers


def demand(model: Model, left: Indices) -> Demand:
    """What these people would learn from those who host, by levels alone."""
    return demanded(model, left, hosting(model))


def hosting(model: Model) -> Integers:
    """How many circles each would host: none who takes no part, and none of people told as numbers only."""
    if model.people.given is not None or model.people.columns is not None:
        return np.zeros(model.n, np.int64)
    willing = np.array([each.hosting for each in model.people], np.int64)
    return np.where(model.capacity > 0, willing, 0)


def demanded(model: Model, left: Indices, slots: Integers) -> Demand:
    """The same where each person would host so many circles."""
    hosts = _hosts(model, np.flatnonzero(slots))
    need: dict[str, list[tuple[int, int]]] = {}
    for learner in left.tolist():
        for topic, level in _needs(model, learner, hosts):
            need.setdefault(topic, []).append((learner, level))
    able = np.zeros(model.n)
    for topic, takers in need.items():
        for learner, level in takers:
            able[learner] += sum(each.size for each in hosts[topic][level - 1 :])
    scarcity = 1 / np.maximum(1, able)
    wanted = np.zeros(model.n, np.int64)  # of how many wanted topics each host has something to show
    for topic in need:
        wanted[np.concatenate(hosts[topic])] += 1
    return Demand(
        tuple(_subject(model, topic, need[topic], hosts[topic], scarcity, wanted) for topic in sorted(need)),
        scarcity,
        slots,
    )


def _hosts(model: Model, willing: Indices) -> dict[str, tuple[Indices, ...]]:
    hosts_some = np.zeros(model.n, np.bool_)
    hosts_some[willing] = True
    found = {}
    for each in model.skills:
        who = hosts_some[each.offerers]
        if who.any():
            hosts, levels = each.offerers[who], each.level[who]
            found[each.key] = tuple(hosts[levels == level] for level in range(1, LEVELS + 1))
    return found


def _needs(model: Model, learner: int, hosts: dict[str, tuple[Indices, ...]]) -> Iterator[tuple[str, int]]:
    """Each topic that somebody else hosts and this person would learn, with the least level that will do."""
    for topic in sorted({topic for topic, _, _ in sought_through(model, learner)} & hosts.keys()):
        level = _enough(model, learner, topic)
        if any((each != learner).any() for each in hosts[topic][level - 1 :]):
            yield topic, level


def _enough(model: Model, learner: int, topic: str) -> int:
    least = max(model.policy.minimum_benefit - SLACK, SLACK)
    for level in range(1, LEVELS + 1):
        if best_wish(model, learner, topic, level).benefit(level) >= least:
            return level
    return LEVELS + 1


def sought_through(model: Model, learner: int) -> Iterator[tuple[str, str, float]]:
    """(topic, sought skill, similarity) for everything that would do for what this person seeks."""
    for sought in sorted(model.seeks[learner]):
        yield sought, sought, 1.0
        for at, similarity in model.near.get(sought, ()):
            yield model.skills[at].key, sought, similarity


def best_wish(model: Model, learner: int, topic: str, level: int) -> Wish:
    """What the learner seeks and would get most of, from this level of the topic."""
    own, wishes = model.offers[learner], model.seeks[learner]
    found = [
        Wish(sought, similarity, wishes[sought], max(own.get(sought, 0), own.get(topic, 0)))
        for through, sought, similarity in sought_through(model, learner)
        if through == topic
    ]
    return max(found, key=lambda each: each.benefit(level))


def _subject(
    model: Model,
    topic: str,
    need: list[tuple[int, int]],
    hosts: tuple[Indices, ...],
    scarcity: Numbers,
    wanted: Integers,
) -> Subject:
    """Learners: the scarcest first. Hosts: first who has least else to show that is wanted."""
    learners, levels = np.array(need, np.int64).T
    first = np.lexsort((model.hashes[learners], -scarcity[learners]))
    ordered = tuple(each[np.lexsort((model.hashes[each], wanted[each]))] for each in hosts)
    return Subject(topic, learners[first], levels[first], ordered)
