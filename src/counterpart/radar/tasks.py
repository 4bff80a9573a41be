from datetime import timedelta

from django.utils import timezone

from counterpart import jobs
from counterpart.radar import actions, queries


@jobs.task(every=timedelta(hours=1), limit=timedelta(minutes=30), slow=True)
def draw_radars() -> None:
    """Each in a transaction of its own: what one of them takes holds up none of the others."""
    now = timezone.now()
    for programme in queries.to_draw(at=now):
        actions.draw(programme, at=now)
