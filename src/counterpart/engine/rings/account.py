"""What a ring is worth, in named terms that add up to it."""

from __future__ import annotations

from dataclasses import dataclass

from counterpart.engine import explain
from counterpart.engine.explain import Direction, Term, distances, total
from counterpart.engine.model import Model


@dataclass(frozen=True)
class RingAccount:
    """`terms` add up to `value`; `weight` = k (1 - ring_discount)^(k - 2) (value + mean worth of a place)."""

    people: tuple[str, ...]
    directions: tuple[Direction, ...]
    value: float
    weight: float
    terms: tuple[Term, ...]


def account(model: Model, ring: tuple[int, ...]) -> RingAccount:
    """Take a ring apart: positions, each learning from the next. Terms as those of a pair, of k steps."""
    policy, k = model.policy, len(ring)
    steps = [explain.direction(model, ring[at], ring[(at + 1) % k]) for at in range(k)]
    benefits = [each.benefit for each in steps]
    mean = total(benefits) / k
    loss = policy.reciprocity * (mean - min(benefits))
    mutual = mean - loss
    terms = [Term("learning", each.learner, each.benefit / k / (1 + policy.perspective)) for each in steps]
    terms.append(Term("imbalance", "", 0.0 - loss / (1 + policy.perspective)))
    each_step = [distances(model, ring[at], ring[(at + 1) % k]) for at in range(k)]
    apart = {name: total(step[name] for step in each_step) / k for name in each_step[0]}
    scale = mutual * policy.perspective / (1 + policy.perspective) / len(apart)
    terms += [Term("perspective", name, scale * distance) for name, distance in apart.items()]
    distance = total(apart.values()) / len(apart)
    value = mutual * (1 + policy.perspective * distance) / (1 + policy.perspective)
    worth = total(model.worth.item(at) for at in ring)
    weight = (1 - policy.ring_discount) ** (k - 2) * (k * value + worth)
    return RingAccount(tuple(each.learner for each in steps), tuple(steps), value, weight, tuple(terms))
