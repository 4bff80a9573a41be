"""Join words as people type them to the skills of the vocabulary. No Django here: the command line joins too.

Being wrong costs more than being silent: a word that is not surely one of our skills stays as it was typed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from counterpart.skills import phrases
from counterpart.skills.words import has_word, tidy

LONGEST = 2_000
# Not inside brackets: 'cloud (AWS, Azure)' is one.
_LISTED = re.compile(r"[,;|•·\n\r\t](?![^()]*\))")
_SET_APART = re.compile(r"\s+[/&+–—-]\s+")
_LINKED = re.compile(r"\s*[/&]\s*|\s+(?:and|or|with|in|using|und|y|et)\s+", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^(.*?)\s*\(([^()]*)\)$")


@dataclass(frozen=True, slots=True)
class Joined:
    """Words as typed, and the slug of the skill they mean; None where we do not know it."""

    text: str
    slug: str | None


def join(text: str) -> tuple[Joined, ...]:
    """Every skill named in `text`, in order, each once; what is not known stays as typed. Never raises.

    Several may stand in one text, split by commas, semicolons and line ends, by ' / ' where a part is known,
    and by '/', '&' or 'and' where every part is. More than 2,000 characters come back unjoined.
    """
    if len(text) > LONGEST:
        return (Joined(text, None),)
    whole = phrases.known(tidy(text))
    if whole:
        return (Joined(tidy(text), whole),)
    found: dict[str, Joined] = {}
    for part in _LISTED.split(text):
        for joined in _join_part(tidy(part)):
            found.setdefault(joined.slug or phrases.key(joined.text), joined)
    return tuple(found.values())


def _join_part(part: str) -> Iterator[Joined]:
    if not has_word(part):
        return
    if slug := phrases.known(part):
        yield Joined(part, slug)
    elif several := _several(part):
        yield from several
    else:
        yield Joined(part, phrases.nearest(part))


def _several(part: str) -> list[Joined]:
    """The parts of 'Python/R', 'jam & Excel', 'physics (optics)' or 'statistics in R', as far as known."""
    if bracketed := _IN_BRACKETS.match(part):
        return _bracketed(bracketed[1], bracketed[2])
    apart = [joined for piece in _pieces(_SET_APART, part) for joined in _join_part(piece)]
    if any(one.slug for one in apart):
        return apart
    linked = [Joined(piece, phrases.known(piece)) for piece in _pieces(_LINKED, part)]
    return linked if all(one.slug for one in linked) else []


def _pieces(between: re.Pattern[str], part: str) -> list[str]:
    pieces = [piece for piece in between.split(part) if has_word(piece)]
    return pieces if len(pieces) > 1 else []


def _bracketed(before: str, inside: str) -> list[Joined]:
    """'Programming (Python)' is Python, whichever stands first; 'Physics (quantum nanowires)' is physics."""
    both = [
        one
        for one in (Joined(before, phrases.known(before)), Joined(inside, phrases.known(inside)))
        if one.slug
    ]
    return [one for one in both if not any(_is_broader(one, other) for other in both)]


def _is_broader(one: Joined, other: Joined) -> bool:
    return one is not other and other.slug is not None and phrases.is_beneath(other.slug, one.slug)
