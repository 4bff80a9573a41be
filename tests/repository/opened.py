"""A circle that a member opened: what the world holds of opening one."""

from datetime import datetime
from uuid import uuid4

from counterpart.partnerships.actions.opening import open_circle
from counterpart.partnerships.models import Partnership
from counterpart.programmes.models import Programme
from counterpart.skills import actions as skills
from tests.repository.reaching import Reaching

WORDS = "circlecanary"  # whoever takes part in the second programme


def plant(reaching: Reaching, at: datetime) -> Partnership:
    """Hana opens it, and would like somebody to host it."""
    Programme.objects.filter(pk=reaching.programme.pk).update(policy={"circles": True})
    (topic,) = skills.understand("Saying no")
    return open_circle(
        reaching.programme, topic, WORDS, room=3, hosts=False, key=uuid4(), by=reaching.fits, at=at
    )
