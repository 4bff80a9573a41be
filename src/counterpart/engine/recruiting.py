"""Which one more person would help most, read from the prices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from counterpart.engine.columns import UNTOLD
from counterpart.engine.hardrules import too_little
from counterpart.engine.model import Model, Skill
from counterpart.engine.pins import settle
from counterpart.engine.shapes import Indices, Numbers
from counterpart.engine.worth import mutual

_LITTLE = 1e-9
Ways = Sequence[tuple[Skill, float]]  # sought skills that an offer serves, and how near it is to each


@dataclass(frozen=True)
class Recruit:
    """One more person who offers only this, has one place, and told nothing else but what they seek.

    raises_at_most   whatever they seek, teaching it in a pair raises the total by no more than this and what
                     the plan may be missing already (bound - value); rings with them are not counted, nor
                     pairs in which they only learn (where the policy lets one direction be enough)
    best_for         the id of the person with whom they would bring that
    serves           for how many people they would be better than what these have now
    """

    offers: str
    level: int
    raises_at_most: float
    best_for: str
    serves: int


def recruits(model: Model, prices: Mapping[str, float], level: int) -> tuple[Recruit, ...]:
    """Every offer that can raise the total at this level, the one that can raise it most first.

    A newcomer at their own price keeps the proof: with the price max(0, w_j - y_j) over all j, no pair with
    them is worth more than its prices, so the bound rises by that and no more (weak duality, see `duals`).
    """
    if model.people.given:
        return ()
    paid = np.array([prices[person] for person in model.ids])
    paid[settle(model).room <= 0] = np.inf
    learnt = _learnt(model)
    found = (_recruit(model, skill, ways, level, paid, learnt) for skill, ways in _ways(model))
    return tuple(sorted(filter(None, found), key=lambda each: (-each.raises_at_most, each.offers)))


def _ways(model: Model) -> Iterator[tuple[Skill, Ways]]:
    """Each skill that, offered, would serve somebody."""
    serves: dict[int, list[tuple[Skill, float]]] = {}
    for at, skill in enumerate(model.skills):
        if skill.seekers.size:
            for offered, similarity in ((at, 1.0), *model.near.get(skill.key, ())):
                serves.setdefault(offered, []).append((skill, similarity))
    for at in sorted(serves):
        yield model.skills[at], serves[at]


def _recruit(
    model: Model, skill: Skill, ways: Ways, level: int, paid: Numbers, learnt: Numbers
) -> Recruit | None:
    people = np.unique(np.concatenate([each.seekers for each, _ in ways]))
    gets = _gets(skill, ways, people, level)
    fit = ~too_little(model, gets, learnt[people])
    if model.policy.direction != "any":
        fit &= model.frame["stage"][people] != UNTOLD
    people, gets = people[fit], gets[fit]
    enlarge = model.policy.perspective
    value = mutual(model, gets, learnt[people]) * (1 + enlarge * _perspective(model)) / (1 + enlarge)
    over = 2 * value + model.policy.inclusion + model.worth[people] - paid[people]
    if not over.size or over.max() <= _LITTLE:
        return None
    return Recruit(
        offers=model.people.shown(skill.key),
        level=level,
        raises_at_most=float(over.max()),
        best_for=model.ids[people[int(np.argmax(over))]],
        serves=int(np.count_nonzero(over > _LITTLE)),
    )


def _gets(skill: Skill, ways: Ways, people: Indices, level: int) -> Numbers:
    """What each of these would learn from somebody who offers this skill alone."""
    left, own = np.ones(people.size), np.zeros(people.size)
    known = np.isin(people, skill.offerers)
    own[known] = skill.level[np.searchsorted(skill.offerers, people[known])]
    for sought, similarity in ways:
        at = np.searchsorted(people, sought.seekers)
        further = np.maximum(0, level - np.maximum(own[at], sought.own))
        left[at] *= 1 - sought.importance / 5 * similarity * further / 5
    return 1 - left


def _learnt(model: Model) -> Numbers:
    """The most that anybody could learn from each person: who seeks all they offer, and knows none of it."""
    told = model.told_offers
    person = np.repeat(np.arange(model.n), np.diff(told.start))
    left = np.ones(model.n)
    np.multiply.at(left, person, 0.0 if model.near else 1 - told.number / 5)
    return 1 - left


def _perspective(model: Model) -> float:
    """The distance in frame of somebody who told nothing but, where the direction asks for one, a stage."""
    told = sum(bool((codes >= 0).any()) for codes in model.frame.values())
    stage = 0.5 / told if told and model.policy.direction != "any" else 0.0
    return 0.5 + stage
