"""What the pictures count, as plain values."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from counterpart.engine.cells import Remembered, key
from counterpart.engine.explain import Direction, Term
from counterpart.engine.people import People
from counterpart.engine.reasons import Unmatched
from counterpart.engine.result import Partnership, Result

BINS = 20


@dataclass(frozen=True)
class Wanted:
    """One skill among those who take part: how many can show it and how many would like it."""

    skill: str
    offers: int
    seeks: int


@dataclass(frozen=True)
class Left:
    """People who are left out for one reason, with what would help, the most frequent first."""

    reason: str
    people: tuple[Unmatched, ...]
    remedies: tuple[str, ...]


def skills(people: People) -> list[Wanted]:
    """Every skill, those that most people care about first."""
    known = Remembered(key)
    taking = [person for person in people if person.capacity]
    offers = Counter(known[name] for person in taking for name in person.offers)
    seeks = Counter(known[name] for person in taking for name in person.seeks)
    counted = [Wanted(people.shown(name), offers[name], seeks[name]) for name in offers.keys() | seeks.keys()]
    return sorted(counted, key=lambda each: (-each.offers - each.seeks, each.skill))


def unanswered(wanted: Iterable[Wanted]) -> list[Wanted]:
    """What people would like and nobody can show, the most wanted first."""
    return sorted((each for each in wanted if not each.offers), key=lambda each: (-each.seeks, each.skill))


def valued(result: Result) -> list[Partnership]:
    """Partnerships that count in the value of the plan."""
    return [each for each in result.partnerships if each.weight > 0]


def histogram(values: Sequence[float]) -> list[int]:
    """How many values lie in each twentieth of 0..1; a value on an edge belongs above it, 1 to the last."""
    counts = [0] * BINS
    for value in values:
        counts[min(BINS - 1, max(0, math.floor(value * BINS + 1e-9)))] += 1
    return counts


def middle(values: Sequence[float]) -> float:
    """The median; 0 where there are none."""
    ordered = sorted(values)
    half = len(ordered) // 2
    if not ordered:
        return 0.0
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def hosts(result: Result) -> set[str]:
    """Who is left out for themselves, but shows something in a circle."""
    showing = {way.teacher for way in ways(result)} if result.served_by_circles else set()
    return {each.person for each in result.unmatched} & showing


def ways(result: Result) -> list[Direction]:
    """Every direction in which somebody learns something."""
    return [way for each in result.partnerships for way in each.directions if way.benefit > 0]


def stage_ways(result: Result) -> Counter[tuple[int, int]]:
    """(stage of who shows, stage of who learns) -> how many directions; only where both told theirs."""
    counts = Counter[tuple[int, int]]()
    for way in ways(result):
        shows, learns = (result.people.person(each).stage for each in (way.teacher, way.learner))
        if shows is not None and learns is not None:
            counts[shows, learns] += 1
    return counts


def left_out(unmatched: Iterable[Unmatched]) -> list[Left]:
    """By reason, the most frequent first."""
    groups: dict[str, list[Unmatched]] = {}
    for each in unmatched:
        groups.setdefault(str(each.reason), []).append(each)
    made = [
        Left(reason, tuple(group), tuple(name for name, _ in Counter(x.remedy for x in group).most_common()))
        for reason, group in groups.items()
    ]
    return sorted(made, key=lambda left: (-len(left.people), left.reason))


def points(terms: Sequence[Term], value: float) -> list[int]:
    """The terms in hundredths that add up to the value in hundredths (largest remainders)."""
    exact = [term.amount * 100 for term in terms]
    whole = [math.floor(amount + 1e-9) for amount in exact]
    missing = round(value * 100) - sum(whole)
    order = sorted(range(len(terms)), key=lambda at: (whole[at] - exact[at], at))
    for at in order[: max(0, missing)]:
        whole[at] += 1
    return whole
