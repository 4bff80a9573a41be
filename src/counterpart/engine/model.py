"""People and a policy as arrays, in the order of ids, skills in code-point order of their keys."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

from counterpart.engine import hours
from counterpart.engine.cells import key
from counterpart.engine.people import People, Person
from counterpart.engine.policy import FRAME, Policy
from counterpart.engine.products import Products, products
from counterpart.engine.shapes import Flags, Hashes, Indices, Integers, Numbers

UNTOLD = -1


@dataclass(frozen=True)
class Skill:
    """Who seeks and who offers one skill: positions in ascending order, with what they said about it."""

    key: str
    seekers: Indices
    importance: Numbers
    own: Numbers
    offerers: Indices
    level: Numbers


@dataclass(frozen=True)
class Model:
    """n people as arrays. Pairs are coded as `first * n + second`, first < second."""

    people: People
    policy: Policy
    position: dict[str, int]
    skills: tuple[Skill, ...]
    taught: tuple[Skill, ...]  # those of them that somebody seeks and somebody offers, or something near
    products: Products  # of those
    offers: tuple[dict[str, int], ...]  # of each person, by key
    seeks: tuple[dict[str, int], ...]
    near: dict[str, tuple[tuple[int, float], ...]]  # sought key -> (index of the offered skill, similarity)
    capacity: Integers
    worth: Numbers  # inclusion and priority of each person's place
    frame: dict[str, Integers]  # attribute -> code of each person, UNTOLD where not told
    languages: Hashes  # n x words, one bit a language
    free: Integers  # n x k x 2 runs of UTC minutes
    line: Integers  # n x 2: on entering and leaving a person on a walk down the reporting lines
    apart: dict[str, Indices]  # rule -> sorted pair codes it forbids
    hashes: Hashes

    @property
    def n(self) -> int:
        return self.capacity.size

    def skill(self, name: str) -> Skill:
        """The skill of a key."""
        return self.skills[bisect_left(self.skills, name, key=lambda each: each.key)]

    def pair_codes(self, first: Indices, second: Indices) -> Indices:
        """One number for each unordered pair."""
        code: Indices = np.minimum(first, second) * self.n + np.maximum(first, second)
        return code


def build(people: People, policy: Policy) -> Model:
    """Arrays of these people under this policy; the order of rows in the file leaves no trace."""
    everyone = people.everyone
    position = {person.id: index for index, person in enumerate(everyone)}
    offers = tuple({key(name): level for name, level in person.offers.items()} for person in everyone)
    seeks = tuple({key(name): importance for name, importance in person.seeks.items()} for person in everyone)
    skills = _skills(offers, seeks)
    near = _near(skills, policy)
    taught = tuple(each for each in skills if each.seekers.size and (each.offerers.size or each.key in near))
    return Model(
        people=people,
        policy=policy,
        position=position,
        skills=skills,
        taught=taught,
        products=products(taught, len(everyone)),
        offers=offers,
        seeks=seeks,
        near=near,
        capacity=np.array([person.capacity for person in everyone], np.int64),
        worth=np.array(
            [policy.inclusion + policy.priority.get(person.id, 0.0) for person in everyone], np.float64
        ),
        frame={name: _codes(everyone, name) for name in FRAME},
        languages=_languages(everyone),
        free=_free(everyone, policy),
        line=_lines(everyone, position),
        apart={
            "avoided": _apart(everyone, position, lambda person: person.avoid),
            "met": _apart(everyone, position, lambda person: person.met),
            "forbidden": _coded(policy.forbidden, position),
        },
        hashes=np.array([_hash(person.id) for person in everyone], np.uint64),
    )


def _skills(offers: tuple[dict[str, int], ...], seeks: tuple[dict[str, int], ...]) -> tuple[Skill, ...]:
    offered: dict[str, list[tuple[int, int]]] = {}
    sought: dict[str, list[tuple[int, int, int]]] = {}
    for index, (own, wishes) in enumerate(zip(offers, seeks, strict=True)):
        for name, level in own.items():
            offered.setdefault(name, []).append((index, level))
        for name, importance in wishes.items():
            sought.setdefault(name, []).append((index, importance, own.get(name, 0)))
    return tuple(
        _skill(name, sought.get(name, []), offered.get(name, []))
        for name in sorted(offered.keys() | sought.keys())
    )


def _skill(name: str, sought: list[tuple[int, int, int]], offered: list[tuple[int, int]]) -> Skill:
    seeks = np.array(sought, np.int64).reshape(-1, 3).T
    offers = np.array(offered, np.int64).reshape(-1, 2).T
    return Skill(
        name,
        seeks[0],
        seeks[1].astype(np.float64),
        seeks[2].astype(np.float64),
        offers[0],
        offers[1].astype(np.float64),
    )


def _near(skills: tuple[Skill, ...], policy: Policy) -> dict[str, tuple[tuple[int, float], ...]]:
    if policy.near == "none":
        return {}
    index = {skill.key: at for at, skill in enumerate(skills)}
    table: dict[str, list[tuple[int, float]]] = {}
    for (sought, offered), similarity in sorted(policy.similarities.items()):
        if offered in index and sought in index and sought != offered and similarity > 0:
            table.setdefault(sought, []).append((index[offered], similarity))
    return {sought: tuple(sorted(near)) for sought, near in table.items()}


def _codes(everyone: tuple[Person, ...], name: str) -> Integers:
    if name == "stage":
        return np.array([UNTOLD if person.stage is None else person.stage for person in everyone], np.int64)
    told = [key(getattr(person, name)) for person in everyone]
    codes = {text: code for code, text in enumerate(sorted(set(told) - {""}))}
    return np.array([codes.get(text, UNTOLD) for text in told], np.int64)


def _languages(everyone: tuple[Person, ...]) -> Hashes:
    spoken = [{key(language) for language in person.languages} for person in everyone]
    bit = {language: at for at, language in enumerate(sorted(set().union(*spoken)))}
    words = np.zeros((len(everyone), len(bit) // 64 + 1), np.uint64)
    for index, tongues in enumerate(spoken):
        for tongue in tongues:
            words[index, bit[tongue] // 64] |= np.uint64(1 << bit[tongue] % 64)
    return words


def _free(everyone: tuple[Person, ...], policy: Policy) -> Integers:
    counts = policy.common_hours > 0
    runs = [
        hours.in_utc(each.hours, each.timezone, policy.start) if counts and each.timezone else []
        for each in everyone
    ]
    table = np.zeros((len(everyone), max([1, *map(len, runs)]), 2), np.int64)
    for index, own in enumerate(runs):
        table[index, : len(own)] = np.array(own, np.int64).reshape(-1, 2)
    return table


def _lines(everyone: tuple[Person, ...], position: dict[str, int]) -> Integers:
    """Enter and leave every tree of managers once; b is below a when a's interval holds b's."""
    below: list[list[int]] = [[] for _ in everyone]
    tops = []
    for index, person in enumerate(everyone):
        if person.manager in position:
            below[position[person.manager]].append(index)
        else:
            tops.append(index)
    line = np.zeros((len(everyone), 2), np.int64)
    clock = 0
    walk = [(top, False) for top in tops]
    while walk:
        who, leaving = walk.pop()
        line[who, int(leaving)] = clock
        clock += 1
        if not leaving:
            walk.append((who, True))
            walk.extend((each, False) for each in below[who])
    return line


def _apart(
    everyone: tuple[Person, ...], position: dict[str, int], others: Callable[[Person], Iterable[str]]
) -> Indices:
    return _coded(((person.id, other) for person in everyone for other in others(person)), position)


def _coded(pairs: Iterable[tuple[str, str]], position: dict[str, int]) -> Indices:
    n = len(position)
    codes = set()
    for first, second in pairs:
        if first in position and second in position:
            low, high = sorted((position[first], position[second]))
            codes.add(low * n + high)
    return np.array(sorted(codes), np.int64)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")


def told(codes: Integers, first: Indices, second: Indices) -> Flags:
    """Where both of each pair told an attribute."""
    both: Flags = (codes[first] != UNTOLD) & (codes[second] != UNTOLD)
    return both
