"""When to be content with less than the best: the only place that reads a clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from counterpart.engine.errors import BadInput, Problem

Enough = Callable[[float], bool]


class Stop(Protocol):
    """A rule for stopping early. `begin()` gives a question that is asked with the present gap."""

    def begin(self) -> Enough: ...


@dataclass(frozen=True)
class MaxSeconds:
    """Stop at the first step that ends after so many seconds. Results are then not the same every time.

    Raises `BadInput` for what is no number from 0 up.
    """

    seconds: float

    def __post_init__(self) -> None:
        _from_0_up("seconds", self.seconds)

    def begin(self) -> Enough:
        """Start the clock."""
        until = time.monotonic() + self.seconds
        return lambda gap: time.monotonic() >= until


@dataclass(frozen=True)
class Gap:
    """Stop as soon as (bound - value) / bound is at most this: 0.01 is one per cent.

    Raises `BadInput` for what is no number from 0 up.
    """

    most: float

    def __post_init__(self) -> None:
        _from_0_up("most", self.most)

    def begin(self) -> Enough:
        """Nothing to start."""
        return lambda gap: gap <= self.most


def _from_0_up(name: str, number: float) -> None:
    if not number >= 0:
        raise BadInput([Problem(f"must be a number from 0 up, not {number!r}", column=name)])
