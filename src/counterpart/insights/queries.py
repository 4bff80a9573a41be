"""What somebody gave and received, by topic and form: counts for them alone, never a score or a rank."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, F

from counterpart.asks.models import Help
from counterpart.introductions.models import Introduction
from counterpart.partnerships.models import Meeting, Topic
from counterpart.people.models import Person
from counterpart.skills.models import Skill
from counterpart.stories.models import Taught

FORMS = ("meetings", "asks", "stories", "introductions")
Tally = Iterable[tuple[int | None, str, int]]  # a topic or none, a form, how many


@dataclass(frozen=True)
class Line:
    """A topic, and of each form of FORMS how many."""

    topic: Skill | None
    counts: tuple[int, ...]

    @property
    def by_form(self) -> list[tuple[str, int]]:
        return [(form, n) for form, n in zip(FORMS, self.counts, strict=True) if n]


@dataclass(frozen=True)
class Both:
    gave: list[Line]
    received: list[Line]


def gave_and_received(person: Person, *, at: datetime) -> Both:
    meetings = _meetings(person, at)
    gave = [
        *((topic, "meetings", n) for topic, teaches, n in meetings if teaches),
        *_asks(by=person),
        *_stories(story__voices__person=person),
        *_introductions(by=person),
    ]
    received = [
        *((topic, "meetings", n) for topic, teaches, n in meetings if not teaches),
        *_asks(ask__asker=person),
        *_stories(person=person),
        *_introductions(wish__person=person),
        *_introductions(other=person),
    ]
    skills = _now({topic for topic, _, _ in (*gave, *received) if topic})
    return Both(_lines(gave, skills), _lines(received, skills))


def _meetings(person: Person, at: datetime) -> list[tuple[int | None, bool, int]]:
    """Of each of my topics how often we met since: never how long."""
    held = Counter(
        Meeting.objects.held(at)
        .order_by()
        .filter(partnership__seats__person=person)
        .values_list("partnership", flat=True)
    )
    topics = Topic.objects.filter(partnership__in=list(held)).values_list(
        "partnership", "skill", "teacher", "learner"
    )
    return [
        (skill, teacher == person.pk, held[partnership])
        for partnership, skill, teacher, learner in topics
        if person.pk in (teacher, learner)
    ]


def _asks(**whose: Person) -> Iterator[tuple[int | None, str, int]]:
    rows = Help.objects.filter(accepted_at__isnull=False, **whose).values_list("ask__topic").order_by()
    return ((topic, "asks", n) for topic, n in rows.annotate(n=Count("pk")))


def _stories(**whose: Person) -> Iterator[tuple[int | None, str, int]]:
    rows = Taught.objects.filter(**whose).values_list("topic").order_by()
    return ((topic, "stories", n) for topic, n in rows.annotate(n=Count("pk")))


def _introductions(**whose: Person) -> Iterator[tuple[int | None, str, int]]:
    both = Introduction.objects.filter(wisher_yes_at__isnull=False, other_yes_at__isnull=False, **whose)
    rows = both.values_list("wish__topic").order_by()
    return ((topic, "introductions", n) for topic, n in rows.annotate(n=Count("pk")))


def _now(topics: set[int]) -> dict[int, Skill]:
    """A topic that became part of another counts as that."""
    rows = Skill.objects.filter(pk__in=topics).select_related("merged_into").order_by(F("name"))
    return {each.pk: each.now for each in rows}


def _lines(tally: Tally, skills: dict[int, Skill]) -> list[Line]:
    counts: dict[Skill | None, Counter[str]] = {}
    for topic, form, n in tally:
        counts.setdefault(skills[topic] if topic else None, Counter())[form] += n
    named = sorted((each for each in counts if each), key=lambda each: each.name)
    order: list[Skill | None] = [*named, *([None] if None in counts else [])]
    return [Line(each, tuple(counts[each][form] for form in FORMS)) for each in order]
