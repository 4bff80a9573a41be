"""Circles for those whom no pair and no ring serves: one topic, who hosts, and up to eight who learn.

This is maximum coverage where each host has so many places: circles (host, topic, learners) are the sets, and
a partition matroid says how many of each host may be taken. Circles with one host are chosen greedily, which
serves at least half of the most (M. L. Fisher, G. L. Nemhauser, L. A. Wolsey, An analysis of approximations
for maximizing submodular set functions II, 1978) where the minimum of three learners loses nothing, and a
quarter in any case. Where that is short of the bound and there are few to choose from, the best is searched.
Why, and what was decided: docs/decisions/0023-circles.md.
"""

from __future__ import annotations

import itertools

import numpy as np

from counterpart.engine.circle import Circle, Circles, served
from counterpart.engine.circle_exact import best
from counterpart.engine.circle_greedy import Greedy, Taken
from counterpart.engine.circle_seats import FEWEST, MOST, cannot_learn, cannot_meet, together
from counterpart.engine.circle_topics import Demand, Subject, demand
from counterpart.engine.model import Model
from counterpart.engine.shapes import Flags, Indices, Integers

_PAIRS_OF_HOSTS = 500  # looked at for each topic
_LOOK = 256


def gather(model: Model, left: Indices) -> Circles:
    """Circles that serve many of these people, each once. Hosts may be among them, or served already."""
    left = left[model.capacity[left] > 0]
    wants = demand(model, left)
    if not wants.subjects:
        return Circles()
    made = _alone(Greedy(model, wants, np.ones(model.n)).circles())
    reachable, most = _reachable(model, wants, made)
    if served(made) < most:
        scarce_first = _alone(Greedy(model, wants, wants.scarcity).circles())
        made = _most_served(made, scarce_first)
    if served(made) < most:
        made = _most_served(made, _alone(best(model, wants) or []))
        made = [*made, *_two_hosts(model, wants, made)]
    return Circles(
        tuple(sorted(made, key=lambda each: (each.topic, each.hosts, each.steps))),
        reachable,
        most,
    )


def _most_served(*choices: list[Circle]) -> list[Circle]:
    return max(choices, key=served)


def _alone(taken: list[Taken]) -> list[Circle]:
    """Circles of one host."""
    return [
        Circle(topic, (host,), tuple((learner, host) for learner in learners.tolist()))
        for topic, host, learners in taken
    ]


def _left(model: Model, wants: Demand, made: list[Circle]) -> tuple[Flags, Integers]:
    """Who sits in no circle yet, and the places that hosts have left."""
    still, slots = np.ones(model.n, np.bool_), wants.slots.copy()
    for circle in made:
        still[[learner for learner, _ in circle.steps]] = False
        slots[list(circle.hosts)] -= 1
    return still, slots


def _two_hosts(model: Model, wants: Demand, made: list[Circle]) -> list[Circle]:
    """Circles of two hosts, of whom neither has three learners alone."""
    still, slots = _left(model, wants, made)
    more = []
    for subject in wants.subjects:
        hosts = [(host, level) for level, each in enumerate(subject.hosts, start=1) for host in each.tolist()]
        both = itertools.combinations([each for each in hosts if slots[each[0]]], 2)
        for one, other in itertools.islice(both, _PAIRS_OF_HOSTS):
            if still[subject.learners].sum() < FEWEST:
                break
            if slots[one[0]] and slots[other[0]]:
                circle = _shared(model, subject, still, one, other)
                if circle:
                    more.append(circle)
                    slots[list(circle.hosts)] -= 1
                    still[[learner for learner, _ in circle.steps]] = False
    return more


def _shared(
    model: Model, subject: Subject, still: Flags, one: tuple[int, int], other: tuple[int, int]
) -> Circle | None:
    hosts = np.array([one[0], other[0]], np.int64)
    if cannot_meet(model, hosts[:1], hosts[1:])[0]:
        return None
    teacher: dict[int, int] = {}
    for host, level in sorted([one, other], key=lambda each: (each[1], -each[0])):
        learners = subject.open_to(level)
        learners = learners[still[learners] & ~np.isin(learners, hosts)]
        learners = learners[~cannot_learn(model, learners, np.full(learners.size, host))]
        teacher.update(dict.fromkeys(learners.tolist(), host))
    meets = np.array(list(teacher), np.int64)
    for host in hosts.tolist():
        meets = meets[~cannot_meet(model, np.full(meets.size, host), meets)]
    chosen = together(model, meets).tolist()
    if len(chosen) < FEWEST or len({teacher[each] for each in chosen}) < 2:
        return None
    steps = tuple((learner, teacher[learner]) for learner in sorted(chosen))
    return Circle(subject.topic, tuple(sorted(hosts.tolist())), steps)


def _reachable(model: Model, wants: Demand, made: list[Circle]) -> tuple[int, int]:
    """How many people have a host whom no rule stops, and how many at most can sit in circles.

    Of those, only they can sit whose topic has three learners, and eight for each place of the hosts.
    """
    still, _ = _left(model, wants, made)
    found, teaching = ~still, np.zeros(model.n, np.bool_)
    most = 0
    for large, subject in sorted(
        ((each.learners.size >= FEWEST, each) for each in wants.subjects), key=_large
    ):
        for learner, need in zip(subject.learners.tolist(), subject.need.tolist(), strict=True):
            if not found[learner]:
                found[learner] = has_host(model, learner, np.concatenate(subject.hosts[need - 1 :]))
        if large:
            teaching[np.concatenate(subject.hosts[int(subject.need.min()) - 1 :])] = True
            most = int(found.sum())
    return int(found.sum()), min(most, MOST * int(wants.slots[teaching].sum()))


def _large(each: tuple[bool, Subject]) -> bool:
    return not each[0]


def has_host(model: Model, learner: int, hosts: Indices) -> bool:
    """Whether this person may learn from any of these."""
    for start in range(0, hosts.size, _LOOK):
        some = hosts[start : start + _LOOK]
        if not cannot_learn(model, np.full(some.size, learner), some).all():
            return True
    return False
