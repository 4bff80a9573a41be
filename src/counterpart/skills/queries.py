from collections.abc import Iterable
from typing import Literal

from counterpart.skills import suggesting
from counterpart.skills.joining import join
from counterpart.skills.models import Skill, slug_of
from counterpart.skills.vocabulary import load


def suggest(text: str, limit: int = 8) -> list[Skill]:
    """What somebody may be about to type; never what another person typed, only from the vocabulary."""
    return _in_order(entry.slug for entry in suggesting.suggest(text, limit))


def meant(text: str, limit: int) -> list[Skill]:
    """What somebody may mean by other words; by meaning, where the extra `semantic` is installed."""
    from counterpart.skills.meant import MEANT  # loads what most processes never need

    return _in_order(MEANT.slugs(text, limit))


def starters(side: Literal["offer", "wish"]) -> list[Skill]:
    """Easy ones to tap for somebody who types nothing, in the order of the vocabulary."""
    return _in_order(slug for slug, entry in load().items() if side in entry.starters)


def recognise(text: str) -> list[Skill | str]:
    """As `actions.understand`, but nothing is written: new words come back as text, to be sealed."""
    joined = join(text)
    rows = Skill.objects.in_bulk([one.slug or slug_of(one.text) for one in joined], field_name="slug")
    found = [rows.get(one.slug or slug_of(one.text)) for one in joined]
    return [row.now if row else one.text for row, one in zip(found, joined, strict=True)]


def and_above(skill: Skill | None) -> list[str]:
    """The slug of a skill and of those it belongs to, the nearest first; none of words nobody else has."""
    found: list[str] = []
    here = skill.now if skill else None
    while here is not None:
        found.append(here.slug)
        here = here.parent
    return found


def _in_order(slugs: Iterable[str]) -> list[Skill]:
    wanted = list(slugs)
    rows = Skill.objects.in_bulk(wanted, field_name="slug")
    return [rows[slug] for slug in wanted]
