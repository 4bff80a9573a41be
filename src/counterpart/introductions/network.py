"""Whom somebody reaches in one step and in two: a breadth-first walk over who was together with whom."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)


@dataclass(frozen=True)
class Reach(Generic[Who]):
    one: frozenset[Who]  # known
    two: frozenset[Who]  # known to somebody known, and not known


def reach(person: Who, edges: Iterable[tuple[Who, Who]]) -> Reach[Who]:
    """Edges have no direction; one that leads back to where it began says nothing."""
    near: dict[Who, set[Who]] = defaultdict(set)
    for one, other in edges:
        near[one].add(other)
        near[other].add(one)
    first = near[person] - {person}
    second = {each for known in first for each in near[known]} - first - {person}
    return Reach(frozenset(first), frozenset(second))
