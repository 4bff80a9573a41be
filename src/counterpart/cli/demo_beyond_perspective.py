"""For the demo: what two took for granted, looked at again, and half a day beside each other."""

from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, UUID, uuid5

from counterpart.partnerships import calendar, queries
from counterpart.partnerships.actions import booking, perspective
from counterpart.partnerships.models import Meeting, Partnership
from counterpart.people.models import Person

HERS = "Whoever runs finance knows every figure by heart and never has to ask."
NOW = "He asks all day. He only knows whom."
HIS = "People her age would rather write than be called, because they are shy."
OWN = "I assume he does this because HR told him to."
HALF_A_DAY = 240


def seed(partnership: Partnership, junior: Person, senior: Person, at: datetime) -> None:
    then = at - timedelta(hours=30)
    for n, (by, words, shared) in enumerate(
        ((junior, HERS, True), (senior, HIS, True), (junior, OWN, False))
    ):
        key = _key(partnership, n)
        row = perspective.assume(partnership, words, shared=shared, key=key, by=by, at=then)
        if words == HERS:
            perspective.look_again(row, NOW, by=by, at=at - timedelta(hours=18))
    people = queries.people_of(partnership)
    free = calendar.slots(partnership, people, by=junior, minutes=HALF_A_DAY, at=at + timedelta(days=9))
    if free:
        booking.book(
            partnership,
            free[-1],
            key=_key(partnership, 9),
            seen=partnership.meetings.count(),
            by=senior,
            at=at - timedelta(hours=3),
            minutes=HALF_A_DAY,
            kind=Meeting.Kind.SHADOW,
        )


def _key(partnership: Partnership, n: int) -> UUID:
    return uuid5(NAMESPACE_URL, f"{partnership.pk}/perspective/{n}")
