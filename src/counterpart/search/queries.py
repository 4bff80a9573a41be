"""What somebody finds: only what their own pages would show them, whatever they look for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import TypeVar
from uuid import UUID

import numpy as np
import numpy.typing as npt
from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from counterpart.asks import queries as asks
from counterpart.asks.models import Ask
from counterpart.introductions.models import Hidden
from counterpart.matching import circles
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Avoidance, Offer, Person
from counterpart.programmes.models import Membership, Programme, Withheld
from counterpart.search import door
from counterpart.search.models import Entry
from counterpart.skills.models import Skill
from counterpart.skills.queries import meant, suggest
from counterpart.stories import queries as stories
from counterpart.stories.models import Story

AT_LEAST = 2  # letters
CANDIDATES, MORE = 100, 300
SHOWN, TOPICS = 8, 4  # of each kind
GOOD, BEGINS = 0.62, 0.9  # how like a word must be; and one that is begun alone


@dataclass
class Found:
    """`offers` of the people in it, by their keys: what those can show."""

    people: list[Person] = field(default_factory=list)
    topics: list[Skill] = field(default_factory=list)
    perhaps: list[Skill] = field(default_factory=list)  # topics that may be meant, where none is called so
    stories: list[Story] = field(default_factory=list)
    asks: list[Ask] = field(default_factory=list)
    circles: list[Partnership] = field(default_factory=list)
    offers: dict[UUID, list[Skill]] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        return not (self.people or self.topics or self.stories or self.asks or self.circles)


def find(text: str, person: Person, *, at: datetime) -> Found:
    """People who let themselves be found, topics, stories, small things asked, circles, in spite of a slip.

    What is about a topic that was meant is found, too, and whoever shows it.
    """
    words = [word for word in door.words_of(text) if len(word) >= AT_LEAST]
    if not words:
        return Found()
    topics = suggest(text[: door.LONGEST], TOPICS)
    people, told = findable(person), stories.reading_list(person, at=at)
    keys = _likely(words, _perhaps(person))
    about = Story.topics.through._default_manager.filter(skill__in=topics).values("story")
    found = Found(topics=topics)
    if not topics and settings.SEARCH_BY_MEANING:
        found.perhaps = meant(text[: door.LONGEST], TOPICS)
    shows = Q(pk__in=_shown(topics).values("person"))
    found.people = _in_order(people, keys[Entry.Kind.PERSON], shows if topics else None)
    found.offers = _offers_of(found.people)
    keys_told = _keys_in_order(told, keys[Entry.Kind.STORY], Q(pk__in=about) if topics else None)
    found.stories = stories.listed(keys_told, person) if keys_told else []
    found.asks = _asks(person, keys[Entry.Kind.ASK], topics, at)
    found.circles = _circles(person, keys[Entry.Kind.CIRCLE], topics)
    return found


def _asks(person: Person, keys: list[UUID], topics: list[Skill], at: datetime) -> list[Ask]:
    """Who may read which is looked up only where there is one at all."""
    also = Q(topic__in=topics) if topics else None
    if not keys and not (topics and Ask.objects.open(at).filter(also).exists()):
        return []
    return _in_order(asks.to_read(person, at=at), keys, also)


def _circles(person: Person, keys: list[UUID], topics: list[Skill]) -> list[Partnership]:
    """Who is kept apart from whom is looked up only where there is a circle at all."""
    also = Q(skill__in=topics) if topics else None
    if not keys and not (topics and circles.there(person).filter(also).exists()):
        return []
    return _in_order(circles.around(person), keys, also)


def _perhaps(person: Person) -> Q:
    """Things of one's own programmes: cheap, and before what one's own pages would show is looked at."""
    mine = _mine(person).values("programme")
    here = Membership.objects.joined().filter(person=OuterRef("key"), programme__in=mine)
    told = Story.objects.told().filter(pk=OuterRef("key"), programme__in=mine)
    asked = Ask.objects.filter(pk=OuterRef("key"), programme__in=mine, ended_at=None)
    circle = Partnership.objects.current().filter(pk=OuterRef("key"), programme__in=mine)
    of_each = ((Entry.Kind.PERSON, here), (Entry.Kind.STORY, told), (Entry.Kind.ASK, asked))
    return reduce(or_, (Q(Exists(rows), kind=kind) for kind, rows in (*of_each, (Entry.Kind.CIRCLE, circle))))


def _shown(topics: Iterable[Skill]) -> QuerySet[Offer]:
    """Offers that somebody keeps from a programme are not searched at all."""
    return Offer.objects.filter(~Exists(Withheld.objects.filter(offer=OuterRef("pk"))), skill__in=topics)


def _offers_of(people: Sequence[Person]) -> dict[UUID, list[Skill]]:
    found: dict[UUID, list[Skill]] = {}
    if people:
        rows = Offer.objects.filter(~Exists(Withheld.objects.filter(offer=OuterRef("pk"))), person__in=people)
        for offer in rows.select_related("skill__merged_into").order_by("pk"):
            found.setdefault(offer.person_id, []).append(offer.skill.now)
    return found


def findable(person: Person) -> QuerySet[Person]:
    """Who takes part where one does and may be found; nobody whom either would rather not meet."""
    here = Membership.objects.joined().filter(
        person=OuterRef("pk"), programme__in=_mine(person).values("programme")
    )
    apart = Avoidance.objects.filter(
        Q(person=person, avoided=OuterRef("pk")) | Q(person=OuterRef("pk"), avoided=person)
    )
    return (
        Person.objects.filter(Exists(here), is_active=True)
        .exclude(pk=person.pk)
        .exclude(pk__in=Hidden.objects.values("person"))
        .filter(~Exists(apart))
        .order_by("name", "pk")
    )


def _mine(person: Person) -> QuerySet[Membership]:
    return Membership.objects.joined().filter(person=person).exclude(programme__state=Programme.State.CLOSED)


def _likely(words: list[str], may: Q) -> dict[str, list[UUID]]:
    """Keys of each kind among what somebody may read, the likeliest first."""
    entries = Entry.objects.filter(may)
    rows = _good(words, door.near(entries, words, most=CANDIDATES))
    if not rows:
        rows = _good(words, door.begun(entries, words, most=MORE))
    keys: dict[str, list[UUID]] = {kind: [] for kind in Entry.Kind.values}
    for row in rows:
        keys[row.kind].append(row.key)
    return keys


def _good(words: list[str], candidates: Iterable[Entry]) -> list[Entry]:
    rows = list(candidates)
    scores = how_like(words, [row.text for row in rows])
    ranked = sorted(zip(scores, rows, strict=True), key=lambda pair: (-pair[0], pair[1].text, pair[1].key))
    return [row for score, row in ranked if score >= GOOD]


def how_like(words: Sequence[str], texts: Sequence[str]) -> list[float]:
    """0 to 1 for each text: how well each word looked for is met by one of its words, in the mean."""
    split = [sorted(set(door.all_words(text))) for text in texts]
    known = sorted({word for each in split for word in each})
    if not known:
        return [0.0] * len(texts)
    best = np.vstack([_met(word, known) for word in words])
    place = {word: n for n, word in enumerate(known)}
    return [
        float(best[:, [place[word] for word in each]].max(axis=1).mean()) if each else 0.0 for each in split
    ]


def _met(word: str, known: Sequence[str]) -> npt.NDArray[np.float64]:
    """By each of the known words: whole, begun, or with a slip."""
    whole = cdist([word], known, scorer=OSA.normalized_similarity)[0]
    begun = cdist([word], [each[: len(word)] for each in known], scorer=OSA.normalized_similarity)[0]
    near = np.maximum(whole, begun * BEGINS).astype(float)
    return np.where(near >= GOOD, near, 0.0)


Row = TypeVar("Row", Person, Ask, Partnership)


def _in_order(rows: QuerySet[Row], keys: Sequence[UUID], also: Q | None) -> list[Row]:
    """Those with these keys in their order, and then, as far as there is room, others."""
    first = list(keys[:SHOWN])
    known = {row.pk: row for row in rows.filter(pk__in=first)} if first else {}
    found = [known[key] for key in first if key in known]
    if also is not None and len(found) < SHOWN:
        found += rows.filter(also).exclude(pk__in=known)[: SHOWN - len(found)]
    return found


def _keys_in_order(rows: QuerySet[Story], keys: Sequence[UUID], also: Q | None) -> list[UUID]:
    first, rows_keys = list(keys[:SHOWN]), rows.values_list("pk", flat=True)
    known = set(rows_keys.filter(pk__in=first)) if first else set()
    found = [key for key in first if key in known]
    if also is not None and len(found) < SHOWN:
        found += rows_keys.filter(also).exclude(pk__in=known)[: SHOWN - len(found)]
    return found
