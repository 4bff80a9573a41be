"""From a file of people to `People`, or to everything that is wrong with the file."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from counterpart.engine.cells import CellError, key, listed, skills, tidy, whole
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.hours import read_hours
from counterpart.engine.people import MOST_PARTNERSHIPS, STAGES, People, Person

COLUMNS = (
    "id", "name", "offers", "seeks", "stage", "function", "place", "background", "languages",
    "timezone", "hours", "capacity", "manager", "avoid", "met", "hosting",
)  # fmt: skip
REQUIRED = ("id", "offers", "seeks")


def read_people(path: str | Path) -> People:
    """Read a CSV with the columns of `COLUMNS`; only id, offers and seeks are required.

    UTF-8 (with or without a mark), UTF-16 with a mark, or Windows-1252. Raises `BadInput` with every
    problem of the file at once.
    """
    rows = _rows(_text(Path(path)))
    columns = _header(next(rows, (1, []))[1])
    persons: list[Person] = []
    lines: list[int] = []
    problems: list[Problem] = []
    warnings: list[Problem] = []
    for line, cells in rows:
        if len(cells) != len(columns):
            problems.append(Problem(f"has {len(cells)} cells where the header has {len(columns)}", line))
            continue
        persons.append(_person(dict(zip(columns, cells, strict=True)), line, problems, warnings))
        lines.append(line)
    if not persons and not problems:
        problems.append(Problem("there is nobody in this file; add one row for each person"))
    return _checked(persons, lines, problems, warnings)


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


def _text(path: Path) -> str:
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise BadInput([Problem(f"cannot read {path}: {error.strerror}")]) from error
    if path.suffix.casefold() in {".json", ".parquet", ".xlsx"}:
        raise BadInput([Problem(f"{path.name} is not CSV; save the table as CSV (UTF-8)")])
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for each in (encoding, "cp1252"):
        try:
            text = raw.decode(each)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadInput([Problem(f"{path.name} is not a text file; save the table as CSV (UTF-8)")])


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, counted as a spreadsheet counts them."""
    rows = csv.reader(io.StringIO(text, newline=""), strict=True)
    line = 0
    try:
        for line, cells in enumerate(rows, start=1):
            if any(cell.strip() for cell in cells):
                yield line, cells
    except csv.Error as error:
        said = f"this is not CSV as a spreadsheet writes it ({error}); save it again as CSV"
        raise BadInput([Problem(said, line + 1)]) from error


def _header(cells: list[str]) -> list[str]:
    names = [key(cell) for cell in cells]
    if not names:
        raise BadInput([Problem("the file is empty; its first row must name the columns")])
    if len(names) == 1 and any(mark in names[0] for mark in (";", "\t", "|")):
        raise BadInput(
            [Problem("the columns are not parted by commas; save the table as CSV with commas", 1)]
        )
    problems = [
        Problem(_unknown(name, cell), 1, tidy(cell))
        for name, cell in zip(names, cells, strict=True)
        if name not in COLUMNS
    ]
    problems += [Problem("stands twice in the header", 1, name) for name in COLUMNS if names.count(name) > 1]
    problems += [
        Problem("is missing; the header must name it", 1, name) for name in REQUIRED if name not in names
    ]
    if problems:
        raise BadInput(problems)
    return names


def _unknown(name: str, cell: str) -> str:
    if not name:
        return "a column has no name; name it or take it out"
    close = get_close_matches(name, COLUMNS, n=1)
    meant = f"did you mean '{close[0]}'?" if close else f"take it out; the columns are {', '.join(COLUMNS)}"
    return f"'{tidy(cell)}' is not a known column; {meant}"


def _person(row: dict[str, str], line: int, problems: list[Problem], warnings: list[Problem]) -> Person:
    facts: dict[str, Any] = {}
    for column, cell in row.items():
        try:
            facts[column] = _READ[column](cell)
        except CellError as error:
            problems.append(Problem(str(error), line, column))
    for column in ("offers", "seeks"):
        facts[column], odd = facts.get(column, ({}, []))
        warnings.extend(Problem(text, line, column) for text in odd)
    return Person(**{"id": "?", **facts})


def _stage(cell: str) -> int | None:
    told = key(cell)
    if not told:
        return None
    if told in STAGES:
        return STAGES.index(told)
    if told.isdecimal() and int(told) < len(STAGES):
        return int(told)
    raise CellError(f"'{tidy(cell)}' is not a stage; write {', '.join(STAGES)} or leave it empty")


def _capacity(cell: str) -> int:
    return whole(cell, 0, MOST_PARTNERSHIPS) if tidy(cell) else 1


def _hosting(cell: str) -> int:
    return whole(cell, 0, MOST_PARTNERSHIPS) if tidy(cell) else 0


_READ: dict[str, Callable[[str], object]] = {
    **dict.fromkeys(COLUMNS, tidy),
    **dict.fromkeys(("languages", "avoid", "met"), listed),
    "offers": skills,
    "seeks": skills,
    "stage": _stage,
    "hours": read_hours,
    "capacity": _capacity,
    "hosting": _hosting,
}
