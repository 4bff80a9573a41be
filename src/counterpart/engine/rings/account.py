"""What a ring is worth, in named terms that add up to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from counterpart.engine import explain
from counterpart.engine.explain import Direction, Term
from counterpart.engine.model import Model
from counterpart.engine.worth import distances


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
    loss = policy.reciprocity * (sum(benefits) / k - min(benefits))
    mutual = sum(benefits) / k - loss
    terms = [Term("learning", each.learner, each.benefit / k / (1 + policy.perspective)) for each in steps]
    terms.append(Term("imbalance", "", 0.0 - loss / (1 + policy.perspective)))
    apart = distances(model, np.array(ring), np.roll(np.array(ring), -1)) or {"": np.array([0.5])}
    scale = mutual * policy.perspective / (1 + policy.perspective) / len(apart)
    terms += [Term("perspective", name, scale * float(each.mean())) for name, each in apart.items()]
    distance = sum(float(each.mean()) for each in apart.values()) / len(apart)
    value = mutual * (1 + policy.perspective * distance) / (1 + policy.perspective)
    worth = float(model.worth[list(ring)].sum())
    weight = (1 - policy.ring_discount) ** (k - 2) * (k * value + worth)
    return RingAccount(tuple(each.learner for each in steps), tuple(steps), value, weight, tuple(terms))
