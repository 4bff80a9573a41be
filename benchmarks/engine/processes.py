"""`counterpart match` as a process of its own: how long it took, what it wrote, how much memory it held."""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

START = "import sys; from counterpart.cli import main; sys.exit(main())"


@dataclass(frozen=True)
class Ran:
    """The two files it wrote, and the seconds of the whole process."""

    matches: bytes
    report: dict[str, Any]
    seconds: float


def match(
    people: Path,
    folder: Path,
    *,
    rings: int = 3,
    environment: Mapping[str, str] | None = None,
    longest: float = 600,
    python: str | Path = sys.executable,
) -> Ran:
    """Run the real command on a file of people; ends with a sentence where it fails or takes too long."""
    policy, matches, report = (folder / name for name in ("policy.toml", "matches.csv", "report.json"))
    policy.write_text(f"rings = {rings}\n", encoding="utf-8")
    asked: list[str | Path] = ["--policy", policy, "--seed", "1", "--out", matches, "--json", report]
    started = time.perf_counter()
    try:
        ended = subprocess.run(
            [python, "-c", START, "match", people, *asked],
            env={**os.environ, **(environment or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            timeout=longest,
        )
    except subprocess.TimeoutExpired:
        sys.exit(f"counterpart match had not ended after {longest:g} s")
    seconds = time.perf_counter() - started
    if ended.returncode:
        sys.exit(f"counterpart match failed: {ended.stderr.strip()[-400:]}")
    return Ran(matches.read_bytes(), json.loads(report.read_text(encoding="utf-8")), seconds)


def median_of_three(measure: Callable[[], float]) -> float:
    return statistics.median(measure() for _ in range(3))


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def peak_gib() -> float:
    """The most memory this process has held, in GiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20  # Linux counts in KiB


def searched_rings(report: Mapping[str, Any]) -> bool:
    """Whether a plan says that rings were searched too."""
    return not any(note.startswith("Pairs only") for note in report["notes"])
