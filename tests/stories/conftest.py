from datetime import datetime
from uuid import uuid4

import pytest

from counterpart.people.models import Person
from counterpart.skills import actions as skills
from counterpart.skills.models import Skill
from counterpart.stories import actions
from counterpart.stories.models import Story
from tests.cast import Cast


def topic(words: str = "Public speaking") -> Skill:
    (found,) = skills.understand(words)
    return found


def words(title: str = "My first talk", body: str = "I froze.", **more: object) -> actions.Written:
    said = {"kind": Story.Kind.STORY, "topics": (topic(),)} | more
    return actions.Written(title=title, body=body, **said)  # type: ignore[arg-type]  # any of its fields


def tell(cast: Cast, by: Person, at: datetime, together: Person | None = None, **more: object) -> Story:
    return actions.write(cast.programme, words(**more), key=uuid4(), by=by, at=at, together=together)  # type: ignore[arg-type]  # as above


@pytest.fixture
def story(cast: Cast, now: datetime) -> Story:
    """Bengt's."""
    return tell(cast, cast.bengt, now)
