"""All 23,584 people of the survey of 2016, from the CSV, with rings on and off."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.engine.instances import survey_file
from benchmarks.engine.processes import Ran, match, median_of_three, searched_rings
from benchmarks.so500 import convert

ALL = 23_584


def matched(rings: int, n: int = ALL) -> Ran:
    """One run of the real command; ends where rings were wanted and not searched."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        convert(survey_file(), people := folder / "people.csv", n)
        ran = match(people, folder, rings=rings)
    if rings and not searched_rings(ran.report):
        sys.exit("rings were not searched, so the bound is over pairs only")
    return ran


def gap(rings: int) -> float:
    """In per cent."""
    return 100 * float(matched(rings).report["gap"])


def seconds(rings: int) -> float:
    """Of the whole process, from the file to the written files; the median of three."""
    return median_of_three(lambda: matched(rings).seconds)
