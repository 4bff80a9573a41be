"""What is asked of a plan."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Change:
    """Two people (positions) who are to be together, for `weight`, or apart."""

    first: int
    second: int
    together: bool
    weight: float = 0.0

    @property
    def people(self) -> list[int]:
        """Both."""
        return [self.first, self.second]
