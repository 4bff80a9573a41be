"""What somebody may be about to type, from the first letters or with a slip. Pure."""

from collections.abc import Iterator
from functools import cache

from rapidfuzz.distance import OSA

from counterpart.skills import phrases
from counterpart.skills.vocabulary import Entry, load
from counterpart.skills.words import level

_LONGEST = 80


def suggest(text: str, limit: int = 8) -> tuple[Entry, ...]:
    """At most `limit` skills, the likeliest first; none for no letters, and none rather than a wild guess."""
    typed = level(text[:_LONGEST])
    if not typed or limit < 1:
        return ()
    ranks: dict[str, tuple[int, int]] = {}
    for slug, written, is_name in _writings():
        if (rank := _rank(typed, written, is_name)) is not None:
            ranks[slug] = min(rank, ranks.get(slug, rank))
    if meant := phrases.known(text[:_LONGEST]):
        ranks[meant] = (0, 0)
    best = sorted(ranks, key=lambda slug: ranks[slug])[:limit]
    return tuple(load()[slug] for slug in best)


@cache
def _writings() -> tuple[tuple[str, str, bool], ...]:
    return tuple(_write())


def _write() -> Iterator[tuple[str, str, bool]]:
    for slug, entry in load().items():
        yield slug, level(entry.name), True
        for alias in entry.aliases:
            yield slug, level(alias), False


def _rank(typed: str, written: str, is_name: bool) -> tuple[int, int] | None:
    """(how, how much is left to type); lower is likelier, None is not at all."""
    left = max(0, len(written) - len(typed))
    if written.startswith(typed):
        return (1 if is_name else 2), left
    if len(typed) > 1 and f" {typed}" in f" {written}":
        return (3 if is_name else 4), left
    if _is_slip_of_beginning(typed, written):
        return 5, left
    return None


def _is_slip_of_beginning(typed: str, written: str) -> bool:
    """One slip in four letters, two in eight, and never in the first."""
    slips = min(2, len(typed) // 4)
    if not slips or typed[0] != written[:1]:
        return False
    lengths = range(max(1, len(typed) - 1), min(len(written), len(typed) + 1) + 1)
    return any(OSA.distance(typed, written[:length], score_cutoff=slips) <= slips for length in lengths)
