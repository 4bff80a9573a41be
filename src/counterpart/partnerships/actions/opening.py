"""A circle that a member opens on a topic, and what becomes of one that nobody comes to."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from counterpart import journal, letters
from counterpart.partnerships import rules
from counterpart.partnerships.actions.calling_off import call_off
from counterpart.partnerships.actions.together import tell_who_waits
from counterpart.partnerships.letters import CircleClosed
from counterpart.partnerships.models import Kind, Opening, Partnership, Seat
from counterpart.partnerships.queries.circles import PATIENCE
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill

AT_ONCE = 2  # opened by one person who still sits there


class AlreadyThere(Exception):
    """The first click did it."""


class OpenedEnough(Exception):
    """Two at once."""


class NotOpening(Exception):
    """The programme does not run any more, or has no circles."""


@transaction.atomic
def open_circle(
    programme: Programme,
    skill: Skill,
    words: str,
    *,
    room: int,
    hosts: bool,
    key: UUID,
    by: Person,
    at: datetime,
) -> Partnership:
    """Somebody sits down first: to host it, or to learn, and then it looks for a host."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if Partnership.objects.filter(pk=key).exists():
        raise AlreadyThere
    if not rules.can_open(by, programme):
        raise NotOpening
    if opened_by(by) >= AT_ONCE:
        raise OpenedEnough
    circle = Partnership.objects.create(
        pk=key,
        programme=programme,
        kind=Kind.CIRCLE,
        skill=skill,
        room=room,
        began_at=at,
        hostless_since=None if hosts else at,
    )
    Opening.objects.create(circle=circle, by=by, words=words, at=at, alone_since=at)
    Seat.objects.create(partnership=circle, person=by, hosts=hosts)
    journal.record(circle, "opened", by=by, at=at)
    return circle


def opened_by(person: Person) -> int:
    mine = Opening.objects.filter(by=person, circle__ended_at=None)
    return mine.filter(circle__seats__person=person).count()


def close_the_quiet(*, at: datetime) -> int:
    """For three weeks somebody sat there alone, or nobody hosted: it ends, and everybody reads so."""
    due = Partnership.objects.current().filter(_quiet(at), kind=Kind.CIRCLE)
    return sum(_close(each, at) for each in due.order_by("began_at", "pk"))


def _quiet(at: datetime) -> Q:
    since = at - PATIENCE
    return Q(hostless_since__lte=since) | Q(opening__alone_since__lte=since)


@transaction.atomic
def _close(circle: Partnership, at: datetime) -> bool:
    Partnership.objects.select_for_update().get(pk=circle.pk)
    if not Partnership.objects.current().filter(_quiet(at), pk=circle.pk).exists():
        return False  # somebody came a moment ago
    Partnership.objects.filter(pk=circle.pk).update(ended_at=at)
    circle.ended_at = at
    people = list(Person.objects.filter(seats__partnership=circle, is_active=True))
    call_off(circle, by=None, at=at)
    journal.record(circle, "closed", by=None, at=at)
    why = CircleClosed.ALONE if len(people) == 1 else CircleClosed.HOSTLESS
    letters.post(CircleClosed(circle.pk, why), to=people, at=at)
    tell_who_waits(circle, at)
    return True
