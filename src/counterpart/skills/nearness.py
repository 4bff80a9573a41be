"""How near two different skills are, from the tree of the vocabulary: the product's `near = vocabulary`.

| what is sought | what is offered | near |
|---|---|---|
| a broad skill (artificial intelligence) | one beneath it (asking AI well) | 0.6 |
| a skill (React) | the broader one above it (JavaScript) | 0.4 |
| a skill (React) | another beneath the same skill that is no topic (Vue) | 0.3 |
| a skill (TikTok) | another of a topic that says how near its children are (Instagram) | that number |

Everything else is not near: under 'Life experience and mistakes' or 'The sciences' nothing stands in for its
neighbour, and nothing stands in for an experience or a perspective: who would like to hear about a bad boss
is not helped by somebody who has 'life experience'.
"""

from collections.abc import Iterable

from counterpart.skills.vocabulary import Entry, load

OFFERED_IS_FINER = 0.6
OFFERED_IS_BROADER = 0.4
SAME_SKILL_ABOVE = 0.3


def near_table(slugs: Iterable[str]) -> dict[tuple[str, str], float]:
    """{(sought, offered): nearness} of all pairs among `slugs` that are near, none with itself.

    Unknown slugs (words kept as typed) are near nothing.
    """
    entries = [load()[slug] for slug in sorted(set(slugs)) if slug in load()]
    table = {(sought.slug, offered.slug): near(sought, offered) for sought in entries for offered in entries}
    return {pair: nearness for pair, nearness in table.items() if 0 < nearness < 1}


def near_pairs(sought: Iterable[str], offered: Iterable[str]) -> dict[tuple[str, str], float]:
    """The same, only of these wishes and these offers."""
    wishes, offers = (
        [load()[slug] for slug in sorted(set(each)) if slug in load()] for each in (sought, offered)
    )
    table = {(wish.slug, offer.slug): near(wish, offer) for wish in wishes for offer in offers}
    return {pair: nearness for pair, nearness in table.items() if 0 < nearness < 1}


def near(sought: Entry, offered: Entry) -> float:
    """0 (not near) to 1 (the same)."""
    if sought.slug == offered.slug:
        return 1.0
    if offered.parent == sought.slug:
        return OFFERED_IS_FINER
    if sought.parent is None or not _is_learnt(sought, offered):
        return 0.0
    if sought.parent == offered.slug:
        return OFFERED_IS_BROADER
    if sought.parent != offered.parent:
        return 0.0
    above = load()[sought.parent]
    return above.siblings if above.parent is None else SAME_SKILL_ABOVE


def _is_learnt(*entries: Entry) -> bool:
    return all(entry.kind in {"tool", "craft"} for entry in entries)
