"""From a kidney-exchange instance of PrefLib (.wmd) to benefits.csv of `counterpart match --benefits`.

`python -m benchmarks.kidney INSTANCE.wmd benefits.csv`. A line `a,b,w` is 'a can give to b': b learns from a.
The edges back to altruists weigh 0 and bring nothing. Format: N. Mattei and T. Walsh, PrefLib, ADT 2013.
"""

import csv
import sys
from collections.abc import Iterator
from pathlib import Path


def benefits(instance: Path) -> Iterator[tuple[str, str, float]]:
    """(learner, teacher, benefit) of each edge that brings something."""
    for line in instance.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            giver, taker, weight = line.split(",")
            if float(weight) > 0:
                yield taker.strip(), giver.strip(), 1.0


def convert(instance: Path, out: Path) -> None:
    """Write the file."""
    with out.open("w", encoding="utf-8", newline="") as lines:
        rows = csv.writer(lines, lineterminator="\n")
        rows.writerow(["learner", "teacher", "benefit"])
        rows.writerows(benefits(instance))


if __name__ == "__main__":
    convert(Path(sys.argv[1]), Path(sys.argv[2]))
