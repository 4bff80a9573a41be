"""From a file of benefits to `People` without topics, or to everything that is wrong with the file."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from pathlib import Path

from counterpart.engine import tables
from counterpart.engine.cells import tidy
from counterpart.engine.directed import arranged, is_share
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.people import People, Person

COLUMNS = ("learner", "teacher", "benefit")


@dataclass
class _Found:
    benefit: dict[tuple[str, str], float] = field(default_factory=dict)
    row: dict[tuple[str, str], int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_benefits(path: str | Path) -> People:
    """Read a CSV with the columns learner, teacher and benefit (0..1); each ordered pair once.

    Whoever stands in it as learner or teacher takes part, once. Raises `BadInput` with every problem at once.
    """
    rows = tables.rows(tables.text(Path(path)))
    columns = tables.header(next(rows, (1, []))[1], COLUMNS, COLUMNS)
    found = _Found()
    for line, cells in rows:
        if len(cells) != len(columns):
            said = f"has {len(cells)} cells where the header has {len(columns)}"
            found.problems.append(Problem(said, line))
            continue
        _read(dict(zip(columns, cells, strict=True)), line, found)
    if not found.benefit and not found.problems:
        found.problems.append(Problem("there is nobody in this file; add one row for each benefit"))
    if found.problems:
        raise BadInput(found.problems)
    return _people(found.benefit)


def _people(benefit: dict[tuple[str, str], float]) -> People:
    ids = sorted({who for pair in benefit for who in pair})
    at = {who: position for position, who in enumerate(ids)}
    learners, teachers = ([at[pair[side]] for pair in benefit] for side in (0, 1))
    matrix = arranged(learners, teachers, list(benefit.values()), len(ids))
    return People.from_rows(map(_person, ids)).with_benefits(matrix)


def _person(who: str) -> Person:
    return Person(id=who)


def _read(row: dict[str, str], line: int, found: _Found) -> None:
    learner, teacher = pair = tidy(row["learner"]), tidy(row["teacher"])
    problems = [
        Problem("is empty; write an id", line, name)
        for name, who in zip(COLUMNS, pair, strict=False)
        if not who
    ]
    if learner and learner == teacher:
        problems.append(
            Problem(f"'{teacher}' is the learner too; nobody learns from themselves", line, "teacher")
        )
    elif pair in found.row:
        said = f"what '{learner}' gets from '{teacher}' is already in row {found.row[pair]}"
        problems.append(Problem(said, line, "teacher"))
    benefit = _share(row["benefit"])
    if math.isnan(benefit):
        said = f"'{tidy(row['benefit'])}' is no benefit; write a number from 0 to 1"
        problems.append(Problem(said, line, "benefit"))
    found.problems += problems
    found.row.setdefault(pair, line)
    if not problems:
        found.benefit[pair] = benefit


def _share(cell: str) -> float:
    try:
        number = float(tidy(cell))
    except ValueError:
        return math.nan
    return number if is_share(number) else math.nan
