"""Guess what each column is, by its name and by what stands in it, in the languages people have files in.

Nothing here knows one particular system: a header is levelled (case, accents, brackets, camelCase,
'Required'), and the words of each field (words.toml) are looked for in it.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from importlib.resources import files

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from counterpart.programmes.importing.table import Table

SURELY = 60  # the worth of a name that says it outright
SAMPLE = 200  # rows whose values are looked at


class Field(models.TextChoices):
    EMAIL = "email", _("E-mail")
    NAME = "name", _("Full name")
    FIRST_NAME = "first_name", _("First name")
    LAST_NAME = "last_name", _("Family name")
    STAGE = "stage", _("Grade or title: where they stand")
    FUNCTION = "function", _("What they do: department, team")
    PLACE = "place", _("Where they are: town, office")
    BACKGROUND = "background", _("The field they come from")
    LANGUAGES = "languages", _("Languages")
    TIME_ZONE = "time_zone", _("Time zone")
    STAFF_NUMBER = "staff_number", _("Staff number")
    MANAGER = "manager", _("Manager: e-mail, staff number or name")


REASONS: dict[str, Promise] = {
    "secret": _("Passwords and keys stay out of here."),
    "birth": _("Age is never needed here, so it is not kept."),
    "body": _("Nothing about health, faith, origin, gender or private life is kept."),
    "money": _("Pay, bank and identity numbers stay out of here."),
}


def refusal(column: str) -> str:
    """Why a column may not be mapped, as a key of REASONS; '' where it may."""
    for said in _variants(column):
        for reason, pattern in _REFUSED.items():
            if pattern.search(said):
                return reason
    return ""


def refused(table: Table) -> dict[int, str]:
    return {at: why for at, column in enumerate(table.columns) if (why := refusal(column))}


def is_known(column: str) -> bool:
    return bool(refusal(column) or _named(column))


def guess(table: Table) -> dict[int, Field]:
    """Column -> field, each field once; columns that are left out are absent."""
    scores = [
        (score, -at, field)
        for at, column in enumerate(table.columns)
        if not refusal(column)
        for field, score in _scores(column, [cells[at] for _, cells in table.rows[:SAMPLE] if cells[at]])
    ]
    found: dict[int, Field] = {}
    for _score, at, field in sorted(scores, key=lambda each: (-each[0], -each[1])):
        if -at not in found and field not in found.values():
            found[-at] = field
    return _one_name(found)


def _one_name(found: dict[int, Field]) -> dict[int, Field]:
    """First and family name together make the full one needless; one of them alone is the full one."""
    parts = {Field.FIRST_NAME, Field.LAST_NAME} & set(found.values())
    if len(parts) == 2:
        return {at: field for at, field in found.items() if field != Field.NAME}
    if Field.NAME in found.values():
        return {at: field for at, field in found.items() if field not in parts}
    return {at: Field.NAME if field in parts else field for at, field in found.items()}


def _scores(column: str, values: list[str]) -> Iterator[tuple[Field, float]]:
    """By name, then by values: a column of addresses is one of addresses, an empty one is no use."""
    addresses = sum("@" in value for value in values) / len(values) if values else 0.0
    named = _named(column)
    for field, score in named.items():
        if field == Field.EMAIL and values and addresses < 0.5 and score < SURELY:
            continue  # a login
        if field not in (Field.EMAIL, Field.MANAGER) and addresses > 0.5:
            continue
        yield field, score if values else score / 10
    if not named and addresses > 0.8:
        yield Field.EMAIL, 1.0


@lru_cache(4096)
def _named(column: str) -> dict[Field, float]:
    """How well each field's words fit the name of a column."""
    found: dict[Field, float] = {}
    variants = list(_variants(column))
    if any(_IGNORED.search(said) for said in variants):
        return found
    managers = any(_MANAGER.search(said) for said in variants)
    for field, patterns in FIELDS.items():
        if managers and field != Field.MANAGER:
            continue
        best = max((_fit(said, patterns) for said in variants), default=0.0)
        if best:
            found[field] = best + _preference(field, variants)
    return found


def _fit(said: str, patterns: tuple[tuple[re.Pattern[str], float], ...]) -> float:
    """A whole name fits best, then a name that a longer one or a question holds."""
    best = 0.0
    for pattern, worth in patterns:
        if found := pattern.search(said):
            whole = found.group() == said
            best = max(best, worth + (20 if whole else 0))
    return best


def _preference(field: Field, variants: list[str]) -> float:
    said = " ".join(variants)
    if field == Field.EMAIL:
        return (5 if re.search(r"\b(work|primary|business|company)\b", said) else 0) - (
            30 if _SECOND_ADDRESS.search(said) else 0
        )
    if field == Field.MANAGER:
        return 30 if _EMAIL_WORD.search(said) else 25 if re.search(r"\b(id|number|no|nr)\b", said) else 0
    return 0


def _variants(column: str) -> Iterator[str]:
    """A name as it stands, without its brackets, and what stands in them."""
    inside = re.findall(r"[\[(]([^\])]*)[\])]", column)
    outside = re.sub(r"[\[(][^\])]*[\])]", " ", column)
    seen = {level(each) for each in (outside, column, *inside)}
    yield from sorted(seen - {""})


@lru_cache(65536)
def level(text: str) -> str:
    """Case, accents, camelCase, punctuation and words without meaning are levelled."""
    text = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", text[:300])
    text = _fold(text)
    text = re.sub(r"e-(?=mail|post)", "e", text)
    text = " ".join(re.sub(r"[^\w#+]+|_", " ", text).split())
    return " ".join(_NOISE.sub(" ", text).split()) or text


def _fold(text: str) -> str:
    """Without case and accents, and without the letters that hold a stroke of their own."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.casefold().translate(_STROKES)


def _pattern(phrases: str) -> re.Pattern[str]:
    """Phrases divided by '|', as whole words; scripts that write without spaces match anywhere."""
    parts = []
    for phrase in phrases.replace("\n", "").split("|"):
        plain = _fold(phrase.strip())
        if plain:
            spaced = re.search(r"[a-z\u0370-\u04ff]", plain)
            parts.append(rf"(?<![\w#+]){re.escape(plain)}(?![\w#+])" if spaced else re.escape(plain))
    return re.compile("|".join(sorted(parts, key=len, reverse=True)))


_STROKES = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})
# What says nothing about a column.
_NOISE = re.compile(
    r"\b(required|upload only|read only|optional|mandatory|obligatoire|pflichtfeld|obligatorio|please|"
    r"what is|what s|which|your|the|my|ihre?|deine?|votre|ta|ton|su|tu|civil service)\b"
)
_words = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
_REFUSED: dict[str, re.Pattern[str]] = {
    reason: _pattern(phrases) for reason, phrases in _words["refused"].items()
}
_IGNORED = _pattern(_words["ignored"])
_MANAGER = _pattern(_words["manager"])
_EMAIL_WORD = _pattern(_words["email"])
_SECOND_ADDRESS = _pattern(_words["second_address"])
FIELDS = {
    Field(field): tuple((_pattern(phrases), float(worth)) for worth, phrases in by_worth.items())
    for field, by_worth in _words["fields"].items()
}
FIELDS[Field.EMAIL] = ((_EMAIL_WORD, 60.0), *FIELDS[Field.EMAIL])
FIELDS[Field.MANAGER] = ((_MANAGER, 60.0),)
