"""How often the engine's plan is as good as an exact solver's, and whether its bound holds."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from benchmarks.engine import peers, rational
from benchmarks.engine.instances import PAIRS_ONLY, Chosen, Instance, instance_of, invented, mixed, real
from counterpart import engine

SMALL, LARGE, PROGRAMMES = 2000, 200, 200
EQUAL = 1e-6
LARGE_SIZES = (500, 600, 750, 900, 1100, 1300, 1600, 2000)


@dataclass(frozen=True)
class Compared:
    """One instance: the engine's value and bound, and the optimum by another program."""

    n: int
    value: float
    bound: float
    optimum: float

    @property
    def ratio(self) -> float:
        return self.value / self.optimum if self.optimum else 1.0


def small(count: int = SMALL) -> Iterator[Compared]:
    """4 to 60 people, capacities 1 to 3; by CP-SAT where many pairs are worth the same, else by HiGHS."""
    for number in range(count):
        people = mixed(number, 4, 60)
        yield _compared(people, peers.cp_sat if number % 3 == 1 else peers.highs)


def large(count: int = LARGE) -> Iterator[Compared]:
    """500 to 2,000 people, invented and real in turn, capacities up to 1, 2 and 3; by rustworkx."""
    with ProcessPoolExecutor() as cores:
        yield from cores.map(_one_large, range(count))


def _one_large(number: int) -> Compared:
    """rustworkx gets the pairs of which a better plan could be made: with all of them it needs hours."""
    n = LARGE_SIZES[number % len(LARGE_SIZES)]
    people = (invented, real)[number // 8 % 2](n, number, 1 + number % 3)
    instance, result = instance_of(people), engine.solve(people, PAIRS_ONLY)
    able = instance.only(_able(instance, people, result))
    return Compared(n, result.value, result.bound, _optimum(able, peers.rustworkx))


def _able(instance: Instance, people: engine.People, result: engine.Result) -> Chosen:
    """Pairs that a plan may hold which is worth at least as much as the engine's.

    Reduced-cost fixing: any prices prove a bound, which is summed up here anew, and a plan with a pair that
    is worth less than its ends cost stays below the bound by that much. Bad prices leave more pairs.
    """
    place = {each.id: at for at, each in enumerate(people.everyone)}
    price = np.array([result.certificate.prices[who] for who in place])
    spare = price[instance.first] + price[instance.second] - instance.weight
    bound = float(instance.capacity @ price)
    for each in result.certificate.sets:
        inside = np.zeros(instance.n, np.bool_)
        inside[[place[who] for who in each.people]] = True
        counted = inside[instance.first] & inside[instance.second]
        for one, other in each.across:
            low, high = sorted((place[one], place[other]))
            counted |= (instance.first == low) & (instance.second == high)
        spare[counted] += each.price
        bound += (int(instance.capacity[inside].sum()) + len(each.across)) // 2 * each.price
    bound += float(np.maximum(0, -spare).sum())
    able: Chosen = spare <= bound - result.value + EQUAL
    return able


def _compared(people: engine.People, exact: peers.Peer) -> Compared:
    instance = instance_of(people)
    result = engine.solve(people, PAIRS_ONLY)
    return Compared(len(people), result.value, result.bound, _optimum(instance, exact))


def _optimum(instance: Instance, exact: peers.Peer) -> float:
    return instance.value(exact(instance)) if instance.weight.size else 0.0


def equal_share(compared: list[Compared]) -> float:
    """In how many of a hundred the value is the optimum to a millionth."""
    return 100 * sum(each.ratio >= 1 - EQUAL for each in compared) / len(compared)


def lowest(compared: list[Compared]) -> float:
    return min(each.ratio for each in compared)


def worst_gap(count: int = PROGRAMMES) -> tuple[float, int]:
    """The greatest certified gap, in per cent, of programmes of 80 to 120 people."""
    gaps = [100 * engine.solve(mixed(number, 80, 120), PAIRS_ONLY).gap for number in range(count)]
    return max(gaps), count


def broken_bounds(count: int = SMALL) -> tuple[float, int]:
    """Certificates that do not prove the printed bound, or bounds that the optimum exceeds, in fractions.

    A printed bound may be above what its prices prove, never below.
    """
    broken = 0
    for number in range(count):
        people = mixed(number, 4, 60)
        everyone = people.everyone
        result = engine.solve(people, PAIRS_ONLY)
        worth = rational.weights(everyone)
        proof = rational.proved(everyone, worth, result.certificate.prices, result.certificate.sets)
        plan = sum((worth[_ends(each.people)] for each in result.partnerships), Fraction(0))
        holds = plan <= proof <= Fraction(result.bound)
        if not holds:
            broken += 1
            print(f"instance {number}: {float(plan)} {float(proof)} {result.bound}", file=sys.stderr)
    return float(broken), count


def _ends(people: tuple[str, ...]) -> tuple[str, str]:
    first, second = sorted(people)
    return first, second
