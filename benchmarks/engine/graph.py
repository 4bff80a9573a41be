"""The solve alone, on one candidate graph: the engine beside PyMatching and rustworkx, in one run."""

from __future__ import annotations

import time
from dataclasses import dataclass

import numpy as np

from benchmarks.engine import peers
from benchmarks.engine.instances import Chosen, Instance, candidates_of, invented
from benchmarks.engine.processes import median_of_three, timed
from counterpart.engine import crowd
from counterpart.engine.worth import Pairs

N, CANDIDATES, SEED = 10_000, 16, 1
STEPS = 0.03, 0.003, 3e-4


@dataclass(frozen=True)
class Solved:
    """Seconds, and the value as a share of rustworkx's or, where that was not run, of PyMatching's."""

    ours: float
    peer: float
    share: float


def ours(pairs: Pairs, instance: Instance) -> Chosen:
    """The engine's solve of a graph: auction, prices, whole pairs and their repair."""
    return crowd.auctioned(pairs, instance.capacity, np.zeros(instance.capacity.size), STEPS)[1]


def beside(peer: peers.Peer, n: int = N) -> Solved:
    """The same graph, everybody with one place. Ours is the median of three; a peer over 10 s runs once."""
    instance, pairs = candidates_of(invented(n, SEED, 1), CANDIDATES)
    chosen = ours(pairs, instance)
    seconds = median_of_three(lambda: timed(lambda: ours(pairs, instance)))
    started = time.perf_counter()
    theirs = peer(instance)
    first = time.perf_counter() - started
    again = first if first > 10 else median_of_three(lambda: timed(lambda: peer(instance)))
    return Solved(seconds, again, instance.value(chosen) / instance.value(theirs))
