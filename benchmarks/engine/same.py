"""The same bytes, whatever the order of rows, threads, compiler or Python: how many runs differ."""

from __future__ import annotations

import csv
import json
import random
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from benchmarks.engine.environments import NotThere, interpreter, python_of
from benchmarks.engine.instances import invented
from benchmarks.engine.people import write_csv
from benchmarks.engine.processes import Ran, match

SOURCES = Path(__file__).resolve().parents[2] / "src"
THREADS = ("NUMBA_NUM_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS")
SIZES = (60, 500, 2500)
SMALL = (30, 60, 120)
PYTHONS = ("3.12", "3.13")


def said(ran: Ran) -> bytes:
    """All that was written but the seconds."""
    return ran.matches + json.dumps({**ran.report, "seconds": 0}).encode()


def differing(sizes: tuple[int, ...], others: Callable[[Path, Path], list[Ran]]) -> tuple[float, int]:
    """Of how many runs the files are not those of a plain run."""
    count = runs = 0
    for n in sizes:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            write_csv(invented(n, 1, 3), people := folder / "people.csv")
            plain = said(match(people, folder))
            answers = [said(ran) for ran in others(people, folder)]
            count += sum(answer != plain for answer in answers)
            runs += len(answers)
    return float(count), runs


def threads(people: Path, folder: Path) -> list[Ran]:
    return [match(people, folder, environment=dict.fromkeys(THREADS, each)) for each in ("1", "2")]


def shuffled(people: Path, folder: Path) -> list[Ran]:
    with people.open(encoding="utf-8", newline="") as lines:
        header, *rows = list(csv.reader(lines))
    answers = []
    for seed in (1, 2, 3):
        random.Random(seed).shuffle(rows)
        with (other := folder / "shuffled.csv").open("w", encoding="utf-8", newline="") as out:
            csv.writer(out).writerows([header, *rows])
        answers.append(match(other, folder))
    return answers


def not_compiled(people: Path, folder: Path) -> list[Ran]:
    return [match(people, folder, environment={"NUMBA_DISABLE_JIT": "1"})]


def other_pythons(people: Path, folder: Path) -> list[Ran]:
    """3.12 and 3.13, with the locked libraries of each; ends where one cannot be made."""
    try:
        pythons = [python_of("engine", interpreter(version)) for version in PYTHONS]
    except NotThere as why:
        sys.exit(str(why))
    beside = {"PYTHONPATH": str(SOURCES)}
    return [match(people, folder, environment=beside, python=each) for each in pythons]
