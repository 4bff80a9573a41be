"""Cards to talk about, written by us: a TOML file for each kind. Pure: no Django, no clock, no chance."""

from counterpart.partnerships.cards import brought
from counterpart.partnerships.cards.choosing import OF_KIND, Turn, stage_of, suggest
from counterpart.partnerships.cards.deck import BadDeck, Card, Deck, Form, Kind, Leads, Stage, load, read

__all__ = [
    "OF_KIND",
    "BadDeck",
    "Card",
    "Deck",
    "Form",
    "Kind",
    "Leads",
    "Stage",
    "Turn",
    "brought",
    "load",
    "read",
    "stage_of",
    "suggest",
]
