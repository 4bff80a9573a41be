"""Partnerships of the demo in trouble: one that the organiser sees by now, one that just got a quiet word."""

from datetime import datetime, timedelta

from counterpart.partnerships import actions
from counterpart.partnerships.actions import momentum
from counterpart.people.models import Person
from counterpart.programmes.models import Programme

DAY = timedelta(days=1)


def falter(programme: Programme, at: datetime) -> None:
    """Both began before the others, and have found no time since."""
    free = Person.objects.filter(memberships__programme=programme).exclude(seats__isnull=False)
    four = list(free.order_by("email")[:4])
    for two, began in ((four[:2], at - 29 * DAY), (four[2:], at - 15 * DAY)):
        if len(two) == 2:
            actions.begin(programme, people=two, topics=[], at=began)
    for days in (15, 8, 1):
        momentum.guard(at - days * DAY)
