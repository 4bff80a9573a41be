"""What somebody may be about to type, from the first letters or with a slip. Pure."""

from collections.abc import Callable, Iterator
from functools import cache

from rapidfuzz.distance import OSA

from counterpart.skills import phrases
from counterpart.skills.vocabulary import Entry, load
from counterpart.skills.words import level

_LONGEST = 80
# How, and how much is left to type; lower is likelier.
_Rank = tuple[int, int]


def suggest(text: str, limit: int = 8) -> tuple[Entry, ...]:
    """At most `limit` skills, the likeliest first; none for no letters, and none rather than a wild guess."""
    typed = level(text[:_LONGEST])
    if not typed or limit < 1:
        return ()
    likely = _ranked(typed, _begins) or _ranked(typed, _begins_with_a_slip)
    if meant := phrases.known(text[:_LONGEST]):
        likely = [meant, *(slug for slug in likely if slug != meant)]
    return tuple(load()[slug] for slug in likely[:limit])


def _ranked(typed: str, rank: Callable[[str, str], _Rank | None]) -> list[str]:
    ranks: dict[str, _Rank] = {}
    for slug, written, is_name in _writings():
        if found := rank(typed, written):
            how, left = found
            found = (2 * how + (not is_name), left)
            ranks[slug] = min(found, ranks.get(slug, found))
    return sorted(ranks, key=lambda slug: ranks[slug])


@cache
def _writings() -> tuple[tuple[str, str, bool], ...]:
    return tuple(_write())


def _write() -> Iterator[tuple[str, str, bool]]:
    for slug, entry in load().items():
        yield slug, level(entry.name), True
        for alias in entry.aliases:
            yield slug, level(alias), False


def _begins(typed: str, written: str) -> _Rank | None:
    left = len(written) - len(typed)
    if written.startswith(typed):
        return 0, left
    return (1, left) if len(typed) > 1 and f" {typed}" in written else None


def _begins_with_a_slip(typed: str, written: str) -> _Rank | None:
    """One slip in four letters, two in eight, and never in the first."""
    allowed = min(2, len(typed) // 4)
    if not allowed or typed[0] != written[0]:
        return None
    beginnings = {written[: len(typed) + longer] for longer in (-1, 0, 1)}
    slips = min(OSA.distance(typed, beginning) for beginning in beginnings)
    return (slips, abs(len(written) - len(typed))) if slips <= allowed else None
