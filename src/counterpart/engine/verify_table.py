"""People as `verify` sees them: computed anew from the rows, sharing no code with the search.

Slower and plainer on purpose: one person against all others at a time, with dense columns of levels.
"""

from __future__ import annotations

import itertools
import math
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt
from scipy import sparse

from counterpart.engine.people import Person
from counterpart.engine.policy import Policy
from counterpart.engine.verify_rings import over_rings

_SLACK = 1e-9
_ROUNDING = 1e-12  # of the bound: more than double precision loses in the sums
_FRAME = ("stage", "function", "place", "background")

Row = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


class PricedSet(Protocol):
    """An odd set of people, with pairs across its border, and its price."""

    @property
    def people(self) -> tuple[str, ...]: ...
    @property
    def across(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def price(self) -> float: ...


class Certificate(Protocol):
    """Prices of people by id, and of odd sets."""

    @property
    def prices(self) -> Mapping[str, float]: ...
    @property
    def sets(self) -> Sequence[PricedSet]: ...
    @property
    def rings(self) -> int: ...


def steps_of(people: Sequence[str]) -> list[tuple[str, str]]:
    """Who learns from whom in a ring; two people are one step."""
    ring = [*people, people[0]] if len(people) > 2 else people
    return list(itertools.pairwise(ring))


def in_order(one: str, other: str) -> tuple[str, str]:
    return (one, other) if one < other else (other, one)


def _norm(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split()).casefold()


@dataclass
class Table:
    """Everybody as columns: `level[s]` and `wish[s]` have one number for each person, 0 = not told."""

    everyone: tuple[Person, ...]
    policy: Policy
    given: sparse.csc_array | None = None  # what each learner (row) gets from each teacher (column)
    at: dict[str, int] = field(init=False)
    level: dict[str, Row] = field(default_factory=dict)
    wish: dict[str, Row] = field(default_factory=dict)
    near: dict[str, dict[str, float]] = field(default_factory=dict)  # sought -> offered -> similarity

    def __post_init__(self) -> None:
        self.at = {person.id: index for index, person in enumerate(self.everyone)}
        for index, person in enumerate(self.everyone):
            for columns, skills in ((self.level, person.offers), (self.wish, person.seeks)):
                for name, number in skills.items():
                    columns.setdefault(_norm(name), np.zeros(len(self.everyone)))[index] = number
        if self.policy.near != "none":
            for (sought, offered), similarity in self.policy.similarities.items():
                if _norm(sought) != _norm(offered):
                    self.near.setdefault(_norm(sought), {})[_norm(offered)] = similarity
        self.codes = {name: self._coded(name) for name in _FRAME}
        self.tongues = [{_norm(each) for each in person.languages} for person in self.everyone]
        self.above = [self._managers(person) for person in self.everyone]
        self.unwanted = {name: self._unwanted(name) for name in ("avoid", "met")}
        self.minutes: dict[int, Mask] = {}

    def norm(self, text: str) -> str:
        """A name as it is compared."""
        return _norm(text)

    def _coded(self, name: str) -> Row:
        if name == "stage":
            return np.array([-1 if each.stage is None else each.stage for each in self.everyone], np.float64)
        texts = [_norm(getattr(each, name)) for each in self.everyone]
        number = {text: index for index, text in enumerate(dict.fromkeys(filter(None, texts)))}
        return np.array([number.get(text, -1) for text in texts], np.float64)

    def _managers(self, person: Person) -> set[int]:
        found: set[int] = set()
        while person.manager in self.at and self.at[person.manager] not in found:
            found.add(self.at[person.manager])
            person = self.everyone[self.at[person.manager]]
        return found

    def _unwanted(self, name: str) -> list[set[int]]:
        found: list[set[int]] = [set() for _ in self.everyone]
        for index, person in enumerate(self.everyone):
            for other in getattr(person, name):
                if other in self.at:
                    found[index].add(self.at[other])
                    found[self.at[other]].add(index)
        return found

    # What the pairs of one person with everybody are worth

    def benefits(self, who: int) -> tuple[Row, Row]:
        """What this person would learn from each other one, and each other one from this person."""
        if self.given is not None:
            return self.given[[who], :].toarray()[0], self.given[:, [who]].toarray()[:, 0]
        there, back = np.ones(len(self.everyone)), np.ones(len(self.everyone))
        for skill in sorted(map(_norm, self.everyone[who].seeks)):
            there *= 1 - self.wish[skill][who] / 5 * self._gain_of(who, skill)
        for skill in sorted(self._sought_near(who)):
            back *= 1 - self.wish[skill] / 5 * self._gain_from(who, skill)
        return 1 - there, 1 - back

    def topics(self, learner: str, teacher: str) -> set[str]:
        """All that one person would learn from another, as compared; parted where a name holds a `;`."""
        one, other = self.at[learner], self.at[teacher]
        wishes = self.everyone[one].seeks if self.given is None else ()
        learnt = [_norm(name) for name in wishes if self._gain_of(one, _norm(name))[other] > 0]
        return set(map(_norm, ";".join(learnt).split(";")))

    def _similar(self, sought: str) -> list[tuple[str, float]]:
        return [(sought, 1.0), *self.near.get(sought, {}).items()]

    def _levels(self, skill: str) -> Row:
        return self.level.get(skill, np.zeros(len(self.everyone)))

    def _sought_near(self, who: int) -> set[str]:
        """Everything sought for which something that this person offers would do."""
        offers = set(map(_norm, self.everyone[who].offers))
        near = {sought for sought, offered in self.near.items() if offers & offered.keys()}
        return (offers | near) & self.wish.keys()

    def _gain_of(self, who: int, sought: str) -> Row:
        own = self._levels(sought)[who]
        steps = [
            sim * np.maximum(0, self._levels(near) - max(own, self._levels(near)[who]))
            for near, sim in self._similar(sought)
        ]
        best: Row = np.max(steps, axis=0)
        return best / 5

    def _gain_from(self, who: int, sought: str) -> Row:
        own = self._levels(sought)
        steps = [
            sim * np.maximum(0, self._levels(near)[who] - np.maximum(own, self._levels(near)))
            for near, sim in self._similar(sought)
        ]
        best: Row = np.max(steps, axis=0)
        return best / 5

    def values(self, who: int, there: Row, back: Row) -> Row:
        """v of this person with everybody."""
        low, mean = np.minimum(there, back), (there + back) / 2
        mutual = mean - self.policy.reciprocity * (mean - low)
        distance = self.distances(who)
        worth: Row = mutual * (1 + self.policy.perspective * distance) / (1 + self.policy.perspective)
        return worth

    def distances(self, who: int) -> Row:
        """How far this person stands from everybody."""
        columns = [self._distance(name, who) for name in _FRAME if (self.codes[name] >= 0).any()]
        mean: Row = np.mean(columns, axis=0) if columns else np.full(len(self.everyone), 0.5)
        return mean

    def _distance(self, name: str, who: int) -> Row:
        codes = self.codes[name]
        if codes[who] < 0:
            return np.full(codes.size, 0.5)
        apart = (
            np.abs(codes - codes[who]) / 5 if name == "stage" else (codes != codes[who]).astype(np.float64)
        )
        return np.where(codes < 0, 0.5, apart)

    def value(self, first: str, second: str) -> float:
        """v of one pair."""
        who = self.at[first]
        return float(self.values(who, *self.benefits(who))[self.at[second]])

    def value_of(self, people: tuple[str, ...]) -> float:
        """v of a pair or a ring."""
        if len(people) == 2:
            return self.value(*people)
        steps = [(self.at[a], self.at[b]) for a, b in steps_of(people)]
        benefits = [float(self.benefits(a)[0][b]) for a, b in steps]
        apart = float(np.mean([self.distances(a)[b] for a, b in steps]))
        return float(self.ring_value(sum(benefits) / len(steps), min(benefits), apart))

    def ring_value(self, mean: Any, least: Any, apart: Any) -> Any:
        """v of rings, one or many, from the mean and least benefit of their steps and their mean distance."""
        mutual = mean - self.policy.reciprocity * (mean - least)
        return mutual * (1 + self.policy.perspective * apart) / (1 + self.policy.perspective)

    def weight(self, people: Sequence[str], value: float) -> float:
        """What a partnership of this value counts in the plan."""
        k = len(people)
        return float((1 - self.policy.ring_discount) ** (k - 2)) * (k * value + sum(map(self.place, people)))

    def rises(self, learner: int, teacher: int) -> bool:
        """Whether a step goes from stage to stage as the policy asks."""
        stage = self.codes["stage"]
        if self.policy.direction == "any":
            return True
        low, high = (teacher, learner) if self.policy.direction == "reverse" else (learner, teacher)
        return bool(0 <= stage[low] < stage[high])

    def place(self, person: str) -> float:
        """What filling a place of this person is worth."""
        return self.policy.inclusion + self.policy.priority.get(person, 0.0)

    # Which pairs of one person with everybody are allowed

    def too_little(self, there: Row, back: Row) -> Mask:
        least = self.policy.minimum_benefit - _SLACK
        enough: Mask = (
            (there >= least) & (back >= least) if self.policy.two_way else (there >= least) | (back >= least)
        )
        return ~enough

    def wrong_way(self, who: int, there: Row, back: Row) -> Mask:
        stage, least = self.codes["stage"], self.policy.minimum_benefit - _SLACK
        if self.policy.direction == "any":
            return np.zeros(stage.size, np.bool_)
        up, down = (there, back) if self.policy.direction == "reverse" else (back, there)
        right = ((stage[who] > stage) & (up >= least)) | ((stage[who] < stage) & (down >= least))
        wrong: Mask = ~(right & (stage[who] >= 0) & (stage >= 0))
        return wrong

    def broken(self, who: int, among: Mask) -> dict[str, Mask]:
        """The other hard rules: for each, the others (of `among`) with whom this person would break it."""
        person = self.everyone[who]
        found: dict[str, Mask] = {}
        tests: dict[str, Callable[[int], bool]] = {
            "one of them takes no part": lambda other: (
                not (person.capacity and self.everyone[other].capacity)
            ),
            "on one reporting line": lambda other: other in self.above[who] or who in self.above[other],
            "one avoids the other": lambda other: other in self.unwanted["avoid"][who],
            "met before": lambda other: not self.policy.met_again and other in self.unwanted["met"][who],
            "forbidden": lambda other: in_order(person.id, self.everyone[other].id) in self.policy.forbidden,
            "no common language": lambda other: self._no_language(who, other),
            "alike where a difference is asked for": lambda other: self._alike(who, other),
            "too few common hours": lambda other: self._too_few_hours(who, other),
        }
        for name, stops in tests.items():
            found[name] = np.zeros(len(self.everyone), np.bool_)
            for other in np.flatnonzero(among).tolist():
                found[name][other] = stops(other)
        return found

    def stopping(self, one: int, other: int) -> list[str]:
        """The names of the hard rules that two people would break."""
        only = np.zeros(len(self.everyone), np.bool_)
        only[other] = True
        return [name for name, broken in self.broken(one, only).items() if broken[other]]

    def _no_language(self, one: int, other: int) -> bool:
        return bool(self.tongues[one] and self.tongues[other] and not self.tongues[one] & self.tongues[other])

    def _alike(self, one: int, other: int) -> bool:
        return any(self.codes[name][one] == self.codes[name][other] >= 0 for name in self.policy.different)

    def _too_few_hours(self, one: int, other: int) -> bool:
        if self.policy.common_hours <= 0 or not all(
            each.hours and each.timezone for each in (self.everyone[one], self.everyone[other])
        ):
            return False
        shared = self._week(one) & self._week(other)
        return _long_runs(shared) < self.policy.common_hours * 60 - _SLACK

    def _week(self, who: int) -> Mask:
        """Each minute of the UTC week, counted from Monday."""
        if who not in self.minutes:
            person, free = self.everyone[who], np.zeros(7 * 24 * 60, np.bool_)
            day = self.policy.start - timedelta(days=self.policy.start.weekday())
            monday = datetime(day.year, day.month, day.day)  # noqa: DTZ001 - wall-clock time, the zone comes next
            for span in person.hours:
                wall = [
                    monday + timedelta(days=span.day, minutes=minute) for minute in (span.start, span.end)
                ]
                start, end = (each.replace(tzinfo=ZoneInfo(person.timezone)).astimezone(UTC) for each in wall)
                first = int((start - monday.replace(tzinfo=UTC)).total_seconds()) // 60
                for minute in range(int((end - start).total_seconds()) // 60):
                    free[(first + minute) % free.size] = True
            self.minutes[who] = free
        return self.minutes[who]

    # What the prices prove

    def _told(self, each: PricedSet) -> tuple[Mask, set[tuple[int, int]], float]:
        """Who is in a set, which pairs cross its border, and its price."""
        inside = np.isin(
            np.arange(len(self.everyone)), [self.at[who] for who in each.people if who in self.at]
        )
        pairs = {(self.at[a], self.at[b]) for a, b in each.across if a in self.at and b in self.at}
        across = {(min(a, b), max(a, b)) for a, b in pairs if inside[a] != inside[b]}
        return inside, across, each.price

    def bound(self, certificate: Certificate) -> float:
        """The sum in docs/reference/engine.md, pinned pairs set aside, over every allowed pair there is."""
        n = len(self.everyone)
        price = np.array([certificate.prices.get(person.id, 0.0) for person in self.everyone])
        room = np.array([person.capacity for person in self.everyone])
        pins = [(self.at[a], self.at[b]) for a, b in self.policy.pins if a in self.at and b in self.at]
        for who in (each for pin in pins for each in pin):
            room[who] -= 1
        sets = [self._told(each) for each in certificate.sets]
        parts = (room * price).tolist()
        parts += [(int(room[inside].sum()) + len(across)) // 2 * cost for inside, across, cost in sets]
        place = np.array([self.place(person.id) for person in self.everyone])
        for who in np.flatnonzero(room > 0).tolist():
            there, back = self.benefits(who)
            over = 2 * self.values(who, there, back) + place[who] + place - price[who] - price
            for inside, across, cost in sets:
                beyond = [b if a == who else a for a, b in across if who in (a, b)]
                over -= cost * ((inside & inside[who]) | np.isin(np.arange(n), beyond))
            open_to = (over > 0) & (room > 0) & (np.arange(n) > who) & ~self.too_little(there, back)
            open_to &= ~self.wrong_way(who, there, back)
            open_to[[b if a == who else a for a, b in pins if who in (a, b)]] = False
            for broken in self.broken(who, open_to).values():
                open_to &= ~broken
            parts += over[open_to].tolist()
        pinned = (
            2 * self.value(a, b) + self.place(a) + self.place(b)
            for a, b in self.policy.pins
            if a in self.at and b in self.at
        )
        longest = min(certificate.rings, self.policy.rings)
        parts += over_rings(self, longest, price, room, sets, pins)
        return math.fsum([*parts, *pinned]) * (1 + _ROUNDING)


def _long_runs(minutes: Mask) -> int:
    """Minutes in runs of 30 or more on the circle of the week."""
    if minutes.all():
        return minutes.size
    turned = np.roll(minutes, -int(np.flatnonzero(~minutes)[0]))
    edges = np.flatnonzero(np.diff(np.concatenate([[0], turned.astype(np.int8), [0]])))
    lengths = edges[1::2] - edges[::2]
    return int(lengths[lengths >= 30].sum())
