"""How many others offer or seek what one person told, among those who take part."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from counterpart.engine.columns import Told
from counterpart.engine.model import Model
from counterpart.engine.shapes import Flags, Integers
from counterpart.engine.sides import entries

Counts = tuple[tuple[str, int], ...]


class Counted:
    """Counts of everybody, once; each person is then taken out of their own. Asked of who takes part."""

    def __init__(self, model: Model) -> None:
        self._model = model
        self._takes: Flags = model.capacity > 0
        self._near: dict[int, tuple[int, frozenset[int]]] = {}

    def offering(self, person: int) -> Counts:
        """Each skill that the person seeks, and how many others offer it, or one near where those count."""
        own = {skill for skill, _ in entries(self._model.told_offers, person)}
        counts = []
        for skill, _ in entries(self._model.told_seeks, person):
            count, through = self._through(skill)
            counts.append((self._shown(skill), count - (not own.isdisjoint(through))))
        return tuple(counts)

    def seeking(self, person: int) -> Counts:
        """Each skill that the person offers, and how many others seek it."""
        own = {skill for skill, _ in entries(self._model.told_seeks, person)}
        return tuple(
            (self._shown(skill), int(self._seekers[skill]) - (skill in own))
            for skill, _ in entries(self._model.told_offers, person)
        )

    def _shown(self, skill: int) -> str:
        return self._model.people.shown(self._model.keys[skill])

    def _through(self, skill: int) -> tuple[int, frozenset[int]]:
        """How many offer any of the skills that would do, and which those are."""
        near = self._model.near.get(self._model.keys[skill], ())
        if not near:
            return int(self._offerers[skill]), frozenset((skill,))
        if skill not in self._near:
            through = frozenset((skill, *(at for at, _ in near)))
            people = np.unique(np.concatenate([self._model.skills[at].offerers for at in through]))
            self._near[skill] = int(np.count_nonzero(self._takes[people])), through
        return self._near[skill]

    @cached_property
    def _offerers(self) -> Integers:
        return self._by_skill(self._model.told_offers)

    @cached_property
    def _seekers(self) -> Integers:
        return self._by_skill(self._model.told_seeks)

    def _by_skill(self, told: Told) -> Integers:
        takes = np.repeat(self._takes, np.diff(told.start))
        counts: Integers = np.bincount(told.skill[takes], minlength=len(self._model.keys))
        return counts
