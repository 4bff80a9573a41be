from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.asks import actions, waiting
from counterpart.asks.models import Ask, Help
from counterpart.people.models import Person
from counterpart.skills import actions as skills
from counterpart.skills.models import Skill
from tests.cast import Cast, join, person

WORDS = "Would you read my first post?"


def topic(words: str = "Social media") -> Skill:
    (found,) = skills.understand(words)
    return found


def ask(cast: Cast, by: Person, at: datetime, *, anonymous: bool = True, words: str = WORDS) -> Ask:
    return actions.ask(cast.programme, words, topic=topic(), anonymous=anonymous, key=uuid4(), by=by, at=at)


def shown(cast: Cast, by: Person, at: datetime, *, anonymous: bool = True, words: str = WORDS) -> Ask:
    """One that was asked the day before, so that others read it now."""
    row = ask(cast, by, at - timedelta(days=1), anonymous=anonymous, words=words)
    waiting.pass_on(at=at)
    return Ask.objects.get(pk=row.pk)


def offer(asked: Ask, by: Person, at: datetime, words: str = "Gladly, on Thursday") -> Help:
    return actions.offer_help(asked, words, key=uuid4(), by=by, at=at)


@pytest.fixture
def crowd(cast: Cast, now: datetime) -> list[Person]:
    """Six more, so that it could have been any of them."""
    people = [person(f"Member{n} Crowd") for n in range(6)]
    for each in people:
        join(cast.programme, each, now)
    return people
