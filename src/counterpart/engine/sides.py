"""One person beside everybody: what they would learn from each, and each from them.

Only the skills that this person told, and those near, are looked at. Both directions are n numbers that fall
where benefits rise, 0 where there is none: logarithms of 1 - benefit, which add up over skills; or the
benefits themselves, negative.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Protocol

import numpy as np

from counterpart.engine.columns import Told
from counterpart.engine.directed import Directed
from counterpart.engine.model import Model, Skill
from counterpart.engine.products import LEVELS
from counterpart.engine.shapes import Indices, Numbers

_OFTEN = 8  # a skill of more than one person in so many is kept as a number for each of n
_KEPT = 30_000_000  # numbers that are kept at most

Part = tuple[Indices | None, Numbers]


class Sides(Protocol):
    """How people stand beside everybody."""

    def of(self, person: int) -> tuple[Numbers, Numbers]:
        """What one person would learn from each of n, and each from them."""

    def falls(self, benefit: float) -> float:
        """How this benefit is told."""

    def benefits(self, told: Numbers) -> Numbers:
        """Which benefits are told so."""


def sides(model: Model) -> Sides:
    """In the way that suits these people: benefits given, near skills, or like skills only."""
    if model.people.given:
        return _Given(model.people.given)
    return _Near(model) if model.near else _Alike(model)


def entries(told: Told, person: int) -> Iterator[tuple[int, float]]:
    """The skills that one person told, ascending, with level or importance."""
    mine = slice(told.start.item(person), told.start.item(person + 1))
    return zip(told.skill[mine].tolist(), told.number[mine].tolist(), strict=True)


class _Alike:
    """Where only like skills count: as the products of `products` round, skill by skill."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._parts: dict[tuple[float, ...], Part] = {}

    def of(self, person: int) -> tuple[Numbers, Numbers]:
        offers = dict(entries(self._model.told_offers, person))
        there, back = np.zeros(self._model.n), np.zeros(self._model.n)
        for skill, importance in entries(self._model.told_seeks, person):
            _add(there, self._kept(self._from_offerers, skill, importance, offers.get(skill, 0.0)))
        for skill, level in offers.items():
            _add(back, self._kept(self._to_seekers, skill, level))
        return there, back

    def falls(self, benefit: float) -> float:
        return float(np.log1p(-benefit))

    def benefits(self, told: Numbers) -> Numbers:
        found: Numbers = -np.expm1(told)
        return found

    def _kept(self, work: Callable[..., Part], skill: int, *told: float) -> Part:
        """Worked out once for all who told the same, as long as there is room."""
        known = skill, *told
        if known not in self._parts:
            if len(self._parts) * self._model.n > _KEPT:
                self._parts.clear()
            self._parts[known] = work(skill, *told)
        return self._parts[known]

    def _from_offerers(self, skill: int, importance: float, own: float) -> Part:
        """What each offerer adds for somebody who seeks the skill so much and has this level."""
        each = self._model.skills[skill]
        higher = np.arange(own + 1, LEVELS + 1)
        logs = np.zeros(LEVELS + 1)
        logs[higher.astype(np.int64)] = _logs(importance, higher - own)
        return self._part(each.offerers, logs[each.level.astype(np.int64)])

    def _to_seekers(self, skill: int, level: float) -> Part:
        """What a teacher of this level adds for each seeker."""
        each = self._model.skills[skill]
        below = each.own < level
        return self._part(each.seekers[below], _logs(each.importance[below], level - each.own[below]))

    def _part(self, people: Indices, logs: Numbers) -> Part:
        if people.size * _OFTEN <= self._model.n:
            return people, logs
        every = np.zeros(self._model.n)
        every[people] = logs
        return None, every


def _logs(importance: Numbers | float, further: Numbers) -> Numbers:
    with np.errstate(divide="ignore"):  # a gain of 5 for what matters most leaves nothing: log 0
        logs: Numbers = np.log1p(-(importance / 5) * further / 5)
    return logs


def _add(so_far: Numbers, part: Part) -> None:
    people, logs = part
    if people is None:
        so_far += logs
    else:
        so_far[people] += logs


class _Near:
    """Where near skills count too: products, skill by skill, as `worth.benefits` rounds."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._near = {at: model.near.get(name, ()) for at, name in enumerate(model.keys)}
        self._sought_for: dict[int, list[int]] = {at: [at] for at in self._near}
        for sought, near in self._near.items():
            for through, _ in near:
                self._sought_for[through].append(sought)

    def of(self, person: int) -> tuple[Numbers, Numbers]:
        model = self._model
        offers = dict(entries(model.told_offers, person))
        there, back = np.ones(model.n), np.ones(model.n)
        for skill, importance in entries(model.told_seeks, person):
            there *= 1 - importance / 5 * self._from_all(skill, offers)
        for skill in sorted({sought for through in offers for sought in self._sought_for[through]}):
            each = model.skills[skill]
            back[each.seekers] *= 1 - each.importance / 5 * self._to_seekers(skill, each, offers)
        return there - 1, back - 1

    def falls(self, benefit: float) -> float:
        return -benefit

    def benefits(self, told: Numbers) -> Numbers:
        return -told

    def _ways(self, skill: int) -> Iterator[tuple[int, float]]:
        yield skill, 1.0
        yield from self._near[skill]

    def _from_all(self, skill: int, own: dict[int, float]) -> Numbers:
        gain = np.zeros(self._model.n)
        for through, similarity in self._ways(skill):
            each = self._model.skills[through]
            mine = max(own.get(skill, 0.0), own.get(through, 0.0))
            further = np.maximum(0, each.level - mine)
            gain[each.offerers] = np.maximum(gain[each.offerers], similarity * further / 5)
        return gain

    def _to_seekers(self, skill: int, each: Skill, offers: dict[int, float]) -> Numbers:
        gain = np.zeros(each.seekers.size)
        for through, similarity in self._ways(skill):
            if through in offers:
                theirs = self._model.levels(each.seekers, np.full(each.seekers.size, through))
                further = np.maximum(0, offers[through] - np.maximum(each.own, theirs))
                gain = np.maximum(gain, similarity * further / 5)
        return gain


class _Given:
    """Where benefits are given as numbers."""

    def __init__(self, given: Directed) -> None:
        self._given = given

    def of(self, person: int) -> tuple[Numbers, Numbers]:
        there, back = self._given.of(slice(person, person + 1))
        return -there.toarray()[0], -back.toarray()[0]

    def falls(self, benefit: float) -> float:
        return -benefit

    def benefits(self, told: Numbers) -> Numbers:
        return -told
