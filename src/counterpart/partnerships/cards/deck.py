import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any, TypeVar

from counterpart.skills import vocabulary


class Kind(StrEnum):
    """What a card is for; in the order of a conversation."""

    OPENING = "opening"
    PERSPECTIVE = "perspective"
    COURAGE = "courage"
    LESSONS = "lessons"
    NETWORK = "network"
    FEEDBACK = "feedback"
    ENDING = "ending"


class Stage(StrEnum):
    """How far the journey has come."""

    FIRST = "first"
    EARLY = "early"
    MIDDLE = "middle"
    LATE = "late"
    LAST = "last"


class Form(StrEnum):
    PAIR = "pair"
    RING = "ring"
    CIRCLE = "circle"


class Leads(StrEnum):
    """Who leads the conversation about a card."""

    TEACHER = "teacher"  # whoever shows something
    LEARNER = "learner"  # whoever would like to learn
    TURN = "turn"  # each in turn


@dataclass(frozen=True, slots=True)
class Card:
    """One thing to talk about. `topics` are slugs of skills; a card without any suits everybody."""

    slug: str
    kind: Kind
    title: str
    ask: tuple[str, ...]
    why: str
    minutes: int
    stages: frozenset[Stage]
    forms: frozenset[Form]
    topics: frozenset[str]
    leads: Leads


Deck = Mapping[str, Card]
LONGEST_TITLE = 44  # characters: one or two lines of a phone
KNOWN = {"title", "ask", "why", "minutes", "stages", "forms", "topics", "leads"}
Word = TypeVar("Word", bound=StrEnum)


class BadDeck(ValueError):
    """A card is not written as cards are; says which and how to mend it."""


@cache
def load() -> Deck:
    """The deck that comes with Counterpart, by slug, in the order of a conversation."""
    folder = files(__package__)
    return read(
        {kind: tomllib.loads(folder.joinpath(f"{kind}.toml").read_text(encoding="utf-8")) for kind in Kind}
    )


def read(written: Mapping[Kind, Mapping[str, Any]]) -> Deck:
    """Cards as written, kind by kind, each looked at."""
    found: dict[str, Card] = {}
    titles: set[str] = set()
    for kind, file in written.items():
        for slug, facts in file["card"].items():
            card = _card(slug, kind, facts)
            _demand(slug not in found, slug, "is written twice")
            _demand(card.title.casefold() not in titles, slug, "has the title of another card")
            titles.add(card.title.casefold())
            found[slug] = card
    return MappingProxyType(found)


def _card(slug: str, kind: Kind, facts: Mapping[str, Any]) -> Card:
    _look_at(slug, facts)
    topics = frozenset(facts.get("topics", ()))
    _demand(topics <= vocabulary.load().keys(), slug, "names a topic that is not in the vocabulary")
    return Card(
        slug=slug,
        kind=kind,
        title=facts["title"],
        ask=tuple(facts["ask"]),
        why=facts["why"],
        minutes=facts["minutes"],
        stages=_words(slug, Stage, facts.get("stages", ())),
        forms=_words(slug, Form, facts.get("forms", tuple(Form))),
        topics=topics,
        leads=next(iter(_words(slug, Leads, [facts.get("leads", "")]))),
    )


def _look_at(slug: str, facts: Mapping[str, Any]) -> None:
    _demand(facts.keys() <= KNOWN, slug, f"says more than {', '.join(sorted(KNOWN))}")
    _demand(0 < len(facts.get("title", "")) <= LONGEST_TITLE, slug, f"needs a title up to {LONGEST_TITLE}")
    ask = facts.get("ask")
    good = isinstance(ask, list) and all(isinstance(each, str) and each.strip() for each in ask)
    _demand(good and bool(ask), slug, "needs one question or several")
    _demand(bool(str(facts.get("why", "")).strip()), slug, "needs one or two sentences of why or how")
    minutes = facts.get("minutes")
    _demand(isinstance(minutes, int) and 3 <= minutes <= 30, slug, "takes 3 to 30 minutes")


def _words(slug: str, words: type[Word], said: Iterable[str]) -> frozenset[Word]:
    try:
        found = frozenset(words(each) for each in said)
    except ValueError as wrong:
        raise BadDeck(f"{slug}: {wrong}") from None
    _demand(bool(found), slug, f"needs a {words.__name__.lower()}")
    return found


def _demand(holds: bool, slug: str, otherwise: str) -> None:
    if not holds:
        raise BadDeck(f"{slug}: {otherwise}")
