"""Reasons the slow way: everybody is compared with everybody, as `reasons` did before it looked at skills."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from counterpart.engine.hardrules import BEFORE_BENEFIT, SLACK, Rule, wrong_way
from counterpart.engine.model import Model
from counterpart.engine.reasons import Facts, Reason
from counterpart.engine.shapes import Flags, Integers, Numbers
from counterpart.engine.worth import block_rows, rows_of, valued

_NAMED = 5


def reasons_of_all(model: Model, left_out: Integers) -> Iterator[tuple[int, Reason, Facts]]:
    """The reason and facts for each of these positions."""
    step = block_rows(model.n)
    for start in range(0, model.n, step):
        rows = slice(start, min(start + step, model.n))
        inside = left_out[(left_out >= rows.start) & (left_out < rows.stop)]
        if inside.size:
            there, back = rows_of(model, rows)
            for person in inside.tolist():
                yield person, *_reason(model, person, there[person - start], back[person - start])


def _reason(model: Model, person: int, there: Numbers, back: Numbers) -> tuple[Reason, Facts]:
    others = model.capacity > 0
    others[person] = False
    there, back = np.where(others, there, 0), np.where(others, back, 0)
    told = _told(model, person, others)
    if told:
        return told, Facts()
    least = max(model.policy.minimum_benefit - SLACK, -SLACK)
    teach, learn = others & (there >= least), others & (back >= least)
    fits = teach & learn if model.policy.two_way else teach | learn
    stopped, free = _ruled(model, person, fits, there, back)
    facts = Facts(
        offered=_counted(model, model.seeks[person], others, teaching=True),
        wanted=_counted(model, model.offers[person], others, teaching=False),
        could_teach=int(teach.sum()),
        could_learn=int(learn.sum()),
        fitting=int(fits.sum()),
        stopped=stopped,
        free_to=int(free.sum()),
        best=_best(model, person, free, there, back),
    )
    return _named(model, person, facts, there, back), facts


def _told(model: Model, person: int, others: Flags) -> Reason | None:
    seeks, offers = bool(model.seeks[person]), bool(model.offers[person])
    if not model.capacity[person]:
        return Reason.NOT_TAKING_PART
    if not others.any():
        return Reason.ALONE
    if model.people.given:
        return None
    if not seeks and not offers:
        return Reason.NOTHING_TOLD
    if model.policy.two_way and not (seeks and offers):
        return Reason.NO_OFFERS if seeks else Reason.NO_SEEKS
    return None


def _named(model: Model, person: int, facts: Facts, there: Numbers, back: Numbers) -> Reason:
    if facts.free_to:
        return Reason.EVERYONE_TAKEN
    if facts.fitting:
        return Reason.RULES
    if facts.could_teach and facts.could_learn:
        return Reason.NO_WAY_BACK
    if not facts.could_teach and (model.seeks[person] or model.people.given):
        if there.max() > 0:
            return Reason.TOO_LITTLE_TO_LEARN
        return Reason.NOBODY_FURTHER if any(count for _, count in facts.offered) else Reason.NOBODY_OFFERS
    if back.max() > 0:
        return Reason.TOO_LITTLE_TO_TEACH
    return Reason.NOBODY_BEHIND if any(count for _, count in facts.wanted) else Reason.NOBODY_SEEKS


def _ruled(
    model: Model, person: int, fits: Flags, there: Numbers, back: Numbers
) -> tuple[tuple[tuple[Rule, int], ...], Flags]:
    """How many each rule stops, in order, and who is left."""
    left = np.flatnonzero(fits)
    stopped = []
    for rule, question in {**BEFORE_BENEFIT, Rule.DIRECTION: None}.items():
        who = np.full(left.size, person)
        no = question(model, who, left) if question else wrong_way(model, who, left, there[left], back[left])
        if no.any():
            stopped.append((rule, int(no.sum())))
        left = left[~no]
    free = np.zeros(model.n, np.bool_)
    free[left] = True
    return tuple(stopped), free


def _best(model: Model, person: int, free: Flags, there: Numbers, back: Numbers) -> tuple[str, ...]:
    others = np.flatnonzero(free)
    worth = valued(model, np.full(others.size, person), others, there[others], back[others]).value
    order = others[np.argsort(-worth, kind="stable")][:_NAMED]
    return tuple(model.people.everyone[at].id for at in order.tolist())


def _counted(
    model: Model, told: dict[str, int], others: Flags, *, teaching: bool
) -> tuple[tuple[str, int], ...]:
    """How many others offer (`teaching`) or seek each skill, near ones included where they count."""
    counts = []
    for name in sorted(told):
        whole = (
            {name} if not teaching else {name, *(model.skills[at].key for at, _ in model.near.get(name, ()))}
        )
        skills = [model.skill(each) for each in whole]
        people = np.concatenate([skill.offerers if teaching else skill.seekers for skill in skills])
        counts.append((model.people.shown(name), int(others[np.unique(people)].sum())))
    return tuple(counts)
