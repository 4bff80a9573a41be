"""What every sequence stands on: six people who fit each other, a circle, and a clock that goes forward."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeVar
from uuid import UUID

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine

from counterpart.matching import actions as matching
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.models import Kind, Partnership, Seat
from counterpart.people import actions as people
from counterpart.people.models import Person, Stage
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.models import Skill
from tests.cast import gather, join, person

CANARY = "canary of what is sealed"
WHICH = st.integers(0, 60)  # one of those there are, whatever their number is by then
SHOWN_BY_JUNIORS, SHOWN_BY_SENIORS = "spreadsheets", "public-speaking"
ROOM = 2

Row = TypeVar("Row")


@dataclass(frozen=True)
class Ground:
    programme: Programme
    organiser: Person
    contact: Person
    members: tuple[Person, ...]
    circle: Partnership
    planted: frozenset[UUID]  # partnerships that nobody was asked about
    at: datetime


def plant(at: datetime) -> Ground:
    cast = gather(at)
    juniors = [cast.amina, person("Femi Ade", Stage.EARLY), person("Ines Sa", Stage.EARLY)]
    seniors = [cast.bengt, person("Helena Roy", Stage.SENIOR), person("Olaf Dahl", Stage.EXECUTIVE)]
    members = (*juniors, *seniors)
    for each in members[1:3] + members[4:]:
        join(cast.programme, each, at)
    Person.objects.filter(pk__in=[each.pk for each in members]).update(capacity=ROOM, languages=["en"])
    Programme.objects.filter(pk=cast.programme.pk).update(asking=True, state=Programme.State.RUNNING)
    topics = (SHOWN_BY_JUNIORS, SHOWN_BY_SENIORS)
    for each in members:
        each.refresh_from_db()
        shown, wished = topics if each in juniors else reversed(topics)
        people.tell_offer(_skill(shown), by=each, at=at, level=4)
        people.tell_seek(_skill(wished), by=each, at=at, dread=CANARY)
    cast.programme.refresh_from_db()
    circle = partnerships.begin(
        cast.programme,
        kind=Kind.CIRCLE,
        people=members[3:4] + members[:1],
        hosts=[members[3]],
        skill=_skill(SHOWN_BY_SENIORS),
        topics=[],
        at=at,
    )
    pairs = [_pair(cast.programme, members[n], members[n + 3], at) for n in (0, 1)]
    planted = frozenset(each.pk for each in (circle, *pairs))
    run = matching.start(cast.programme, by=cast.chen, at=at)
    matching.work_out(run.pk, run.round, at=at)
    matching.publish(run, by=cast.chen, at=at, unchecked_ok=True)
    return Ground(cast.programme, cast.chen, cast.cora, members, circle, planted, at)


def _pair(programme: Programme, junior: Person, senior: Person, at: datetime) -> Partnership:
    topics = [
        partnerships.TopicTold(learner=one, teacher=other, seek=seek, skill=seek.skill)
        for one, other in ((junior, senior), (senior, junior))
        for seek in one.seeks.select_related("skill")
    ]
    return partnerships.begin(programme, people=[junior, senior], topics=topics, at=at)


def one(rows: Sequence[Row], which: int) -> Row | None:
    return rows[which % len(rows)] if rows else None


def _skill(slug: str) -> Skill:
    return Skill.objects.get(slug=slug)


class Life(RuleBasedStateMachine):
    """One sequence: all that it did is rolled back when it is over."""

    ground: Ground  # set once for all sequences

    def __init__(self) -> None:
        super().__init__()
        self._whole = transaction.atomic()
        self._whole.__enter__()
        self.at = self.ground.at
        self.members = self.ground.members
        self.programme = Programme.objects.get(pk=self.ground.programme.pk)
        self.changed = True
        self.sequences: dict[UUID, int] = {}
        self.ended: dict[UUID, datetime] = {}
        self.hosted: set[UUID] = set()
        self.entries = 0

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self._whole.__exit__(None, None, None)

    def who(self, which: int) -> Person:
        return self.members[which % len(self.members)]

    def somebody_in(self, which: int, seat: int) -> tuple[Partnership, Person]:
        """There is always the circle."""
        together = one(list(Partnership.objects.order_by("began_at", "pk")), which)
        assert together is not None
        return together, self.seated(together, seat)

    def seated(self, partnership: Partnership, which: int) -> Person:
        seats = list(Seat.objects.filter(partnership=partnership).select_related("person").order_by("pk"))
        return seats[which % len(seats)].person

    def membership(self, person: Person) -> Membership:
        return Membership.objects.get(programme=self.programme, person=person)

    def in_hours(self, hours: int) -> datetime:
        return self.at.replace(minute=0, second=0) + timedelta(hours=hours)

    def politely(self, deed: Callable[[], object], *refusals: type[Exception]) -> bool:
        """Do it, a second after what came before. What is too late is refused by its name, and only so."""
        self.at += timedelta(seconds=1)
        try:
            with transaction.atomic():
                deed()
        except refusals:
            return False
        self.changed = True
        return True
