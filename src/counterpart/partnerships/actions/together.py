from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships.actions.calling_off import call_off
from counterpart.partnerships.letters import CircleClosed, Parted
from counterpart.partnerships.models import Kind, Partnership, Pause, Seat, Topic
from counterpart.people.models import Person, Seek
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill


class AlreadyEnded(Exception):
    """The other one parted first."""


class Resting(AlreadyEnded):
    """They rest: until somebody goes on, nothing passes between them, as if they had parted."""


@dataclass(frozen=True)
class TopicTold:
    """What goes from a teacher to a learner; a private wish is known by its seek alone."""

    learner: Person
    teacher: Person
    seek: Seek | None
    skill: Skill | None


@transaction.atomic
def begin(
    programme: Programme,
    *,
    people: Sequence[Person],
    topics: Iterable[TopicTold],
    at: datetime,
    kind: str = Kind.PAIR,
    hosts: Sequence[Person] = (),
    skill: Skill | None = None,
) -> Partnership:
    """Put people together who have all said yes. A circle has hosts, and is about one skill."""
    partnership = Partnership.objects.create(programme=programme, kind=kind, skill=skill, began_at=at)
    Seat.objects.bulk_create(
        [Seat(partnership=partnership, person=person, hosts=person in hosts) for person in people]
    )
    Topic.objects.bulk_create(
        [
            Topic(
                partnership=partnership,
                learner=topic.learner,
                teacher=topic.teacher,
                seek=topic.seek,
                skill=topic.skill,
            )
            for topic in topics
        ]
    )
    journal.record(partnership, "began", by=None, at=at)
    return partnership


@transaction.atomic
def end(partnership: Partnership, *, by: Person, at: datetime) -> None:
    """Let people part; nobody is asked why."""
    if not Partnership.objects.current().filter(pk=partnership.pk).update(ended_at=at):
        raise AlreadyEnded
    Pause.objects.open().filter(partnership=partnership).update(ended_at=at)
    partnership.ended_at = at
    call_off(partnership, by=by, at=at)
    journal.record(partnership, "ended", by=by, at=at)
    letters.post(Parted(partnership.pk), to=others(partnership, by), at=at)
    tell_who_waits(partnership, at)


def tell_who_waits(circle: Partnership, at: datetime) -> None:
    """That there will be no seat, where it has ended: whoever waits is not left waiting."""
    waiting = Person.objects.filter(waiting__partnership=circle, is_active=True)
    letters.post(CircleClosed(circle.pk, CircleClosed.WAITED), to=list(waiting), at=at)


def hold(partnership: Partnership) -> Partnership:
    """Keep it as it is until this transaction is over; `AlreadyEnded` where it is no more."""
    held = Partnership.objects.current().select_for_update().filter(pk=partnership.pk).first()
    if held is None:
        raise AlreadyEnded
    return held


def hold_awake(partnership: Partnership) -> Partnership:
    """As `hold`; `Resting` while one of them rests. For whatever the other would read, or be asked."""
    held = hold(partnership)
    if Pause.objects.open().filter(partnership=held).exists():
        raise Resting
    return held


def hide_private() -> None:
    """A topic that its learner keeps private by now is known by its seek alone."""
    Topic.objects.filter(seek__isnull=False, seek__skill=None).exclude(skill=None).update(skill=None)


def others(partnership: Partnership, person: Person) -> list[Person]:
    return list(Person.objects.filter(seats__partnership=partnership, is_active=True).exclude(pk=person.pk))
