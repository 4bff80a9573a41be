"""The arcs of people under a policy."""

from __future__ import annotations

import numpy as np

from counterpart.engine.hardrules import BEFORE_BENEFIT, SLACK
from counterpart.engine.model import Model, told
from counterpart.engine.pins import Settled
from counterpart.engine.rings.arcs import Arcs, Weighing, starts
from counterpart.engine.shapes import Flags, Indices, Numbers
from counterpart.engine.worth import block_rows, perspective, rows_of

MOST_ARCS, MOST_PEOPLE = 6_000_000, 25_000


def arcs_of(model: Model, settled: Settled) -> Arcs | None:
    """Every step that could be in a ring beside the pins; None where there are too many to look at."""
    if model.n > MOST_PEOPLE:
        return None
    step = block_rows(model.n)
    parts: list[tuple[Indices, Indices, Numbers]] = []
    size = 0
    for begin in range(0, max(1, model.n), step):
        parts.append(_block(model, settled, slice(begin, min(begin + step, model.n))))
        size += parts[-1][0].size
        if size > MOST_ARCS:
            return None
    learner, teacher, benefit = (np.concatenate([part[at] for part in parts]) for at in range(3))
    distance = perspective(model, learner, teacher)
    return Arcs(
        starts(learner, model.n), learner, teacher, benefit, distance, _right(model, learner, teacher)
    )


def weighing(model: Model) -> Weighing:
    """How this policy weighs rings."""
    policy = model.policy
    lists = [model.apart["avoided"], model.apart["forbidden"]]
    if not policy.met_again:
        lists.append(model.apart["met"])
    apart = np.unique(np.concatenate([*lists, _lines(model)])).astype(np.int64)
    return Weighing(policy.reciprocity, policy.perspective, policy.ring_discount, model.worth, apart)


def _block(model: Model, settled: Settled, rows: slice) -> tuple[Indices, Indices, Numbers]:
    there = rows_of(model, rows)[0]
    first, second = np.nonzero(there >= model.policy.minimum_benefit - SLACK)
    benefit = there[first, second]
    first = first + rows.start
    keep = (first != second) & (settled.room[first] > 0) & (settled.room[second] > 0)
    first, second, benefit = first[keep], second[keep], benefit[keep]
    keep = ~np.isin(model.pair_codes(first, second), settled.codes)
    for question in BEFORE_BENEFIT.values():
        keep &= ~question(model, first, second)
    return first[keep], second[keep], benefit[keep]


def _right(model: Model, learner: Indices, teacher: Indices) -> Flags:
    """Whether a step goes from stage to stage as the policy asks."""
    if model.policy.direction == "any":
        return np.ones(learner.size, np.bool_)
    stage = model.frame["stage"]
    rise = (stage[learner] - stage[teacher]) * (1 if model.policy.direction == "reverse" else -1)
    right: Flags = told(stage, learner, teacher) & (rise > 0)
    return right


def _lines(model: Model) -> Indices:
    """Codes of any two people on one reporting line; only in rings of four are some no neighbours."""
    if model.policy.rings < 4:
        return np.zeros(0, np.int64)
    codes: list[int] = []
    for below, person in enumerate(model.people.everyone):
        manager = person.manager
        while manager in model.position:
            above = model.position[manager]
            codes.append(min(above, below) * model.n + max(above, below))
            manager = model.people.everyone[above].manager
    return np.array(codes, np.int64)
