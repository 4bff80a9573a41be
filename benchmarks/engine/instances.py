"""One matching problem as an edge list: the allowed pairs with the model's own weights, and capacities."""

from __future__ import annotations

import csv
import os
import random
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from benchmarks.engine.people import from_rows
from benchmarks.engine.population import populate
from benchmarks.so500 import STAGES
from counterpart import engine
from counterpart.engine.candidates import scan
from counterpart.engine.duals import Duals
from counterpart.engine.model import build
from counterpart.engine.worth import Pairs, allowed, block_rows

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Chosen = npt.NDArray[np.bool_]

PAIRS_ONLY = engine.Policy(rings=0)
WORDS = ("AI", "Excel", "Politics", "Social media", "Leading", "Writing")


@dataclass(frozen=True)
class Instance:
    """Pairs `first < second` with `weight` = 2 (v + inclusion). `senior`: in the upper half by stage."""

    first: Ints
    second: Ints
    weight: Floats
    capacity: Ints
    senior: Chosen

    @property
    def n(self) -> int:
        return self.capacity.size

    def only(self, pairs: Chosen) -> Instance:
        return replace(self, first=self.first[pairs], second=self.second[pairs], weight=self.weight[pairs])

    def value(self, chosen: Chosen) -> float:
        """What chosen pairs are worth; ends where somebody is in more of them than capacity allows."""
        used = np.bincount(self.first[chosen], minlength=self.n)
        used += np.bincount(self.second[chosen], minlength=self.n)
        if (used > self.capacity).any():
            sys.exit("a peer put somebody into more pairs than capacity allows")
        return float(self.weight[chosen].sum())


def instance_of(people: engine.People, policy: engine.Policy = PAIRS_ONLY) -> Instance:
    """All allowed pairs."""
    model = build(people, policy)
    step = block_rows(model.n)
    blocks = [allowed(model, slice(at, min(at + step, model.n))) for at in range(0, max(1, model.n), step)]
    first, second, weight = (
        np.concatenate([getattr(block, name) for block in blocks]) for name in ("first", "second", "weight")
    )
    once = (first < second) & (model.capacity[first] > 0) & (model.capacity[second] > 0)
    return Instance(first[once], second[once], weight[once], model.capacity, _senior(model.frame["stage"]))


def candidates_of(people: engine.People, each: int) -> tuple[Instance, Pairs]:
    """Only so many of the best of each person: the graph that solvers are timed on."""
    model = build(people, PAIRS_ONLY)
    nothing = Duals(np.zeros(model.n))
    pairs = scan(model, model.capacity, np.zeros(0, np.int64), nothing, each, lambda share: None).pairs
    senior = _senior(model.frame["stage"])
    return Instance(pairs.first, pairs.second, pairs.weight, model.capacity, senior), pairs


def _senior(stage: Ints) -> Chosen:
    """The upper half by stage; equal stages by position, so that the halves are equal."""
    upper = np.zeros(stage.size, np.bool_)
    upper[np.lexsort((np.arange(stage.size), -stage))[: stage.size // 2]] = True
    return upper


def invented(n: int, seed: int, most: int) -> engine.People:
    """n people of a synthetic population."""
    return from_rows(populate(n, seed, most=most))


def crowd(n: int, seed: int, most: int) -> engine.People:
    """n people over six skills: equal weights and odd cycles, which is hard for prices of people alone."""
    draw = random.Random(seed)
    return engine.People.from_rows(
        engine.Person(
            id=f"p{at:04}",
            offers={skill: draw.randint(1, 5) for skill in draw.sample(WORDS, 2)},
            seeks={skill: draw.randint(1, 5) for skill in draw.sample(WORDS, 2)},
            stage=draw.choice([None, 0, 1, 2, 3, 4, 5]),
            function=draw.choice(["", "HR", "IT"]),
            languages=tuple(draw.sample(["en", "de", "fr"], draw.randint(0, 2))),
            capacity=draw.randint(1, most),
        )
        for at in range(n)
    )


def real(n: int, seed: int, most: int) -> engine.People:
    """n people of the survey of 2016 by the recipe of docs/how-to/match-stackoverflow-2016.md."""
    draw = random.Random(seed)
    return engine.People.from_rows(
        replace(person, capacity=draw.randint(1, most)) for person in draw.sample(survey(), n)
    )


@cache
def survey() -> tuple[engine.Person, ...]:
    """Everybody of the survey; ends where it is not there."""
    with survey_file().open(encoding="utf-8", newline="") as lines:
        return tuple(
            engine.Person(
                id=row["person_id"],
                offers=dict.fromkeys(filter(None, row["offers"].split(";")), 3),
                seeks=dict.fromkeys(filter(None, row["seeks_new"].split(";")), 3),
                stage=engine.STAGES.index(STAGES[row["age_band"]]) if row["age_band"] in STAGES else None,
            )
            for row in csv.DictReader(lines)
        )


def survey_file() -> Path:
    beside = Path(__file__).resolve().parents[3] / "shared" / "data"
    path = Path(os.environ.get("COUNTERPART_DATA", beside)) / "stackoverflow2016" / "people.csv"
    if not path.exists():
        sys.exit(f"{path} is not there. Name the folder that holds the data in COUNTERPART_DATA.")
    return path


KINDS = (invented, crowd, real)


def mixed(number: int, smallest: int, largest: int) -> engine.People:
    """The number-th instance of a fixed series: the three kinds in turn, capacities up to 1, 2 or 3."""
    draw = random.Random(f"instance {number}")
    n = draw.randint(smallest, largest)
    return KINDS[number % 3](n, number, 1 + number // 3 % 3)
