"""Synthetic populations for measuring: a seed gives the same people every time, from 50 to 1,000,000.

What is copied from life, and how far:

* **Skew.** A skill's popularity inside its category falls as 1/(rank + 3): Zipf with Mandelbrot's shift, so a
  few skills are everywhere and most are rare. The vocabulary grows as 10 * sqrt(n) (Heaps' law), as it does
  where people type words. Both exponents are round numbers, not fitted to a data set.
* **Stage decides the category.** Students and the early offer tools (AI, social media) and seek experience
  and leading; the senior, executives and the retired the other way round; craft lies between. `OFFERS` and
  `SEEKS` say how strongly: nobody offers one kind only. This is the mission's assumption, made on purpose,
  and it makes two-way pairs easier to find than if skill were independent of stage. Real survey data stand
  beside it in the rows.
* **Some seek what nobody offers**: 4 in 100 wishes are for skills that no one here has.
* Three to six offers, two to four wishes; doubles fall away, so a few people have fewer. Who offers a skill
  at level 3 or more doesn't seek it; who is a beginner may.
* Capacities 1, 2, 3 for 70, 20 and 10 in 100. Functions and places are skewed, one in ten tells none.
* Organisations of 2,000 people, each a tree of managers with about eight people below each, the experienced
  above.
* Languages: most people speak one common one, one in eight each of seven others, one in twenty tells none.

What is not: hours and time zones, avoidance, people met before, hosting, words that mean the same. Shares of
people served on these populations say nothing about a real programme; times and gaps say how the engine
scales.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

CATEGORIES = ("craft", "leading", "tools", "wished")  # in code-point order, as skills are
SHARES = (0.30, 0.30, 0.37, 0.03)  # of the vocabulary; `wished`: nobody offers them
STAGES = (0.05, 0.28, 0.32, 0.22, 0.08, 0.05)
# Craft, leading, tools, by stage from student to retired.
OFFERS = ((0.25, 0.05, 0.70), (0.30, 0.10, 0.60), (0.40, 0.25, 0.35),
          (0.35, 0.45, 0.20), (0.25, 0.65, 0.10), (0.35, 0.60, 0.05))  # fmt: skip
SEEKS = ((0.30, 0.50, 0.20), (0.25, 0.50, 0.25), (0.25, 0.35, 0.40),
         (0.20, 0.20, 0.60), (0.15, 0.15, 0.70), (0.20, 0.10, 0.70))  # fmt: skip
UNHEARD = 0.04
LEVELS = (0.05, 0.15, 0.30, 0.30, 0.20)
UNTOLD = -1
ORGANISATION, BELOW = 2_000, 8
LANGUAGES = ("en", "de", "es", "fr", "it", "pl", "pt", "tr")


@dataclass(frozen=True)
class Population:
    """n people as arrays. Lists of each person lie between `start[i]` and `start[i + 1]`, skills ascending.

    Skills are numbered in the code-point order of their names. `languages` has one bit for each of
    `LANGUAGES`, 0 where not told. Stage, function, place, background and manager (a position) are -1 where
    not told.
    """

    seed: int
    skills: tuple[str, ...]
    offer_start: Ints
    offer_skill: Ints
    offer_level: Ints
    seek_start: Ints
    seek_skill: Ints
    seek_importance: Ints
    stage: Ints
    function: Ints
    place: Ints
    background: Ints
    languages: npt.NDArray[np.uint64]
    capacity: Ints
    manager: Ints

    @property
    def n(self) -> int:
        return self.stage.size


def populate(n: int, seed: int, *, most: int = 3) -> Population:
    """n people; `most` 1 gives everybody a capacity of 1."""
    draw = np.random.default_rng([seed, n])
    names, ends = _vocabulary(n)
    stage = draw.choice(6, n, p=STAGES)
    offers = _listed(draw, stage, draw.integers(3, 7, n), np.array(OFFERS), ends, 0.0)
    level = draw.choice(np.arange(1, 6), offers.size, p=LEVELS)
    seeks = _listed(draw, stage, draw.integers(2, 5, n), np.array(SEEKS), ends, UNHEARD)
    seeks = seeks[~np.isin(seeks, offers[level >= 3])]
    width = len(names)
    capacity = draw.choice([1, 2, 3], n, p=(0.7, 0.2, 0.1))
    return Population(
        seed=seed,
        skills=names,
        offer_start=_starts(offers // width, n),
        offer_skill=offers % width,
        offer_level=level,
        seek_start=_starts(seeks // width, n),
        seek_skill=seeks % width,
        seek_importance=draw.integers(1, 6, seeks.size),
        stage=stage,
        function=_told(draw, n, 12),
        place=_told(draw, n, 30),
        background=_told(draw, n, 8),
        languages=_tongues(draw, n),
        capacity=np.minimum(capacity, most),
        manager=_managers(draw, stage),
    )


def _vocabulary(n: int) -> tuple[tuple[str, ...], Ints]:
    """The names of all skills, and where each category ends."""
    size = max(40, round(10 * n**0.5))
    ends = np.concatenate([[0], np.rint(np.cumsum(SHARES) * size)]).astype(np.int64)
    names = [
        f"{category} {rank:05}"
        for category, count in zip(CATEGORIES, np.diff(ends).tolist(), strict=True)
        for rank in range(count)
    ]
    return tuple(names), ends


def _listed(
    draw: np.random.Generator, stage: Ints, counts: Ints, by_stage: Floats, ends: Ints, unheard: float
) -> Ints:
    """Each person's skills, coded as person * vocabulary + skill, ascending, once each."""
    who = np.repeat(np.arange(stage.size), counts)
    category = (
        (draw.random(who.size)[:, None] > np.cumsum(by_stage, axis=1)[stage[who]]).sum(axis=1).clip(0, 2)
    )
    category[draw.random(who.size) < unheard] = len(CATEGORIES) - 1
    chance = draw.random(who.size)
    skill = np.empty(who.size, np.int64)
    for at in range(len(CATEGORIES)):
        ranks = np.cumsum(1 / (np.arange(ends[at + 1] - ends[at]) + 3))
        mine = category == at
        skill[mine] = ends[at] + np.searchsorted(ranks / ranks[-1], chance[mine])
    return np.unique(who * ends[-1] + skill)


def _starts(who: Ints, n: int) -> Ints:
    return np.concatenate([[0], np.cumsum(np.bincount(who, minlength=n))]).astype(np.int64)


def _told(draw: np.random.Generator, n: int, kinds: int) -> Ints:
    """One of so many kinds, the first the most common; one in ten tells nothing."""
    share = 1 / (np.arange(kinds) + 2)
    told = draw.choice(kinds, n, p=share / share.sum())
    told[draw.random(n) < 0.1] = UNTOLD
    return told


def _tongues(draw: np.random.Generator, n: int) -> npt.NDArray[np.uint64]:
    chances = np.array([0.9] + [0.125] * (len(LANGUAGES) - 1))
    spoken = draw.random((n, len(LANGUAGES))) < chances
    spoken[draw.random(n) < 0.05] = False
    bits: npt.NDArray[np.uint64] = (spoken * (1 << np.arange(len(LANGUAGES)))).sum(axis=1).astype(np.uint64)
    return bits


def _managers(draw: np.random.Generator, stage: Ints) -> Ints:
    """In each organisation the r-th by experience is led by the one at (r - 1) // 8, the first by nobody."""
    n = stage.size
    house = draw.permutation(n) // ORGANISATION
    experience = np.where(stage == 5, 0.0, stage) + draw.normal(0, 1, n)
    order = np.lexsort((-experience, house))
    first = np.searchsorted(house[order], house[order])
    rank = np.arange(n) - first
    manager = np.full(n, UNTOLD)
    led = rank > 0
    manager[order[led]] = order[first[led] + (rank[led] - 1) // BELOW]
    return manager
