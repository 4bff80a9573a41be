"""What people told as arrays: the form in which a million of them fit into memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from counterpart.engine.cells import key
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.shapes import Hashes, Indices, Integers, Numbers

UNTOLD = -1


class Told(NamedTuple):
    """Person i told `skill[start[i]:start[i + 1]]`, ascending, with a number each (level or importance)."""

    start: Indices
    skill: Indices
    number: Numbers


@dataclass(frozen=True)
class Columns:
    """n people. `skills` are names in code-point order of their keys; codes of skills are places in it.

    frame       attribute -> code of each person, UNTOLD where not told
    languages   n x words, one bit a language
    manager     position of each person's manager, UNTOLD where there is none among them
    """

    skills: tuple[str, ...]
    offers: Told
    seeks: Told
    frame: dict[str, Integers]
    languages: Hashes
    capacity: Integers
    manager: Integers

    @property
    def n(self) -> int:
        """How many people."""
        return self.capacity.size


def columns(
    skills: Sequence[str],
    offers: tuple[object, object, object],
    seeks: tuple[object, object, object],
    frame: dict[str, object],
    languages: object,
    capacity: object,
    manager: object,
) -> Columns:
    """Check arrays and put skills into order. Raises `BadInput`, naming the argument and the first odd
    place."""
    keys = [key(name) for name in skills]
    if len(set(keys)) < len(keys) or "" in keys:
        raise BadInput([Problem("every skill needs a name of its own", column="skills")])
    order = np.array(sorted(range(len(keys)), key=keys.__getitem__), np.int64)
    place = np.empty(order.size, np.int64)
    place[order] = np.arange(order.size)
    given = _told(offers, place, "offers")
    n = given.start.size - 1
    wished = _told(seeks, place, "seeks")
    if wished.start.size - 1 != n:
        raise BadInput([Problem(f"are of {wished.start.size - 1} people, offers of {n}", column="seeks")])
    codes = {name: _whole(value, n, name, -1, 5 if name == "stage" else n) for name, value in frame.items()}
    return Columns(
        skills=tuple(skills[at] for at in order.tolist()),
        offers=given,
        seeks=wished,
        frame=codes,
        languages=_tongues(languages, n),
        capacity=_whole(1 if capacity is None else capacity, n, "capacity", 0, 1000),
        manager=_whole(manager, n, "manager", -1, n - 1),
    )


def _told(given: tuple[object, object, object], place: Indices, name: str) -> Told:
    start, skill, number = (np.asarray(each) for each in given)
    if not start.size or start[0] != 0 or start[-1] != skill.size or (np.diff(start) < 0).any():
        raise BadInput([Problem("need ascending starts from 0 to the number of entries", column=name)])
    if skill.size and not (skill.min() >= 0 and skill.max() < place.size):
        raise BadInput([Problem("name a skill that is not there", column=name)])
    if number.size != skill.size or not np.isin(number, (1, 2, 3, 4, 5)).all():
        raise BadInput([Problem("need a whole number from 1 to 5 for each entry", column=name)])
    person = np.repeat(np.arange(start.size - 1), np.diff(start))
    code = person * max(1, place.size) + place[skill]
    order = np.argsort(code, kind="stable")
    if (np.diff(code[order]) == 0).any():
        raise BadInput([Problem("name a skill twice for one person", column=name)])
    return Told(start.astype(np.int64), place[skill[order]], number[order].astype(np.float64))


def _whole(given: object, n: int, name: str, low: int, high: int) -> Integers:
    column = np.full(n, UNTOLD if given is None else given) if given is None or np.isscalar(given) else given
    numbers = np.asarray(column)
    if numbers.shape != (n,) or not np.issubdtype(numbers.dtype, np.integer):
        raise BadInput([Problem(f"needs one whole number for each of {n} people", column=name)])
    wrong = np.flatnonzero((numbers < low) | (numbers > high))
    if wrong.size:
        at = int(wrong[0])
        raise BadInput([Problem(f"{numbers[at]} is not from {low} to {high}", at + 1, name)])
    return numbers.astype(np.int64)


def _tongues(given: object, n: int) -> Hashes:
    bits = np.zeros((n, 1), np.uint64) if given is None else np.asarray(given, np.uint64)
    bits = bits.reshape(n, -1) if bits.size else np.zeros((n, 1), np.uint64)
    return np.ascontiguousarray(bits)


def gathered(rows: Iterable[dict[str, int]], code: dict[str, int]) -> Told:
    """The skills of each person, by key, as arrays."""
    start, skill, number = [0], [], []
    for row in rows:
        told = {code[name]: each for name, each in row.items()}
        inside = sorted(told)
        skill += inside
        number += [told[each] for each in inside]
        start.append(len(skill))
    return Told(np.array(start, np.int64), np.array(skill, np.int64), np.array(number, np.float64))
