"""What one person told, read back to that person."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Exists, OuterRef

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


def wishes(person: Person, seeks: Iterable[Seek] | None = None) -> list[Wish]:
    """All of them, or those given."""
    wanted = list(Seek.objects.of(person) if seeks is None else seeks)
    dreads = sealed.dreads(person, wanted)
    return [replace(wish, dread=dreads[wish.seek.pk]) for wish in topics(person, wanted)]


def topics(author: Person, seeks: Iterable[Seek]) -> list[Wish]:
    """What somebody wishes, without what makes them nervous: for a reader whom they let see it."""
    wanted = list(seeks)
    private = sealed.private_topics(author, wanted)
    known = Skill.objects.in_bulk(list(private.values()), field_name="slug") if private else {}
    return [_wish(seek, private.get(seek.pk), known) for seek in wanted]


def _wish(seek: Seek, topic: str | None, known: dict[str, Skill]) -> Wish:
    skill = seek.skill if topic is None else known.get(topic)
    return Wish(seek, skill.name if skill else topic or "", skill, dread=None)


def avoided(person: Person) -> list[tuple[Avoidance, str]]:
    """Whom somebody would rather not meet, with the address as they typed it."""
    rows = list(Avoidance.objects.visible_to(person).order_by("at", "pk"))
    addresses = sealed.addresses(person, rows)
    return [(row, addresses[row.pk]) for row in rows]


def has_told(person: Person) -> tuple[bool, bool]:
    """Whether somebody shows something, and whether they would like something."""
    shows, wishes = (Exists(each.objects.filter(person=OuterRef("pk"))) for each in (Offer, Seek))
    told: tuple[bool, bool] = Person.objects.filter(pk=person.pk).values_list(shows, wishes)[0]
    return told
