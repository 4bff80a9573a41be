"""Somebody who asks, and somebody who is asked."""

from datetime import datetime
from uuid import UUID, uuid4

from counterpart.matching import actions
from counterpart.matching.models import Approach
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from tests.cast import Cast

NOTE = "notecanary: your talk in May made me think"


def open_to_asking(programme: Programme) -> Programme:
    Programme.objects.filter(pk=programme.pk).update(asking=True, state=Programme.State.RUNNING)
    programme.refresh_from_db()
    return programme


def ask(
    cast: Cast, asker: Person, asked: Person, at: datetime, *, key: UUID | None = None, decides: bool = False
) -> Approach:
    return actions.ask(cast.programme, asked, NOTE, key=key or uuid4(), by=asker, at=at, decides=decides)
