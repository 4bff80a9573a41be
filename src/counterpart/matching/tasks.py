from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from counterpart import jobs
from counterpart.matching import actions
from counterpart.partnerships.actions import circles as partnerships
from counterpart.partnerships.actions import opening
from counterpart.people import avoiding


@jobs.task(slow=True, limit=timedelta(minutes=30), gave_up="counterpart.matching.tasks.give_up")
def solve(run: str, round: int) -> None:
    actions.work_out(UUID(run), round, at=timezone.now())


@jobs.task()
def give_up(run: str, round: int) -> None:
    actions.give_up(UUID(run), round, at=timezone.now())


@jobs.task(every=timedelta(minutes=15))
def look_after_proposals() -> None:
    now = timezone.now()
    actions.let_go(at=now)
    actions.lapse(at=now)
    actions.remind(at=now)
    actions.hide_private()
    partnerships.let_offers_lapse(at=now)
    opening.close_the_quiet(at=now)


@jobs.task(every=timedelta(minutes=15))
def look_after_approaches() -> None:
    now = timezone.now()
    avoiding.recognise()
    actions.let_go_asked(at=now)
    actions.lapse_asked(at=now)
    actions.remind_asked(at=now)
