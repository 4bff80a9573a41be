"""May they? Only partners write, and only until they part."""

from django.db.models import QuerySet

from counterpart.partnerships.models import Kind, Meeting, Partnership, Pause
from counterpart.partnerships.sides import sides, unread
from counterpart.people.models import Person
from counterpart.programmes.models import Membership, Programme


def can_write(person: Person, partnership: Partnership) -> bool:
    return partnership.ended_at is None and _sits(person, partnership)


def can_take_part(person: Person, meeting: Meeting) -> bool:
    """Write and lay cards at a meeting that was not called off."""
    return meeting.cancelled_at is None and can_write(person, meeting.partnership)


def can_meet(person: Person, partnership: Partnership) -> bool:
    """Where the programme wants it, somebody first reads what begins, for each side they are on."""
    if not partnership.programme.reads_first:
        return True
    return not unread(person, sides([partnership], person)[partnership.pk])


def can_pause(partnership: Partnership) -> bool:
    """A circle goes on for the others: whoever has enough of it leaves their seat."""
    return partnership.kind != Kind.CIRCLE


def can_finish(person: Person, partnership: Partnership) -> bool:
    """Each of a pair or a ring; a circle is brought to its end by who hosts it, if somebody does."""
    hosts = partnership.seats.filter(hosts=True) if partnership.kind == Kind.CIRCLE else None
    return not hosts or hosts.filter(person=person).exists()


def can_thank(person: Person, partnership: Partnership) -> bool:
    rests = Pause.objects.open().filter(partnership=partnership).exists()
    return is_open_to_thanks(partnership, rests=rests) and _sits(person, partnership)


def is_open_to_thanks(partnership: Partnership, *, rests: bool) -> bool:
    """While they are together and awake, and after a good end; never to somebody who parted."""
    return not rests if partnership.ended_at is None else partnership.finished_at is not None


def can_open(person: Person, programme: Programme) -> bool:
    """A circle: whoever takes part in a programme that runs and has circles."""
    return opens_in(person).filter(pk=programme.pk).exists()


def opens_in(person: Person) -> QuerySet[Programme]:
    """Every programme of which `can_open` is true."""
    joined = Membership.objects.joined().filter(person=person).values("programme")
    runs = Programme.objects.filter(state=Programme.State.RUNNING, policy__circles=True)
    return runs.filter(pk__in=joined).order_by("name", "pk")


def listens(person: Person, partnership: Partnership) -> bool:
    """The contact person of the programme, as long as they are no part of it."""
    is_contact = partnership.programme.contact_id == person.pk
    return is_contact and person.is_active and not _sits(person, partnership)


def _sits(person: Person, partnership: Partnership) -> bool:
    return partnership.seats.filter(person=person).exists()
