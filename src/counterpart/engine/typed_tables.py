"""Tables of JSON (a list of objects) and Parquet: their columns, and their rows counted from 1."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NoReturn

from counterpart.engine import tables
from counterpart.engine.errors import BadInput, Problem

Rows = list[tuple[int, dict[str, Any]]]


def of_json(path: Path) -> tuple[list[str], Rows]:
    """The names in order of their first use, and each object. Raises `BadInput`."""
    try:
        raw = tables.content(path).decode("utf-8-sig")
        found = json.loads(raw, parse_constant=_no_number, object_pairs_hook=_once)
        if "\\ud" in raw.casefold():
            json.dumps(found, ensure_ascii=False).encode()  # raises where half of a character is written
    except RecursionError as error:
        raise BadInput([Problem(f"{path.name} is nested too deeply; write a list of objects")]) from error
    except ValueError as error:
        raise BadInput([Problem(f"{path.name} is no JSON that can be read: {error}")]) from error
    if not isinstance(found, list):
        raise BadInput([Problem(f"{path.name} must hold a list with one object for each person")])
    wrong = [row for row, each in enumerate(found, start=1) if not isinstance(each, dict)]
    if wrong:
        raise BadInput(Problem("is no object; write one for each person", row) for row in wrong)
    return list(dict.fromkeys(name for each in found for name in each)), list(enumerate(found, start=1))


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is no number; write null where nothing is known")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"'{twice}' stands twice in one object")
    return made


def of_parquet(path: Path) -> tuple[list[str], Rows]:
    """The same of a Parquet file; needs the extra `parquet`. Raises `BadInput`."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        said = "reading Parquet needs pyarrow (pip install '.[parquet]' in the checkout), or save it as CSV"
        raise BadInput([Problem(said)]) from error
    tables.content(path)  # says plainly what cannot be read
    try:
        table = parquet.read_table(path)
        if len(set(table.column_names)) == len(table.column_names):
            return table.column_names, list(enumerate(table.to_pylist(), start=1))
    except (pyarrow.ArrowException, OSError, ValueError) as error:
        raise BadInput([Problem(f"{path.name} is no Parquet file that can be read: {error}")]) from error
    raise BadInput([Problem(f"{path.name} has two columns of the same name")])
