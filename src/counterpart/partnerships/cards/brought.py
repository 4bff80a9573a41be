"""Cards that are not of the deck: what somebody said elsewhere, brought to a table by who read it there."""

from collections.abc import Callable, Collection, Mapping
from typing import TYPE_CHECKING

from counterpart.partnerships.cards.deck import Card, Form, Kind, Leads, Stage

if TYPE_CHECKING:
    from counterpart.people.models import Person

# By the beginning of their slugs: which of these the reader may read, as cards.
Reads = Callable[["Collection[str]", "Person"], Mapping[str, Card]]
READ: dict[str, Reads] = {}


def card(slug: str, title: str, words: str, why: str) -> Card:
    """For everybody, at any time of the journey, each leading in turn."""
    return Card(
        slug=slug,
        kind=Kind.LESSONS,
        title=title,
        ask=(words,),
        why=why,
        minutes=10,
        stages=frozenset(Stage),
        forms=frozenset(Form),
        topics=frozenset(),
        leads=Leads.TURN,
    )


def read(slugs: Collection[str], reader: "Person") -> dict[str, Card]:
    """Those that still stand and that this reader may read; all others lie there no more."""
    found: dict[str, Card] = {}
    for beginning, reads in READ.items():
        if theirs := [slug for slug in slugs if slug.startswith(beginning)]:
            found |= reads(theirs, reader)
    return found
