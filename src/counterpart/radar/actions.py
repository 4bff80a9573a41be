"""Drawing a radar: once a month, never again for that month."""

from datetime import datetime

from django.db import transaction

from counterpart import journal
from counterpart.programmes.models import Programme
from counterpart.radar import cells
from counterpart.radar.counting import Counted, Key, count
from counterpart.radar.models import Month, Number, Secret, Standing


@transaction.atomic
def draw(programme: Programme, *, at: datetime) -> Month:
    """The table of this month; where there is one it stays as it is, whatever happened since."""
    today = at.date()
    month, is_new = Month.objects.get_or_create(
        programme=programme, first=today.replace(day=1), defaults={"drawn_on": today}
    )
    if is_new:
        _write(month, count(programme, at=at))
        journal.record(month, "drawn", by=None, at=at)
    return month


def _write(month: Month, counted: Counted) -> None:
    secret = Secret.objects.get_or_create(programme=month.programme)[0].value
    before = _standing(month.programme)
    levels = {
        key: cells.moved(before.get(key, 0), counted.numbers.get(key, 0), _shift(secret, key))
        for key in {*before, *counted.numbers}
    }
    changed = [
        Standing(programme=month.programme, topic=topic, what=what, group=group, level=level)
        for (topic, what, group), level in levels.items()
        if level != before.get((topic, what, group), 0)
    ]
    Standing.objects.bulk_create(
        changed,
        update_conflicts=True,
        unique_fields=["programme", "topic", "what", "group"],
        update_fields=["level"],
    )
    numbers = {key: cells.shown(level, counted.among[key[2]]) for key, level in levels.items()}
    Number.objects.bulk_create(
        Number(month=month, topic=topic, what=what, group=group, at_least=number)
        for (topic, what, group), number in numbers.items()
        if number
    )


def _standing(programme: Programme) -> dict[Key, int]:
    rows = Standing.objects.filter(programme=programme).select_related("topic")
    return {(each.topic, each.what, each.group): each.level for each in rows}


def _shift(secret: str, key: Key) -> int:
    topic, what, group = key
    return cells.shift_of(secret, topic.slug, what, group)
