"""What stands in one cell: text made comparable, lists, and skills with a level."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import TypeVar

T = TypeVar("T")

USUAL_LEVEL = 3
_DIGITS = 20
_LEVEL = re.compile(r"^(?P<name>.*):\s*(?P<level>[+-]?\d+)$", re.DOTALL)


class CellError(ValueError):
    """A cell that cannot be read; the message says what to do about it."""


class Remembered(dict[str, T]):
    """What some work makes of texts, each once. For one task: people's words are kept no longer."""

    def __init__(self, work: Callable[[str], T]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, text: str) -> T:
        made = self[text] = self._work(text)
        return made


def tidy(text: str) -> str:
    """NFKC, trimmed, inner spaces single."""
    return " ".join((text if text.isascii() else unicodedata.normalize("NFKC", text)).split())


def key(text: str) -> str:
    """What two texts are compared by."""
    return tidy(text).casefold()


def listed(cell: str) -> tuple[str, ...]:
    """The entries of a cell like `en;de`, tidied, empty ones left out."""
    return tuple(filter(None, map(tidy, parted(cell))))


def parted(cell: str) -> list[str]:
    """The parts of a cell between `;` of any width."""
    return (cell if cell.isascii() else tidy(cell)).split(";")


def skill(entry: str) -> tuple[str, int]:
    """`Python:4` -> ("Python", 4). Only a last `:` before an integer gives one (`Cisco: CCNA` has none)."""
    found = _LEVEL.match(entry)
    if not found:
        return entry, USUAL_LEVEL
    name, written = tidy(found["name"]), found["level"]
    level = int(written) if len(written) <= _DIGITS else 0  # Python reads no number of thousands of digits
    if not name:
        raise CellError(f"'{entry}' has a level but no skill; write it as skill:level")
    if not 1 <= level <= 5:
        raise CellError(f"'{entry[:80]}' has level {written[:_DIGITS]}; write a whole number from 1 to 5")
    return name, level


def keyed(part: str) -> tuple[str, str, int] | None:
    """A part of a cell of skills: what the skill is compared by, its name and level; None where empty."""
    entry = tidy(part)
    if not entry:
        return None
    name, level = skill(entry)
    return key(name), name, level


def skills(
    cell: str, known: Mapping[str, tuple[str, str, int] | None] | None = None
) -> tuple[dict[str, int], list[str]]:
    """The skills of a cell with levels, and a warning for each that is there twice (the highest counts).

    `known` is `keyed` as remembered.
    """
    known = Remembered(keyed) if known is None else known
    found: dict[str, int] = {}
    names: dict[str, str] = {}
    warnings = []
    for part in parted(cell):
        told = known[part]
        if told:
            shown = names.setdefault(told[0], told[1])
            if shown in found:
                warnings.append(f"'{shown}' stands here twice; the highest level counts")
            found[shown] = max(told[2], found.get(shown, 0))
    return found, warnings


def whole(cell: str, low: int, high: int) -> int:
    """A whole number between two others."""
    try:
        number = int(tidy(cell))
    except ValueError:
        number = low - 1
    if not low <= number <= high:
        raise CellError(f"'{tidy(cell)}' is not a whole number from {low} to {high}")
    return number
