"""One phrase and the skill it means: exactly, by a known variant, or by a slip of the fingers."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from counterpart.skills.vocabulary import Vocabulary, load, ordinary_words
from counterpart.skills.words import fold, level

_LONGEST = 160
# They tell how well, how much or whose, not what.
_BEFORE = re.compile(
    r"^(?:(?:an |the )?introduction (?:to|into)|intro to|introductory|learn(?:ing)?(?: about)?|understanding|"
    r"(?:the )?(?:basics?|fundamentals|principles|knowledge|use) of|basic|beginners?|advanced|intermediate|"
    r"practical|modern|(?:how )?to use|(?:how )?to|using|(?:experience|working) with|experience in|"
    r"better|more|my|the|a bit of|some|good|new|"
    r"microsoft|ms|google|apple|adobe|amazon|oracle|ibm|apache|atlassian|autodesk) "
)
_AFTER = re.compile(
    r" (?:skills?|basics?|fundamentals|knowledge|for (?:beginners|dummies|starters)|(?:tips and )?tricks|"
    r"tips|tools?|expert|expertise|techniques|best practices|101|methods|essentials|practices?|generally|"
    r"in general|advice|experience|training)$"
)
_AFTER_A_TOOL = re.compile(
    r" (?:developer|development|programming|coding|language|framework|library|app|software)$"
)
_VERSION = re.compile(r"\s?v?\d[\d.]*\+?$")
_NEARLY_ALL = 0.8
_GENERIC_WEIGHT = 0.5
_GENERIC_WORDS = """
    skill basic fundamental knowledge tip tool technique practice method principle introduction working using
    work with for in of to the a an and on at or my your own how do from as by
"""
_GENERIC = frozenset(_GENERIC_WORDS.split())


@dataclass(frozen=True, slots=True)
class _Index:
    """Slugs by every way of writing them that we know; `weights` are how much a word tells."""

    exact: dict[str, str]
    folded: dict[str, str]
    compact: dict[str, str]
    heads: dict[str, str]
    with_word: dict[str, list[str]]
    weights: dict[str, float]
    not_slips: frozenset[str]


def key(text: str) -> str:
    """What makes two typed words the same word; never empty where there is anything to see."""
    return level(text) or text.casefold()


def known(text: str) -> str | None:
    """The skill that is written like this, give or take case, plural, spelling, a version or 'basics of'."""
    levelled = level(text)
    while 0 < len(levelled) <= _LONGEST:
        if slug := _written_like(levelled):
            return slug
        shorter = _AFTER.sub("", _BEFORE.sub("", levelled))
        if shorter == levelled:
            return None
        levelled = shorter
    return None


def nearest(text: str) -> str | None:
    """The skill meant by a phrase nobody foresaw: with a slip, a word too many, or a telling last word."""
    levelled = level(text)
    if not 0 < len(levelled) <= _LONGEST:
        return None
    folded = fold(levelled)
    return _by_slip(folded) or _by_weight(folded) or _by_last_word(levelled)


def is_tool(slug: str) -> bool:
    return load()[slug].kind == "tool"


def is_beneath(slug: str, above: str | None) -> bool:
    parent = load()[slug].parent
    return slug == above or parent == above or (parent is not None and is_beneath(parent, above))


def _written_like(levelled: str) -> str | None:
    index = _index()
    folded = fold(levelled)
    together = folded.replace(" ", "")
    return (
        index.exact.get(levelled)
        or index.folded.get(folded)
        or index.compact.get(together)
        or _with_ending(levelled, together, index)
    )


def _with_ending(levelled: str, together: str, index: _Index) -> str | None:
    """'reactjs', 'python 3', 'php7', 'kotlin developer'."""
    if together.endswith("js") and (slug := index.folded.get(together[:-2])):
        return slug if is_beneath(slug, "javascript") or is_beneath(slug, "web-development") else None
    bare = _AFTER_A_TOOL.sub("", _VERSION.sub("", levelled))
    if bare != levelled and (slug := index.exact.get(bare)):
        return slug if is_tool(slug) else None
    return None


def _by_slip(folded: str) -> str | None:
    """One letter wrong in four or more, two in ten or more; never the first, and never an ordinary word."""
    index = _index()
    allowed = 0 if len(folded) < 4 else 1 if len(folded) < 10 else 2
    if not allowed or folded in index.not_slips:
        return None
    near = process.extract(folded, index.folded.keys(), scorer=OSA.distance, score_cutoff=allowed, limit=None)
    close = {alias: distance for alias, distance, _ in near if _is_slip(folded, alias)}
    nearest_ones = [alias for alias, distance in close.items() if distance == min(close.values())]
    slugs = {index.folded[alias] for alias in nearest_ones}
    return slugs.pop() if len(slugs) == 1 else None


def _is_slip(typed: str, ours: str) -> bool:
    """Word by word: 'user feeds' is no slip of 'user needs', as both words are real."""
    mine, theirs = typed.split(), ours.split()
    return len(mine) == len(theirs) and all(map(_same_word, mine, theirs))


def _same_word(typed: str, ours: str) -> bool:
    if typed == ours:
        return True
    index = _index()
    if len(ours) < 5 or typed[0] != ours[0] or typed in index.not_slips or typed in index.weights:
        return False
    return OSA.distance(typed, ours) <= (1 if len(ours) < 9 else 2)


def _by_weight(folded: str) -> str | None:
    """Compare word by word in any order; what is shared must be nearly all that either phrase tells."""
    index = _index()
    mine = frozenset(folded.split())
    if not 2 <= len(mine) <= 8:
        return None
    shares: dict[str, float] = {}
    for alias in {alias for word in mine for alias in index.with_word.get(word, ())}:
        theirs = frozenset(alias.split())
        share = _weight(mine & theirs) / _weight(mine | theirs)
        slug = index.folded[alias]
        shares[slug] = max(share, shares.get(slug, 0.0))
    best = max(shares.values(), default=0.0)
    slugs = [slug for slug, share in shares.items() if share > best - 0.05]
    return slugs[0] if best >= _NEARLY_ALL and len(slugs) == 1 else None


def _weight(words: frozenset[str]) -> float:
    weights = _index().weights
    return sum(_GENERIC_WEIGHT if word in _GENERIC else weights.get(word, weights[""]) for word in words)


def _by_last_word(levelled: str) -> str | None:
    """'Marine ecology' is ecology; a whole sentence that ends so may be anything."""
    words = levelled.split()
    return _index().heads.get(words[-1]) if 2 <= len(words) <= 3 else None


@cache
def _index() -> _Index:
    vocabulary = load()
    exact = {level(written): slug for slug, written in _written(vocabulary)}
    folded = {fold(levelled): slug for levelled, slug in exact.items()}
    with_word: dict[str, list[str]] = {}
    for alias in folded:
        for word in set(alias.split()):
            with_word.setdefault(word, []).append(alias)
    return _Index(
        exact=exact,
        folded=folded,
        compact={alias.replace(" ", ""): slug for alias, slug in folded.items() if len(alias) > 4},
        heads={level(head): slug for slug, entry in vocabulary.items() for head in entry.heads},
        with_word=with_word,
        weights=_rarity(with_word, len(folded)),
        not_slips=frozenset(fold(word) for word in ordinary_words()),
    )


def _written(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    for slug, entry in vocabulary.items():
        for written in (entry.name, *entry.aliases):
            yield slug, written


def _rarity(with_word: dict[str, list[str]], phrases: int) -> dict[str, float]:
    """How much a word tells: log of one over its share of our phrases. "" stands for a word not in any."""
    weights = {word: math.log(phrases / len(aliases)) for word, aliases in with_word.items()}
    return weights | {"": math.log(phrases)}
