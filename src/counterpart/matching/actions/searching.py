import time
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F

from counterpart import jobs
from counterpart.journal import record
from counterpart.matching import bridge, rules
from counterpart.matching.found import Found, Match
from counterpart.matching.models import Direction, Place, Proposal, Run, StillLooking, Term
from counterpart.matching.refusals import AlreadyPublished, NotCollecting, OutOfDate
from counterpart.people.models import Person
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Programme

SOLVE = "counterpart.matching.tasks.solve"
QUICK = 600  # up to so many people a change is worked out while the organiser waits
SAFETY_NET = timedelta(minutes=2)  # and a job does it all the same should that be cut short
BATCH = 500


@transaction.atomic
def start(programme: Programme, *, by: Person, at: datetime, one_way_too: bool = False) -> Run:
    """Begin a search, or find the one that is under way or waits to be looked at."""
    if programme.state not in rules.MATCHABLE:
        raise NotCollecting
    run, is_new = Run.objects.get_or_create(
        programme=programme, published_at=None, defaults={"by": by, "at": at, "one_way_too": one_way_too}
    )
    if is_new:
        programmes.begin_matching(programme, by=by, at=at)
        record(run, "started", by=by, at=at)
        queue(run)
    return run


@transaction.atomic
def again(run: Run, *, by: Person, at: datetime) -> None:
    """Work it out afresh from what people tell by now."""
    next_round(run)
    record(run, "started again", by=by, at=at)
    queue(run, unless_done_by=at + SAFETY_NET if run.people <= QUICK else None)


def next_round(run: Run, *, seen: int | None = None, **changes: object) -> None:
    """Open another round of an unpublished run, in the caller's transaction; earlier rounds come too late.

    `seen` is the round that was looked at, where only that one may be changed.
    """
    changed = Run.objects.unpublished().filter(pk=run.pk)
    if seen is not None:
        changed = changed.filter(round=seen)
    if not changed.update(round=F("round") + 1, finished_at=None, failed=False, progress=0, **changes):
        raise OutOfDate if Run.objects.unpublished().filter(pk=run.pk).exists() else AlreadyPublished
    run.refresh_from_db()


def queue(run: Run, *, unless_done_by: datetime | None = None) -> None:
    key = f"{SOLVE} {run.pk} {run.round}"
    jobs.later(SOLVE, key=key, at=unless_done_by, run=str(run.pk), round=run.round)


def work_out(run_id: UUID, round: int, *, at: datetime) -> bool:
    """Search, then keep what was found; False where another round, or another worker, was first."""
    run = Run.objects.at_work().filter(pk=run_id, round=round).select_related("programme").first()
    if run is None:
        return False
    progress = Progress(run)
    found = bridge.find(
        run.programme,
        one_way_too=run.one_way_too,
        seed=run.seed,
        progress=progress,
        cancel=progress.is_overtaken,
    )
    return found is not None and keep(run, found, at=at)


class Progress:
    """Tells the run how far it is, at most once a second, and notices when its round is over."""

    def __init__(self, run: Run) -> None:
        self.round = Run.objects.at_work().filter(pk=run.pk, round=run.round)
        self.told_at = time.monotonic()
        self.overtaken = False

    def __call__(self, share: float) -> None:
        now = time.monotonic()
        if now - self.told_at >= 1:
            self.told_at = now
            self.overtaken = not self.round.update(progress=min(99, int(share * 100)))

    def is_overtaken(self) -> bool:
        return self.overtaken


@transaction.atomic
def keep(run: Run, found: Found, *, at: datetime) -> bool:
    """Write a result down, whole and once; False where its round is over."""
    jobs.still_mine()
    if (
        not Run.objects.at_work()
        .filter(pk=run.pk, round=run.round)
        .update(
            finished_at=at,
            failed=False,
            progress=100,
            value=found.value,
            bound=found.bound,
            people=found.people,
            served=found.served,
            unknown_managers=found.unknown_managers,
            one_way_would_serve=found.one_way_would_serve,
        )
    ):
        return False
    run.proposals.all().delete()
    run.still_looking.all().delete()
    write_matches(run, found.matches)
    StillLooking.objects.bulk_create(
        [
            StillLooking(run=run, person_id=left.person, reason=left.reason, facts=dict(left.facts))
            for left in found.left_out
        ],
        batch_size=BATCH,
    )
    record(run, "worked out", by=None, at=at)
    run.refresh_from_db()
    return True


def write_matches(run: Run, matches: Sequence[Match]) -> list[Proposal]:
    proposals = Proposal.objects.bulk_create(
        [
            Proposal(
                run=run,
                kind=match.kind,
                skill_id=match.skill,
                value=match.value,
                pinned=match.pinned,
                is_reverse=match.is_reverse,
                same_stage=match.same_stage,
            )
            for match in matches
        ],
        batch_size=BATCH,
    )
    both = list(zip(proposals, matches, strict=True))
    Place.objects.bulk_create(
        [
            Place(proposal=proposal, person_id=person, hosts=person in match.hosts)
            for proposal, match in both
            for person in match.people
        ],
        batch_size=BATCH,
    )
    ways = [(proposal, way) for proposal, match in both for way in match.ways]
    directions = Direction.objects.bulk_create(
        [
            Direction(
                proposal=proposal,
                learner_id=way.learner,
                teacher_id=way.teacher,
                benefit=way.benefit,
                is_reverse=way.is_reverse,
            )
            for proposal, way in ways
        ],
        batch_size=BATCH,
    )
    Term.objects.bulk_create(
        [
            Term(
                direction=direction, seek_id=part.seek, skill_id=part.skill, level=part.level, gain=part.gain
            )
            for direction, (_, way) in zip(directions, ways, strict=True)
            for part in way.parts
        ],
        batch_size=BATCH,
    )
    return proposals


@transaction.atomic
def give_up(run_id: UUID, round: int, *, at: datetime) -> None:
    """A search that broke down says so, and can be started again."""
    if Run.objects.at_work().filter(pk=run_id, round=round).update(finished_at=at, failed=True):
        record(Run.objects.get(pk=run_id), "gave up", by=None, at=at)
