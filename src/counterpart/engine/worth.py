"""Benefits and values of pairs, as the model defines them, for blocks of people at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from counterpart.engine.hardrules import BEFORE_BENEFIT, SLACK, too_little, wrong_way
from counterpart.engine.model import Model, Skill, told
from counterpart.engine.people import STAGES
from counterpart.engine.shapes import Indices, Numbers

_BLOCK_CELLS = 4_000_000
_SPARSE = 0.05  # share of pairs with something in common below which only those are looked at


@dataclass(frozen=True)
class Pairs:
    """Pairs with what each brings: `first` learns `there`, `second` learns `back`; `weight` counts."""

    first: Indices
    second: Indices
    there: Numbers
    back: Numbers
    value: Numbers
    weight: Numbers


def block_rows(n: int) -> int:
    """How many people can be compared with all others at once within a fixed memory."""
    return max(1, min(n, _BLOCK_CELLS // max(1, n)))


def benefits(model: Model, learners: slice, teachers: slice) -> Numbers:
    """benefit(learner <- teacher) for every learner (row) and teacher (column).

    1 - prod over skills of (1 - importance/5 * gain/5), the product in code-point order of skills.
    """
    if model.people.given:
        given: Numbers = model.people.given.by_learner[learners, teachers].toarray()
        return given
    left = np.ones((learners.stop - learners.start, teachers.stop - teachers.start))
    for skill in model.taught:
        who = _within(skill.seekers, learners)
        if who.stop == who.start:
            continue
        near = model.near.get(skill.key, ())
        rows = skill.seekers[who] - learners.start
        wish = (skill.importance[who] / 5)[:, None]
        if near:
            left[rows] *= 1 - wish * _near_gain(model, skill, near, who, teachers)
            continue
        whom = _within(skill.offerers, teachers)
        gain = np.maximum(0, skill.level[whom][None, :] - skill.own[who][:, None]) / 5
        left[np.ix_(rows, skill.offerers[whom] - teachers.start)] *= 1 - wish * gain
    return 1 - left


def _within(positions: Indices, bounds: slice) -> slice:
    return slice(int(np.searchsorted(positions, bounds.start)), int(np.searchsorted(positions, bounds.stop)))


def _near_gain(
    model: Model, skill: Skill, near: tuple[tuple[int, float], ...], who: slice, teachers: slice
) -> Numbers:
    """The best of similarity * (level - the most the learner has of both) over the skill and those near."""
    gain = np.zeros((who.stop - who.start, teachers.stop - teachers.start))
    for offered, similarity in ((skill, 1.0), *((model.skills[at], similarity) for at, similarity in near)):
        whom = _within(offered.offerers, teachers)
        own = np.maximum(skill.own[who], _levels(offered, skill.seekers[who]))
        further = np.maximum(0, offered.level[whom][None, :] - own[:, None])
        columns = offered.offerers[whom] - teachers.start
        gain[:, columns] = np.maximum(gain[:, columns], similarity * further / 5)
    return gain


def _levels(skill: Skill, people: Indices) -> Numbers:
    """The level each of these people offers a skill at, 0 where they do not."""
    at = np.searchsorted(skill.offerers, people)
    found = np.flatnonzero(at < skill.offerers.size)
    found = found[skill.offerers[at[found]] == people[found]]
    levels = np.zeros(people.size)
    levels[found] = skill.level[at[found]]
    return levels


def mutual(model: Model, there: Numbers, back: Numbers) -> Numbers:
    """(b1 + b2)/2 - reciprocity * |b1 - b2|/2."""
    both: Numbers = (there + back) / 2 - model.policy.reciprocity * np.abs(there - back) / 2
    return both


def distances(model: Model, first: Indices, second: Indices) -> dict[str, Numbers]:
    """How far apart two people stand (0..1) in each attribute that anyone told; 0.5 where not both told."""
    found = {}
    for name, codes in model.frame.items():
        if (codes >= 0).any():
            step = np.abs(codes[first] - codes[second])
            apart = step / (len(STAGES) - 1) if name == "stage" else np.minimum(step, 1)
            found[name] = np.where(told(codes, first, second), apart, 0.5)
    return found


def perspective(model: Model, first: Indices, second: Indices) -> Numbers:
    """The mean distance in frame, 0.5 where nobody told anything."""
    each = distances(model, first, second)
    if not each:
        return np.full(first.size, 0.5)
    total: Numbers = sum(each.values(), np.zeros(first.size))
    return total / len(each)


def valued(model: Model, first: Indices, second: Indices, there: Numbers, back: Numbers) -> Pairs:
    """The same pairs with v = m * (1 + perspective * d)/(1 + perspective) and weight 2 (v + inclusion)."""
    enlarge = model.policy.perspective
    value = mutual(model, there, back) * (1 + enlarge * perspective(model, first, second)) / (1 + enlarge)
    return Pairs(first, second, there, back, value, 2 * value + (model.worth[first] + model.worth[second]))


def rows_of(model: Model, rows: slice) -> tuple[Numbers, Numbers]:
    """What a block of people would learn from everybody, and everybody from them; rows x n."""
    everybody = slice(0, model.n)
    if model.near and not model.people.given:
        return benefits(model, rows, everybody), benefits(model, everybody, rows).T
    there, back = model.products.of(rows)
    return there.toarray(), back.toarray()


def allowed(model: Model, rows: slice) -> Pairs:
    """Every allowed pair of a block of people (as first) with anybody (as second), in both orders."""
    if model.near or model.policy.minimum_benefit <= SLACK:
        found = _dense(model, *rows_of(model, rows))
    else:
        there, back = model.products.of(rows)
        few = there.nnz + back.nnz < _SPARSE * there.shape[0] * model.n
        found = _sparse(model, there, back) if few else _dense(model, there.toarray(), back.toarray())
    first, second, learnt, taught = found
    keep = first + rows.start != second
    return _ruled(model, first[keep] + rows.start, second[keep], learnt[keep], taught[keep])


def _dense(model: Model, there: Numbers, back: Numbers) -> tuple[Indices, Indices, Numbers, Numbers]:
    first, second = np.nonzero(~too_little(model, there, back))
    return first, second, there[first, second], back[first, second]


def _sparse(
    model: Model, there: sparse.csr_array, back: sparse.csr_array
) -> tuple[Indices, Indices, Numbers, Numbers]:
    """The same where most pairs have no skill in common, and none of those can be allowed."""
    ways = [_coded(each, model.n) for each in (there, back)]
    codes = np.union1d(ways[0][0], ways[1][0])
    learnt, taught = (_looked_up(codes, *way) for way in ways)
    keep = ~too_little(model, learnt, taught)
    codes, learnt, taught = codes[keep], learnt[keep], taught[keep]
    return codes // model.n, codes % model.n, learnt, taught


def _coded(found: sparse.csr_array, n: int) -> tuple[Indices, Numbers]:
    """The entries of a matrix: row * n + column, ascending, and their values."""
    rows = np.repeat(np.arange(found.shape[0]), np.diff(found.indptr))
    return rows * n + found.indices, found.data


def _looked_up(codes: Indices, known: Indices, values: Numbers) -> Numbers:
    found = np.zeros(codes.size)
    found[np.searchsorted(codes, known)] = values
    return found


def _ruled(model: Model, first: Indices, second: Indices, there: Numbers, back: Numbers) -> Pairs:
    for question in BEFORE_BENEFIT.values():
        keep = ~question(model, first, second)
        first, second, there, back = first[keep], second[keep], there[keep], back[keep]
    keep = ~wrong_way(model, first, second, there, back)
    return valued(model, first[keep], second[keep], there[keep], back[keep])
