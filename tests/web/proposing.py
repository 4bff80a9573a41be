"""A published suggestion: Amina would show Bengt spreadsheets, and he her something she keeps to herself."""

from datetime import datetime, timedelta

from counterpart.matching.models import Direction, Place, Proposal, Run, Term
from counterpart.people import actions as people
from counterpart.people.models import Person, Seek
from counterpart.skills.models import Skill
from tests.cast import Cast


def skill(slug: str) -> Skill:
    return Skill.objects.get(slug=slug)


def published_run(cast: Cast, now: datetime) -> Run:
    return Run.objects.create(
        programme=cast.programme,
        by=cast.chen,
        at=now,
        finished_at=now,
        published_at=now,
        published_by=cast.chen,
    )


def propose(run: Run, cast: Cast, now: datetime) -> Proposal:
    people.tell_offer(skill("spreadsheets"), by=cast.amina, at=now, level=4)
    wish = people.tell_seek(skill("spreadsheets"), by=cast.bengt, at=now, dread="My daughter laughs")
    private = people.tell_seek(skill("linkedin"), by=cast.amina, at=now, private=True)
    people.tell_offer(skill("linkedin"), by=cast.bengt, at=now)
    found = Proposal.objects.create(run=run, value=0.8, lapses_at=now + timedelta(days=7))
    for person in (cast.amina, cast.bengt):
        Place.objects.create(proposal=found, person=person)
    _way(found, cast.amina, cast.bengt, wish, skill("spreadsheets"))
    _way(found, cast.bengt, cast.amina, private, None)
    return found


def _way(found: Proposal, teacher: Person, learner: Person, seek: Seek, topic: Skill | None) -> None:
    direction = Direction.objects.create(proposal=found, teacher=teacher, learner=learner, benefit=0.7)
    Term.objects.create(direction=direction, seek=seek, skill=topic)
