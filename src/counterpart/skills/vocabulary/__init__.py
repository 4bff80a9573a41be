"""The skills reverse mentoring is about, written by us: a TOML file for each part of life. No Django."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

KINDS = ("tool", "craft", "experience", "perspective")


@dataclass(frozen=True, slots=True)
class Entry:
    """One skill as written in the vocabulary.

    `parent` is the slug of the broader skill (None for a topic). `question` is how an experience or a
    perspective is put to somebody who might like to hear of it. `starters` names the sides ("offer", "wish")
    on which the skill is laid out for somebody who types nothing. `siblings` (0 to 1) says how near its
    children are to each other. `heads` are words that decide a phrase when they end it ('marine ecology' is
    ecology).
    """

    slug: str
    name: str
    kind: str
    parent: str | None
    aliases: tuple[str, ...]
    question: str
    starters: tuple[str, ...]
    siblings: float
    heads: tuple[str, ...]


Vocabulary = Mapping[str, Entry]


@cache
def load() -> Vocabulary:
    """All skills by slug. Each file has one topic, the parent of those that name no nearer one."""
    found: dict[str, Entry] = {}
    for file in sorted(files(__package__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            written = tomllib.loads(file.read_text(encoding="utf-8"))
            [(topic, facts)] = written["topic"].items()
            found[topic] = _entry(topic, facts, None)
            for slug, beneath in written["skill"].items():
                found[slug] = _entry(slug, beneath, beneath.get("parent", topic))
    return MappingProxyType(found)


@cache
def ordinary_words() -> frozenset[str]:
    """Everyday words a letter or two from one of ours ('police', 'policy'), so not a slip of it."""
    return frozenset(files(__package__).joinpath("ordinary_words.txt").read_text(encoding="utf-8").split())


def _entry(slug: str, facts: dict[str, Any], parent: str | None) -> Entry:
    return Entry(
        slug=slug,
        name=facts["name"],
        kind=facts["kind"],
        parent=parent,
        aliases=tuple(facts["aliases"]),
        question=facts.get("question", ""),
        starters=tuple(facts.get("starter", ())),
        siblings=float(facts.get("siblings", 0)),
        heads=tuple(facts.get("heads", ())),
    )
