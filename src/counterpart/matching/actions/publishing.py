from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from counterpart import letters
from counterpart.journal import record
from counterpart.matching import beside, bridge, words
from counterpart.matching.letters import NoCounterpartYet, Proposed
from counterpart.matching.models import Proposal, Run
from counterpart.matching.refusals import (
    AlreadyPublished,
    NobodyMatched,
    NotReady,
    OutOfDate,
    ReportingLinesUnchecked,
)
from counterpart.people.models import Person
from counterpart.programmes import actions as programmes


@transaction.atomic
def publish(
    run: Run, *, by: Person, at: datetime, unchecked_ok: bool = False, seen: int | None = None
) -> None:
    """Ask everybody in the match, all at once or nobody.

    `seen` is the round the organiser looked at. Raises `OutOfDate` where it is not the last one, or where
    somebody who is in the match has left, found others or may by now not be put together with the other.
    """
    run.refresh_from_db()
    proposals = list(run.proposals.prefetch_related("places__person"))
    if run.is_ready:
        _refuse_unless_possible(run, proposals, unchecked_ok=unchecked_ok)
    _claim(run, by=by, at=at, seen=seen)
    run.proposals.update(lapses_at=at + words.TO_ANSWER)
    programmes.begin_running(run.programme, by=by, at=at)
    record(run, "published", by=by, at=at)
    for proposal in proposals:
        letters.post(Proposed(proposal.pk), to=[place.person for place in proposal.places.all()], at=at)
    letters.post(NoCounterpartYet(run.pk), to=Person.objects.filter(still_looking__run=run), at=at)


def _claim(run: Run, *, by: Person, at: datetime, seen: int | None) -> None:
    ready = Run.objects.unpublished().filter(pk=run.pk, finished_at__isnull=False, failed=False)
    if seen is not None:
        ready = ready.filter(round=seen)
    claimed = ready.update(published_at=at, published_by=by)
    run.refresh_from_db()
    if not claimed:
        if run.published_at:
            raise AlreadyPublished
        raise OutOfDate if seen not in (None, run.round) else NotReady


def _refuse_unless_possible(run: Run, proposals: Sequence[Proposal], *, unchecked_ok: bool) -> None:
    if run.unknown_managers and not unchecked_ok:
        raise ReportingLinesUnchecked
    if not proposals:
        raise NobodyMatched
    asked = [[place.person_id for place in proposal.places.all()] for proposal in proposals]
    beside.hold({person for group in asked for person in group})
    run.refresh_from_db(fields=["published_at"])
    if run.published_at:  # by another click, while this one waited for the people
        raise AlreadyPublished
    if not bridge.still_possible(run.programme, asked):
        raise OutOfDate
