from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships import keys
from counterpart.partnerships.actions.together import hold_awake, others
from counterpart.partnerships.letters import Wrote
from counterpart.partnerships.models import Message, Partnership
from counterpart.people.models import Person

LONGEST = 4000  # characters of a message
PAUSE = timedelta(hours=1)  # a second line within it needs no second letter


class AlreadyWritten(Exception):
    """The same message arrived twice."""


@transaction.atomic
def write(partnership: Partnership, text: str, *, key: UUID, by: Person, at: datetime) -> Message:
    """Seal a message and tell the others that there is one. `key` makes a double click one message.

    `AlreadyEnded` where they have parted; `Resting` while one of them rests.
    """
    hold_awake(partnership)
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
        letters.post(Wrote(message.pk), to=others(partnership, by), at=at)
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
