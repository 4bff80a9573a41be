"""What one person told, read back to that person."""

from dataclasses import dataclass

from counterpart.people import sealed
from counterpart.people.models import Avoidance, Offer, Person, Seek
from counterpart.skills.models import Skill


@dataclass(frozen=True)
class Wish:
    """A seek as its author reads it: unsealed."""

    seek: Seek
    words: str
    skill: Skill | None  # none where the words are private and nobody else has them
    dread: str | None

    @property
    def is_private(self) -> bool:
        return self.seek.is_private

    @property
    def makes_nervous(self) -> bool:
        return self.dread is not None


def offers(person: Person) -> list[Offer]:
    return list(Offer.objects.of(person))


def wishes(person: Person) -> list[Wish]:
    seeks = list(Seek.objects.of(person))
    topics = sealed.private_topics(person, seeks)
    known = Skill.objects.in_bulk(list(topics.values()), field_name="slug") if topics else {}
    dreads = sealed.dreads(person, seeks)
    return [_wish(seek, topics.get(seek.pk), known, dreads[seek.pk]) for seek in seeks]


def _wish(seek: Seek, topic: str | None, known: dict[str, Skill], dread: str | None) -> Wish:
    skill = seek.skill if topic is None else known.get(topic)
    return Wish(seek, skill.name if skill else topic or "", skill, dread)


def avoided(person: Person) -> list[tuple[Avoidance, str]]:
    """Whom somebody would rather not meet, with the address as they typed it."""
    rows = list(Avoidance.objects.visible_to(person).order_by("at", "pk"))
    addresses = sealed.addresses(person, rows)
    return [(row, addresses[row.pk]) for row in rows]
