"""In the demo the junior and the senior each wish to meet somebody, and one would be introduced."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from counterpart.introductions import actions, outside, queries
from counterpart.people.models import Person

OF_JUNIOR = "Anybody who has changed their trade after forty"
OF_SENIOR = "Somebody who sells by short videos and is still on speaking terms with their children"
LINES = (
    "You have both started anew where nobody knew you. One of you is about to do it again, the other "
    "says that the second time is easier."
)

OUTSIDE = outside.Stranger("Sunniva", "sunniva@elsewhere.example")
LINES_OUTSIDE = "She left a safe desk for a harbour town and stayed. Ask her about the first winter."


def seed(junior: Person, senior: Person, at: datetime) -> None:
    """By whomever the junior was together with before: they know somebody, too."""
    mine = actions.wish(OF_JUNIOR, key=_key(OF_JUNIOR), by=junior, at=at - timedelta(days=3))
    actions.wish(OF_SENIOR, key=_key(OF_SENIOR), by=senior, at=at - timedelta(days=1))
    others = queries.could_introduce(mine, senior).exclude(pk__in=queries.known_to(junior))
    if other := others.first():
        actions.introduce(mine, other, LINES, key=_key(LINES), by=senior, at=at - timedelta(days=1))
    outside.introduce(mine, OUTSIDE, LINES_OUTSIDE, key=_key("outside"), by=senior, at=at - timedelta(days=2))


def _key(words: str) -> UUID:
    return uuid5(NAMESPACE_URL, f"demo/introductions/{words}")
