"""What somebody wishes, with their own key; what somebody writes to introduce two, with theirs."""

from dataclasses import dataclass

from counterpart.introductions.models import Introduction, Outside, Wish
from counterpart.people import keys


def seal_wish(wish: Wish, text: str) -> bytes:
    return keys.seal_for(wish.person, text, table="introductions_wish", row=wish.pk, column="words")


def wish_words(wish: Wish) -> str:
    return keys.open_for(wish.person, wish.words, table="introductions_wish", row=wish.pk, column="words")


def seal_lines(row: Introduction, text: str) -> bytes:
    return keys.seal_for(row.by, text, table="introductions_introduction", row=row.pk, column="words")


def lines_of(row: Introduction) -> str:
    return keys.open_for(row.by, row.words, table="introductions_introduction", row=row.pk, column="words")


@dataclass(frozen=True)
class Known:
    """As whoever introduces them wrote it."""

    name: str
    address: str
    words: str


def seal_stranger(row: Outside, *, name: str, address: str, words: str) -> None:
    """The caller saves."""
    for column, text in (("name", name), ("address", address), ("words", words)):
        sealed = keys.seal_for(row.by, text, table="introductions_outside", row=row.pk, column=column)
        setattr(row, column, sealed)


def stranger(row: Outside) -> Known | None:
    """None once they are forgotten."""
    if row.forgotten_at:
        return None

    return Known(_opened(row, "name"), _opened(row, "address"), lines_outside(row))


def lines_outside(row: Outside) -> str:
    """They stay until it ends, whoever has been forgotten meanwhile."""
    return "" if row.words is None else _opened(row, "words")


def _opened(row: Outside, column: str) -> str:
    stored = getattr(row, column)
    return keys.open_for(row.by, stored, table="introductions_outside", row=row.pk, column=column)
