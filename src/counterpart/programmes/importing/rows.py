"""From rows of text to people, with a sentence for each cell that is to be mended."""

import re
import zoneinfo
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from babel import Locale
from django.core.exceptions import ValidationError
from django.core.validators import EmailValidator
from django.utils.translation import gettext as _

from counterpart.people.newcomers import Newcomer
from counterpart.programmes.importing.shapes import Field, level
from counterpart.programmes.importing.table import Table

LONGEST = {
    Field.NAME: 120,
    Field.FUNCTION: 120,
    Field.PLACE: 120,
    Field.BACKGROUND: 120,
    Field.STAFF_NUMBER: 64,
    Field.MANAGER: 254,
}
MOST_LANGUAGES = 10
_NAMES_IN = ("en", "de", "fr", "es", "it", "pt", "nl", "sv", "da", "nb", "fi", "pl")
_email = EmailValidator()


@dataclass(frozen=True)
class Problem:
    row: int
    column: str
    says: str


@dataclass(frozen=True)
class Line:
    """One person as they will be."""

    row: int
    who: Newcomer
    staff_number: str = ""
    manager: str = ""


@dataclass
class Understood:
    lines: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unplaced_managers: int = 0  # rows whose manager is named, and is not in the file


@dataclass(frozen=True)
class Reader:
    """How this file is read: the column of each field, and what its grades or titles mean."""

    table: Table
    columns: Mapping[Field, int]
    stages: Mapping[str, int | None]

    def name_of(self, what: Field) -> str:
        return self.table.columns[self.columns[what]] if what in self.columns else ""

    def cell(self, cells: list[str], what: Field) -> str:
        return cells[self.columns[what]] if what in self.columns else ""


def understand(table: Table, columns: Mapping[Field, int], stages: Mapping[str, int | None]) -> Understood:
    """Everybody in the file, and everything that is to be mended. `stages` has levelled words as keys."""
    reader = Reader(table, columns, stages)
    found = Understood()
    for row, cells in table.rows:
        problems = list(_problems(reader, row, cells))
        found.problems += problems
        if not problems:
            found.lines.append(_line(reader, row, cells))
    found.problems += _twice(found.lines, reader.name_of(Field.EMAIL), lambda line: line.who.email)
    found.problems += _twice(
        found.lines, reader.name_of(Field.STAFF_NUMBER), lambda line: line.staff_number.casefold()
    )
    if Field.MANAGER in columns:
        _place_managers(found, reader.name_of(Field.MANAGER))
    found.problems.sort(key=lambda problem: problem.row)
    return found


def _line(reader: Reader, row: int, cells: list[str]) -> Line:
    who = Newcomer(
        email=address(reader.cell(cells, Field.EMAIL)),
        name=full_name(reader, cells),
        stage=reader.stages.get(level(reader.cell(cells, Field.STAGE))),
        function=reader.cell(cells, Field.FUNCTION),
        place=reader.cell(cells, Field.PLACE),
        background=reader.cell(cells, Field.BACKGROUND),
        languages=tuple(code for code in _languages(reader.cell(cells, Field.LANGUAGES)) if code),
        time_zone=reader.cell(cells, Field.TIME_ZONE) or "UTC",
    )
    return Line(row, who, reader.cell(cells, Field.STAFF_NUMBER), boss(reader.cell(cells, Field.MANAGER)))


def address(cell: str) -> str:
    return re.sub(r"^(mailto:|.*<)", "", cell.strip(), flags=re.I).rstrip("> ").lower()


def boss(cell: str) -> str:
    """An address, a number or a name."""
    return address(cell) if "@" in cell else cell


def full_name(reader: Reader, cells: list[str]) -> str:
    if Field.NAME in reader.columns:
        return reader.cell(cells, Field.NAME)
    return f"{reader.cell(cells, Field.FIRST_NAME)} {reader.cell(cells, Field.LAST_NAME)}".strip()


# --- What is to be mended in one row ------------------------------------------------------------


def _problems(reader: Reader, row: int, cells: list[str]) -> Iterator[Problem]:
    email = address(reader.cell(cells, Field.EMAIL))
    if not email:
        yield Problem(
            row, reader.name_of(Field.EMAIL), _("There is no e-mail address. Add it, or leave the row out.")
        )
    elif not _is_address(email):
        yield Problem(
            row,
            reader.name_of(Field.EMAIL),
            _("'%(cell)s' is not an e-mail address. Write it like ada@example.org.")
            % {"cell": _short(email)},
        )
    name_column = (
        reader.name_of(Field.NAME) or reader.name_of(Field.FIRST_NAME) or reader.name_of(Field.LAST_NAME)
    )
    name = full_name(reader, cells)
    if not name:
        yield Problem(row, name_column, _("There is no name. Add it, or leave the row out."))
    if len(name) > LONGEST[Field.NAME]:
        yield _too_long(row, name_column, LONGEST[Field.NAME])
    for what, longest in LONGEST.items():
        if what != Field.NAME and len(reader.cell(cells, what)) > longest:
            yield _too_long(row, reader.name_of(what), longest)
    yield from _zone_problems(reader, row, cells)
    yield from _language_problems(reader, row, cells)


def _is_address(email: str) -> bool:
    try:
        _email(email)
    except ValidationError:
        return False
    return len(email) <= 254


def _too_long(row: int, column: str, longest: int) -> Problem:
    return Problem(
        row, column, _("This is longer than %(longest)s letters. Shorten it.") % {"longest": longest}
    )


def _zone_problems(reader: Reader, row: int, cells: list[str]) -> Iterator[Problem]:
    zone = reader.cell(cells, Field.TIME_ZONE)
    if zone and zone not in _zones():
        yield Problem(
            row,
            reader.name_of(Field.TIME_ZONE),
            _("'%(cell)s' is not a time zone. Write it like Europe/Paris, or leave the column out.")
            % {"cell": _short(zone)},
        )


def _language_problems(reader: Reader, row: int, cells: list[str]) -> Iterator[Problem]:
    said = reader.cell(cells, Field.LANGUAGES)
    codes = _languages(said)
    column = reader.name_of(Field.LANGUAGES)
    if None in codes:
        words = _(
            "'%(cell)s' holds a language we do not know. Write it like English, French, or leave "
            "the column out."
        )
        yield Problem(row, column, words % {"cell": _short(said)})
    elif len(codes) > MOST_LANGUAGES:
        yield Problem(row, column, _("These are more than ten languages. Keep the ones used at work."))


@cache
def _zones() -> frozenset[str]:
    return frozenset(zoneinfo.available_timezones())


@cache
def _language_codes() -> dict[str, str]:
    known: dict[str, str] = {}
    for locale in reversed(_NAMES_IN):
        known |= {level(name): code for code, name in Locale(locale).languages.items() if len(code) == 2}
    own = {level(str(Locale(code).language_name)): code for code in _NAMES_IN}
    return known | own | {code: code for code in known.values()}


@lru_cache(4096)
def _languages(said: str) -> tuple[str | None, ...]:
    parts = [part for part in re.split(r"[,;/|+&]|\band\b", said) if part.strip()]
    codes = [
        _language_codes().get(level(part), _language_codes().get(level(part)[:2]) if _is_tag(part) else None)
        for part in parts
    ]
    return tuple(dict.fromkeys(codes))


def _is_tag(part: str) -> bool:
    return bool(re.fullmatch(r"\s*[a-z]{2}[-_][A-Za-z]{2,4}\s*", part))


def _short(cell: str) -> str:
    return cell if len(cell) <= 60 else cell[:59] + "…"


# --- What is to be mended between rows ----------------------------------------------------------


def _twice(lines: list[Line], column: str, key: Callable[[Line], str]) -> Iterator[Problem]:
    first: dict[str, Line] = {}
    for line in lines:
        value = key(line)
        if value and first.setdefault(value, line) is not line:
            yield Problem(
                line.row,
                column,
                _("'%(cell)s' stands in row %(first)s too. Keep one of the two rows.")
                % {"cell": _short(value), "first": first[value].row},
            )


def _place_managers(found: Understood, column: str) -> None:
    """Managers are kept by address where they are in the file, else as the file names them."""
    known = _by_any_name(found.lines)
    twice = {None}
    above: dict[str, str] = {}
    for at, line in enumerate(found.lines):
        said = level_name(line.manager)
        boss = known.get(said, line.manager)
        if boss in twice or boss == line.who.email:
            boss = ""  # two people are called so, or somebody who answers to nobody
        found.unplaced_managers += bool(line.manager) and said not in known
        found.lines[at] = replace(line, manager=boss or "")
        if boss and said in known:
            above[line.who.email] = boss
    rows = {line.who.email: line.row for line in found.lines}
    for circle in _circles(above):
        numbers = sorted(rows[email] for email in circle)
        found.problems.append(
            Problem(
                numbers[0],
                column,
                _("The reporting lines of rows %(rows)s run in a circle. Mend the manager in one of them.")
                % {"rows": ", ".join(map(str, numbers[:20])) + (" …" if len(numbers) > 20 else "")},
            )
        )


def level_name(name: str) -> str:
    """'Example, Ada' and 'Ada Example' are one name."""
    last, comma, first = name.partition(",")
    return " ".join(f"{first} {last}".split() if comma else name.split()).casefold()


def _by_any_name(lines: Iterable[Line]) -> dict[str, str | None]:
    """Address of everybody by address, staff number or name; None where two are called so."""
    people = list(lines)
    names = Counter(level_name(line.who.name) for line in people)
    known: dict[str, str | None] = {
        level_name(line.who.name): line.who.email if names[level_name(line.who.name)] == 1 else None
        for line in people
    }
    known |= {line.staff_number.casefold(): line.who.email for line in people if line.staff_number}
    return known | {line.who.email: line.who.email for line in people}


def _circles(above: Mapping[str, str]) -> Iterator[list[str]]:
    done: set[str] = set()
    for start in above:
        path: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in path:
            path[at] = None
            at = above.get(at)
        if at is not None and at in path:
            walked = list(path)
            yield walked[walked.index(at) :]
        done.update(path)
