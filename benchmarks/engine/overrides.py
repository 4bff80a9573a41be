"""What one override costs: in time, and in value against solving everything anew. 10,000 people."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.engine.instances import PAIRS_ONLY, instance_of, invented
from counterpart import engine

N, SEED = 10_000, 1
TIMED, CHECKED = 200, 40
SAME = 1e-6


@dataclass(frozen=True)
class Override:
    """Two people who are to be together, or not."""

    pair: tuple[str, str]
    together: bool


@dataclass(frozen=True)
class Told:
    """What the engine said at once: the price, and between what it must lie."""

    price: float
    low: float
    high: float
    seconds: float


def drawn(result: engine.Result, count: int) -> Iterator[Override]:
    """Half pins of allowed pairs that are not together, half partings of pairs that are."""
    draw = random.Random(SEED)
    instance = instance_of(result.people)
    ids = [each.id for each in result.people]
    together = {each.people for each in result.partnerships}
    partings = draw.sample(sorted(together), count // 2)
    yield from (Override((people[0], people[1]), together=False) for people in partings)
    left = count - count // 2
    while left:
        at = draw.randrange(instance.first.size)
        pair = ids[int(instance.first[at])], ids[int(instance.second[at])]
        if pair not in together:
            left -= 1
            yield Override(pair, together=True)


def told(result: engine.Result, override: Override) -> Told:
    """Ask the result; ends where it cannot say."""
    ask = getattr(result, "with_pair" if override.together else "without", None)
    if ask is None:
        sys.exit("a result has no with_pair and without, so overrides cannot be measured")
    started = time.perf_counter()
    changed = ask(*override.pair)
    seconds = time.perf_counter() - started
    low, high = changed.bracket
    return Told(float(changed.price), float(low), float(high), seconds)


def base() -> engine.Result:
    return engine.solve(invented(N, SEED, 1), PAIRS_ONLY)


def ninety_fifth() -> tuple[float, int]:
    """Milliseconds that 95 of 100 overrides stay under."""
    result = base()
    for override in drawn(result, 4):
        told(result, override)
    seconds = [told(result, override).seconds for override in drawn(result, TIMED)]
    return float(1000 * np.quantile(seconds, 0.95)), TIMED


def right() -> tuple[float, int]:
    """In how many of a hundred the price is what solving anew says."""
    found = [abs(said.price - true) <= SAME * (1 + true) for said, true in _checked()]
    return 100 * sum(found) / len(found), len(found)


def outside() -> tuple[float, int]:
    """How many brackets do not hold the true price."""
    found = [not said.low - SAME <= true <= said.high + SAME for said, true in _checked()]
    return float(sum(found)), len(found)


def _checked() -> Iterator[tuple[Told, float]]:
    result = base()
    for override in drawn(result, CHECKED):
        both = (override.pair,)
        together = override.together
        policy = replace(PAIRS_ONLY, pins=both) if together else replace(PAIRS_ONLY, forbidden=both)
        anew = engine.solve(result.people, policy)
        yield told(result, override), result.value - anew.value
