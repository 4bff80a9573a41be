"""For the demo: two circles that members opened, one of them full with somebody who waits."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from counterpart.cli.demo_people import JUNIOR, SENIOR
from counterpart.matching import actions as matching
from counterpart.matching.refusals import NoSeat
from counterpart.partnerships.actions.opening import open_circle
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.skills.actions import understand

FULL = (
    "Saying no",
    "I say yes in meetings and mean no. Two sentences each, tried out loud.",
)
LOOKS = (
    "Short videos",
    "I have a phone, a workshop and no idea. For anybody who would like to be shown.",
)
SEATS, WAIT = 3, 2


def seed(programme: Programme, at: datetime) -> None:
    there = Person.objects.filter(memberships__programme=programme, memberships__joined_at__isnull=False)
    people = list(there.exclude(email__in=(JUNIOR.email, SENIOR.email)).order_by("name")[:14])
    if len(people) < 2:
        return
    full = _open(programme, people[0], FULL, hosts=True, at=at - timedelta(days=6))
    _fill(full, people[2:], at - timedelta(days=5))
    _open(programme, people[1], LOOKS, hosts=False, at=at - timedelta(days=2))


def _open(
    programme: Programme, by: Person, said: tuple[str, str], *, hosts: bool, at: datetime
) -> Partnership:
    topic, words = said
    key = uuid5(NAMESPACE_URL, f"{programme.pk}/{topic}")
    (skill, *_rest) = understand(topic)
    return open_circle(programme, skill, words, room=SEATS, hosts=hosts, key=key, by=by, at=at)


def _fill(circle: Partnership, people: list[Person], at: datetime) -> None:
    """Until every seat is taken and two wait; some are kept apart, as anywhere."""
    for n, each in enumerate(people):
        if circle.waiting.count() >= WAIT:
            return
        try:
            matching.take_seat(circle.pk, by=each, at=at + timedelta(hours=n))
        except NoSeat:
            continue
