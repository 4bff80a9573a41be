"""What somebody wishes, with their own key; what somebody writes to introduce two, with theirs."""

from counterpart.introductions.models import Introduction, Wish
from counterpart.people import keys


def seal_wish(wish: Wish, text: str) -> bytes:
    return keys.seal_for(wish.person, text, table="introductions_wish", row=wish.pk, column="words")


def wish_words(wish: Wish) -> str:
    return keys.open_for(wish.person, wish.words, table="introductions_wish", row=wish.pk, column="words")


def seal_lines(row: Introduction, text: str) -> bytes:
    return keys.seal_for(row.by, text, table="introductions_introduction", row=row.pk, column="words")


def lines_of(row: Introduction) -> str:
    return keys.open_for(row.by, row.words, table="introductions_introduction", row=row.pk, column="words")
