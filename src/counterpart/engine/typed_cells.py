"""Cells of JSON and Parquet, which have types, as the text that would stand in a CSV, or as skills."""

from __future__ import annotations

import math
from typing import Any

from counterpart.engine.cells import CellError, key, tidy

_LISTS = ("languages", "avoid", "met", "hours", "offers", "seeks")
_SKILLS = ("offers", "seeks")


def as_text(column: str, value: object) -> str:
    """The text of a cell; raises `CellError` for what no text can stand for. None is an empty cell."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, list | tuple) and column in _LISTS:
        return ";".join(_entry(each) for each in value if each is not None)
    if isinstance(value, bool | list | tuple | dict) or (column in _LISTS):
        raise CellError(f"{_kind(value)} cannot stand here; {_wanted(column)}")
    return _number(value)


def is_table(column: str, value: object) -> bool:
    """Skills with levels: an object skill -> level, or the (skill, level) entries of a Parquet map."""
    if column not in _SKILLS:
        return False
    entries = isinstance(value, list) and bool(value) and all(isinstance(each, tuple) for each in value)
    return isinstance(value, dict) or entries


def skill_table(value: Any) -> tuple[dict[str, int], list[str]]:
    """The skills of an object or map, as `cells.skills` gives them; a level null counts as not there."""
    found: dict[str, int] = {}
    keys: set[str] = set()
    for name, level in value.items() if isinstance(value, dict) else value:
        if level is None:
            continue
        if not isinstance(name, str) or not tidy(name):
            raise CellError("a skill needs a name")
        if key(name) in keys:
            raise CellError(f"'{tidy(name)}' is here twice")
        if isinstance(level, bool) or not isinstance(level, int | float) or level not in (1, 2, 3, 4, 5):
            raise CellError(f"'{tidy(name)}' has level {_shown(level)}; write a whole number from 1 to 5")
        keys.add(key(name))
        found[tidy(name)] = int(level)
    return found, []


def _entry(value: object) -> str:
    if not isinstance(value, str):
        raise CellError(f"{_kind(value)} cannot stand in this list; write texts")
    if ";" in value:
        raise CellError(f"'{value}' holds a ';'; make it two entries")
    return value


def _number(value: object) -> str:
    if isinstance(value, float):
        if not math.isfinite(value):
            raise CellError(f"{value} is no number; leave the cell empty (null) where nothing is known")
        return str(int(value)) if value == int(value) else str(value)
    if isinstance(value, int):
        return str(value)
    raise CellError(f"{_kind(value)} cannot stand here; write a text")


def _kind(value: object) -> str:
    kinds = {bool: "true or false", dict: "an object", list: "a list", tuple: "a list"}
    return kinds.get(type(value), f"a value of type {type(value).__name__}")


def _shown(value: object) -> str:
    return _kind(value) if isinstance(value, bool | dict | list | tuple) else str(value)[:40]


def _wanted(column: str) -> str:
    if column in _SKILLS:
        return "write skills as a text, a list of texts, or an object skill -> level"
    return "write a text or a list of texts" if column in _LISTS else "write a text or a number"
