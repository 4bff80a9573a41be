"""To rest and to go on: without a reason, each for themselves."""

from datetime import datetime

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships import rules
from counterpart.partnerships.actions.together import hold, others
from counterpart.partnerships.letters.parting import GoesOn, Rests
from counterpart.partnerships.models import Partnership, Pause
from counterpart.people.models import Person


class AlreadyResting(Exception):
    """Whoever asks for a rest has one."""


class NeverRests(Exception):
    """A circle is not put to rest by one of its people."""


class NotResting(Exception):
    """There is no rest of theirs to end."""


@transaction.atomic
def pause(partnership: Partnership, *, by: Person, at: datetime) -> None:
    """Nothing is asked of either until whoever paused goes on. The other hears of it when it begins."""
    if not rules.can_pause(hold(partnership)):
        raise NeverRests
    resting = Pause.objects.open().filter(partnership=partnership)
    if resting.filter(by=by).exists():
        raise AlreadyResting
    first = not resting.exists()
    row = Pause.objects.create(partnership=partnership, by=by, at=at)
    journal.record(row, "paused", by=by, at=at)
    if first:
        letters.post(Rests(partnership.pk), to=others(partnership, by), at=at)


@transaction.atomic
def resume(partnership: Partnership, *, by: Person, at: datetime) -> None:
    """End one's own rest. Where the other rests too, it goes on when both have said so."""
    hold(partnership)
    if not Pause.objects.open().filter(partnership=partnership, by=by).update(ended_at=at):
        raise NotResting
    journal.record(partnership, "went on", by=by, at=at)
    if not Pause.objects.open().filter(partnership=partnership).exists():
        letters.post(GoesOn(partnership.pk), to=others(partnership, by), at=at)
