"""When to be content with less than the best: the only place that reads a clock."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

Enough = Callable[[float], bool]


class Stop(Protocol):
    """A rule for stopping early. `begin()` gives a question that is asked with the present gap."""

    def begin(self) -> Enough: ...


@dataclass(frozen=True)
class MaxSeconds:
    """Stop at the first step that ends after so many seconds. Results are then not the same every time."""

    seconds: float

    def begin(self) -> Enough:
        """Start the clock."""
        until = time.monotonic() + self.seconds
        return lambda gap: time.monotonic() >= until


@dataclass(frozen=True)
class Gap:
    """Stop as soon as (bound - value) / bound is at most this."""

    most: float

    def begin(self) -> Enough:
        """Nothing to start."""
        return lambda gap: gap <= self.most
