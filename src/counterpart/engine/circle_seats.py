"""Who may sit in one circle together, and the most who can."""

from __future__ import annotations

import numpy as np

from counterpart.engine.columns import UNTOLD
from counterpart.engine.hardrules import BEFORE_BENEFIT, Rule, wrong_way
from counterpart.engine.model import Model
from counterpart.engine.shapes import Flags, Indices

FEWEST, MOST = 3, 8
_BETWEEN_MEMBERS = (Rule.REPORTING_LINE, Rule.AVOIDED, Rule.FORBIDDEN, Rule.MET)
_WITH_ANY_HOST = (*_BETWEEN_MEMBERS, Rule.LANGUAGE, Rule.HOURS)
_FIRST_LOOK = 32
_TOGETHER = 256  # how many are compared with each other at most
_BRANCHES = 500


def apart(model: Model, first: Indices, second: Indices) -> Flags:
    """Where two people may not be members of one circle, whatever their part in it."""
    return _stopped(model, first, second, _BETWEEN_MEMBERS)


def cannot_meet(model: Model, hosts: Indices, others: Indices) -> Flags:
    """Where somebody may not be in a circle of this host, or could not talk to them."""
    return _stopped(model, hosts, others, _WITH_ANY_HOST)


def cannot_learn(model: Model, learners: Indices, hosts: Indices) -> Flags:
    """Where any rule but the benefit stops a learner from learning from a host. They learn one way."""
    stopped = _stopped(model, learners, hosts, tuple(BEFORE_BENEFIT))
    stopped |= _wrong_way(model, learners, hosts) | (learners == hosts)
    return stopped


def cannot_attend(model: Model, learners: Indices, hosts: Indices) -> Flags:
    """Where a learner may not learn from a host for what the host is, whoever it is."""
    stopped = _stopped(model, learners, hosts, (Rule.LANGUAGE, Rule.HOURS, Rule.DIFFERENT))
    return stopped | _wrong_way(model, learners, hosts)


def _wrong_way(model: Model, learners: Indices, hosts: Indices) -> Flags:
    one, nothing = np.ones(learners.size), np.full(learners.size, -1.0)
    return wrong_way(model, learners, hosts, one, nothing)


def _stopped(model: Model, first: Indices, second: Indices, rules: tuple[Rule, ...]) -> Flags:
    stopped = np.zeros(first.size, np.bool_)
    for rule in rules:
        left = np.flatnonzero(~stopped)
        stopped[left] = BEFORE_BENEFIT[rule](model, first[left], second[left])
    return stopped


def seated(model: Model, host: int, learners: Indices) -> Indices:
    """The most of these people (eight at most) who may sit with this host and each other; the first if more.

    Where all who told a stage told the same, the last of eight gives way to somebody of another stage.
    """
    fit, start, look = np.zeros(0, np.int64), 0, _FIRST_LOOK
    while start < learners.size:
        some = learners[start : start + look]
        fit = np.concatenate([fit, some[~cannot_learn(model, some, np.full(some.size, host))]])
        start, look = start + look, 2 * look
        if fit.size >= MOST and (together(model, fit)).size == MOST:
            break
    return _mixed(model, host, together(model, fit), fit)


def together(model: Model, people: Indices) -> Indices:
    """The most of these people, eight at most, of whom no two are apart: looked for among the first 256."""
    people = people[:_TOGETHER]
    first, second = np.triu_indices(people.size, 1)
    no = apart(model, people[first], people[second])
    if not no.any():
        return people[:MOST]
    against: dict[int, set[int]] = {at: set() for at in range(people.size)}
    for one, other in zip(first[no].tolist(), second[no].tolist(), strict=True):
        against[one].add(other)
        against[other].add(one)
    return people[sorted(_Largest(against).of(list(against), MOST))]


class _Largest:
    """A largest set of people without two who are apart, as far as 500 branches lead; then by fewest first.

    Some largest set holds a given person or one of those against them, so nothing else need be tried
    (J. M. Robson, Algorithms for maximum independent sets, 1986).
    """

    def __init__(self, against: dict[int, set[int]]) -> None:
        self._against, self._left = against, _BRANCHES

    def of(self, people: list[int], seats: int) -> list[int]:
        if not people or not seats:
            return []
        present = set(people)
        who = min(people, key=lambda each: (len(self._against[each] & present), each))
        others = sorted(self._against[who] & present)
        best: list[int] = []
        for each in [who] if len(others) < 2 else [who, *others]:
            if best and (len(best) == seats or self._left <= 0):
                break
            self._left -= 1
            rest = [other for other in people if other != each and other not in self._against[each]]
            found = [each, *self.of(rest, seats - 1)]
            best = found if len(found) > len(best) else best
        return best


def _mixed(model: Model, host: int, chosen: Indices, fit: Indices) -> Indices:
    stage = model.frame["stage"]
    told = stage[np.append(chosen, host)]
    told = told[told != UNTOLD]
    if chosen.size < MOST or told.size < 2 or (told != told[0]).any():
        return chosen
    stay = chosen[:-1]
    others = fit[(stage[fit] != UNTOLD) & (stage[fit] != told[0])]
    for other in others.tolist():
        if not apart(model, stay, np.full(stay.size, other)).any():
            return np.append(stay, other)
    return chosen
