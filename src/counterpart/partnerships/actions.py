from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships import keys
from counterpart.partnerships.letters import Parted, Wrote
from counterpart.partnerships.models import Kind, Message, Partnership, Seat, Topic
from counterpart.people.models import Person, Seek
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill

LONGEST = 4000  # characters of a message
PAUSE = timedelta(hours=1)  # a second line within it needs no second letter


class AlreadyEnded(Exception):
    """The other one parted first."""


class AlreadyWritten(Exception):
    """The same message arrived twice."""


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
) -> Partnership:
    """Put people together who have all said yes."""
    partnership = Partnership.objects.create(programme=programme, kind=kind, began_at=at)
    Seat.objects.bulk_create([Seat(partnership=partnership, person=person) for person in people])
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
def write(partnership: Partnership, text: str, *, key: UUID, by: Person, at: datetime) -> Message:
    """Seal a message and tell the others that there is one. `key` makes a double click one message."""
    if not Partnership.objects.current().select_for_update().filter(pk=partnership.pk).first():
        raise AlreadyEnded
    if Message.objects.filter(pk=key).exists():
        raise AlreadyWritten
    quiet = Message.objects.filter(
        partnership=partnership, author=by, written_at__gt=at - PAUSE, written_at__lte=at
    ).exists()
    message = Message(pk=key, partnership=partnership, author=by, written_at=at)
    message.body = seal_body(message, text)
    message.save(force_insert=True)
    journal.record(message, "written", by=by, at=at)
    if not quiet:
        letters.post(Wrote(message.pk), to=_others(partnership, by), at=at)
    return message


def seal_body(message: Message, text: str) -> bytes:
    return keys.RING.seal(
        message.partnership,
        text,
        author=message.author_id,
        table="partnerships_message",
        row=message.pk,
        column="body",
    )


@transaction.atomic
def end(partnership: Partnership, *, by: Person, at: datetime) -> None:
    """Let people part; nobody is asked why."""
    if not Partnership.objects.current().filter(pk=partnership.pk).update(ended_at=at):
        raise AlreadyEnded
    partnership.ended_at = at
    journal.record(partnership, "ended", by=by, at=at)
    letters.post(Parted(partnership.pk), to=_others(partnership, by), at=at)


def hide_private() -> None:
    """A topic that its learner keeps private by now is known by its seek alone."""
    Topic.objects.filter(seek__isnull=False, seek__skill=None).exclude(skill=None).update(skill=None)


def _others(partnership: Partnership, person: Person) -> list[Person]:
    return list(Person.objects.filter(seats__partnership=partnership, is_active=True).exclude(pk=person.pk))
