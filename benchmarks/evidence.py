"""`make evidence AREA=spine [ROW=id]`: measure what an area promises and compare with its goals.

A row that cannot be measured, measures nothing (n = 0), is called something else or promises a number that
does not stand in its own words falls short. Nothing stored is read: every figure is measured when asked.
"""

import json
import operator
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

GOALS = Path(__file__).with_name("goals.toml")
LONGEST = 3600  # seconds a row may take
COMPARE: dict[str, Callable[[float, float], bool]] = {
    "<=": operator.le,
    "<": operator.lt,
    ">=": operator.ge,
    ">": operator.gt,
    "==": operator.eq,
}
# Numbers a promise may spell out.
SPELLED = {"each of the three": 3.0}


@dataclass(frozen=True)
class Row:
    id: str
    words: str
    goal: str
    command: tuple[str, ...]

    def holds(self, measured: float) -> bool:
        """Whether a measured number is as good as what was promised."""
        if self.goal == "told":
            return True
        compare, number = self.goal.split()
        return COMPARE[compare](measured, float(number))

    def is_in_its_words(self) -> bool:
        if self.goal == "told":
            return True
        said = {float(number) for number in re.findall(r"\d+(?:\.\d+)?", self.words)}
        said |= {number for words, number in SPELLED.items() if words in self.words}
        return float(self.goal.split()[1]) in said


class FellShort(Exception):
    """A row could not be measured; says why."""


def read(area: str, goals: Path = GOALS) -> list[Row]:
    """The rows of an area, in the order of the file."""
    rows = tomllib.loads(goals.read_text()).get(area, {})
    return [Row(key, row["words"], row["goal"], tuple(row["command"])) for key, row in rows.items()]


def measure(row: Row) -> dict[str, float | int | str | None]:
    """Run the row's command here and now; its last line says what came out."""
    if not row.is_in_its_words():
        raise FellShort(f"the goal {row.goal} does not stand in its words")
    try:
        ran = subprocess.run(
            [sys.executable, "-m", *row.command], stdout=subprocess.PIPE, text=True, timeout=LONGEST
        )
    except subprocess.TimeoutExpired:
        raise FellShort(f"took longer than {LONGEST} s") from None
    lines = ran.stdout.strip().splitlines()
    if ran.returncode or not lines:
        raise FellShort(f"exit code {ran.returncode}")
    try:
        found: dict[str, float | int | str | None] = json.loads(lines[-1])
    except json.JSONDecodeError:
        raise FellShort("its last line is no JSON") from None
    _insist(row, found)
    return found


def _insist(row: Row, found: dict[str, float | int | str | None]) -> None:
    if found.get("id") != row.id:
        raise FellShort(f"it measured {found.get('id')!r}")
    if not isinstance(found.get("measured"), int | float):
        raise FellShort("it measured no number")
    if not found.get("n") or "seed" not in found:
        raise FellShort("it does not say n and seed, or measured nothing")


def main(arguments: list[str]) -> int:
    """Print every row as it is measured, then the table; 0 only if all of it holds."""
    area, only = [*arguments, "", ""][:2]
    rows = [row for row in read(area) if only in ("", row.id)]
    if not rows:
        print(f"no such row: AREA={area or '?'} ROW={only or 'all'}; see {GOALS.name}")
        return 1
    told = [_tell(row) for row in rows]
    print(f"\n{'id':<28} {'goal':<10} {'measured':<12} {'holds':<6} what")
    for row, (measured, holds) in zip(rows, told, strict=True):
        print(f"{row.id:<28} {row.goal:<10} {measured:<12} {'yes' if holds else 'NO':<6} {row.words}")
    held = sum(holds for _, holds in told)
    print(f"{held} of {len(rows)} rows hold")
    return 0 if held == len(rows) else 1


def _tell(row: Row) -> tuple[str, bool]:
    print(f"\n{row.id}: {row.words}\n  $ python -m {' '.join(row.command)}", flush=True)
    try:
        found = measure(row)
    except FellShort as why:
        print(f"  fell short: {why}", flush=True)
        return "-", False
    measured = found["measured"]
    assert isinstance(measured, int | float)
    print(f"  measured {measured:g} (n = {found['n']}, seed = {found['seed']})", flush=True)
    return f"{measured:g}", row.holds(measured)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
