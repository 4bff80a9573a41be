"""The rows of area `engine`: `python -m benchmarks.engine.rows ROW` prints one JSON object.

`make evidence AREA=engine` compares them with goals.toml. A row that cannot be measured ends with a sentence.
"""

from __future__ import annotations

import importlib
import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from benchmarks.engine.environments import NotThere

Measured = tuple[float, int]


def _module(name: str) -> Any:
    """Imported when a row asks for it: another row's module may need what isn't there."""
    return importlib.import_module(f"benchmarks.engine.{name}")


def _exact(series: str, judge: str) -> Measured:
    exactness = _module("exactness")
    compared = list(getattr(exactness, series)())
    return getattr(exactness, judge)(compared), len(compared)


def _call(module: str, function: str, *arguments: object) -> Measured:
    """A function that says how many it looked at."""
    found: Measured = getattr(_module(module), function)(*arguments)
    return found


def _of(n: int, module: str, function: str, *arguments: object) -> Measured:
    """A function that measures n people."""
    return float(getattr(_module(module), function)(*arguments)), n


def _whole(n: int, figure: str, longest: float) -> Measured:
    return float(_module("whole").alone(n, longest=longest)[figure]), n


def _whole_median(n: int, longest: float) -> Measured:
    processes = _module("processes")
    return processes.median_of_three(lambda: _whole(n, "seconds", longest)[0]), n


def _times(peer: str) -> Measured:
    """How many times faster the engine is."""
    graph, peers = _module("graph"), _module("peers")
    solved = graph.beside(getattr(peers, peer))
    return solved.peer / solved.ours, graph.N


def _solve_value() -> Measured:
    graph, peers = _module("graph"), _module("peers")
    return graph.beside(peers.rustworkx).share, graph.N


def _same(how: str) -> Measured:
    same = _module("same")
    sizes = same.SMALL if how == "not_compiled" else same.SIZES
    found: Measured = same.differing(sizes, getattr(same, how))
    return found


def _beside(theirs: str) -> Measured:
    beside = _module("beside")
    found: Measured = beside.ratio(getattr(beside, theirs))
    return found


SURVEY = 23_584
ROWS: dict[str, Callable[[], Measured]] = {
    "exactness-small": partial(_exact, "small", "equal_share"),
    "exactness-small-lowest": partial(_exact, "small", "lowest"),
    "exactness-large": partial(_exact, "large", "equal_share"),
    "exactness-large-lowest": partial(_exact, "large", "lowest"),
    "certified-80-120": partial(_call, "exactness", "worst_gap"),
    "bound-rational": partial(_call, "exactness", "broken_bounds"),
    "solve-10k-pymatching": partial(_times, "pymatching"),
    "solve-10k-rustworkx": partial(_times, "rustworkx"),
    "solve-10k-value": _solve_value,
    "whole-10k-gap": partial(_whole, 10_000, "gap", 300),
    "whole-10k-seconds": partial(_whole_median, 10_000, 300),
    "whole-100k-gap": partial(_whole, 100_000, "gap", 600),
    "whole-100k-seconds": partial(_whole_median, 100_000, 600),
    "whole-1m-gap": partial(_whole, 1_000_000, "gap", 1800),
    "whole-1m-seconds": partial(_whole_median, 1_000_000, 1100),
    "whole-1m-gib": partial(_whole, 1_000_000, "gib", 1800),
    "whole-1m-served": partial(_whole, 1_000_000, "served", 1800),
    "so2016-all-gap-pairs": partial(_of, SURVEY, "survey", "gap", 0),
    "so2016-all-gap-rings": partial(_of, SURVEY, "survey", "gap", 3),
    "so2016-all-seconds-pairs": partial(_of, SURVEY, "survey", "seconds", 0),
    "so2016-all-seconds-rings": partial(_of, SURVEY, "survey", "seconds", 3),
    "rings-highs": partial(_call, "rings", "beside_highs"),
    "rings-10k-gap": partial(_of, 10_000, "rings", "large_gap"),
    "rings-10k-seconds": partial(_of, 10_000, "rings", "large_seconds"),
    "value-beside-split": partial(_beside, "of_split"),
    "value-beside-mentor-match": partial(_beside, "of_mentor_match"),
    "overrides-p95": partial(_call, "overrides", "ninety_fifth"),
    "overrides-right": partial(_call, "overrides", "right"),
    "overrides-bracket": partial(_call, "overrides", "outside"),
    "everybody-hosting-0": partial(_of, SURVEY, "everybody", "served_share", 0),
    "everybody-hosting-1": partial(_of, SURVEY, "everybody", "served_share", 1),
    "everybody-reasons": partial(_of, SURVEY, "everybody", "untrue_reasons", 1),
    "same-bytes-threads": partial(_same, "threads"),
    "same-bytes-rows": partial(_same, "shuffled"),
    "same-bytes-pythons": partial(_same, "other_pythons"),
    "same-bytes-jit": partial(_same, "not_compiled"),
    "start-cold": partial(_of, 500, "starting", "cold"),
    "start-warm": partial(_of, 500, "starting", "warm"),
}


def main(arguments: list[str]) -> None:
    if len(arguments) != 1 or arguments[0] not in ROWS:
        sys.exit(f"usage: python -m benchmarks.engine.rows ROW, where ROW is one of {', '.join(ROWS)}")
    try:
        measured, n = ROWS[arguments[0]]()
    except NotThere as why:
        sys.exit(str(why))
    print(json.dumps({"id": arguments[0], "measured": measured, "n": n, "seed": 1}))


if __name__ == "__main__":
    main(sys.argv[1:])
