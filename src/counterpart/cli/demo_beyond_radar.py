"""What people of the demo read about what is next: a table of this month, and one that stood before it."""

from datetime import date, datetime, timedelta

from counterpart.programmes.models import Programme
from counterpart.radar import actions
from counterpart.radar.models import Month, Number, Secret

ROSE = ("ai-assistants", "public-speaking", "younger-at-work")  # nothing was said of them before
SHIFTS = "the same in every demo, as all of it is invented 1612"
FADED = ("negotiating", "hiring")  # five people more then


def seed(programme: Programme, at: datetime) -> None:
    Secret.objects.create(programme=programme, value=SHIFTS)
    now = actions.draw(programme, at=at)
    before = Month.objects.create(programme=programme, **_last_of_the_month_before(now.first))
    for each in now.numbers.exclude(topic__slug__in=ROSE).select_related("topic"):
        more = 5 if each.topic.slug in FADED else 0
        Number.objects.create(
            month=before,
            topic=each.topic,
            what=each.what,
            group=each.group,
            at_least=each.at_least + more,
        )


def _last_of_the_month_before(first: date) -> dict[str, date]:
    last = first - timedelta(days=1)
    return {"first": last.replace(day=1), "drawn_on": last}
