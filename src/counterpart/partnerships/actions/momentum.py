"""The guard of momentum: where meetings falter a small step is taken, at most one a week, each once."""

from datetime import datetime

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships import health
from counterpart.partnerships.health import Due, Step
from counterpart.partnerships.letters.momentum import QuietWord
from counterpart.partnerships.models import Nudge, Partnership, Pause
from counterpart.partnerships.queries import momentum
from counterpart.people.models import Person

PAGE = 200


def guard(at: datetime, page: int = PAGE) -> int:
    """Look at every partnership that goes on; answers how many steps were taken."""
    taken, after = 0, None
    while found := momentum.awake(at, after=after, most=page):
        for partnership, facts in momentum.facts_of(found).items():
            if (due := health.due(facts, at)) is not None:
                taken += take(Nudge(partnership_id=partnership), due, at=at)
        after = found[-1]
    return taken


@transaction.atomic
def take(nudge: Nudge, due: Due, *, at: datetime) -> bool:
    """One step, by whichever worker comes first; none where they rest or have parted meanwhile."""
    going_on = Partnership.objects.current().select_for_update().filter(pk=nudge.partnership_id).first()
    if not going_on or Pause.objects.open().filter(partnership=going_on).exists():
        return False
    nudge.matter, nudge.since, nudge.step = due.trouble.matter.value, due.trouble.since, due.step.value
    nudge.person_id, nudge.at = due.trouble.person if due.step is Step.WORD else None, at
    Nudge.objects.bulk_create([nudge], ignore_conflicts=True)
    if not is_kept(nudge):
        return False
    journal.record(nudge, "took a step", by=None, at=at)
    if people := _told(nudge):
        letters.post(QuietWord(nudge.pk), to=people, at=at)
    return True


def is_kept(nudge: Nudge) -> bool:
    """Another worker's row of the same step leaves no room for ours."""
    return Nudge.objects.filter(pk=nudge.pk).exists()


def _told(nudge: Nudge) -> list[Person]:
    """The organiser gets no letter: there is a list."""
    if nudge.step == Step.SHOWN:
        return []
    people = Person.objects.filter(seats__partnership=nudge.partnership_id, is_active=True)
    return list(people.filter(pk=nudge.person_id) if nudge.person_id else people)
