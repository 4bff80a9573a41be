"""A whole run from arrays, in a process of its own: `python -m benchmarks.engine.whole N [SEED]`.

Timed is everything from arrays in memory to a result with its certificate over all pairs. Not timed: drawing
the population, importing, and compiling (a small run comes first; `start-cold` measures that).
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import Any

from benchmarks.engine.instances import PAIRS_ONLY
from benchmarks.engine.people import from_arrays
from benchmarks.engine.population import populate
from benchmarks.engine.processes import peak_gib
from counterpart import engine

SEED = 1
CLOSE, LARGE, LOOSE = 1e-4, 500_000, 1e-2  # the gap that the rows ask for, and of so many people
WARM = 3_000  # people: enough that the compiled kernels are used


def run(n: int, seed: int) -> dict[str, Any]:
    """Measure here and now."""
    engine.solve(from_arrays(populate(WARM, seed)), PAIRS_ONLY)
    population = populate(n, seed)
    stop = engine.Gap(LOOSE if n >= LARGE else CLOSE)
    started = time.perf_counter()
    result = engine.solve(from_arrays(population), PAIRS_ONLY, stop=stop)
    seconds = time.perf_counter() - started
    return {
        "n": n,
        "seconds": seconds,
        "gap": 100 * result.gap,
        "served": 100 * result.served / n,
        "gib": peak_gib(),
        "value": result.value,
    }


def alone(n: int, *, longest: float) -> dict[str, Any]:
    """The same in a fresh process; ends with a sentence where it fails or takes too long."""
    command = [sys.executable, "-m", "benchmarks.engine.whole", str(n), str(SEED)]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=longest)
    except subprocess.TimeoutExpired:
        sys.exit(f"{n:,} people had not ended after {longest:g} s")
    if ended.returncode:
        sys.exit(f"{n:,} people: {(ended.stderr.strip().splitlines() or ['it failed'])[-1]}")
    found: dict[str, Any] = json.loads(ended.stdout.splitlines()[-1])
    return found


if __name__ == "__main__":
    print(json.dumps(run(int(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else SEED)))
