"""Write docs/reference/benchmarks.md and its pictures: `python -m benchmarks.engine.table [LARGEST]`.

Everything is measured now: value and time of every peer on the same instances, and growth up to LARGEST
people (100,000 where none is named).
"""

from __future__ import annotations

import importlib.metadata
import math
import os
import platform
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.engine import outside_peers, peers, plots, whole
from benchmarks.engine.environments import NotThere
from benchmarks.engine.instances import PAIRS_ONLY, Instance, instance_of, invented
from benchmarks.engine.processes import timed
from counterpart import engine

DOCS = Path(__file__).resolve().parents[2] / "docs"
SIZES, SEED, SHORT = (50, 100, 200, 500), 1, 5.0
GROWTH = (1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000)
MOST_NETWORKX = 200  # people: it takes minutes beyond
LIBRARIES = ("numpy", "scipy", "numba", "networkx", "rustworkx", "pymatching", "ortools")
OURS = "Counterpart"


@dataclass(frozen=True)
class Cell:
    """A peer on one instance: share of the optimum and seconds, or why there is none."""

    share: float = math.nan
    seconds: float = math.nan
    why: str = ""

    def __str__(self) -> str:
        return self.why or f"{self.share:.4f}, {_seconds(self.seconds)}"


def _seconds(seconds: float) -> str:
    return f"{1000 * seconds:.3g} ms" if seconds < 1 else f"{seconds:.1f} s"


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    """What it gives, and the median of three times; of one where it is slow."""
    started = time.perf_counter()
    found = work()
    seconds = time.perf_counter() - started
    return found, seconds if seconds > SHORT else statistics.median([seconds, timed(work), timed(work)])


def column(n: int) -> Iterator[tuple[str, Cell]]:
    """Everybody on n invented people with one place each; the optimum is rustworkx's."""
    people = invented(n, SEED, 1)
    instance = instance_of(people)
    best = instance.value(peers.rustworkx(instance))
    result, seconds = _timed(lambda: engine.solve(people, PAIRS_ONLY))
    yield OURS, Cell(result.value / best, seconds)
    for name, peer in {**peers.OTHERS, **peers.EXACT}.items():
        if peer is peers.networkx and n > MOST_NETWORKX:
            yield name, Cell(why="not run")
        else:
            yield name, _inside(peer, instance, best)
    for name in outside_peers.OUTSIDE:
        yield name, _outside(name, instance, best)


def _inside(peer: peers.Peer, instance: Instance, best: float) -> Cell:
    chosen, seconds = _timed(lambda: peer(instance))
    return Cell(instance.value(chosen) / best, seconds)


def _outside(name: str, instance: Instance, best: float) -> Cell:
    try:
        answers = [outside_peers.ask(name, instance) for _ in range(3)]
    except NotThere as why:
        return Cell(why=str(why).split(":")[0])
    seconds = statistics.median(each.seconds for each in answers)
    return Cell(instance.value(answers[0].chosen) / best, seconds)


def growth(largest: int) -> list[dict[str, Any]]:
    """Whole runs from arrays, each in a process of its own."""
    return [whole.alone(n, longest=1800) for n in GROWTH if n <= largest]


def machine() -> str:
    versions = ", ".join(f"{name} {importlib.metadata.version(name)}" for name in LIBRARIES)
    cores = len(os.sched_getaffinity(0))
    return f"{cores} cores, {platform.system()}, Python {platform.python_version()}; {versions}"


def page(columns: dict[int, dict[str, Cell]], grown: list[dict[str, Any]]) -> str:
    """The Markdown."""
    head = "| | " + " | ".join(f"{n} people" for n in columns) + " |"
    body = [
        f"| {name} | " + " | ".join(str(column[name]) for column in columns.values()) + " |"
        for name in columns[SIZES[0]]
    ]
    runs = [
        f"| {each['n']:,} | {each['seconds']:.2f} s | {each['gap']:.4f} % | {each['served']:.1f} % | "
        f"{each['gib']:.2f} GiB |"
        for each in grown
    ]
    return PAGE.format(
        machine=machine(),
        peers="\n".join([head, "|---" * (len(columns) + 1) + "|", *body]),
        growth="\n".join(["| people | time | certified gap | served | memory |", "|---" * 5 + "|", *runs]),
    )


PAGE = """# Benchmarks

Measured by `python -m benchmarks.engine.table`, which writes this page and its pictures anew. On {machine}.
Times are medians of three (of one run where it takes longer than five seconds). Other work on the machine
lengthens them, so compare times within one table.

## Value and time beside others

The same synthetic people for all, seed 1, everybody with one place, pairs only. Shares are of the optimum
that rustworkx proves over all allowed pairs. Counterpart's time is that of the whole run: it finds the
pairs, proves its bound over all of them and words a reason for everyone left; the others are handed the
pairs with their weights. The junior/senior halves are by stage. mentor-match is told our value as its
scoring rule. mentormatch has no such rule: its share says that it wants something else. `matching` gets
preferences by our value, without a value to maximise.

{peers}

![Share of the best value](../img/benchmarks-value.svg)

## Growth

Whole runs from arrays in memory to a plan with its certificate over all pairs; capacities 1 to 3, pairs
only, one run each. Not timed: drawing the people, importing, compiling.

{growth}

![Time by number of people](../img/benchmarks-growth.svg)

## The people

Synthetic, drawn by `benchmarks/engine/population.py`, which says in its first lines what is copied from
life and what is not. Shares of people served say nothing about a real programme. `make evidence
AREA=engine` measures each number that is promised of the engine, on a real survey too.
"""


def main(arguments: list[str]) -> None:
    largest = int(arguments[0]) if arguments else 100_000
    columns = {n: dict(column(n)) for n in SIZES}
    grown = growth(largest)
    images = DOCS / "img"
    shares = {name: cell.share for name, cell in columns[SIZES[-1]].items() if not cell.why}
    (images / "benchmarks-value.svg").write_text(plots.bars(shares, SIZES[-1]), encoding="utf-8")
    points = [(int(each["n"]), float(each["seconds"])) for each in grown]
    (images / "benchmarks-growth.svg").write_text(plots.growth(points), encoding="utf-8")
    (DOCS / "reference" / "benchmarks.md").write_text(page(columns, grown), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
