"""Sequences whose items are made when somebody looks at them."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar, overload

T = TypeVar("T")


class OnDemand(Sequence[T]):
    """Each item is made when somebody looks at it, and kept."""

    def __init__(self, size: int, make: Callable[[int], T]) -> None:
        self._size, self._make = size, make
        self._made: dict[int, T] = {}

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[T]: ...
    def __getitem__(self, at: int | slice) -> T | Sequence[T]:
        if isinstance(at, slice):
            return tuple(self[each] for each in range(*at.indices(self._size)))
        place = operator.index(at)
        if not -self._size <= place < self._size:
            raise IndexError(at)
        place %= self._size
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]

    def __iter__(self) -> Iterator[T]:
        for at in range(self._size):
            yield self._made[at] if at in self._made else self[at]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence) or len(self) != len(other):
            return False
        return tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"{type(self).__name__} of {self._size}"


class AtOnce(OnDemand[T]):
    """All items are made together, when somebody looks at the first. `make` gives exactly `size` of them."""

    def __init__(self, size: int, make: Callable[[], Sequence[T]]) -> None:
        super().__init__(size, self._one)
        self._all = make

    def _one(self, place: int) -> T:
        self._made = dict(enumerate(self._all()))
        return self._made[place]
