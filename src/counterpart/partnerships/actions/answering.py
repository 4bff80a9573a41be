"""Writing to one's counterpart from a letter, without signing in."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from counterpart import journal
from counterpart.partnerships.actions.together import AlreadyEnded
from counterpart.partnerships.actions.writing import write
from counterpart.partnerships.links import MayAnswer
from counterpart.partnerships.models import Message, Partnership

MOST = 10
HOUR = timedelta(hours=1)


class RanOut(Exception):
    """The link is too old, or whose it is may not come in any more."""


class TooMuch(Exception):
    """Somebody wrote so much within the hour that it may not be them."""


@transaction.atomic
def answer(may: MayAnswer, text: str, *, key: UUID, at: datetime) -> Message:
    partnership = Partnership.objects.current().select_for_update().filter(pk=may.partnership.pk).first()
    if partnership is None:
        raise AlreadyEnded
    if not may.is_good(at):
        raise RanOut
    lately = Message.objects.filter(partnership=partnership, author=may.person, written_at__gt=at - HOUR)
    if not lately.filter(pk=key).exists() and lately.count() >= MOST:
        raise TooMuch
    message = write(partnership, text, key=key, by=may.person, at=at)
    journal.record(message, "answered by letter", by=may.person, at=at)
    return message
