"""What the engine's pairs are worth beside the peers', on the same pairs, everybody with one place."""

from __future__ import annotations

import statistics
from collections.abc import Callable

from benchmarks.engine import outside_peers, peers
from benchmarks.engine.instances import PAIRS_ONLY, Instance, instance_of, invented, real
from counterpart import engine

SIZES = (50, 100, 200, 500)
SEEDS = (1, 2, 3)
MENTOR_MATCH = "mentor-match, our value as its rule"


def ratio(theirs: Callable[[Instance], float]) -> tuple[float, int]:
    """Ours over theirs: the median of the invented and real instances of each size, and of these the lowest."""
    medians = []
    for n in SIZES:
        found = [_ratio(make(n, seed, 1), theirs) for make in (invented, real) for seed in SEEDS]
        medians.append(statistics.median(found))
        print(n, [round(each, 4) for each in found], flush=True)
    return min(medians), len(SIZES) * len(SEEDS) * 2


def _ratio(people: engine.People, theirs: Callable[[Instance], float]) -> float:
    return engine.solve(people, PAIRS_ONLY).value / theirs(instance_of(people))


def of_split(instance: Instance) -> float:
    return instance.value(peers.split(instance))


def of_mentor_match(instance: Instance) -> float:
    return instance.value(outside_peers.ask(MENTOR_MATCH, instance).chosen)
