"""Private topics, opened for whoever may know them: the search, and the two people of a proposal."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from counterpart.people import sealed
from counterpart.people.models import Seek
from counterpart.skills.models import Skill, slug_of


@dataclass(frozen=True)
class Topic:
    slug: str
    name: str


def topics_of(seeks: Iterable[Seek]) -> dict[UUID, Topic]:
    """What each private seek is about: a skill, or the words as typed where nobody else has them."""
    opened: dict[UUID, str] = {}
    for person, theirs in groupby(
        sorted(seeks, key=lambda seek: seek.person_id), key=lambda seek: seek.person
    ):
        opened |= sealed.private_topics(person, theirs)
    slugs = {words: slug_of(words) for words in opened.values()}
    wanted = {*slugs, *slugs.values()}
    known = {
        skill.slug: skill.now for skill in Skill.objects.filter(slug__in=wanted).select_related("merged_into")
    }
    return {
        seek: _topic(words, known.get(words) or known.get(slugs[words])) for seek, words in opened.items()
    }


def _topic(words: str, skill: Skill | None) -> Topic:
    return Topic(skill.slug, skill.name) if skill else Topic(slug_of(words), words)
