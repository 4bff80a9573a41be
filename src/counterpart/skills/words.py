"""Words as people type them, levelled so that they can be compared. Pure functions of text."""

import re
import unicodedata

_CONTROL = {"Cc", "Cf", "Cs", "Co", "Cn"}
_SIGNS = re.compile(r"[^\w+#]|_")
_LOOSE_SIGNS = re.compile(r"(?<!\w)[+#]+|(?<=\w)[+#]+(?=\w)")
_DOTTED = re.compile(r"(?<=\w)[.'’](?=\w)")
_LEADING_DOT_NET = re.compile(r"(?<!\w)\.net")
_PLURAL = re.compile(r"(?<=\w{3}[^sui])s$")
# British and American spelling are one word.
_BRITISH = ((re.compile(r"isation(s?)$"), r"ization\1"), (re.compile(r"is(e|es|ed|ing|er|ers)$"), r"iz\1"))


def tidy(text: str) -> str:
    """As it may be shown: one encoding, no invisible characters, single spaces."""
    shown = unicodedata.normalize("NFKC", text)
    kept = (" " if character.isspace() else character for character in shown if _is_kept(character))
    return unicodedata.normalize("NFKC", " ".join("".join(kept).split()))


def _is_kept(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) not in _CONTROL


def has_word(text: str) -> bool:
    return any(character.isalnum() for character in text)


def level(text: str) -> str:
    """Without case and punctuation: 'Node.js' and 'nodejs' are one, 'C', 'C++' and 'C#' are three."""
    plain = unicodedata.normalize("NFKC", tidy(text).casefold())
    plain = _LEADING_DOT_NET.sub("dotnet", plain)
    plain = _DOTTED.sub("", plain).replace("&", " and ")
    plain = _LOOSE_SIGNS.sub(" ", _SIGNS.sub(" ", plain))
    return " ".join(plain.split())


def fold(levelled: str) -> str:
    """Plurals, British and American spelling, accents of Latin letters brought together; never shown."""
    return " ".join(_fold_word(word) for word in _without_accents(levelled).split())


def _without_accents(text: str) -> str:
    if text.isascii():
        return text
    apart = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", re.sub(r"(?<=[a-z])[\u0300-\u036f]+", "", apart))


def _fold_word(word: str) -> str:
    single = _PLURAL.sub("", word)
    for british, american in _BRITISH:
        single = british.sub(american, single)
    return single
