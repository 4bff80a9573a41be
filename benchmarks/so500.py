"""The first people of the Stack Overflow survey of 2016 as a file for `counterpart match`.

    python -m benchmarks.so500 FROM.csv TO.csv [HOW_MANY [HOSTING]]

The recipe: `offers` as offers, `seeks_new` as seeks, `age_band` to a stage, no levels (so 3), nothing else.
With HOSTING everybody would host so many circles, which the survey did not ask.
"""

import csv
import sys
from itertools import islice
from pathlib import Path

STAGES = {
    "under 20": "student",
    "20-24": "early",
    "25-29": "early",
    "30-34": "mid",
    "35-39": "mid",
    "40-49": "senior",
    "50-59": "senior",
    "60+": "retired",
}


def convert(source: Path, target: Path, how_many: int = 500, hosting: int | None = None) -> None:
    """Write the first people of the survey as people.csv."""
    with (
        source.open(encoding="utf-8", newline="") as lines,
        target.open("w", encoding="utf-8", newline="") as out,
    ):
        rows = csv.writer(out)
        rows.writerow(["id", "offers", "seeks", "stage", *([] if hosting is None else ["hosting"])])
        for row in islice(csv.DictReader(lines), how_many):
            rows.writerow(
                [
                    row["person_id"],
                    row["offers"],
                    row["seeks_new"],
                    STAGES.get(row["age_band"], ""),
                    *([] if hosting is None else [hosting]),
                ]
            )


if __name__ == "__main__":
    if len(sys.argv) < 3 or not Path(sys.argv[1]).is_file():
        sys.exit("python -m benchmarks.so500 FROM.csv TO.csv [HOW_MANY [HOSTING]]: FROM.csv is not there")
    convert(Path(sys.argv[1]), Path(sys.argv[2]), *map(int, sys.argv[3:5]))
