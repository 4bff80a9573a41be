"""Amina and Bengt are together; she has a wish that makes her nervous, and cut it into steps."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest

from counterpart.partnerships import actions
from counterpart.partnerships.actions import courage
from counterpart.partnerships.models import Partnership, Step
from counterpart.people import actions as people
from counterpart.people.models import Seek
from counterpart.skills.models import Skill
from tests.cast import Cast

AddStep = Callable[..., Step]


@pytest.fixture
def amina_and_bengt(cast: Cast, now: datetime) -> Partnership:
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


@pytest.fixture
def speaking(cast: Cast, now: datetime) -> Seek:
    skill = Skill.objects.get(slug="public-speaking")
    return people.tell_seek(skill, by=cast.amina, at=now, dread="They will laugh")


@pytest.fixture
def add(speaking: Seek, cast: Cast, now: datetime) -> AddStep:
    def add_step(words: str, predicted: int) -> Step:
        return courage.add_step(speaking, words, predicted, key=uuid4(), by=cast.amina, at=now)

    return add_step
