"""Circles as positions: what is left of them once they are chosen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Circle:
    """One circle by positions: `steps` are (learner, the host they learn from), in order of ids."""

    topic: str
    hosts: tuple[int, ...]
    steps: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Circles:
    """The circles, sorted by topic and hosts, and what is known about any other choice.

    reachable  how many of those left have a host whom no rule stops
    most       no choice of circles serves more
    """

    made: tuple[Circle, ...] = ()
    reachable: int = 0
    most: int = 0

    @property
    def served(self) -> int:
        """How many people learn in a circle."""
        return served(self.made)


def served(made: Iterable[Circle]) -> int:
    """How many people learn in these."""
    return sum(len(each.steps) for each in made)
