"""People and a policy as arrays, in the order of ids, skills in code-point order of their keys."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import TYPE_CHECKING

import numpy as np

from counterpart.engine.cells import key
from counterpart.engine.columns import UNTOLD, Told
from counterpart.engine.directed import Directed
from counterpart.engine.from_rows import NOBODY, columns_of, of_rows, pair_codes
from counterpart.engine.ondemand import OnDemand
from counterpart.engine.people import People, place_id, place_of
from counterpart.engine.policy import Policy
from counterpart.engine.products import Products, products
from counterpart.engine.reporting_lines import lines
from counterpart.engine.shapes import Flags, Hashes, Indices, Integers, Numbers

if TYPE_CHECKING:  # it imports this module
    from counterpart.engine.keeping import Kept


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
    keys: tuple[str, ...]  # of skills, in code-point order
    told_offers: Told
    told_seeks: Told
    near: dict[str, tuple[tuple[int, float], ...]]  # sought key -> (index of the offered skill, similarity)
    capacity: Integers
    worth: Numbers  # inclusion and priority of each person's place
    frame: dict[str, Integers]  # attribute -> code of each person, UNTOLD where not told
    languages: Hashes  # n x words, one bit a language
    free: Integers  # n x k x 2 runs of UTC minutes
    line: Integers  # n x 2: on entering and leaving a person on a walk down the reporting lines
    apart: dict[str, Indices]  # rule -> sorted pair codes it forbids
    hashes: Hashes
    kept: Kept | None = None  # pairs that run already and count more

    @property
    def n(self) -> int:
        return self.capacity.size

    @cached_property
    def position(self) -> dict[str, int]:
        """Where an id stands."""
        return {person: at for at, person in enumerate(self.ids)}

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """All ids, in order."""
        if self.people.columns is not None:
            return tuple(place_id(at, self.n) for at in range(self.n))
        return tuple(person.id for person in self.people.everyone)

    def id_at(self, at: int) -> str:
        """The id of one position."""
        return place_id(at, self.n) if self.people.columns is not None else self.people.everyone[at].id

    def find(self, person: str) -> int | None:
        """Where an id stands; None where it does not."""
        return self.position.get(person) if self.people.columns is None else place_of(person, self.n)

    @cached_property
    def offers(self) -> Sequence[dict[str, int]]:
        """Of each person, by key."""
        return OnDemand(self.n, partial(self._by_key, self.told_offers))

    @cached_property
    def seeks(self) -> Sequence[dict[str, int]]:
        """Of each person, by key."""
        return OnDemand(self.n, partial(self._by_key, self.told_seeks))

    def _by_key(self, told: Told, at: int) -> dict[str, int]:
        mine = slice(told.start.item(at), told.start.item(at + 1))
        pairs = zip(told.skill[mine].tolist(), told.number[mine].tolist(), strict=True)
        return {self.keys[skill]: int(number) for skill, number in pairs}

    @cached_property
    def told_frame(self) -> dict[str, Integers]:
        """The attributes that anyone told."""
        return {name: codes for name, codes in self.frame.items() if (codes >= 0).any()}

    @cached_property
    def own(self) -> Numbers:
        """Beside each entry of `told_seeks`: the level at which the person offers the same, 0 where not."""
        return own_levels(self.told_offers, self.told_seeks, len(self.keys))

    def levels(self, people: Indices, skills: Indices) -> Numbers:
        """The level at which each of these people offers the skill beside (a place in `keys`), else 0."""
        told, last = self.told_offers, self.told_offers.skill.size - 1
        if last < 0:
            return np.zeros(people.size)
        low, stop = told.start[people], told.start[people + 1]
        high = stop
        for _ in range(int((stop - low).max(initial=0)).bit_length()):
            middle = (low + high) >> 1
            beyond = (low < high) & (told.skill[np.minimum(middle, last)] < skills)
            low, high = np.where(beyond, middle + 1, low), np.where(beyond, high, middle)
        at = np.minimum(low, last)
        return np.where((low < stop) & (told.skill[at] == skills), told.number[at], 0.0)

    @cached_property
    def skills(self) -> tuple[Skill, ...]:
        """Who seeks and offers each skill."""
        return _skills(self.keys, self.told_offers, self.told_seeks, self.own)

    @cached_property
    def taught(self) -> tuple[Skill, ...]:
        """The skills that somebody seeks and somebody offers, or something near."""
        return tuple(
            each
            for each in self.skills
            if each.seekers.size and (each.offerers.size or each.key in self.near)
        )

    @cached_property
    def products(self) -> Products | Directed:
        """Sparse products of those; or benefits that were given as numbers."""
        return self.people.given or products(self.taught, self.n)

    @cached_property
    def near_ranks(self) -> tuple[tuple[Indices, Numbers], ...]:
        """The first offered skill near each skill (its place in `keys`, UNTOLD where there is none) with its
        similarity, the second, and so on."""
        ranks = []
        for rank in range(max(map(len, self.near.values()), default=0)):
            through, similarity = np.full(len(self.keys), UNTOLD), np.zeros(len(self.keys))
            for at, name in enumerate(self.keys):
                for place, number in self.near.get(name, ())[rank : rank + 1]:
                    through[at], similarity[at] = place, number
            ranks.append((through, similarity))
        return tuple(ranks)

    def skill(self, name: str) -> Skill:
        """The skill of a key."""
        return self.skills[bisect_left(self.keys, name)]

    def pair_codes(self, first: Indices, second: Indices) -> Indices:
        """One number for each unordered pair."""
        code: Indices = np.minimum(first, second) * self.n + np.maximum(first, second)
        return code


def build(people: People, policy: Policy) -> Model:
    """Arrays of these people under this policy; the order of rows in the file leaves no trace."""
    told = people.columns or columns_of(people.everyone)
    keys = tuple(key(name) for name in told.skills)
    free, apart, hashes = of_rows(people, policy)
    worth = np.full(told.n, float(policy.inclusion))
    model = Model(
        people=people,
        policy=policy,
        keys=keys,
        told_offers=told.offers,
        told_seeks=told.seeks,
        near=_near(keys, policy),
        capacity=told.capacity,
        worth=worth,
        frame=told.frame,
        languages=told.languages,
        free=free,
        line=lines(told.manager),
        apart=apart,
        hashes=hashes,
    )
    for person, more in policy.priority.items():
        if person in model.position:
            worth[model.position[person]] += more
    model.apart["forbidden"] = pair_codes(policy.forbidden, model.position) if policy.forbidden else NOBODY
    return model


def _skills(keys: tuple[str, ...], offers: Told, seeks: Told, own: Numbers) -> tuple[Skill, ...]:
    n = offers.start.size - 1
    sides = []
    for told in (offers, seeks):
        order = np.argsort(told.skill, kind="stable")
        edges = np.searchsorted(told.skill[order], np.arange(len(keys) + 1))
        person = np.repeat(np.arange(n), np.diff(told.start))[order]
        sides.append((person, told.number[order], edges, order))
    (teacher, level, offered, _), (seeker, importance, sought, order) = sides
    own = own[order]
    return tuple(
        Skill(
            name,
            seeker[sought[at] : sought[at + 1]],
            importance[sought[at] : sought[at + 1]],
            own[sought[at] : sought[at + 1]],
            teacher[offered[at] : offered[at + 1]],
            level[offered[at] : offered[at + 1]],
        )
        for at, name in enumerate(keys)
    )


def own_levels(offers: Told, seeks: Told, skills: int) -> Numbers:
    """The level that a person offers each skill at that they seek; 0 where they do not."""
    codes, wanted = (
        np.repeat(np.arange(told.start.size - 1), np.diff(told.start)) * max(1, skills) + told.skill
        for told in (offers, seeks)
    )
    own = np.zeros(wanted.size)
    if codes.size:
        at = np.minimum(np.searchsorted(codes, wanted), codes.size - 1)
        found = codes[at] == wanted
        own[found] = offers.number[at[found]]
    return own


def _near(keys: tuple[str, ...], policy: Policy) -> dict[str, tuple[tuple[int, float], ...]]:
    if policy.near == "none":
        return {}
    index = {name: at for at, name in enumerate(keys)}
    table: dict[str, list[tuple[int, float]]] = {}
    for (sought, offered), similarity in sorted(policy.similarities.items()):
        if offered in index and sought in index and sought != offered and similarity > 0:
            table.setdefault(sought, []).append((index[offered], similarity))
    return {sought: tuple(sorted(near)) for sought, near in table.items()}


def told(codes: Integers, first: Indices, second: Indices) -> Flags:
    """Where both of each pair told an attribute."""
    both: Flags = (codes[first] != UNTOLD) & (codes[second] != UNTOLD)
    return both
