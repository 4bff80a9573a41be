"""One ask, held while something about it is decided: of two deeds the second finds what the first did."""

from datetime import datetime

from counterpart.asks.models import Ask


class Over(Exception):
    """It ended, or was hidden, a moment ago."""


def hold(row: Ask) -> Ask:
    rows = Ask.objects.select_for_update(of=("self",))
    return rows.select_related("asker", "programme__contact", "topic").get(pk=row.pk)


def still_open(row: Ask, at: datetime) -> Ask:
    held = hold(row)
    if held.ended_at or held.hidden_at or held.lapses_at <= at:
        raise Over
    return held


def end(held: Ask, how: str, at: datetime) -> None:
    held.ended_at, held.ended = at, how
    held.save(update_fields=["ended_at", "ended"])
