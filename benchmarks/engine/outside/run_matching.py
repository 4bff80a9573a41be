"""PyPI matching: HospitalResident (juniors to seniors) or StableRoommates, preferring by our weight."""

import json
import sys
import time
import warnings
from collections.abc import Callable
from typing import Any

from matching.games import HospitalResident, StableRoommates

warnings.filterwarnings("ignore")


def preferences(told: dict[str, Any], wanted: Callable[[int, int], bool]) -> dict[int, list[int]]:
    """Each person's allowed partners, the best first."""
    lists: dict[int, list[tuple[float, int]]] = {at: [] for at in range(told["n"])}
    for one, other, weight in zip(told["first"], told["second"], told["weight"], strict=True):
        if wanted(one, other):
            lists[one].append((-weight, other))
            lists[other].append((-weight, one))
    return {at: [other for _, other in sorted(own)] for at, own in lists.items()}


def hospital(told: dict[str, Any]) -> list[list[int]]:
    senior = told["senior"]
    liked = preferences(told, lambda one, other: senior[one] != senior[other])
    residents = {at: own for at, own in liked.items() if own and not senior[at]}
    hospitals = {at: own for at, own in liked.items() if own and senior[at]}
    game = HospitalResident.create_from_dictionaries(residents, hospitals, dict.fromkeys(hospitals, 1))
    return [[top.name, low.name] for top, lows in game.solve().items() for low in lows]


def roommates(told: dict[str, Any]) -> list[list[int]]:
    """It needs a full ranking: those who are not allowed come last, and such pairs are dropped afterwards."""
    allowed = set(zip(told["first"], told["second"], strict=True))
    liked = preferences(told, lambda one, other: True)
    people = [at for at, own in liked.items() if own]
    people = people[: len(people) // 2 * 2]
    among = set(people)
    ranked = {}
    for at in people:
        own = [other for other in liked[at] if other in among]
        known = {at, *own}
        ranked[at] = own + [other for other in people if other not in known]
    found = StableRoommates.create_from_dictionary(ranked).solve()
    pairs = {(min(a.name, b.name), max(a.name, b.name)) for a, b in found.items() if b is not None}
    return [list(pair) for pair in sorted(pairs) if pair in allowed]


def main() -> None:
    told = json.load(sys.stdin)
    started = time.perf_counter()
    pairs = {"hospital": hospital, "roommates": roommates}[sys.argv[1]](told)
    print(json.dumps({"pairs": pairs, "seconds": time.perf_counter() - started}))


main()
