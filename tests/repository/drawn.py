"""A radar of the programme, as if there were more people in it."""

from datetime import datetime, timedelta

from counterpart.programmes.models import Programme
from counterpart.radar.models import Group, Month, Number, What
from counterpart.skills import actions as skills

OFFERS, SEEKS, UNNAMED = What.OFFERS, What.SEEKS, Group.UNNAMED
NUMBERS = {
    "AI assistants": [
        (OFFERS, Group.JUNIOR, 15, 5),
        (SEEKS, Group.SENIOR, 10, 10),
        (What.ASKS, UNNAMED, 5, 0),
    ],
    "Negotiation": [
        (OFFERS, Group.SENIOR, 10, 10),
        (SEEKS, Group.JUNIOR, 5, 5),
        (What.STORIES, Group.NAMED, 5, 10),
    ],
    "Short videos": [(OFFERS, Group.JUNIOR, 10, 10)],
    "Leading": [(OFFERS, Group.SENIOR, 5, 10), (OFFERS, Group.UNSAID, 5, 5)],
}


def plant(programme: Programme, at: datetime) -> Month:
    """Of this month, and of the month before."""
    now = _month(programme, at)
    for month, which in ((now, 0), (_month(programme, _month_before(at)), 1)):
        for name, numbers in NUMBERS.items():
            (topic,) = skills.understand(name)
            for what, group, *at_least in numbers:
                if at_least[which]:
                    Number.objects.create(
                        month=month, topic=topic, what=what, group=group, at_least=at_least[which]
                    )
    return now


def _month_before(at: datetime) -> datetime:
    return at.replace(day=1) - timedelta(days=1)


def _month(programme: Programme, at: datetime) -> Month:
    return Month.objects.create(programme=programme, first=at.date().replace(day=1), drawn_on=at.date())
