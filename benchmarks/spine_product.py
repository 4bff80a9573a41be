"""What the spine promises about the product: `python -m benchmarks.spine_product ROW`.

The last line printed is JSON: id, measured, n, seed. Everything is measured when asked for.
"""

import importlib
import json
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass

# A row -> the module that measures it, which has a function of that name (with _ for -).
ROWS = {
    "demo-first-start": "demo_start",
    "demo-second-start": "demo_start",
    "demo-homes": "demo_start",
    "suite-twice": "house",
    "contracts": "house",
    "types": "house",
    "matrix": "house",
    "engine-without-django": "house",
    "launch-pages": "journey",
    "launch-decisions": "journey",
    "journey-matched": "journey",
    "journey-written": "journey",
    "joining-taps": "joining",
    "joining-characters": "joining",
    "joining-pages": "joining",
    "sealed-canaries": "sealed",
    "axe-violations": "house",
    "journeys-bare": "house",
}


@dataclass(frozen=True)
class Measured:
    """What came out: the number, over how many things, and the seed where chance had a part."""

    measured: float
    n: int
    seed: int | None = None


def main(arguments: list[str], rows: Mapping[str, str] = ROWS) -> int:
    """Measure one row and print it; 2 for a row nobody knows."""
    if len(arguments) != 1 or arguments[0] not in rows:
        print(f"one of these: {' '.join(rows)}", file=sys.stderr)
        return 2
    (row,) = arguments
    module = importlib.import_module(f"benchmarks.product.{rows[row]}")
    found: Measured = getattr(module, row.replace("-", "_"))()
    print(json.dumps({"id": row, **asdict(found)}))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
