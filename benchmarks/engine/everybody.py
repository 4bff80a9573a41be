"""How many of the survey are served with rings and circles, and whether the others' reasons are true."""

from __future__ import annotations

import csv
import sys
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.engine.instances import survey_file
from benchmarks.engine.processes import match, searched_rings
from benchmarks.engine.survey import ALL
from benchmarks.so500 import convert

Bits = npt.NDArray[np.uint64]


def matched(hosting: int, n: int = ALL) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """The people of the file, all willing to host so many circles, and the report of the real command."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        convert(survey_file(), plain := folder / "plain.csv", n)
        with plain.open(encoding="utf-8", newline="") as lines:
            rows = [row | {"hosting": str(hosting)} for row in csv.DictReader(lines)]
        with (people := folder / "people.csv").open("w", encoding="utf-8", newline="") as out:
            table = csv.DictWriter(out, list(rows[0]))
            table.writeheader()
            table.writerows(rows)
        report = match(people, folder).report
    if not searched_rings(report):
        print("Rings are not searched among so many: pairs and circles serve them.", file=sys.stderr)
    return rows, report


def bits(rows: list[dict[str, str]], column: str) -> Bits:
    """One bit a skill; the survey has 42."""
    names = sorted({skill for row in rows for key in ("offers", "seeks") for skill in _skills(row[key])})
    bit = {skill: 1 << at for at, skill in enumerate(names)}
    return np.array([sum(bit[skill] for skill in set(_skills(row[column]))) for row in rows], np.uint64)


def _skills(cell: str) -> list[str]:
    return [skill.casefold() for skill in cell.split(";") if skill]


def served_share(hosting: int, n: int = ALL) -> float:
    """Of a hundred who seek something that somebody offers and they do not: all levels here are the same."""
    rows, report = matched(hosting, n)
    offers = bits(rows, "offers")
    teachable = (bits(rows, "seeks") & ~offers & np.bitwise_or.reduce(offers)) != 0
    left = {each["person"] for each in report["unmatched"]}
    served = np.array([row["id"] not in left for row in rows])
    return float(100 * np.count_nonzero(served & teachable) / np.count_nonzero(teachable))


def untrue_reasons(hosting: int, n: int = ALL) -> float:
    """Reasons that looking at all others does not bear out."""
    rows, report = matched(hosting, n)
    offers, seeks = bits(rows, "offers"), bits(rows, "seeks")
    position = {row["id"]: at for at, row in enumerate(rows)}
    untrue = [
        each for each in report["unmatched"] if not _is_true(each, position[each["person"]], offers, seeks)
    ]
    for each in untrue[:5]:
        print(each["person"], each["reason"], each["why"], file=sys.stderr)
    return float(len(untrue))


def _is_true(said: dict[str, Any], at: int, offers: Bits, seeks: Bits) -> bool:
    """The same level and importance for all, so any shared skill is enough for a benefit of 0.36."""
    wanted = seeks & ~offers
    teachers, learners = (offers & wanted[at]) != 0, (wanted & offers[at]) != 0
    offer_it = (offers & seeks[at]) != 0
    facts = {
        "no_seeks": seeks[at] == 0 and offers[at] != 0,
        "no_offers": offers[at] == 0 and seeks[at] != 0,
        "nothing_told": offers[at] == 0 and seeks[at] == 0,
        "nobody_offers": not offer_it.any(),
        "nobody_further": bool(offer_it.any()) and not teachers.any(),
        "nobody_seeks": not learners.any(),
        "no_way_back": not (teachers & learners).any(),
        "everyone_taken": bool((teachers & learners).any()),
    }
    return bool(facts.get(said["reason"], False))
