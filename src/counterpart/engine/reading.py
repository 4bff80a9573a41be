"""From a file of people to `People`, or to everything that is wrong with the file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from counterpart.engine import tables, typed_tables
from counterpart.engine.cells import CellError, Remembered, key, keyed, listed, skills, tidy, whole
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.hours import read_hours
from counterpart.engine.people import MOST_PARTNERSHIPS, STAGES, People, Person
from counterpart.engine.typed_cells import as_text, is_table, skill_table

COLUMNS = (
    "id", "name", "offers", "seeks", "stage", "function", "place", "background", "languages",
    "timezone", "hours", "capacity", "manager", "avoid", "met", "hosting",
)  # fmt: skip
REQUIRED = ("id", "offers", "seeks")
_OFTEN_ALIKE = (
    "stage", "function", "place", "background", "languages", "timezone", "hours", "capacity", "hosting",
)  # fmt: skip


def read_people(path: str | Path) -> People:
    """Read a table with the columns of `COLUMNS`; only id, offers and seeks are required.

    CSV: UTF-8 (with or without a mark), UTF-16 with a mark, or Windows-1252; the header is row 1.
    `.json`: a list of objects; `.parquet`: needs pyarrow. In both the first person is row 1, and skills
    may be a text as in CSV, a list of such texts, or an object skill -> level.
    Raises `BadInput` with every problem of the file at once.
    """
    persons: list[Person] = []
    lines: list[int] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    readers = _readers()
    for line, cells in _table(Path(path), problems):
        persons.append(_person(cells, line, readers, problems, warnings))
        lines.append(line)
    if not persons and not problems:
        problems.append(Problem("there is nobody in this file; add one row for each person"))
    return _checked(persons, lines, problems, warnings)


def _table(path: Path, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    """Each row with its cells by column; rows of another length join the problems."""
    kind = path.suffix.casefold()
    if kind == ".xlsx":
        raise BadInput([Problem(f"{path.name} is not CSV; save the table as CSV (UTF-8)")])
    if kind in _TYPED:
        written, typed = _TYPED[kind](path)
        names = dict(zip(written, tables.header(written, COLUMNS, REQUIRED) if typed else [], strict=False))
        for line, row in typed:
            yield line, {names[name]: value for name, value in row.items()}
        return
    rows = tables.rows(tables.text(path))
    columns = tables.header(next(rows, (1, []))[1], COLUMNS, REQUIRED)
    for line, cells in rows:
        if len(cells) == len(columns):
            yield line, dict(zip(columns, cells, strict=True))
        else:
            problems.append(Problem(f"has {len(cells)} cells where the header has {len(columns)}", line))


def _checked(
    persons: list[Person], lines: list[int], problems: list[Problem], warnings: list[Problem]
) -> People:
    try:
        people = People.from_rows(persons, lines=lines, warnings=warnings)
    except BadInput as error:
        problems.extend(error.problems)
    if problems:
        raise BadInput(problems)
    return people


def _readers() -> dict[str, Callable[[str], Any]]:
    """How each column is read. What many have in common is read once."""
    alike = {column: Remembered(_READ[column]).__getitem__ for column in _OFTEN_ALIKE}
    words = partial(skills, known=Remembered(keyed))
    return {**_READ, **alike, "offers": words, "seeks": words}


def _person(
    row: dict[str, Any],
    line: int,
    readers: dict[str, Callable[[str], Any]],
    problems: list[Problem],
    warnings: list[Problem],
) -> Person:
    facts: dict[str, Any] = {}
    for column, cell in row.items():
        try:
            text = cell if type(cell) is str else _text(column, cell)
            facts[column] = readers[column](text) if text is not None else skill_table(cell)
        except CellError as error:
            problems.append(Problem(str(error), line, column))
    for column in ("offers", "seeks"):
        facts[column], odd = facts.get(column, ({}, []))
        warnings.extend(Problem(text, line, column) for text in odd)
    return Person(**{"id": "?", **facts})


def _text(column: str, cell: object) -> str | None:
    """A cell that has a type as text; None for a table of skills."""
    return None if is_table(column, cell) else as_text(column, cell)


def _stage(cell: str) -> int | None:
    told = key(cell)
    if not told:
        return None
    if told in STAGES:
        return STAGES.index(told)
    if told.isdecimal() and len(told) == 1 and int(told) < len(STAGES):
        return int(told)
    raise CellError(f"'{tidy(cell)}' is not a stage; write {', '.join(STAGES)} or leave it empty")


def _capacity(cell: str) -> int:
    return whole(cell, 0, MOST_PARTNERSHIPS) if tidy(cell) else 1


def _hosting(cell: str) -> int:
    return whole(cell, 0, MOST_PARTNERSHIPS) if tidy(cell) else 0


_READ: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(COLUMNS, tidy),
    **dict.fromkeys(("languages", "avoid", "met"), listed),
    "stage": _stage,
    "hours": read_hours,
    "capacity": _capacity,
    "hosting": _hosting,
}
_TYPED = {".json": typed_tables.of_json, ".parquet": typed_tables.of_parquet}
