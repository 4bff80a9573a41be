"""Which cards suit a meeting: by how far two have come, what goes which way, and what they had already."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from counterpart.partnerships.cards.deck import Card, Deck, Form, Kind, Leads, Stage

OF_KIND = {  # what a day in the other's place begins and ends with, by the kind of meeting
    "swap": ("swap-a-day", "assumptions-before", "after-the-day"),
    "shadow": ("an-hour-beside-you", "assumptions-before", "after-the-day"),
}


@dataclass(frozen=True, slots=True)
class Turn:
    """Whoever leads then: slugs of what they show and of what they would like to learn."""

    shows: frozenset[str] = frozenset()
    learns: frozenset[str] = frozenset()


def stage_of(number: int, planned: int | None) -> Stage:
    """How far the journey is at its `number`-th meeting (from 1); `planned` None where nobody counts."""
    if number <= 1:
        return Stage.FIRST
    if planned is None:
        return Stage.EARLY if number <= 3 else Stage.MIDDLE
    if number >= planned:
        return Stage.LAST
    share = (number - 1) / (planned - 1)
    return Stage.EARLY if share < 0.4 else Stage.MIDDLE if share < 0.7 else Stage.LATE


def suggest(
    deck: Deck, *, stage: Stage, form: Form, turns: Sequence[Turn], used: Collection[str] = ()
) -> list[Card]:
    """A card for each turn, no two of a kind as long as the deck allows; always the same for the same."""
    fresh = [
        card
        for card in deck.values()
        if card.slug not in used and stage in card.stages and form in card.forms
    ]
    had = Counter(deck[slug].kind for slug in used if slug in deck)
    chosen: list[Card] = []
    for place, turn in enumerate(turns):
        wanted = _wanted(stage, place, len(turns))
        fitting = [card for card in fresh if card not in chosen and _fits(card, turn)]
        if fitting:
            kinds = {card.kind for card in chosen}
            chosen.append(min(fitting, key=lambda card: _rank(card, wanted, kinds, had)))
    return chosen


def _wanted(stage: Stage, place: int, places: int) -> Kind | None:
    """While two are new to each other it begins with arriving; the last time it ends with the end."""
    if place == 0 and stage in (Stage.FIRST, Stage.EARLY):
        return Kind.OPENING
    if place == places - 1 and stage == Stage.LAST:
        return Kind.ENDING
    return None


def _rank(card: Card, wanted: Kind | None, kinds: Collection[Kind], had: Counter[Kind]) -> tuple[int, ...]:
    """Smallest is best; among equals the order of the deck decides."""
    edge = card.kind in (Kind.OPENING, Kind.ENDING)
    return (
        int(card.kind in kinds),
        int(card.kind != wanted if wanted else edge),
        int(not card.topics),
        had[card.kind],
    )


def _fits(card: Card, turn: Turn) -> bool:
    """A card about topics needs one of them to go the way it leads."""
    ways = {Leads.TEACHER: turn.shows, Leads.LEARNER: turn.learns, Leads.TURN: turn.shows | turn.learns}
    return not card.topics or bool(card.topics & ways[card.leads])
