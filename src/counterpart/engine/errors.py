"""What the engine raises when it cannot go on: always with a sentence for the person who made the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong. `row` counts as a spreadsheet does (a header is row 1); 0 = the whole file.

    `column` without a row is the name of a setting, an argument or an option.
    """

    text: str
    row: int = 0
    column: str = ""

    def __str__(self) -> str:
        column = f"column {self.column}" if self.row and self.column else self.column
        place = ", ".join([f"row {self.row}"] * (self.row > 0) + [column] * bool(column))
        return f"{place}: {self.text}" if place else self.text


class BadInput(Exception):
    """Everything wrong with a file, a policy or a list of people, collected; nothing was done.

    `problems` is sorted by row, then column; `str(error)` has one line for each.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems, key=lambda each: (each.row, each.column, each.text)))
        super().__init__("\n".join(map(str, self.problems)))


class Cancelled(Exception):
    """The caller's `cancel()` said yes while solving; there is no result."""
