from collections.abc import Iterable
from typing import Literal

from counterpart.skills import suggesting
from counterpart.skills.joining import join
from counterpart.skills.models import Skill
from counterpart.skills.vocabulary import load


def suggest(text: str, limit: int = 8) -> list[Skill]:
    """What somebody may be about to type; never what another person typed, only from the vocabulary."""
    return _in_order(entry.slug for entry in suggesting.suggest(text, limit))


def starters(side: Literal["offer", "wish"]) -> list[Skill]:
    """Easy ones to tap for somebody who types nothing, in the order of the vocabulary."""
    return _in_order(slug for slug, entry in load().items() if side in entry.starters)


def recognise(text: str) -> list[Skill | str]:
    """As `actions.understand`, but writes nothing: an unknown word comes back as text, to be sealed."""
    joined = join(text)
    rows = {skill.slug: skill for skill in _in_order(one.slug for one in joined if one.slug)}
    return [rows[one.slug] if one.slug else one.text for one in joined]


def _in_order(slugs: Iterable[str]) -> list[Skill]:
    wanted = list(slugs)
    rows = {row.slug: row for row in Skill.objects.filter(slug__in=wanted)}
    return [rows[slug] for slug in wanted]
