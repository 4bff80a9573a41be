"""Reaching out oneself, in the demo: somebody has asked the junior, and the senior has asked somebody."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import NAMESPACE_URL, uuid5

from counterpart.matching import actions as matching
from counterpart.matching import bridge
from counterpart.matching.models import Approach
from counterpart.people.models import Person
from counterpart.programmes.models import Programme

TO_JUNIOR = (
    "Hello! I read that you make AI tools sound like kitchen appliances. I am the one who still reads the "
    "manual. Would you have an hour a month? I can tell you how not to be talked over in a meeting."
)
FROM_SENIOR = "I would like to see our house from where you stand. And I know a thing or two about budgets."
QUESTION = "Gladly, only: my hours are short until spring. Would half an hour every second week do?"


def ask_around(programme: Programme, junior: Person, senior: Person, *, at: datetime) -> None:
    for other in _who_fit(programme, junior):
        _ask(programme, other, junior, TO_JUNIOR, at - timedelta(days=1))
        break
    for other in _who_fit(programme, senior):
        asked = _ask(programme, senior, other, FROM_SENIOR, at - timedelta(days=2))
        matching.want_to_know(asked, QUESTION, by=other, at=at - timedelta(hours=20))
        break


def _who_fit(programme: Programme, person: Person) -> Iterator[Person]:
    return (Person.objects.get(pk=each.person) for each in bridge.suggest(programme, person, most=1))


def _ask(programme: Programme, asker: Person, asked: Person, note: str, at: datetime) -> Approach:
    key = uuid5(NAMESPACE_URL, f"{asker.pk}/{asked.pk}")
    return matching.ask(programme, asked, note, key=key, by=asker, at=at)
