"""What partners read about each other and of each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from counterpart.common import sealing
from counterpart.partnerships import keys
from counterpart.partnerships.models import Message, Partnership, Topic
from counterpart.people import sealed
from counterpart.people.models import Offer, Person, Seek
from counterpart.programmes.models import Withheld
from counterpart.skills.models import Skill

MOST = 200  # messages on one page, the latest


@dataclass(frozen=True)
class Said:
    message: Message
    text: str
    mine: bool


@dataclass(frozen=True)
class Ways:
    """What goes each way between a reader and another person, in words."""

    out: list[str]
    in_: list[str]


@dataclass(frozen=True)
class Shared:
    """What somebody brings into the programme, as far as they said that others may see it."""

    offers: list[Offer]
    seeks: list[Seek]


@dataclass(frozen=True)
class Arrow:
    """What goes from one person to another, as far as a reader may know it."""

    teacher: Person
    learner: Person
    topics: list[str]


def others(partnership: Partnership, reader: Person) -> list[Person]:
    """Everybody else in it, whoever hosts first."""
    seats = partnership.seats.exclude(person=reader).select_related("person")
    return [seat.person for seat in seats.order_by("-hosts", "pk")]


def arrows(partnership: Partnership, reader: Person) -> list[Arrow]:
    """Who shows whom what, of those who are still there. What two others keep between them has no words."""
    topics = _topics(partnership)
    words = _words(topics, partnership, reader)
    there = set(partnership.seats.values_list("person", flat=True))
    found: dict[tuple[UUID, UUID], Arrow] = {}
    for topic in topics:
        if topic.teacher_id in there and topic.learner_id in there:
            way = (topic.teacher_id, topic.learner_id)
            arrow = found.setdefault(way, Arrow(topic.teacher, topic.learner, []))
            arrow.topics.extend([words[topic.pk]] if words[topic.pk] else [])
    return list(found.values())


def names_of_others(partnership: Partnership, reader: Person) -> str:
    """Their first names, for a sentence."""
    people = (
        Person.objects.filter(seats__partnership=partnership).exclude(pk=reader.pk).order_by("name", "pk")
    )
    return ", ".join(each.first_name for each in people)


def thread(partnership: Partnership, reader: Person) -> list[Said]:
    latest = list(
        Message.objects.visible_to(reader)
        .filter(partnership=partnership)
        .select_related("author")
        .order_by("-written_at", "-id")[:MOST]
    )
    if not latest:
        return []
    key = keys.RING.data_key(partnership)
    return [
        Said(message, _read(key, message), message.author_id == reader.pk) for message in reversed(latest)
    ]


def _read(key: bytes, message: Message) -> str:
    where = sealing.place(
        table="partnerships_message", row=message.pk, author=message.author_id, column="body"
    )
    return sealing.unseal(key, message.body, where=where)


Worded = list[tuple[Topic, str]]


def _topics(partnership: Partnership) -> list[Topic]:
    return list(
        Topic.objects.filter(partnership=partnership)
        .select_related("skill__merged_into", "seek__skill__merged_into", "learner", "teacher")
        .order_by("pk")
    )


def ways(partnership: Partnership, reader: Person) -> Ways:
    return ways_of(worded(partnership, reader), reader)


def worded(partnership: Partnership, reader: Person) -> Worded:
    """Each topic in the words that the reader may read; '' where they may not."""
    topics = _topics(partnership)
    words = _words(topics, partnership, reader)
    return [(topic, words[topic.pk]) for topic in topics]


def ways_of(topics: Worded, reader: Person) -> Ways:
    return Ways(
        out=[words for topic, words in topics if topic.teacher_id == reader.pk and words],
        in_=[words for topic, words in topics if topic.learner_id == reader.pk and words],
    )


def _words(topics: Sequence[Topic], partnership: Partnership, reader: Person) -> dict[int, str]:
    """A private topic is read by both while they are together, and afterwards by whose wish it is."""
    private = [topic for topic in topics if topic.seek and topic.seek.is_private]
    opened = _opened(
        [
            topic
            for topic in private
            if topic.learner_id == reader.pk
            or (partnership.ended_at is None and topic.teacher_id == reader.pk)
        ]
    )
    kept = {topic.pk for topic in private}
    return {
        topic.pk: opened.get(topic.pk)
        or (topic.skill.now.name if topic.skill and topic.pk not in kept else "")
        for topic in topics
    }


def _opened(topics: Sequence[Topic]) -> dict[int, str]:
    found: dict[int, str] = {}
    for topic in topics:
        if topic.seek and topic.seek.is_private:
            found[topic.pk] = sealed.private_topics(topic.learner, [topic.seek])[topic.seek.pk]
    names = dict(Skill.objects.filter(slug__in=found.values()).values_list("slug", "name")) if found else {}
    return {pk: names.get(words, words) for pk, words in found.items()}


def shared(partnership: Partnership, person: Person) -> Shared:
    """Everything not withheld from this programme and not private."""
    withheld = Withheld.objects.filter(membership__programme=partnership.programme_id)
    offers = Offer.objects.of(person).exclude(pk__in=withheld.filter(offer__isnull=False).values("offer"))
    seeks = Seek.objects.of(person).exclude(pk__in=withheld.filter(seek__isnull=False).values("seek"))
    return Shared(list(offers), list(seeks.filter(skill__isnull=False)))
