"""Which words of a file stand in for which: the table of similarities that `near = vocabulary` needs.

Words are joined to the vocabulary as people type them (`joining.join`); two of the same skill are the same,
two of near skills as near as `nearness` says. No Django here: the command line uses it.
"""

from collections.abc import Iterable

from counterpart.skills.joining import join
from counterpart.skills.nearness import near_table
from counterpart.skills.words import tidy

Table = dict[tuple[str, str], float]


def vocabulary_table(sought: Iterable[str], offered: Iterable[str]) -> Table:
    """{(sought, offered): 0..1} for all words that are near, by the nearest of the skills each names."""
    wishes, offers = _joined(sought), _joined(offered)
    near = near_table({*wishes, *offers})
    near |= {(slug, slug): 1.0 for slug in wishes.keys() & offers.keys()}
    table: Table = {}
    for (wish, offer), nearness in near.items():
        for one in wishes.get(wish, ()):
            for other in offers.get(offer, ()):
                table[one, other] = max(nearness, table.get((one, other), 0.0))
    return {pair: nearness for pair, nearness in sorted(table.items()) if pair[0] != pair[1]}


def _joined(words: Iterable[str]) -> dict[str, list[str]]:
    """The words of each skill."""
    found: dict[str, list[str]] = {}
    for word in sorted(set(words)):
        for joined in join(tidy(word)):
            if joined.slug:
                found.setdefault(joined.slug, []).append(word)
    return found
