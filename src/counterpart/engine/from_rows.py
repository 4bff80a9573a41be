"""Rows of people as columns, and what only rows tell: hours, whom people avoid or have met, hashes of ids."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from counterpart.engine import hours
from counterpart.engine.cells import Remembered, key
from counterpart.engine.columns import UNTOLD, Columns, gathered
from counterpart.engine.people import People, Person
from counterpart.engine.policy import FRAME, Policy
from counterpart.engine.shapes import Hashes, Indices, Integers

NOBODY = np.zeros(0, np.int64)


def columns_of(everyone: Sequence[Person]) -> Columns:
    """Rows as columns."""
    known = Remembered(key)
    offers = [{known[name]: level for name, level in person.offers.items()} for person in everyone]
    seeks = [{known[name]: importance for name, importance in person.seeks.items()} for person in everyone]
    keys = sorted(set().union(*offers, *seeks))
    code = {name: at for at, name in enumerate(keys)}
    position = {person.id: index for index, person in enumerate(everyone)}
    return Columns(
        skills=tuple(keys),
        offers=gathered(offers, code),
        seeks=gathered(seeks, code),
        frame={name: _codes(everyone, name) for name in FRAME},
        languages=_languages(everyone),
        capacity=np.array([person.capacity for person in everyone], np.int64),
        manager=np.array([position.get(person.manager, UNTOLD) for person in everyone], np.int64),
    )


def of_rows(people: People, policy: Policy) -> tuple[Integers, dict[str, Indices], Hashes]:
    """What only rows tell: hours, whom people avoid or have met, and the hash of an id."""
    n = len(people)
    if people.columns is not None:
        places = np.arange(1, n + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)
        return np.zeros((n, 1, 2), np.int64), {"avoided": NOBODY, "met": NOBODY}, places
    everyone = people.everyone
    position = {person.id: index for index, person in enumerate(everyone)}
    apart = {
        "avoided": _apart(everyone, position, lambda person: person.avoid),
        "met": _apart(everyone, position, lambda person: person.met),
    }
    return _free(everyone, policy), apart, np.array([_hash(person.id) for person in everyone], np.uint64)


def _codes(everyone: Sequence[Person], name: str) -> Integers:
    if name == "stage":
        return np.array([UNTOLD if person.stage is None else person.stage for person in everyone], np.int64)
    known = Remembered(key)
    told = [known[getattr(person, name)] for person in everyone]
    codes = {text: code for code, text in enumerate(sorted(set(told) - {""}))}
    return np.array([codes.get(text, UNTOLD) for text in told], np.int64)


def _languages(everyone: Sequence[Person]) -> Hashes:
    known = Remembered(key)
    spoken = [{known[language] for language in person.languages} for person in everyone]
    bit = {language: at for at, language in enumerate(sorted(set().union(*spoken)))}
    words = np.zeros((len(everyone), len(bit) // 64 + 1), np.uint64)
    for index, tongues in enumerate(spoken):
        for tongue in tongues:
            words[index, bit[tongue] // 64] |= np.uint64(1 << bit[tongue] % 64)
    return words


def _free(everyone: Sequence[Person], policy: Policy) -> Integers:
    counts = policy.common_hours > 0
    runs = [
        hours.in_utc(each.hours, each.timezone, policy.start) if counts and each.timezone else []
        for each in everyone
    ]
    table = np.zeros((len(everyone), max([1, *map(len, runs)]), 2), np.int64)
    for index, own in enumerate(runs):
        table[index, : len(own)] = np.array(own, np.int64).reshape(-1, 2)
    return table


def _apart(
    everyone: Sequence[Person], position: dict[str, int], others: Callable[[Person], Iterable[str]]
) -> Indices:
    return pair_codes(((person.id, other) for person in everyone for other in others(person)), position)


def pair_codes(pairs: Iterable[tuple[str, str]], position: dict[str, int]) -> Indices:
    """low * n + high of each pair whose ids are both here, sorted, once each."""
    n = len(position)
    codes = set()
    for first, second in pairs:
        if first in position and second in position:
            low, high = sorted((position[first], position[second]))
            codes.add(low * n + high)
    return np.array(sorted(codes), np.int64)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "little")
