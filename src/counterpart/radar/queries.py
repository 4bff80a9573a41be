"""A radar as it is read: from shown numbers alone, so that nothing on it tells more than they do."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from counterpart.people.models import Offer, Person, Seek
from counterpart.programmes.models import Membership, Organiser, Programme
from counterpart.radar.cells import ENOUGH
from counterpart.radar.models import Group, Month, Number, What
from counterpart.skills.models import Skill

BACK = 3  # months: what rises or fades is compared with then
State = Programme.State


@dataclass
class Topic:
    """What is said of a topic: of each thing, how many people at least, in each group."""

    skill: Skill
    numbers: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    before: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))  # then
    mine: set[str] = field(default_factory=set)  # what of it the reader tells already

    def of(self, what: str) -> int:
        return _together(self.numbers[what])

    def then(self, what: str) -> int:
        return _together(self.before[what])

    def knows(self, group: str) -> bool:
        """Whether anything is said of these showing it or wishing for it."""
        return bool(self.numbers[What.OFFERS][group] or self.numbers[What.SEEKS][group])

    @property
    def shows(self) -> int:
        return self.of(What.OFFERS)

    @property
    def wishes(self) -> int:
        return self.of(What.SEEKS)

    @property
    def total(self) -> int:
        return sum(map(_together, self.numbers.values()))

    @property
    def change(self) -> int:
        return self.total - sum(map(_together, self.before.values()))


def _together(numbers: Counter[str]) -> int:
    """People at least: stages share nobody, but the same people may have said it with and without a name."""
    twice = min(numbers[Group.NAMED], numbers[Group.UNNAMED])
    return numbers.total() - twice


@dataclass(frozen=True)
class Radar:
    month: Month
    then: date | None  # with which it is compared
    topics: list[Topic]  # the most spoken of first

    @property
    def rising(self) -> list[Topic]:
        return [each for each in self._moving if each.change > 0]

    @property
    def fading(self) -> list[Topic]:
        return [each for each in self._moving if each.change < 0]

    @property
    def _moving(self) -> list[Topic]:
        compared = self.topics if self.then else []
        return sorted((each for each in compared if each.change), key=lambda each: -abs(each.change))

    def known_only_to(self, ones: str, others: str) -> list[Topic]:
        """What some can show, and of which nothing is said of the others; none where of them nothing is
        said at all, as they are too few to be seen."""
        if not any(each.knows(others) for each in self.topics):
            return []
        shown = (each for each in self.topics if each.numbers[What.OFFERS][ones])
        return [each for each in shown if not each.knows(others)]


def programmes_of(person: Person) -> QuerySet[Programme]:
    """Where one takes part, or what one organises, while it goes on."""
    here = Membership.objects.joined().filter(person=person)
    looked_after = Organiser.objects.filter(person=person)
    mine = Q(pk__in=here.values("programme")) | Q(pk__in=looked_after.values("programme"))
    return Programme.objects.filter(mine).exclude(state=State.CLOSED).order_by("name", "pk")


def read(programme: Programme, person: Person) -> Radar | None:
    """The newest table beside the oldest of the months before; none before the first is drawn."""
    months = list(Month.objects.filter(programme=programme)[: BACK + 1])
    if not months:
        return None
    now, then = months[0], months[-1] if len(months) > 1 else None
    rows = Number.objects.filter(month__in=[now, then] if then else [now])
    numbers = list(rows.values_list("month", "topic", "what", "group", "at_least"))
    skills = Skill.objects.select_related("merged_into").in_bulk({topic for _, topic, *_ in numbers})
    topics = {skill: Topic(skill) for skill in {each.now for each in skills.values()}}
    for month, pk, what, group, at_least in numbers:
        topic = topics[skills[pk].now]
        if month == now.pk:
            topic.numbers[what][group] += at_least
        else:
            topic.before[what][group] += at_least
    for what, skill in _told_by(person):
        if skill in topics:
            topics[skill].mine.add(what)
    order = sorted(topics.values(), key=lambda each: (-each.total, each.skill.name))
    return Radar(now, then.first if then else None, order)


def _told_by(person: Person) -> list[tuple[str, Skill]]:
    """What the reader can show or would like in the open."""
    told: list[tuple[str, Skill]] = [
        (What.OFFERS, each.skill.now)
        for each in Offer.objects.filter(person=person).select_related("skill__merged_into")
    ]
    wishes = Seek.objects.filter(person=person).select_related("skill__merged_into")
    return told + [(What.SEEKS, each.skill.now) for each in wishes if each.skill]


def to_draw(*, at: datetime) -> QuerySet[Programme]:
    """Without a table of this month: what is matched or runs at any time, what still collects people on the
    first; and none in which too few take part for any number to be shown."""
    first = at.date().replace(day=1)
    going = Q(state__in=[State.MATCHING, State.RUNNING])
    if at.date() == first:
        going |= Q(state=State.COLLECTING)
    drawn = Month.objects.filter(programme=OuterRef("pk"), first=first)
    people = Membership.objects.joined().filter(programme=OuterRef("pk")).order_by()
    return Programme.objects.filter(going, ~Exists(drawn), Exists(people[ENOUGH - 1 :])).order_by("pk")
