"""Why two people: every number taken apart into named terms that add up to it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from counterpart.engine.columns import UNTOLD
from counterpart.engine.hardrules import Rule, stops
from counterpart.engine.model import Model
from counterpart.engine.people import STAGES
from counterpart.engine.shares import shares


@dataclass(frozen=True)
class Topic:
    """One skill in one direction. `term` is its part of the direction's benefit.

    `skill` is what the learner seeks; `through` is what the teacher offers (the same, unless near skills
    count, then `similarity` is under 1). Levels and importance are 1..5; `own` is 0 where there is none.
    """

    skill: str
    through: str
    similarity: float
    level: int
    own: int
    importance: int
    term: float


@dataclass(frozen=True)
class Direction:
    """One person learning from another. The terms of `topics` add up to `benefit` (0..1).

    `reverse`: the learner's told stage is above the teacher's; None where one of them told none.
    """

    learner: str
    teacher: str
    topics: tuple[Topic, ...]
    benefit: float
    reverse: bool | None


@dataclass(frozen=True)
class Term:
    """A named part of a pair's value: `learning` (about = the learner), `imbalance` (about = ""),
    `perspective` (about = an attribute, or "" where nobody told one)."""

    name: str
    about: str
    amount: float


@dataclass(frozen=True)
class Account:
    """What a pair is worth and why. `terms` add up to `value`; `weight` = 2 (value + inclusion)."""

    people: tuple[str, str]
    directions: tuple[Direction, Direction]
    mutual: float
    distance: float
    value: float
    weight: float
    terms: tuple[Term, ...]


@dataclass(frozen=True)
class Explanation:
    """Any two people: their account, the hard rules that stop them, and whom each is with in this plan.

    `sentences` say it in English for the organiser's eyes; they name rules plainly. Whoever shows this to
    members writes sentences of their own from the fields.
    """

    account: Account
    stops: tuple[Rule, ...]
    matched: bool
    instead: tuple[tuple[str, ...], tuple[str, ...]]
    sentences: tuple[str, ...]


def account(model: Model, first: int, second: int) -> Account:
    """Take one pair apart, allowed or not. Positions, not ids."""
    policy = model.policy
    directions = direction(model, first, second), direction(model, second, first)
    there, back = (each.benefit for each in directions)
    mutual = (there + back) / 2 - policy.reciprocity * abs(there - back) / 2
    apart = distances(model, first, second)
    distance = total(apart.values()) / len(apart)
    value = mutual * (1 + policy.perspective * distance) / (1 + policy.perspective)
    return Account(
        people=(directions[0].learner, directions[1].learner),
        directions=directions,
        mutual=mutual,
        distance=distance,
        value=value,
        weight=2 * value + (model.worth.item(first) + model.worth.item(second)),
        terms=_terms(model, directions, mutual, apart),
    )


def rules_against(model: Model, first: int, second: int, found: Account) -> tuple[Rule, ...]:
    """Every hard rule that stops this pair."""
    there, back = (each.benefit for each in found.directions)
    return stops(model, first, second, there, back)


def direction(model: Model, learner: int, teacher: int) -> Direction:
    """The topics that one person would learn from another, most important part first."""
    given = model.people.given
    topics, benefit = ((), given.between(learner, teacher)) if given else _topics(model, learner, teacher)
    stage = model.frame["stage"]
    one, other = stage.item(learner), stage.item(teacher)
    return Direction(
        learner=model.id_at(learner),
        teacher=model.id_at(teacher),
        topics=topics,
        benefit=benefit,
        reverse=one > other if one >= 0 and other >= 0 else None,
    )


def total(numbers: Iterable[float]) -> float:
    """Added in this order, whatever version of Python: its `sum` rounds in more than one way."""
    so_far = 0.0
    for each in numbers:
        so_far += each
    return so_far


def distances(model: Model, first: int, second: int) -> dict[str, float]:
    """How far apart two people stand (0..1) in each attribute that anyone told; 0.5 where not both told, and
    under no name where nobody told anything."""
    found = {}
    for name, codes in model.told_frame.items():
        one, other = codes.item(first), codes.item(second)
        if one == UNTOLD or other == UNTOLD:
            found[name] = 0.5
        else:
            found[name] = abs(one - other) / (len(STAGES) - 1) if name == "stage" else float(one != other)
    return found or {"": 0.5}


def _topics(model: Model, learner: int, teacher: int) -> tuple[tuple[Topic, ...], float]:
    """Each topic with a gain, and the benefit: 1 - prod(1 - p * g), in code-point order."""
    wishes, own, offers = model.seeks[learner], model.offers[learner], model.offers[teacher]
    shown = model.people.shown
    found, chances, left = [], [], 1.0
    for sought in wishes:
        if sought not in offers and sought not in model.near:
            continue
        gain, through, similarity = _best_gain(model, sought, own, offers)
        if gain > 0:
            found.append((sought, through, similarity))
            chances.append(wishes[sought] / 5 * gain)
    for chance in chances:
        left *= 1 - chance
    topics = [
        Topic(
            skill=shown(sought),
            through=shown(through),
            similarity=similarity,
            level=offers[through],
            own=max(own.get(sought, 0), own.get(through, 0)),
            importance=wishes[sought],
            term=term,
        )
        for (sought, through, similarity), term in zip(found, shares(tuple(chances)), strict=True)
    ]
    return tuple(sorted(topics, key=lambda topic: -topic.term)), 1 - left


def _best_gain(
    model: Model, sought: str, own: dict[str, int], offers: dict[str, int]
) -> tuple[float, str, float]:
    best = (0.0, sought, 1.0)
    near = ((model.keys[at], similarity) for at, similarity in model.near.get(sought, ()))
    for offered, similarity in ((sought, 1.0), *near):
        if offered in offers:
            gain = similarity * max(0, offers[offered] - max(own.get(sought, 0), own.get(offered, 0))) / 5
            if gain > best[0]:
                best = (gain, offered, similarity)
    return best


def _terms(
    model: Model, directions: tuple[Direction, Direction], mutual: float, apart: dict[str, float]
) -> tuple[Term, ...]:
    """v = m/(1+p) + m p d/(1+p), with m and d each in parts."""
    enlarge = model.policy.perspective
    there, back = (each.benefit for each in directions)
    loss = model.policy.reciprocity * abs(there - back) / 2 / (1 + enlarge)
    scale = mutual * enlarge / (1 + enlarge) / len(apart)
    return (
        *(Term("learning", each.learner, each.benefit / 2 / (1 + enlarge)) for each in directions),
        Term("imbalance", "", 0.0 - loss),
        *(Term("perspective", name, scale * distance) for name, distance in apart.items()),
    )
