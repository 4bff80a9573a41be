"""What the commands of the engine share: reading files, saying what is wrong, figures in words."""

import argparse
import math
import sys
from collections.abc import Callable
from pathlib import Path

from counterpart import engine

DONE, NOT_RIGHT, BAD_INPUT, STOPPED_EARLY = 0, 1, 2, 3


def policy_of(path: Path | None) -> engine.Policy:
    """The policy of a file, or the usual one."""
    return engine.Policy.from_file(path) if path else engine.Policy()


def people_of(path: Path, *, benefits: bool = False) -> engine.People:
    """The people of a file, or those of a file of `benefits`; what looks odd goes to stderr."""
    people = engine.read_benefits(path) if benefits else engine.read_people(path)
    for warning in people.warnings:
        print(f"note: {path.name}: {warning}", file=sys.stderr)
    return people


def add_benefits(parser: argparse.ArgumentParser) -> None:
    """The switch of all three commands for a file of numbers instead of skills."""
    parser.add_argument(
        "--benefits", action="store_true", help="the file has the columns learner,teacher,benefit (0 to 1)"
    )


def or_bad_input(work: Callable[[], int]) -> int:
    """Do the work; where the input is bad, say all that is wrong on stderr and answer 2."""
    try:
        return work()
    except engine.BadInput as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return BAD_INPUT


def figures(value: float, bound: float | None) -> str:
    """Value, bound (rounded up) and gap (rounded up) as lines."""
    if bound is None:
        return f"value {value:.6f}"
    gap = max(0.0, (bound - value) / bound) if bound > 0 else 0.0
    return f"value {value:.6f}\nbound {_up(bound, 6):.6f}\ngap   {_up(gap * 100, 4):.4f} %"


def _up(number: float, digits: int) -> float:
    scale: int = 10**digits
    return math.ceil(number * scale) / scale
