"""What the groups of a plan are worth, many at once, to the last bit as `explain` takes each apart.

The search weighs pairs by sums of logarithms, which round otherwise; a plan says what the formula says.
"""

from __future__ import annotations

import numpy as np

from counterpart.engine.columns import UNTOLD
from counterpart.engine.model import Model
from counterpart.engine.people import STAGES
from counterpart.engine.shapes import Indices, Numbers

_AT_ONCE = 200_000


def weights(model: Model, groups: Indices) -> Numbers:
    """The weight of groups of one size (rows of positions): pairs, or rings in which each learns from the
    next."""
    parts = [_weights(model, groups[at : at + _AT_ONCE]) for at in range(0, len(groups), _AT_ONCE)]
    return np.concatenate([np.zeros(0), *parts])


def _weights(model: Model, groups: Indices) -> Numbers:
    policy, k = model.policy, groups.shape[1]
    benefits = [benefit(model, groups[:, at], groups[:, (at + 1) % k]) for at in range(k)]
    if k == 2:
        there, back = benefits
        mutual = (there + back) / 2 - policy.reciprocity * np.abs(there - back) / 2
    else:
        mean = _total(benefits) / k
        mutual = mean - policy.reciprocity * (mean - np.minimum.reduce(benefits))
    value = mutual * (1 + policy.perspective * _distance(model, groups)) / (1 + policy.perspective)
    worth = _total([model.worth[groups[:, at]] for at in range(k)])
    if k == 2:
        return 2 * value + worth
    whole: Numbers = (1 - policy.ring_discount) ** (k - 2) * (k * value + worth)
    return whole


def _total(columns: list[Numbers]) -> Numbers:
    """Added in this order."""
    so_far = np.zeros_like(columns[0])
    for each in columns:
        so_far += each
    return so_far


def _distance(model: Model, groups: Indices) -> Numbers:
    """The mean over the told attributes of the mean over the steps; the two steps of a pair are alike."""
    k = groups.shape[1]
    steps = 1 if k == 2 else k
    apart = []
    for name, codes in model.told_frame.items():
        each = [_apart(name, codes[groups[:, at]], codes[groups[:, (at + 1) % k]]) for at in range(steps)]
        apart.append(_total(each) / steps)
    return _total(apart) / len(apart) if apart else np.full(len(groups), 0.5)


def _apart(name: str, one: Indices, other: Indices) -> Numbers:
    step = np.abs(one - other)
    apart = step / (len(STAGES) - 1) if name == "stage" else np.minimum(step, 1)
    return np.where((one == UNTOLD) | (other == UNTOLD), 0.5, apart)


def benefit(model: Model, learners: Indices, teachers: Indices) -> Numbers:
    """benefit(learner <- teacher) of each pair: 1 - prod(1 - importance/5 * gain), in code-point order."""
    if model.people.given:
        given: Numbers = np.asarray(model.people.given.by_learner[learners, teachers], np.float64).ravel()
        return given
    told = model.told_seeks
    start, stop = told.start[learners], told.start[learners + 1]
    left = np.ones(learners.size)
    for rank in range(int((stop - start).max(initial=0))):
        who = np.flatnonzero(start + rank < stop)
        entry = start[who] + rank
        gain = _gain(model, entry, learners[who], teachers[who])
        left[who] *= 1 - told.number[entry] / 5 * gain
    return 1 - left


def _gain(model: Model, entry: Indices, learners: Indices, teachers: Indices) -> Numbers:
    """similarity * max(0, level - own)/5, the best over what each entry seeks and, where they count, those
    near."""
    sought, own = model.told_seeks.skill[entry], model.own[entry]
    gain: Numbers = np.maximum(0, model.levels(teachers, sought) - own) / 5
    for through, similarity in model.near_ranks:
        which = np.flatnonzero(through[sought] != UNTOLD)
        offered = through[sought[which]]
        mine = np.maximum(own[which], model.levels(learners[which], offered))
        further = np.maximum(0, model.levels(teachers[which], offered) - mine)
        gain[which] = np.maximum(gain[which], similarity[sought[which]] * further / 5)
    return gain
