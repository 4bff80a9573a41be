"""An agreement to begin with: Amina and Bengt, or three in a ring."""

from datetime import datetime
from uuid import uuid4

from counterpart.partnerships import actions
from counterpart.partnerships.actions import agreeing
from counterpart.partnerships.models import Agreement, Kind, Partnership
from counterpart.partnerships.promised import Promised
from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.skills.models import Skill
from tests.cast import Cast

CANARY = "canary-of-an-agreement"


def pair(cast: Cast, now: datetime) -> Partnership:
    """Bengt would like spreadsheets, Amina something that she keeps to herself."""
    skill = Skill.objects.get(slug="spreadsheets")
    for person in (cast.amina, cast.bengt):
        people.tell_offer(skill, by=person, at=now)
    open_wish = people.tell_seek(skill, by=cast.bengt, at=now)
    private = people.tell_seek("Leaving the firm", by=cast.amina, at=now, private=True, dread="He will know")
    topics = [
        actions.TopicTold(learner=cast.bengt, teacher=cast.amina, seek=open_wish, skill=skill),
        actions.TopicTold(learner=cast.amina, teacher=cast.bengt, seek=private, skill=None),
    ]
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=topics, at=now)


def ring(cast: Cast, now: datetime) -> Partnership:
    """Amina learns from Bengt, Bengt from Dara, Dara from Amina; what Amina would like is private."""
    private = people.tell_seek("Leaving the firm", by=cast.amina, at=now, private=True)
    topics = [
        actions.TopicTold(learner=cast.amina, teacher=cast.bengt, seek=private, skill=None),
        actions.TopicTold(learner=cast.bengt, teacher=cast.dara, seek=None, skill=None),
        actions.TopicTold(learner=cast.dara, teacher=cast.amina, seek=None, skill=None),
    ]
    three = [cast.amina, cast.bengt, cast.dara]
    return actions.begin(cast.programme, people=three, topics=topics, at=now, kind=Kind.RING)


def terms(cast: Cast, aim: str = CANARY, minutes: int = 60) -> agreeing.Terms:
    words = Promised({cast.amina.pk: aim}, "Between us.", "At any time.", "An hour counts as work.")
    return agreeing.Terms("series", minutes, "video", words)


def propose(
    together: Partnership, cast: Cast, now: datetime, by: Person, *, after: int = 0, aim: str = CANARY
) -> Agreement:
    return agreeing.propose(together, terms(cast, aim), after=after, key=uuid4(), by=by, at=now)
