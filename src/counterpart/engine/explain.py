"""Why two people: every number taken apart into named terms that add up to it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from counterpart.engine.hardrules import Rule, stops
from counterpart.engine.model import Model
from counterpart.engine.shapes import Numbers
from counterpart.engine.worth import distances, perspective, valued


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
    directions = direction(model, first, second), direction(model, second, first)
    one, other = np.array([first]), np.array([second])
    there, back = (np.array([each.benefit]) for each in directions)
    pair = valued(model, one, other, there, back)
    mutual = float((there + back)[0] / 2 - model.policy.reciprocity * abs(there - back)[0] / 2)
    return Account(
        people=(directions[0].learner, directions[1].learner),
        directions=directions,
        mutual=mutual,
        distance=float(perspective(model, one, other)[0]),
        value=float(pair.value[0]),
        weight=float(pair.weight[0]),
        terms=_terms(model, first, second, directions, mutual),
    )


def rules_against(model: Model, first: int, second: int, found: Account) -> tuple[Rule, ...]:
    """Every hard rule that stops this pair."""
    there, back = (each.benefit for each in found.directions)
    return stops(model, first, second, there, back)


def direction(model: Model, learner: int, teacher: int) -> Direction:
    """The topics that one person would learn from another, most important part first."""
    given = model.people.given
    topics = [] if given else _topics(model, learner, teacher)
    chances = np.array([topic.term for topic in topics])
    parts = [replace(topic, term=float(term)) for topic, term in zip(topics, shares(chances), strict=True)]
    stage = model.frame["stage"]
    told = stage[learner] >= 0 and stage[teacher] >= 0
    return Direction(
        learner=model.people.everyone[learner].id,
        teacher=model.people.everyone[teacher].id,
        topics=tuple(sorted(parts, key=lambda topic: -topic.term)),
        benefit=given.between(learner, teacher) if given else 1 - _product(chances),
        reverse=bool(stage[learner] > stage[teacher]) if told else None,
    )


def _product(chances: Numbers) -> float:
    left = 1.0
    for chance in chances.tolist():
        left *= 1 - chance
    return left


def shares(chances: Numbers) -> Numbers:
    """The part of each q in 1 - prod(1 - q), such that the parts add up to it.

    The Shapley value: part_s = q_s * integral over x in 0..1 of prod over the others t of (1 - x q_t). The
    integrand is a polynomial of degree k - 1, which Gauss-Legendre with ceil(k/2) points integrates exactly
    (L. S. Shapley, A value for n-person games, 1953; G. Owen, Multilinear extensions of games, 1972).
    """
    k = chances.size
    if not k:
        return np.zeros(0)
    points, weights = np.polynomial.legendre.leggauss((k + 1) // 2)
    left = 1 - np.outer((points + 1) / 2, chances)
    others = np.stack([np.delete(left, at, axis=1).prod(axis=1) for at in range(k)], axis=1)
    parts: Numbers = chances * (weights / 2 @ others)
    return parts


def _topics(model: Model, learner: int, teacher: int) -> list[Topic]:
    """Each topic with a gain, in code-point order, its factor p * g as the term for now."""
    wishes, own, offers = model.seeks[learner], model.offers[learner], model.offers[teacher]
    topics = []
    for sought in sorted(wishes):
        gain, through, similarity = _best_gain(model, sought, own, offers)
        if gain > 0:
            topics.append(
                Topic(
                    skill=model.people.shown(sought),
                    through=model.people.shown(through),
                    similarity=similarity,
                    level=offers[through],
                    own=max(own.get(sought, 0), own.get(through, 0)),
                    importance=wishes[sought],
                    term=wishes[sought] / 5 * gain,
                )
            )
    return topics


def _best_gain(
    model: Model, sought: str, own: dict[str, int], offers: dict[str, int]
) -> tuple[float, str, float]:
    best = (0.0, sought, 1.0)
    near = ((model.skills[at].key, similarity) for at, similarity in model.near.get(sought, ()))
    for offered, similarity in ((sought, 1.0), *near):
        if offered in offers:
            gain = similarity * max(0, offers[offered] - max(own.get(sought, 0), own.get(offered, 0))) / 5
            if gain > best[0]:
                best = (gain, offered, similarity)
    return best


def _terms(
    model: Model, first: int, second: int, directions: tuple[Direction, Direction], mutual: float
) -> tuple[Term, ...]:
    """v = m/(1+p) + m p d/(1+p), with m and d each in parts."""
    enlarge = model.policy.perspective
    there, back = (each.benefit for each in directions)
    terms = [Term("learning", each.learner, each.benefit / 2 / (1 + enlarge)) for each in directions]
    loss = model.policy.reciprocity * abs(there - back) / 2 / (1 + enlarge)
    terms.append(Term("imbalance", "", 0.0 - loss))
    apart = distances(model, np.array([first]), np.array([second])) or {"": np.array([0.5])}
    scale = mutual * enlarge / (1 + enlarge) / len(apart)
    terms += [Term("perspective", name, scale * float(each[0])) for name, each in apart.items()]
    return tuple(terms)
