"""A model as plain tuples of arrays, the form in which compiled loops read it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from counterpart.engine.columns import Told
from counterpart.engine.hardrules import SLACK
from counterpart.engine.model import Model, own_levels
from counterpart.engine.shapes import Hashes, Indices, Integers, Numbers, Shorts

BITS = 64
STEPS = 6  # levels and importances, 0 among them
_DIRECTIONS = {"any": 0, "reverse": 1, "classic": -1}


class Near(NamedTuple):
    """Skill s is served by `other[start[s]:start[s + 1]]` (itself among them) with these similarities."""

    start: Indices
    other: Indices
    similarity: Numbers


class Rules(NamedTuple):
    """What the hard rules look at. `apart` of person i: ascending positions from `apart_start[i]`."""

    room: Integers
    line: Integers
    apart_start: Indices
    apart: Indices
    languages: Hashes
    free: Integers
    least_minutes: float
    different: Integers  # columns of `frame` in which two who told must differ
    direction: int  # 0 any, 1 reverse, -1 classic


class Weights(NamedTuple):
    """What makes a value of benefits. `frame`: one column for each attribute that anyone told, stage
    first."""

    frame: Integers
    has_stage: bool
    reciprocity: float
    perspective: float
    worth: Numbers
    least: float
    two_way: bool


class Arrays(NamedTuple):
    """Everything about n people that decides which pairs are allowed and what they are worth.

    `seeks`, `offers` as told; `shows` is what each could teach, near skills included, with the highest level
    (rounded up) that it could count as; `own` is the learner's own level at each of `seeks`. `near`: some
    skill serves another. `offer_codes` say skill and level in one number, `seek_codes` skill, importance and
    own level. `shows_some` and `seeks_some` have the bits of everything in `shows` and `seeks`; skills share
    `BITS` bits, by their remainder.
    """

    seeks: Told
    own: Numbers
    offers: Told
    shows: Told
    serves: Near  # sought skill -> offered skills
    served: Near  # offered skill -> sought skills
    rules: Rules
    weights: Weights
    hashes: Hashes
    skills: int
    near: bool
    offer_codes: Shorts
    seek_codes: Shorts
    shows_some: Hashes
    seeks_some: Hashes


def arrays(model: Model, room: Integers, settled: Indices) -> Arrays:
    """The arrays of a model. `room` is what people have left; `settled` are codes of pairs set aside."""
    index = {name: at for at, name in enumerate(model.keys)}
    seeks, offers = model.told_seeks, model.told_offers
    serves, served = _near(model, index)
    own = own_levels(offers, seeks, len(index))
    shows = _shows(offers, served, np.unique(seeks.skill))
    return Arrays(
        seeks=seeks,
        own=own,
        offers=offers,
        shows=shows,
        serves=serves,
        served=served,
        rules=_rules(model, room, settled),
        weights=_weights(model),
        hashes=model.hashes,
        skills=len(index),
        near=serves.other.size > len(index),
        offer_codes=(offers.skill * STEPS + offers.number).astype(np.int32),
        seek_codes=((seeks.skill * STEPS + seeks.number) * STEPS + own).astype(np.int32),
        shows_some=_some(shows),
        seeks_some=_some(seeks),
    )


def _some(told: Told) -> Hashes:
    """The bits of all that each told."""
    bits = np.uint64(1) << (told.skill % BITS).astype(np.uint64)
    some = np.zeros(told.start.size - 1, np.uint64)
    np.bitwise_or.at(some, np.repeat(np.arange(some.size), np.diff(told.start)), bits)
    return some


def _near(model: Model, index: dict[str, int]) -> tuple[Near, Near]:
    rows = [(at, at, 1.0) for at in range(len(index))]
    rows += [(index[sought], at, sim) for sought, near in model.near.items() for at, sim in near]
    return _grouped(sorted(rows), len(index)), _grouped(sorted((b, a, s) for a, b, s in rows), len(index))


def _grouped(rows: list[tuple[int, int, float]], skills: int) -> Near:
    key = np.array([row[0] for row in rows], np.int64)
    start = np.searchsorted(key, np.arange(skills + 1)).astype(np.int64)
    other = np.array([row[1] for row in rows], np.int64)
    return Near(start, other, np.array([row[2] for row in rows], np.float64))


def _shows(offers: Told, served: Near, sought: Indices) -> Told:
    """For each person the sought skills they could serve, and ceil(similarity * level), the most it can
    count."""
    n = offers.start.size - 1
    person = np.repeat(np.arange(n), np.diff(offers.start))
    times = np.diff(served.start)[offers.skill]
    who = np.repeat(person, times)
    first = np.repeat(served.start[offers.skill], times)
    step = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    entry = first + step
    skill = served.other[entry]
    level = np.ceil(np.repeat(offers.number, times) * served.similarity[entry] - SLACK)
    keep = np.isin(skill, sought)
    who, skill, level = who[keep], skill[keep], level[keep]
    order = np.lexsort((-level, skill, who))
    who, skill, level = who[order], skill[order], level[order]
    new = np.ones(who.size, np.bool_)
    new[1:] = (who[1:] != who[:-1]) | (skill[1:] != skill[:-1])
    who, skill, level = who[new], skill[new], level[new]
    start = np.zeros(n + 1, np.int64)
    np.cumsum(np.bincount(who, minlength=n), out=start[1:])
    return Told(start, skill, level)


def _rules(model: Model, room: Integers, settled: Indices) -> Rules:
    policy = model.policy
    lists = [model.apart["avoided"], model.apart["forbidden"], settled]
    if not policy.met_again:
        lists.append(model.apart["met"])
    codes = np.unique(np.concatenate(lists)).astype(np.int64)
    one, other = codes // max(1, model.n), codes % max(1, model.n)
    person, partner = np.concatenate([one, other]), np.concatenate([other, one])
    order = np.lexsort((partner, person))
    start = np.searchsorted(person[order], np.arange(model.n + 1)).astype(np.int64)
    names = _frame_names(model)
    return Rules(
        room=room,
        line=model.line,
        apart_start=start,
        apart=partner[order],
        languages=model.languages,
        free=model.free,
        least_minutes=policy.common_hours * 60 - SLACK if policy.common_hours > 0 else 0.0,
        different=np.array([names.index(name) for name in policy.different if name in names], np.int64),
        direction=_DIRECTIONS[policy.direction],
    )


def _frame_names(model: Model) -> list[str]:
    return [name for name, codes in model.frame.items() if (codes >= 0).any()]


def _weights(model: Model) -> Weights:
    names = _frame_names(model)
    columns = [model.frame[name] for name in names]
    frame = np.column_stack(columns) if columns else np.zeros((model.n, 0), np.int64)
    return Weights(
        frame=np.ascontiguousarray(frame),
        has_stage="stage" in names,
        reciprocity=float(model.policy.reciprocity),
        perspective=float(model.policy.perspective),
        worth=model.worth,
        least=max(0.0, model.policy.minimum_benefit - SLACK),
        two_way=model.policy.two_way,
    )
