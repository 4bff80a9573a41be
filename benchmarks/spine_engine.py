"""What `counterpart match` does with 500 people of a real survey (docs/how-to/match-stackoverflow-2016.md).

`python -m benchmarks.spine_engine ROW` prints one JSON object.
"""

import csv
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

from benchmarks.so500 import convert
from counterpart import engine

SEED = 1
PEOPLE = 500
Row = dict[str, str | float | int]


def source() -> Path:
    """The survey, beside the checkout or where COUNTERPART_DATA says."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    path = Path(os.environ.get("COUNTERPART_DATA", beside)) / "stackoverflow2016" / "people_500.csv"
    if not path.exists():
        sys.exit(f"{path} is not there. Name the folder that holds the data in COUNTERPART_DATA.")
    return path


def counterpart(*words: str | Path) -> int:
    """Run the real command; its exit code."""
    command = [
        sys.executable,
        "-c",
        "import sys; from counterpart.cli import main; sys.exit(main())",
        *map(str, words),
    ]
    return subprocess.run(command, check=False, stdout=sys.stderr).returncode


def matched(folder: Path) -> tuple[Path, Path, Path]:
    """people.csv by the recipe, and the matches.csv and report.json that the command made of it."""
    people, matches, report = (folder / name for name in ("people.csv", "matches.csv", "report.json"))
    convert(source(), people, PEOPLE)
    if counterpart("match", people, "--seed", str(SEED), "--out", matches, "--json", report):
        sys.exit("counterpart match failed")
    return people, matches, report


def seats(path: Path) -> list[dict[str, str]]:
    """The rows of matches.csv."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def value(folder: Path) -> float:
    """Value as a share of the certified bound."""
    told = json.loads(matched(folder)[2].read_text(encoding="utf-8"))
    return float(told["value"] / told["bound"])


def verified(folder: Path) -> float:
    """The exit code of `counterpart verify` by the report's prices; 100 if a bound too low passes too."""
    people, matches, report = matched(folder)
    code = counterpart("verify", people, matches, "--json", report)
    lying = json.loads(report.read_text(encoding="utf-8"))
    lying["bound"] *= 0.99
    report.write_text(json.dumps(lying), encoding="utf-8")
    return code if counterpart("verify", people, matches, "--json", report) == 1 else 100


def directions(folder: Path) -> float:
    """How many seats name no skill, or one that the teacher does not offer or the learner does not seek."""
    people, matches, _ = matched(folder)
    told = {row["id"]: row for row in seats(people)}
    wrong = 0
    for seat in seats(matches):
        common = _skills(told[seat["learns_from"]]["offers"]) & _skills(told[seat["person"]]["seeks"])
        topics = _skills(seat["topics"])
        wrong += not topics or not topics <= common
    return wrong


def _skills(cell: str) -> set[str]:
    """As the model compares them: Matlab is MATLAB."""
    return set(filter(None, cell.casefold().split(";")))


def explanations(folder: Path) -> float:
    """How many explanations are equal to another one although their facts are not."""
    people = engine.read_people(matched(folder)[0])
    result = engine.solve(people, engine.Policy(), SEED)
    facts: defaultdict[str, set[object]] = defaultdict(set)
    for each in result.partnerships:
        told = [result.explain(way.learner, way.teacher).sentences for way in each.directions]
        facts[" ".join(sentence for sentences in told for sentence in sentences)].add(each.directions)
    for left in result.unmatched:
        facts[left.sentence].add((left.person, left.reason, left.facts))
    return sum(len(told) - 1 for told in facts.values())


ROWS: dict[str, tuple[str, Callable[[Path], float]]] = {
    "so500-value": ("value of the plan as a share of its certified bound", value),
    "so500-verify": ("exit code of counterpart verify", verified),
    "so500-directions": ("directions whose topics are not offered and sought", directions),
    "so500-explanations-distinct": ("explanations equal to another with other facts", explanations),
}


def row(name: str) -> Row:
    """Measure one row."""
    what, measure = ROWS[name]
    with tempfile.TemporaryDirectory() as folder:
        measured = measure(Path(folder))
    return {"id": name, "what": what, "measured": measured, "n": PEOPLE, "seed": SEED}


if __name__ == "__main__":
    print(json.dumps(row(sys.argv[1])))
