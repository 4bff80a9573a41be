"""Tables as people save them: CSV in the usual encodings, row by row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from counterpart.engine.cells import key, tidy
from counterpart.engine.errors import BadInput, Problem

_TOLD = 20  # unknown columns that are named


def content(path: Path) -> bytes:
    """All of a file. Raises `BadInput` where it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput([Problem(f"cannot read {path}: {error.strerror}")]) from error


def text(path: Path) -> str:
    """UTF-8 (with or without a mark), UTF-16 with a mark, or Windows-1252."""
    raw = content(path)
    encoding = "utf-16" if raw.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    for each in (encoding, "cp1252"):
        try:
            found = raw.decode(each)
        except UnicodeDecodeError:
            continue
        if "\0" not in found:
            return found
    raise BadInput([Problem(f"{path.name} is not a text file; save the table as CSV (UTF-8)")])


def rows(table: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that hold something, counted as a spreadsheet counts them."""
    parsed = csv.reader(io.StringIO(table, newline=""), strict=True)
    line = 0
    try:
        for line, cells in enumerate(parsed, start=1):
            if any(cell.strip() for cell in cells):
                yield line, cells
    except csv.Error as error:
        said = f"this is not CSV as a spreadsheet writes it ({error}); save it again as CSV"
        raise BadInput([Problem(said, line + 1)]) from error


def header(cells: list[str], columns: tuple[str, ...], required: tuple[str, ...]) -> list[str]:
    """The names of the columns, each known, once, and none missing; else `BadInput`."""
    if not cells:
        raise BadInput([Problem("the file is empty; its first row must name the columns")])
    if len(cells) == 1 and any(mark in cells[0] for mark in (";", "\t", "|")):
        raise BadInput(
            [Problem("the columns are not parted by commas; save the table as CSV with commas", 1)]
        )
    names = [key(cell) for cell in cells]
    odd = [cell for name, cell in zip(names, cells, strict=True) if name not in columns]
    problems = [Problem(unknown(cell, columns), 1, tidy(cell)) for cell in odd[:_TOLD]]
    if (more := len(odd) - _TOLD) > 0:
        problems.append(Problem(f"and {more} more columns are not known", 1))
    problems += [Problem("stands twice in the header", 1, name) for name in columns if names.count(name) > 1]
    problems += [
        Problem("is missing; the header must name it", 1, name) for name in required if name not in names
    ]
    if problems:
        raise BadInput(problems)
    return names


def unknown(cell: str, columns: tuple[str, ...]) -> str:
    """What to do about a column that we do not know."""
    if not key(cell):
        return "a column has no name; name it or take it out"
    close = get_close_matches(key(cell), columns, n=1)
    meant = f"did you mean '{close[0]}'?" if close else f"take it out; the columns are {', '.join(columns)}"
    return f"'{tidy(cell)}' is not a known column; {meant}"
