"""What the engine's plan is worth beside the peers', on the same people, everybody with one place.

The engine's plan is by the usual policy, so with rings of three where they are searched; the peers know
pairs only. What the engine's pairs alone are worth is printed beside it.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable

from benchmarks.engine import outside_peers, peers
from benchmarks.engine.instances import PAIRS_ONLY, Instance, instance_of, invented, real
from counterpart import engine

USUAL = engine.Policy()
SIZES = (50, 100, 200, 500)
SEEDS = (1, 2, 3)
MENTOR_MATCH = "mentor-match, our value as its rule"


def ratio(theirs: Callable[[Instance], float]) -> tuple[float, int]:
    """Ours over theirs: the median of each size's invented and real instances, and of these the lowest."""
    medians = []
    for n in SIZES:
        everyone = [make(n, seed, 1) for make in (invented, real) for seed in SEEDS]
        found = [_ratio(people, theirs, USUAL) for people in everyone]
        pairs = [_ratio(people, theirs, PAIRS_ONLY) for people in everyone]
        medians.append(statistics.median(found))
        print(f"{n} people: {_shown(found)}; with pairs alone {_shown(pairs)}", flush=True)
    return min(medians), len(SIZES) * len(SEEDS) * 2


def _ratio(people: engine.People, theirs: Callable[[Instance], float], policy: engine.Policy) -> float:
    return engine.solve(people, policy).value / theirs(instance_of(people))


def _shown(ratios: list[float]) -> str:
    return " ".join(f"{each:.3f}" for each in ratios)


def of_split(instance: Instance) -> float:
    return instance.value(peers.split(instance))


def of_mentor_match(instance: Instance) -> float:
    return instance.value(outside_peers.ask(MENTOR_MATCH, instance).chosen)
