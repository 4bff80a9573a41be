"""Whom each number of a radar counts: people, never how often somebody did something."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from counterpart.asks.models import Ask
from counterpart.introductions.models import Hidden
from counterpart.people.models import Offer, Seek, Stage
from counterpart.programmes.models import Membership, MembershipQuerySet, Programme, Withheld
from counterpart.radar.models import Group, What
from counterpart.skills.models import Skill
from counterpart.stories.models import Story

LATELY = timedelta(days=90)
GROUPS: dict[int | None, Group] = {
    Stage.STUDENT: Group.JUNIOR,
    Stage.EARLY: Group.JUNIOR,
    Stage.MID: Group.MID,
    Stage.SENIOR: Group.SENIOR,
    Stage.EXECUTIVE: Group.SENIOR,
    Stage.RETIRED: Group.SENIOR,
}
Key = tuple[Skill, str, str]  # a topic, a What, a Group


@dataclass(frozen=True)
class Counted:
    among: Counter[str]  # people in each group
    numbers: dict[Key, int]


def count(programme: Programme, *, at: datetime) -> Counted:
    """What stands at this moment; of asks and stories what was said lately."""
    stages = dict(_people(programme, at).values_list("person", "person__stage"))
    groups = {person: GROUPS.get(stage, Group.UNSAID) for person, stage in stages.items()}
    rows = [(topic, what, groups[person], person) for topic, what, person in _told(programme, at)]
    rows += _said_lately(programme, at)
    topics = Skill.objects.select_related("merged_into").in_bulk({topic for topic, *_ in rows})
    found: dict[Key, set[UUID]] = defaultdict(set)
    for topic, what, group, person in rows:
        found[topics[topic].now, what, group].add(person)
    among = Counter[str](groups.values())
    among[Group.NAMED] = among[Group.UNNAMED] = len(groups)
    return Counted(among, {key: len(people) for key, people in found.items()})


def _people(programme: Programme, at: datetime) -> MembershipQuerySet:
    """Who takes part, but for those who would rather not be suggested to anybody."""
    hidden = Hidden.objects.filter(person=OuterRef("person"))
    here = Membership.objects.joined().filter(programme=programme, person__is_active=True, joined_at__lte=at)
    return here.filter(~Exists(hidden))


def _told(programme: Programme, at: datetime) -> Iterator[tuple[int, str, UUID]]:
    """What people bring into this programme; private wishes lie sealed and are never counted."""
    people = _people(programme, at).values("person")
    kept = Withheld.objects.filter(membership__programme=programme)
    offers = Offer.objects.exclude(pk__in=kept.filter(offer__isnull=False).values("offer"))
    seeks = Seek.objects.filter(skill__isnull=False)
    seeks = seeks.exclude(pk__in=kept.filter(seek__isnull=False).values("seek"))
    here = Q(person__in=people, told_at__lte=at)
    for topic, person in offers.filter(here).values_list("skill", "person"):
        yield topic, What.OFFERS, person
    for topic, person in seeks.filter(here).values_list("skill", "person"):
        assert topic is not None
        yield topic, What.SEEKS, person


def _said_lately(programme: Programme, at: datetime) -> Iterator[tuple[int, str, Group, UUID]]:
    """What everybody here can read. Whoever has left since still counts: whose number falls when somebody
    goes would tell who had asked without a name."""
    since = at - LATELY
    asks = Ask.objects.shown().filter(programme=programme, audience=Ask.Audience.PROGRAMME, hidden_at=None)
    asks = asks.exclude(ended=Ask.Ended.WITHDRAWN).filter(asked_on__gt=since.date(), asked_on__lte=at.date())
    asked = asks.filter(topic__isnull=False).order_by().values_list("topic", "asker", "anonymous")
    for topic, person, anonymous in asked:
        assert topic is not None
        yield topic, What.ASKS, Group.UNNAMED if anonymous else Group.NAMED, person
    told = Story.objects.told().filter(programme=programme, told_at__gt=since, told_at__lte=at)
    for topic, person, named in told.order_by().values_list("topics", "voices__person", "named"):
        yield topic, What.STORIES, Group.NAMED if named else Group.UNNAMED, person
