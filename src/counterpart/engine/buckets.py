"""People by what they show and seek: where a compiled scan finds everybody who could matter to a person.

Where both directions must help, a pair needs a double coincidence: each shows something that the other
seeks. So an index by (shown, sought) holds every pair that can be allowed. Where one direction is enough,
two indexes by one skill do. Within a key people stand in buckets of like level and importance, so that a
bucket has a bound on what it can bring.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from counterpart.engine.arrays import Arrays
from counterpart.engine.columns import Told
from counterpart.engine.shapes import Hashes, Indices, Integers, Numbers

LEVELS = 5


class Buckets(NamedTuple):
    """`key` ascending (of two skills, those of the first skill s from `first[s]` on); its buckets from
    `of_key[k]`; a bucket's members from `start[b]`.

    `level` is the highest level shown in a bucket, `importance` the highest importance sought; 0 = not
    looked at. Beside each member stands, from `by_price` on, what they cost, and the bits of what they show
    and seek (`Arrays.shows_some`).
    """

    key: Indices
    first: Indices
    of_key: Indices
    start: Indices
    level: Numbers
    importance: Numbers
    member: Integers
    cost: Numbers
    bits: Hashes


def both_ways(every: Arrays) -> Buckets:
    """Keys are shown * skills + sought."""
    seeks = _within(every.seeks, np.unique(every.shows.skill))
    shows = every.shows
    times = np.diff(seeks.start)
    n = times.size
    shower = np.repeat(np.arange(n), np.diff(shows.start))
    repeats = times[shower]
    shown = np.repeat(np.arange(shower.size), repeats)
    who = shower[shown]
    ends = np.cumsum(repeats)
    sought = seeks.start[who] + np.arange(who.size) - (ends - repeats)[shown]
    keys = shows.skill[shown] * every.skills + seeks.skill[sought]
    return _bucketed(who, keys, every.skills, shows.number[shown], seeks.number[sought])


def shown(every: Arrays) -> Buckets:
    """Keys are shown skills."""
    who = np.repeat(np.arange(every.shows.start.size - 1), np.diff(every.shows.start))
    return _bucketed(who, every.shows.skill, 0, every.shows.number, np.zeros(who.size))


def sought(every: Arrays) -> Buckets:
    """Keys are sought skills."""
    who = np.repeat(np.arange(every.seeks.start.size - 1), np.diff(every.seeks.start))
    return _bucketed(who, every.seeks.skill, 0, np.zeros(who.size), every.seeks.number)


def _within(told: Told, skills: Indices) -> Told:
    keep = np.isin(told.skill, skills)
    kept = np.concatenate([[0], np.cumsum(keep)])
    return Told(kept[told.start], told.skill[keep], told.number[keep])


def _bucketed(who: Indices, keys: Indices, skills: int, level: Numbers, importance: Numbers) -> Buckets:
    """Best levels first, then the greatest importance, then by position."""
    steps = LEVELS + 1
    code = (keys * steps + (LEVELS - level.astype(np.int64))) * steps + (LEVELS - importance.astype(np.int64))
    order = np.argsort(code, kind="stable")
    code = code[order]
    start = (
        np.flatnonzero(np.concatenate([[True], code[1:] != code[:-1]]))
        if code.size
        else np.zeros(0, np.int64)
    )
    kinds = code[start]
    key = kinds // (steps * steps)
    first = (
        np.flatnonzero(np.concatenate([[True], key[1:] != key[:-1]])) if key.size else np.zeros(0, np.int64)
    )
    return Buckets(
        key=key[first],
        first=np.searchsorted(key[first], np.arange(skills + 1) * skills),
        of_key=np.append(first, start.size).astype(np.int64),
        start=np.append(start, code.size).astype(np.int64),
        level=(LEVELS - kinds // steps % steps).astype(np.float64),
        importance=(LEVELS - kinds % steps).astype(np.float64),
        member=who[order].astype(np.int64),
        cost=np.zeros(who.size),
        bits=np.zeros((who.size, 2), np.uint64),
    )
