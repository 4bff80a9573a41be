"""How many of the words real people typed are joined to our vocabulary, and how many of those rightly.

`python -m benchmarks.spine_words ROW` prints one JSON object. The labels were made by hand before the joiner
existed; labels/README.md tells how, and whose words they are.
"""

import csv
import json
import os
import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from counterpart.skills.joining import join

SEED = 2002
JOINED_WANTED = 100
LABELS = Path(__file__).parent / "labels"
COLUMNS = {
    "ols": (("ols_mentoring/people.csv", "offers"), ("ols_mentoring/projects.csv", "seeks")),
    "coding": (("coding_mentors/mentors.csv", "offers"),),
}
Row = dict[str, str | float | int]


def data_folder() -> Path:
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    return Path(os.environ.get("COUNTERPART_DATA", beside))


def uses(source: str) -> Iterator[str]:
    """Every word of a data set as typed, once for each person who typed it, in file order."""
    for file, column in COLUMNS[source]:
        path = data_folder() / file
        if not path.exists():
            sys.exit(f"{path} is not there. Name the folder that holds the data in COUNTERPART_DATA.")
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield from (word.strip() for word in row[column].split(";") if word.strip())


def labels(source: str) -> list[tuple[str, set[str]]]:
    with (LABELS / f"{source}.csv").open(encoding="utf-8", newline="") as lines:
        return [(row["word"], set(row["right"].split("|"))) for row in csv.DictReader(lines)]


def sample(words: list[str]) -> list[str]:
    """What was labelled."""
    return random.Random(SEED).sample(words, 300)


def is_joined(word: str) -> bool:
    return any(one.slug for one in join(word))


def is_right(word: str, right: set[str]) -> bool:
    """Every skill it was joined to is one the label allows."""
    return {one.slug for one in join(word) if one.slug} <= right


def joined_share(source: str) -> Row:
    words = list(uses(source))
    share = sum(map(is_joined, words)) / len(words)
    what = f"share of all uses of a word in {source} that are joined to at least one skill"
    return {
        "id": f"{source}-joined-share",
        "what": what,
        "measured": round(share, 4),
        "n": len(words),
        "seed": SEED,
    }


def joined_right(source: str) -> Row:
    """The first 100 joined uses of the labelled sample, which is in random order."""
    joined = [(word, right) for word, right in labels(source) if is_joined(word)][:JOINED_WANTED]
    if len(joined) < JOINED_WANTED:
        sys.exit(
            f"Only {len(joined)} of the labelled uses of {source} are joined; {JOINED_WANTED} are wanted."
        )
    count = sum(is_right(word, right) for word, right in joined)
    what = f"of the first {JOINED_WANTED} joined uses of the labelled sample of {source}, joined rightly"
    return {"id": f"{source}-joined-right", "what": what, "measured": count, "n": len(joined), "seed": SEED}


ROWS: dict[str, Callable[[], Row]] = {
    "ols-joined-share": lambda: joined_share("ols"),
    "ols-joined-right": lambda: joined_right("ols"),
    "coding-joined-share": lambda: joined_share("coding"),
    "coding-joined-right": lambda: joined_right("coding"),
}


def main() -> None:
    if len(sys.argv) != 2 or sys.argv[1] not in ROWS:
        sys.exit(f"usage: python -m benchmarks.spine_words ROW, where ROW is one of {', '.join(ROWS)}")
    print(json.dumps(ROWS[sys.argv[1]]()))


if __name__ == "__main__":
    main()
