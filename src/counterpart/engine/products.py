"""Benefits of many pairs at once as sparse products, where only like skills count.

A benefit is 1 - prod(1 - q); the logarithm of the product is a sum over skills, and over the five levels
that a teacher can have. One sparse product gives these sums for all pairs with a skill in common.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from scipy import sparse

from counterpart.engine.shapes import Indices, Numbers

LEVELS = 5


class Skill(Protocol):
    """Who seeks and offers one skill."""

    @property
    def seekers(self) -> Indices: ...
    @property
    def importance(self) -> Numbers: ...
    @property
    def own(self) -> Numbers: ...
    @property
    def offerers(self) -> Indices: ...
    @property
    def level(self) -> Numbers: ...


@dataclass(frozen=True)
class Products:
    """`chance`: log(1 - q) of each person for each skill and level; `shown`: 1 at the level one offers."""

    chance: sparse.csr_array
    shown: sparse.csr_array
    chance_by_skill: sparse.csr_array
    shown_by_skill: sparse.csr_array

    def of(self, rows: slice) -> tuple[sparse.csr_array, sparse.csr_array]:
        """What these people would learn from everybody, and everybody from them."""
        there = self.chance[rows.start : rows.stop] @ self.shown_by_skill
        back = self.shown[rows.start : rows.stop] @ self.chance_by_skill
        return _benefits(there), _benefits(back)


def _benefits(logs: sparse.csr_array) -> sparse.csr_array:
    logs.data = -np.expm1(logs.data)
    logs.sort_indices()
    return logs


def products(skills: Sequence[Skill], n: int) -> Products:
    """The matrices of these skills for n people."""
    chance: list[tuple[Indices, Indices, Numbers]] = []
    shown: list[tuple[Indices, Indices, Numbers]] = []
    for at, skill in enumerate(skills):
        columns = LEVELS * at + skill.level.astype(np.int64) - 1
        shown.append((skill.offerers, columns, np.ones(columns.size)))
        for level in np.unique(skill.level).tolist():
            below = skill.own < level
            with np.errstate(divide="ignore"):  # a gain of 5 for what matters most leaves nothing: log 0
                logs = np.log1p(-(skill.importance[below] / 5) * (level - skill.own[below]) / 5)
            chance.append((skill.seekers[below], np.full(logs.size, LEVELS * at + int(level) - 1), logs))
    made = [_matrix(parts, n, LEVELS * len(skills)) for parts in (chance, shown)]
    return Products(made[0], made[1], sparse.csr_array(made[0].T), sparse.csr_array(made[1].T))


def _matrix(parts: list[tuple[Indices, Indices, Numbers]], n: int, width: int) -> sparse.csr_array:
    if not parts:
        return sparse.csr_array((n, max(1, width)))
    rows, columns, values = (np.concatenate([part[at] for part in parts]) for at in range(3))
    return sparse.csr_array((values, (rows, columns)), shape=(n, width))
