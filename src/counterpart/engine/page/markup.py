"""HTML that cannot be broken from inside: every text is escaped unless this module made it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

LONGEST_NAME = 60
LONGEST_SENTENCE = 500

# Controls, lone surrogates, what is no character; and the marks that turn the direction of what follows.
_NOT_SHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


def el(name: str, *inside: str, **attributes: str | float | None) -> Html:
    """An element. Texts inside and values are escaped; `class_` is class, `data_label` is data-label.

    Attributes with None are left out.
    """
    told = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(clean(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Html(f"<{name}{told}>{joined(inside)}</{name}>")


def joined(parts: Iterable[str]) -> Html:
    """Parts one after the other, escaped where they are not markup yet."""
    return Html("".join(part if isinstance(part, Html) else escape(clean(part)) for part in parts))


def clean(text: str) -> str:
    """Without what a page cannot hold or what would reorder the words around it."""
    if text.isascii() and text.isprintable():
        return text
    return _NOT_SHOWN.sub("\N{REPLACEMENT CHARACTER}", text)


def short(text: str, longest: int = LONGEST_NAME) -> str:
    """A text that fits: cut with an ellipsis, never inside a joined sign."""
    if len(text) <= longest:
        return text
    cut = text[: longest - 1]
    while cut and (unicodedata.combining(cut[-1]) or cut[-1] in "\u200d\ufe0f"):
        cut = cut[:-1]
    return f"{cut.rstrip()}…"


def named(text: str) -> Html:
    """A name inside other words; it keeps its own direction of writing."""
    return el("bdi", short(text))


def initials(name: str, person: str) -> str:
    """Two letters of a name; where there is none, three signs of the id: its end if that is a number."""
    words = [word for word in name.split() if not word.startswith("(")]
    if not words:
        return person[-3:] if person[-1:].isdigit() else person[:3]
    ends = (words[0], words[-1]) if len(words) > 1 else (words[0],)
    return "".join(_first_letter(word) for word in ends).upper()


def _first_letter(word: str) -> str:
    return next((sign for sign in word if sign.isalnum()), word[0])
