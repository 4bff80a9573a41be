"""Invented programmes: people come, go, tell and untell, and each month a radar is drawn."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from uuid import uuid4

from counterpart.asks.models import Ask
from counterpart.people.models import Offer, Person, Seek, Stage
from counterpart.programmes.models import Membership, Programme
from counterpart.radar import actions
from counterpart.radar.counting import Key, count
from counterpart.radar.models import Group, Number, What
from counterpart.skills.models import Skill
from counterpart.stories.models import Story, Voice
from tests.radar.attack import LEAGUE, Seen

BEGIN = datetime(2026, 1, 1, 6, tzinfo=UTC)
SMALL, LARGE = (8, 20, 35, 60), 300
TOPICS = 9
OF_ALL = (Group.NAMED, Group.UNNAMED)  # whatever the stage


@dataclass
class Cell:
    """One number over the months: what stood there, and how many it really was."""

    seen: list[Seen]
    truly: list[int]
    league: list[int]  # how many of four in league stood in it
    among_them: int  # how many of these four are at this stage


def months(size: int, many: int, chance: Random, *, quiet: bool = False) -> dict[Key, Cell]:
    """Draw so many months of a programme. In a quiet one only four in league do anything."""
    life = _Life(size, chance, quiet=quiet)
    cells: dict[Key, Cell] = {}
    for n in range(many):
        at = BEGIN + timedelta(days=32 * n)
        if quiet:
            life.probe(at, told=(0, 1, 2, 3, 4, 4, 2, 0)[n % 8])
        elif n:
            life.pass_a_month(at)
        month = actions.draw(life.programme, at=at)
        counted = count(life.programme, at=at)
        shown = {
            (each.topic, each.what, each.group): each.at_least
            for each in Number.objects.filter(month=month).select_related("topic")
        }
        assert set(shown) <= set(counted.numbers) | set(cells)
        for key in _every(life.topics):
            _, what, group = key
            near = LEAGUE if quiet and group in (Group.JUNIOR, *OF_ALL) else 0
            cell = cells.setdefault(key, Cell([], [], [], near))
            cell.seen.append(Seen(shown.get(key, 0), counted.among[group]))
            cell.truly.append(counted.numbers.get(key, 0))
            cell.league.append(life.told if (what, group) == (What.OFFERS, Group.JUNIOR) else 0)
    return cells


def _every(topics: list[Skill]) -> Iterator[Key]:
    for topic in topics:
        for what in What:
            is_of_all = what in (What.ASKS, What.STORIES)
            yield from ((topic, what, group) for group in Group if is_of_all is (group in OF_ALL))


class _Life:
    def __init__(self, size: int, chance: Random, *, quiet: bool) -> None:
        self.chance, self.told = chance, 0
        self.programme = Programme.objects.create(name="Both ways", state=Programme.State.RUNNING)
        self.topics = list(Skill.objects.ours().order_by("slug")[:TOPICS])
        self.liked = {topic: chance.random() for topic in self.topics}  # how many can show it
        self.league = self._join(LEAGUE, BEGIN, stage=Stage.EARLY, tells=False) if quiet else []
        self._join(size, BEGIN)

    def _join(
        self, many: int, at: datetime, stage: Stage | None = None, *, tells: bool = True
    ) -> list[Person]:
        chosen = [None, *Stage]
        people = Person.objects.bulk_create(
            Person(email=f"{uuid4().hex}@example.org", name="Somebody", stage=stage or self._stage(chosen))
            for _ in range(many)
        )
        Membership.objects.bulk_create(
            Membership(programme=self.programme, person=each, admitted_at=at, joined_at=at) for each in people
        )
        if tells:
            for each in people:
                self._tell(each, at)
        return people

    def _stage(self, chosen: list[Stage | None]) -> Stage | None:
        return self.chance.choices(chosen, [1, 3, 3, 1, 4, 1, 1])[0]

    def _tell(self, person: Person, at: datetime) -> None:
        shows = [topic for topic, liked in self.liked.items() if self.chance.random() < liked]
        seeks = [topic for topic, liked in self.liked.items() if self.chance.random() < 1 - liked]
        Offer.objects.bulk_create(Offer(person=person, skill=topic, told_at=at) for topic in shows)
        Seek.objects.bulk_create(Seek(person=person, skill=topic, dread=b"-", told_at=at) for topic in seeks)

    def _say(self, person: Person, at: datetime) -> None:
        topic, named = self.chance.choice(self.topics[:3]), self.chance.random() < 0.6
        if self.chance.random() < 0.5:
            Ask.objects.create(
                programme=self.programme, asker=person, topic=topic, words="How?", anonymous=not named,
                asked_on=at.date(), lapses_at=at + timedelta(days=14), passed_on_at=at,
            )  # fmt: skip
            return
        story = Story.objects.create(
            programme=self.programme, author=person, title="Once", told_at=at, named=named
        )
        story.topics.add(topic)
        Voice.objects.create(story=story, person=person)

    def pass_a_month(self, at: datetime) -> None:
        here = list(Membership.objects.joined().filter(programme=self.programme).select_related("person"))
        few = max(1, len(here) // 12)
        for each in self.chance.sample(here, few):
            Membership.objects.filter(pk=each.pk).update(left_at=at)
        self._join(self.chance.randint(0, 2 * few), at)
        for each in self.chance.sample(here, few):
            Offer.objects.filter(person=each.person).delete()
            Seek.objects.filter(person=each.person).delete()
            self._tell(each.person, at)
        for each in self.chance.sample(here, len(here) // 3):
            self._say(each.person, at - timedelta(days=self.chance.randint(0, 20)))

    def probe(self, at: datetime, told: int) -> None:
        """So many of those in league can show everything; the others of them nothing."""
        Offer.objects.filter(person__in=self.league).delete()
        Offer.objects.bulk_create(
            Offer(person=person, skill=topic, told_at=at)
            for person in self.league[:told]
            for topic in self.topics
        )
        self.told = told
