"""The people of a match as plain values, checked once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import MappingProxyType
from typing import Self

from counterpart.engine import hours
from counterpart.engine.cells import CellError, Remembered, key, tidy
from counterpart.engine.columns import UNTOLD, Columns, Told, columns
from counterpart.engine.directed import Directed, directed
from counterpart.engine.errors import BadInput, Problem
from counterpart.engine.hours import Span
from counterpart.engine.ondemand import OnDemand
from counterpart.engine.plain import is_plain, plain, wrong_types

STAGES = ("student", "early", "mid", "senior", "executive", "retired")
MOST_PARTNERSHIPS = 1000
_LEVELS = frozenset(range(1, 6))
_WHOLE = frozenset([int])


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person. Skills are names; levels and importances 1..5; `stage` 0 (student) .. 5 (retired) or None.

    A blank text and an empty tuple mean 'not told'. `hours` are in the person's own time zone and count
    only where the time zone is told too. `manager`, `avoid` and `met` are ids, which `People.from_rows`
    checks with all else. `capacity` partnerships, and `hosting` circles, are at most 1000.
    """

    id: str
    offers: Mapping[str, int] = field(default_factory=dict)
    seeks: Mapping[str, int] = field(default_factory=dict)
    name: str = ""
    stage: int | None = None
    function: str = ""
    place: str = ""
    background: str = ""
    languages: tuple[str, ...] = ()
    timezone: str = ""
    hours: tuple[Span, ...] = ()
    capacity: int = 1
    manager: str = ""
    avoid: tuple[str, ...] = ()
    met: tuple[str, ...] = ()
    hosting: int = 0


@dataclass(frozen=True)
class People:
    """Everybody, sorted by id. Make one with `People.from_rows` or `read_people`.

    `warnings` says what was read but looks odd: a manager who is not here, a skill written twice.
    `given` are benefits as numbers (`from_benefits`); where it is there, skills do not count.
    """

    everyone: Sequence[Person]
    warnings: tuple[Problem, ...] = ()
    given: Directed | None = field(default=None, repr=False, compare=False, kw_only=True)
    _shown: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)
    _by_id: Mapping[str, Person] = field(default_factory=dict, repr=False, compare=False)
    _shared_names: frozenset[str] = field(default=frozenset(), repr=False, compare=False)
    columns: Columns | None = field(default=None, repr=False, compare=False, kw_only=True)

    @classmethod
    def from_rows(
        cls, rows: Iterable[Person], *, lines: Sequence[int] | None = None, warnings: Iterable[Problem] = ()
    ) -> Self:
        """Check people and sort them. Raises `BadInput` with everything wrong: the first person is row 1.

        lines      instead, the row of each in a file
        warnings   of whoever read it, to keep beside what looks odd here
        """
        persons = list(rows)
        places = list(lines or range(1, len(persons) + 1))
        known, zones = Remembered(key), Remembered(_is_zone)
        odd_ones = [place for place, person in enumerate(persons) if not _is_fine(person, known, zones)]
        for place in odd_ones:
            persons[place] = plain(persons[place])
        wrong = [each for place in odd_ones for each in wrong_types(persons[place], places[place])]
        if wrong:
            raise BadInput(wrong)
        problems = [each for place in odd_ones for each in _own_problems(persons[place], places[place])]
        at = {person.id: line for person, line in zip(persons, places, strict=True)}
        problems += _doubles(persons, places)
        everyone = tuple(sorted(persons, key=lambda person: person.id))
        problems += _manager_cycles({person.id: person.manager for person in everyone if person.manager}, at)
        if problems:
            raise BadInput(problems)
        odd = sorted(
            [*warnings, *_strangers(everyone, at)], key=lambda each: (each.row, each.column, each.text)
        )
        names = Counter(person.name for person in everyone)
        return cls(
            everyone,
            tuple(odd),
            MappingProxyType(_first_written(everyone, known)),
            MappingProxyType({person.id: person for person in everyone}),
            frozenset(name for name in names if names[name] > 1),
        )

    @classmethod
    def from_arrays(
        cls,
        *,
        skills: Sequence[str],
        offers: tuple[object, object, object],
        seeks: tuple[object, object, object],
        stage: object = None,
        function: object = None,
        place: object = None,
        background: object = None,
        languages: object = None,
        capacity: object = None,
        manager: object = None,
    ) -> Self:
        """People without a row for each: a million fit into memory. Ids are their places, as text.

        skills          their names; codes below are places in it
        offers, seeks   (start, skill, number): person i told the codes skill[start[i]:start[i + 1]], each
                        with a level or an importance 1..5 in `number`; `start` has n + 1 entries
        stage           n numbers, 0 (student) .. 5 (retired), -1 = not told
        function        and place, background: n codes from 0 up, -1 = not told
        languages       one bit for each language: n, or n x words, of unsigned 64-bit numbers; 0 = not told
        capacity        n numbers of partnerships; 1 for each where None
        manager         n places of people, -1 = nobody here

        Raises `BadInput`, naming the argument.
        """
        frame = {"stage": stage, "function": function, "place": place, "background": background}
        told = columns(skills, offers, seeks, frame, languages, capacity, manager)
        persons = OnDemand(told.n, partial(_from_columns, told))
        shown = MappingProxyType({key(name): tidy(name) for name in told.skills})
        return cls(persons, _shown=shown, columns=told)

    @classmethod
    def from_benefits(cls, ids: Sequence[str], matrix: object) -> Self:
        """People without topics: matrix[i, j] (0..1) is what ids[i] gets from ids[j].

        `matrix` is n x n, SciPy sparse or dense. Raises `BadInput` with row and column of what is no benefit.
        """
        given = directed(ids, matrix)
        return cls.from_rows(Person(id=each) for each in ids).with_benefits(given)

    def with_benefits(self, given: Directed) -> Self:
        """The same people, with these benefits (in the order of ids) in place of skills."""
        return replace(self, given=given)

    def __len__(self) -> int:
        return len(self.everyone)

    def __repr__(self) -> str:
        """Short, also of a million people."""
        return f"<People: {len(self)}>"

    def __iter__(self) -> Iterator[Person]:
        return iter(self.everyone)

    def shown(self, skill_key: str) -> str:
        """A skill as it was first written, in the order of ids."""
        return self._shown[skill_key]

    def person(self, person_id: str) -> Person:
        """The person with an id; `KeyError` where there is none."""
        if self.columns is None:
            return self._by_id[person_id]
        at = place_of(person_id, len(self.everyone))
        if at is None:
            raise KeyError(person_id)
        return self.everyone[at]

    def call(self, person_id: str) -> str:
        """The name of a person, with the id where it has none or shares it."""
        name = self.person(person_id).name
        if not name:
            return person_id
        return f"{name} ({person_id})" if name in self._shared_names else name


def place_id(at: int, n: int) -> str:
    """The id of a person who has none: their place, as wide as the last one's, so that ids sort like
    places."""
    return f"{at:0{len(str(max(0, n - 1)))}d}"


def place_of(person_id: str, n: int) -> int | None:
    """The place that such an id tells; None where it is none."""
    at = int(person_id) if person_id.isascii() and person_id.isdecimal() else n
    return at if at < n and place_id(at, n) == person_id else None


def _from_columns(told: Columns, at: int) -> Person:
    stage, above = told.frame["stage"].item(at), told.manager.item(at)
    return Person(
        id=place_id(at, told.n),
        offers=_skills_of(told, told.offers, at),
        seeks=_skills_of(told, told.seeks, at),
        stage=None if stage == UNTOLD else stage,
        languages=tuple(f"language {bit}" for bit in _bits(told.languages[at].tolist())),
        capacity=told.capacity.item(at),
        manager="" if above == UNTOLD else place_id(above, told.n),
        function=_named(told, "function", at),
        place=_named(told, "place", at),
        background=_named(told, "background", at),
    )


def _named(told: Columns, attribute: str, at: int) -> str:
    code = told.frame[attribute].item(at)
    return "" if code == UNTOLD else f"{attribute} {code}"


def _skills_of(told: Columns, side: Told, at: int) -> dict[str, int]:
    mine = slice(side.start.item(at), side.start.item(at + 1))
    pairs = zip(side.skill[mine].tolist(), side.number[mine].tolist(), strict=True)
    return {told.skills[skill]: int(number) for skill, number in pairs}


def _bits(words: list[int]) -> Iterator[int]:
    """Which bits are set, ascending; 64 in a word."""
    for place, word in enumerate(words):
        while word:
            lowest = word & -word
            yield 64 * place + lowest.bit_length() - 1
            word ^= lowest


def _is_fine(person: Person, known: Remembered[str], zones: Remembered[bool]) -> bool:
    """Whether there is nothing to look for: at a glance, and no where in doubt."""
    if not is_plain(person):
        return False
    for skills in (person.offers, person.seeks):
        keys = {known[name] for name in skills}
        if len(keys) < len(skills) or "" in keys or not _WHOLE.issuperset(map(type, skills.values())):
            return False
        if not _LEVELS.issuperset(skills.values()):
            return False
    return (
        bool(person.id)
        and person.id == tidy(person.id)
        and (person.stage is None or _is_whole(person.stage, 0, len(STAGES) - 1))
        and _is_whole(person.capacity, 0, MOST_PARTNERSHIPS)
        and _is_whole(person.hosting, 0, MOST_PARTNERSHIPS)
        and (not person.timezone or zones[person.timezone])
    )


def _is_zone(name: str) -> bool:
    try:
        hours.zone(name)
    except CellError:
        return False
    return True


def _own_problems(person: Person, row: int) -> Iterator[Problem]:
    if not person.id or person.id != tidy(person.id):
        yield Problem("every person needs an id, without spaces around it", row, "id")
    for column, skills in (("offers", person.offers), ("seeks", person.seeks)):
        keys = Counter(key(name) for name in skills)
        yield from (Problem(f"'{name}' is here twice", row, column) for name in keys if keys[name] > 1)
        for name, level in skills.items():
            if not tidy(name):
                yield Problem("a skill needs a name", row, column)
            if not _is_whole(level, 1, 5):
                yield Problem(f"'{name}' has level {level}; write a whole number from 1 to 5", row, column)
    if person.stage is not None and not _is_whole(person.stage, 0, len(STAGES) - 1):
        yield Problem(f"no stage {person.stage}; it is one of 0 to 5, or unknown", row, "stage")
    for column, number in (("capacity", person.capacity), ("hosting", person.hosting)):
        if not _is_whole(number, 0, MOST_PARTNERSHIPS):
            yield Problem(f"{number} is not a whole number from 0 to {MOST_PARTNERSHIPS}", row, column)
    if person.timezone:
        try:
            hours.zone(person.timezone)
        except CellError as error:
            yield Problem(str(error), row, "timezone")


def _is_whole(value: object, low: int, high: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _doubles(persons: list[Person], places: list[int]) -> Iterator[Problem]:
    first: dict[str, int] = {}
    for person, row in zip(persons, places, strict=True):
        if person.id in first:
            yield Problem(
                f"'{person.id}' is already in row {first[person.id]}; give each person one row", row, "id"
            )
        first.setdefault(person.id, row)


def _manager_cycles(manager: dict[str, str], rows: Mapping[str, int]) -> Iterator[Problem]:
    """Every cycle of managers once, named from its smallest id."""
    settled: set[str] = set()
    for start in manager:
        path: dict[str, None] = {}
        who = start
        while who in manager and who not in settled and who not in path:
            path[who] = None
            who = manager[who]
        if who in path:
            ring = list(path)[list(path).index(who) :]
            turn = ring.index(min(ring))
            chain = " -> ".join([*ring[turn:], *ring[:turn], ring[turn]])
            yield Problem(
                f"these managers go round in a circle: {chain}; take one of them out",
                rows[min(ring)],
                "manager",
            )
        settled.update(path)


def _strangers(everyone: Sequence[Person], rows: Mapping[str, int]) -> Iterator[Problem]:
    for person in everyone:
        if person.manager and person.manager not in rows:
            text = f"the manager '{person.manager}' is not among these people, so lines above are unknown"
            yield Problem(text, rows[person.id], "manager")
        for column, others in (("avoid", person.avoid), ("met", person.met)):
            for other in others:
                if other not in rows:
                    yield Problem(f"'{other}' is not among these people", rows[person.id], column)
        if person.hours and not person.timezone:
            yield Problem("hours count only with a time zone", rows[person.id], "hours")


def _first_written(everyone: Sequence[Person], known: Remembered[str]) -> dict[str, str]:
    shown: dict[str, str] = {}
    seen: set[str] = set()
    for person in everyone:
        for name in (*person.offers, *person.seeks):
            if name not in seen:
                seen.add(name)
                shown.setdefault(known[name], tidy(name))
    return shown
