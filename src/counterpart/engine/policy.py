"""What a programme wants from a match, as one frozen value."""

from __future__ import annotations

import dataclasses
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from types import MappingProxyType
from typing import Any, Protocol, Self, cast

from counterpart.engine.cells import key, tidy
from counterpart.engine.errors import BadInput, Problem

FRAME = ("stage", "function", "place", "background")
NEAR = ("none", "vocabulary", "semantic")
DIRECTIONS = ("any", "reverse", "classic")
USUAL_WEEK = date(2026, 1, 5)
_RANGES: Mapping[str, tuple[float, float]] = {
    "reciprocity": (0, 1),
    "perspective": (0, 10),
    "inclusion": (0, 10),
    "ring_discount": (0, 1 / 3),
    "minimum_benefit": (0, 1),
    "common_hours": (0, 168),
}
_CHOICES: Mapping[str, tuple[str, ...]] = {"direction": DIRECTIONS, "near": NEAR}

Pair = tuple[str, str]


class Together(Protocol):
    """Anything that names the people it joins."""

    @property
    def people(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, kw_only=True)
class Policy:
    """The weights and hard rules of a match. Raises `BadInput` for a value out of its range.

    reciprocity      0 (average of both directions) .. 1 (the weaker one); 0.75, or 0 where `two_way` is off
    perspective      0 .. 10, how much distance in frame enlarges a benefit
    inclusion        0 .. 10, the worth of one more place filled
    rings            longest ring, 3 .. 5, or 0 for none; up to 4 are searched, and a result says so
    ring_discount    0 .. 1/3, how much a ring is worth less for each person beyond two
    circles          those left over may sit in circles of people who host
    minimum_benefit  0 .. 1, what a direction must bring at least
    two_way          both directions of a pair must bring it
    direction        any | reverse (a higher stage learns from a lower) | classic (the other way)
    common_hours     hours a week that two people who told theirs must share; 0 = rule off
    start            a day in the week whose time-zone offsets count
    different        attributes (stage, function, place, background) in which two who told must differ
    met_again        people who have met may be matched again
    near             none | vocabulary | semantic; other than none needs `similarities`
    similarities     (sought, offered) -> 0 .. 1, for near skills
    pins, forbidden  pairs of ids that must, or must not, be together
    priority         id -> 0 .. 10, added to `inclusion` for that person; not part of the model, for
                     those who come first this time
    """

    reciprocity: float = cast(float, None)  # filled in below, because the usual value depends on two_way
    perspective: float = 0.5
    inclusion: float = 0.25
    rings: int = 3
    ring_discount: float = 0.2
    circles: bool = True
    minimum_benefit: float = 0.05
    two_way: bool = True
    direction: str = "any"
    common_hours: float = 0.0
    start: date = USUAL_WEEK
    different: tuple[str, ...] = ()
    met_again: bool = False
    near: str = "none"
    similarities: Mapping[Pair, float] = field(default_factory=lambda: MappingProxyType({}))
    pins: tuple[Pair, ...] = ()
    forbidden: tuple[Pair, ...] = ()
    priority: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def __post_init__(self) -> None:
        if self.reciprocity is None:
            object.__setattr__(self, "reciprocity", 0.75 if self.two_way else 0.0)
        problems = list(_problems(self))
        if problems:
            raise BadInput(problems)
        object.__setattr__(self, "pins", tuple(sorted({_ordered(pair) for pair in self.pins})))
        object.__setattr__(self, "forbidden", tuple(sorted({_ordered(pair) for pair in self.forbidden})))
        table = {
            (key(sought), key(offered)): float(near) for (sought, offered), near in self.similarities.items()
        }
        object.__setattr__(self, "similarities", MappingProxyType(table))

    @classmethod
    def from_file(cls, path: str | Path) -> Self:
        """Read a TOML file with the names above as keys. Raises `BadInput`, naming each key it cannot use."""
        return cls.from_table(read_table(path))

    @classmethod
    def from_table(cls, table: Mapping[str, Any]) -> Self:
        """A policy from parsed TOML or JSON."""
        known = [each.name for each in dataclasses.fields(cls) if each.name != "similarities"]
        unknown = [Problem(_unknown(name, known), column=name) for name in table if name not in known]
        if unknown:
            raise BadInput(unknown)
        values = dict(table)
        for name in ("different", "pins", "forbidden"):
            if isinstance(table.get(name), list):
                values[name] = tuple(tuple(each) if isinstance(each, list) else each for each in table[name])
        return cls(**values)

    def keeping(self, partnerships: Iterable[Together]) -> Self:
        """The same policy with these pairs pinned, to ask what else could be done beside them."""
        kept = tuple(
            _ordered((each.people[0], each.people[1])) for each in partnerships if len(each.people) == 2
        )
        return dataclasses.replace(self, pins=self.pins + kept)

    def one_way(self) -> Self:
        """The same policy where one direction is enough and the average counts."""
        return dataclasses.replace(self, two_way=False, reciprocity=0.0)


def read_table(path: str | Path) -> dict[str, Any]:
    """What a TOML file says, unchecked. Raises `BadInput` where it is none."""
    try:
        return tomllib.loads(Path(path).read_bytes().decode("utf-8-sig"))
    except OSError as error:
        raise BadInput([Problem(f"cannot read {path}: {error.strerror}")]) from error
    except (ValueError, RecursionError) as error:
        raise BadInput([Problem(f"{path} is not TOML: {error}")]) from error


def _ordered(pair: Pair) -> Pair:
    first, second = sorted(tidy(each) for each in pair)
    return first, second


def _unknown(name: str, known: list[str]) -> str:
    close = get_close_matches(name, known, n=1)
    return f"a policy has no '{name}'; " + (
        f"did you mean '{close[0]}'?" if close else f"it has {', '.join(known)}"
    )


def _problems(policy: Policy) -> Iterable[Problem]:
    for name, (low, high) in _RANGES.items():
        if not _between(getattr(policy, name), low, high):
            yield Problem(
                f"must be a number from {low:g} to {high:g}, not {getattr(policy, name)!r}", column=name
            )
    if policy.rings not in (0, 3, 4, 5) or type(policy.rings) is not int:
        yield Problem(f"must be 0 (none), 3, 4 or 5, not {policy.rings!r}", column="rings")
    if policy.ring_discount == 1 / 3:
        yield Problem("must stay under 1/3", column="ring_discount")
    for name, choices in _CHOICES.items():
        if getattr(policy, name) not in choices:
            yield Problem(f"must be one of {', '.join(choices)}, not {getattr(policy, name)!r}", column=name)
    for name in ("two_way", "met_again", "circles"):
        if not isinstance(getattr(policy, name), bool):
            yield Problem(f"must be true or false, not {getattr(policy, name)!r}", column=name)
    if type(policy.start) is not date or not 1900 <= policy.start.year <= 2200:
        yield Problem(f"must be a day like 2026-01-05, not {policy.start!r}", column="start")
    yield from _list_problems(policy)


def _list_problems(policy: Policy) -> Iterable[Problem]:
    if not isinstance(policy.different, tuple) or any(each not in FRAME for each in policy.different):
        yield Problem(f"must be a list of {', '.join(FRAME)}, not {policy.different!r}", column="different")
    for name in ("pins", "forbidden"):
        if not _are_pairs(getattr(policy, name)):
            yield Problem("must be a list of pairs of two different ids", column=name)
    if not isinstance(policy.priority, Mapping) or not all(
        _between(each, 0, 10) for each in policy.priority.values()
    ):
        yield Problem("must give each id a number from 0 to 10", column="priority")
    if not all(_between(each, 0, 1) for each in policy.similarities.values()):
        yield Problem("must be numbers from 0 to 1", column="similarities")
    if policy.near != "none" and not policy.similarities:
        yield Problem(
            f"'{policy.near}' needs a table of similarities, which the caller passes", column="near"
        )


def _are_pairs(value: object) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(each, tuple)
        and len(each) == 2
        and all(isinstance(who, str) for who in each)
        and tidy(each[0]) != tidy(each[1])
        for each in value
    )


def _between(value: object, low: float, high: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and low <= value <= high
