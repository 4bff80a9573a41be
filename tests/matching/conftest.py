"""A small programme in which things can be matched."""

from datetime import datetime

import pytest

from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.skills.actions import understand
from tests.cast import Cast


def show(person: Person, topic: str, at: datetime, level: int | None = 4) -> None:
    (skill,) = understand(topic)
    people.tell_offer(skill, by=person, at=at, level=level)


def wish(person: Person, topic: str, at: datetime, importance: int = 4, private: bool = False) -> None:
    (skill,) = understand(topic)
    people.tell_seek(skill, by=person, at=at, importance=importance, private=private)


@pytest.fixture
def told(cast: Cast, now: datetime) -> Cast:
    """Amina shows Bengt TikTok and wants to know how budgets work, which Bengt knows."""
    show(cast.amina, "TikTok", now)
    wish(cast.amina, "How budgets work", now)
    show(cast.bengt, "How budgets work", now)
    wish(cast.bengt, "TikTok", now)
    return cast
