"""The arcs of people under a policy."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np

from counterpart.engine.columns import Told
from counterpart.engine.hardrules import BEFORE_BENEFIT, SLACK, Question, Rule
from counterpart.engine.model import Model, own_levels, told
from counterpart.engine.pins import Settled
from counterpart.engine.rings.arcs import Arcs, Weighing, starts
from counterpart.engine.rings.pricing import FEW, threads
from counterpart.engine.shapes import Flags, Indices, Numbers
from counterpart.engine.worth import block_rows, perspective, rows_of

MOST_ARCS, MOST_PEOPLE = 12_000_000, 25_000
_CHUNKS = 64


def arcs_of(model: Model, settled: Settled) -> Arcs | None:
    """Every step that could be in a ring beside the pins; None where there are too many to look at."""
    if model.n > MOST_PEOPLE:
        return None
    plainly = model.n <= FEW or model.near or model.people.given or model.policy.minimum_benefit <= SLACK
    parts: list[tuple[Indices, Indices, Numbers, Numbers]] = []
    size = 0
    for part in _blocks(model, settled) if plainly else reached_arcs(model, settled):
        parts.append(part)
        size += part[0].size
        if size > MOST_ARCS:
            return None
    learner, teacher = (np.concatenate([part[at] for part in parts]) for at in range(2))
    benefit, distance = (np.concatenate([part[at] for part in parts]) for at in range(2, 4))
    return Arcs(
        starts(learner, model.n), learner, teacher, benefit, distance, _right(model, learner, teacher)
    )


def _blocks(model: Model, settled: Settled) -> Iterator[tuple[Indices, Indices, Numbers, Numbers]]:
    step = block_rows(model.n)
    for begin in range(0, max(1, model.n), step):
        learner, teacher, benefit = _block(model, settled, slice(begin, min(begin + step, model.n)))
        yield learner, teacher, benefit, perspective(model, learner, teacher)


def reached_arcs(model: Model, settled: Settled) -> Iterator[tuple[Indices, Indices, Numbers, Numbers]]:
    """The same, compiled. What the loops do not know is asked afterwards."""
    from counterpart.engine.rings.reaching import reached  # compiled: only where there is much to do

    seeks, offers = model.told_seeks, model.told_offers
    own = own_levels(offers, seeks, len(model.keys))
    order = np.argsort(offers.skill, kind="stable")
    person = np.repeat(np.arange(model.n), np.diff(offers.start))
    offered = Told(starts(offers.skill[order], len(model.keys)), person[order], offers.number[order])
    names = [name for name, codes in model.frame.items() if (codes >= 0).any()]
    frame = np.zeros((model.n, len(names)), np.int64)
    for column, name in enumerate(names):
        frame[:, column] = model.frame[name]
    rules = _asked(model)

    def part(ends: tuple[int, int]) -> tuple[Indices, Indices, Numbers, Numbers]:
        first, second, benefit, distance = reached(
            *ends, seeks, own, offered, settled.room, model.line, model.languages, frame,
            "stage" in names, model.policy.minimum_benefit - SLACK,
        )  # fmt: skip
        if rules or settled.codes.size:
            keep = ~np.isin(model.pair_codes(first, second), settled.codes)
            for question in rules:
                keep &= ~question(model, first, second)
            first, second, benefit, distance = first[keep], second[keep], benefit[keep], distance[keep]
        return first, second, benefit, distance

    edges = np.linspace(0, model.n, _CHUNKS + 1).astype(int).tolist()
    with ThreadPoolExecutor(threads()) as pool:
        yield from pool.map(part, pairwise(edges))


def _asked(model: Model) -> list[Question]:
    """The rules that the compiled walk does not know and that could stop anybody here."""
    policy, lists = model.policy, (Rule.AVOIDED, Rule.FORBIDDEN, Rule.MET)
    asked = [rule for rule in lists if model.apart[rule.value].size]
    asked += [Rule.HOURS] if policy.common_hours > 0 else []
    asked += [Rule.DIFFERENT] if policy.different else []
    return [BEFORE_BENEFIT[rule] for rule in asked]


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
