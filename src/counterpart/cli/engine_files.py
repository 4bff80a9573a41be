"""What the commands of the engine share: reading files, saying what is wrong, figures in words."""

import argparse
import gc
import math
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from counterpart import engine
from counterpart.engine.policy import read_table

DONE, NOT_RIGHT, BAD_INPUT, STOPPED_EARLY = 0, 1, 2, 3
# Objects made between two searches for rings of garbage: people and partnerships make none, but there are so
# many of them that the usual 700 cost more than all else.
_MANY = 1_000_000
_NOTES = 20  # about a file that are written in full


def policy_of(path: Path | None, people: engine.People, near: str | None = None) -> engine.Policy:
    """The policy of a file, or the usual one; with the near words of these people where asked for."""
    table = read_table(path) if path else {}
    kind = near or table.get("near", "none")
    if kind not in ("vocabulary", "semantic"):
        return engine.Policy.from_table({**table, "near": kind})
    policy = engine.Policy.from_table({**table, "near": "none"})
    similarities = _near_words(people, kind)
    return replace(policy, near=kind, similarities=similarities) if similarities else policy


def _near_words(people: engine.People, kind: str) -> dict[tuple[str, str], float]:
    """Imported only where they are asked for: the vocabulary and the model take their time."""
    from counterpart.skills.near_words import vocabulary_table

    sought = {name for person in people for name in person.seeks}
    offered = {name for person in people for name in person.offers}
    table = vocabulary_table(sought, offered)
    if kind == "semantic":
        from counterpart.skills.meaning import SentenceModel, semantic_table

        table = {**semantic_table(sought, offered, SentenceModel()), **table}
    return table


def people_of(path: Path, *, benefits: bool = False) -> engine.People:
    """The people of a file, or those of a file of `benefits`; what looks odd goes to stderr, the first of
    it in full."""
    people = engine.read_benefits(path) if benefits else engine.read_people(path)
    for warning in people.warnings[:_NOTES]:
        print(f"note: {path.name}: {warning}", file=sys.stderr)
    if (more := len(people.warnings) - _NOTES) > 0:
        print(f"note: {path.name}: and {more} more like these", file=sys.stderr)
    return people


def add_ways_to_read(parser: argparse.ArgumentParser) -> None:
    """The switches of all of them: near words, and a file of numbers instead of skills."""
    parser.add_argument(
        "--near",
        choices=("none", "vocabulary", "semantic"),
        help="which words stand in for others; without it the policy says so",
    )
    parser.add_argument(
        "--benefits", action="store_true", help="the file has the columns learner,teacher,benefit (0 to 1)"
    )


def or_bad_input(work: Callable[[], int]) -> int:
    """Do the work; where the input is bad, say all that is wrong on stderr and answer 2."""
    usual = gc.get_threshold()
    gc.set_threshold(_MANY)
    try:
        return work()
    except engine.BadInput as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return BAD_INPUT
    finally:
        gc.set_threshold(*usual)


def figures(value: float, bound: float | None) -> str:
    """Value, bound (rounded up) and gap (rounded up) as lines."""
    if bound is None:
        return f"value {value:.6f}"
    gap = max(0.0, (bound - value) / bound) if bound > 0 else 0.0
    return f"value {value:.6f}\nbound {_up(bound, 6):.6f}\ngap   {_up(gap * 100, 4):.4f} %"


def _up(number: float, digits: int) -> float:
    scale: int = 10**digits
    return math.ceil(number * scale) / scale
