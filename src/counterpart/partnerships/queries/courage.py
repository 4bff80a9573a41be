"""Steps and check-ins, opened for whose they are and for who was let in. A dread only for its owner."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Max, Min, Prefetch

from counterpart.partnerships import courage_seals as seals
from counterpart.partnerships.courage_seals import Small
from counterpart.partnerships.models import AskLater, Beside, CheckIn, Partnership, Seat, Sharing, Step, Topic
from counterpart.people import queries as people
from counterpart.people.models import Person, Seek
from counterpart.people.queries import Wish

MONTH = timedelta(days=30)
RESTS = timedelta(days=120)  # whoever lets it lie that long is not asked any more


@dataclass(frozen=True)
class Sure:
    """How sure somebody felt, 0 to 100, and when."""

    at: datetime
    value: int
    moment: str


@dataclass(frozen=True)
class Path:
    """A wish with its steps, in their order, and how sure its owner felt, in time."""

    wish: Wish
    steps: list[Small]
    sure: list[Sure] = field(default_factory=list)
    is_shared: bool = False

    @property
    def done(self) -> list[Small]:
        """In the order they were done."""
        done = [each for each in self.steps if each.is_done]
        return sorted(done, key=lambda each: (each.step.done_at or each.step.made_at, each.step.place))

    @property
    def ahead(self) -> list[Small]:
        return [each for each in self.steps if not each.is_done]

    @property
    def has_begun(self) -> bool:
        return bool(self.steps or self.sure)


@dataclass(frozen=True)
class Choice:
    """A partnership that a wish may be shared with, and whether it is."""

    partnership: Partnership
    others: list[Person]
    is_shared: bool


def overview(person: Person) -> list[Path]:
    """All wishes: those with steps first, then those that make nervous."""
    paths = _paths(person, people.wishes(person))
    return sorted(paths, key=lambda path: (not path.has_begun, not path.wish.makes_nervous))


def path(person: Person, seek: Seek) -> Path:
    (found,) = _paths(person, people.wishes(person, [seek]))
    return found


def begun(person: Person) -> list[Path]:
    return [each for each in overview(person) if each.has_begun]


def choices(person: Person, seek: Seek) -> list[Choice]:
    """The people one is together with now."""
    shared = set(Sharing.objects.filter(seek=seek).values_list("partnership", flat=True))
    current = (
        Partnership.objects.current()
        .visible_to(person)
        .select_related("programme")
        .prefetch_related(Prefetch("seats", Seat.objects.select_related("person").order_by("pk")))
        .order_by("began_at", "pk")
    )
    return [
        Choice(
            each,
            [seat.person for seat in each.seats.all() if seat.person_id != person.pk],
            each.pk in shared,
        )
        for each in current
    ]


def shared_paths(partnership: Partnership, reader: Person) -> list[Path]:
    """What the others of a partnership let the reader see, and nothing of what makes them nervous."""
    sharings = (
        Sharing.objects.read_by(reader)
        .filter(partnership=partnership)
        .select_related("seek__person", "seek__skill")
        .order_by("at", "pk")
    )
    by_owner: dict[UUID, list[Seek]] = {}
    for each in sharings:
        by_owner.setdefault(each.seek.person_id, []).append(each.seek)
    found: list[Path] = []
    for seeks in by_owner.values():
        owner = seeks[0].person
        found += _paths(owner, people.topics(owner, seeks))
    return found


def is_shared_with(partnership: Partnership, reader: Person) -> bool:
    return Sharing.objects.read_by(reader).filter(partnership=partnership).exists()


def besides(steps: Iterable[Small]) -> dict[UUID, list[Beside]]:
    """Who stands beside which step; those who are gone are left out."""
    found: dict[UUID, list[Beside]] = {}
    rows = Beside.objects.filter(step__in=[each.step.pk for each in steps], person__is_active=True)
    for row in rows.select_related("person").order_by("at", "pk"):
        found.setdefault(row.step_id, []).append(row)
    return found


def is_time_to_ask(person: Person, at: datetime) -> bool:
    """Once a month, of whoever has begun and did not let it rest, unless they said 'not this month'."""
    told = CheckIn.objects.filter(person=person, seek__isnull=False).aggregate(last=Max("at"))["last"]
    last = told or Step.objects.filter(seek__person=person).aggregate(first=Min("made_at"))["first"]
    if last is None or not last + MONTH <= at <= last + RESTS:
        return False
    return not AskLater.objects.filter(person=person, until__gt=at).exists()


def moment(seek: Seek) -> str:
    """The end, once every partnership that was about this wish has ended."""
    ends = Topic.objects.filter(seek=seek, learner=seek.person_id).values_list(
        "partnership__ended_at", flat=True
    )
    found = list(ends)
    return CheckIn.Moment.END if found and None not in found else CheckIn.Moment.BETWEEN


def _paths(owner: Person, wishes: Sequence[Wish]) -> list[Path]:
    seeks = [wish.seek.pk for wish in wishes]
    steps: dict[UUID, list[Small]] = {}
    for small in seals.open_steps(owner, Step.objects.filter(seek__in=seeks)):
        steps.setdefault(small.step.seek_id, []).append(small)
    sure: dict[UUID | None, list[Sure]] = {}
    rows = CheckIn.objects.filter(seek__in=seeks, person=owner)
    for check_in, value in seals.open_check_ins(owner, rows):
        sure.setdefault(check_in.seek_id, []).append(Sure(check_in.at, value, check_in.moment))
    shared = Sharing.objects.filter(seek__in=seeks, partnership__ended_at=None)
    seen = set(shared.values_list("seek", flat=True))
    return [
        Path(wish, steps.get(wish.seek.pk, []), sure.get(wish.seek.pk, []), is_shared=wish.seek.pk in seen)
        for wish in wishes
    ]
