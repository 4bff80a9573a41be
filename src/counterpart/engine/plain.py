"""People as programs make them: NumPy's numbers and lists made plain, other types told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from numbers import Integral
from typing import TYPE_CHECKING, Any

from counterpart.engine.errors import Problem
from counterpart.engine.hours import Span

if TYPE_CHECKING:
    from counterpart.engine.people import Person

_TEXTS = ("id", "name", "function", "place", "background", "timezone", "manager")
_LISTS: Mapping[str, type] = {"languages": str, "avoid": str, "met": str, "hours": Span}
_TEXT, _TUPLE, _SPAN = frozenset([str]), frozenset([tuple]), frozenset([Span])
_SKILLS = ("offers", "seeks")


def is_plain(person: Person) -> bool:
    """Whether all but the numbers is of its very type: at a glance, and no where in doubt."""
    texts = (person.id, person.name, person.function, person.place, person.background, person.timezone)
    lists = (person.languages, person.avoid, person.met, person.hours)
    return (
        _TEXT.issuperset(map(type, texts))
        and type(person.manager) is str
        and _TUPLE.issuperset(map(type, lists))
        and _TEXT.issuperset(map(type, (*person.languages, *person.avoid, *person.met)))
        and _SPAN.issuperset(map(type, person.hours))
        and type(person.offers) is type(person.seeks) is dict
        and _TEXT.issuperset(map(type, (*person.offers, *person.seeks)))
    )


def plain(person: Person) -> Person:
    """The same person with tuples for lists, and Python's whole numbers for those of NumPy."""
    made: dict[str, Any] = {each: _number(getattr(person, each)) for each in ("stage", "capacity", "hosting")}
    for each in _LISTS:
        told = getattr(person, each)
        made[each] = tuple(told) if isinstance(told, list) else told
    for each in _SKILLS:
        told = getattr(person, each)
        if isinstance(told, Mapping):
            made[each] = {name: _number(level) for name, level in told.items()}
    return replace(person, **made)


def wrong_types(person: Person, row: int) -> Iterator[Problem]:
    """What a plain person has of another type than theirs."""
    for each in _TEXTS:
        if not isinstance(told := getattr(person, each), str):
            yield Problem(f"{told!r} is no text; write one, or leave it out where it is not told", row, each)
    for each, kind in _LISTS.items():
        told = getattr(person, each)
        if not isinstance(told, tuple) or not all(isinstance(one, kind) for one in told):
            wanted = "`read_hours` makes it" if kind is Span else "write a tuple of texts"
            yield Problem(f"{told!r} cannot stand here; {wanted}", row, each)
    for each in _SKILLS:
        told = getattr(person, each)
        if not isinstance(told, Mapping) or not all(isinstance(name, str) for name in told):
            yield Problem(f"{told!r} is no mapping of skill to level, like {{'Python': 4}}", row, each)


def _number(told: object) -> object:
    return int(told) if isinstance(told, Integral) and not isinstance(told, bool) else told
