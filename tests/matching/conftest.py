"""A small programme in which things can be matched."""

from datetime import datetime

import pytest

from counterpart.matching import actions
from counterpart.matching.models import Proposal, Run
from counterpart.people import actions as people
from counterpart.people.models import Person, Stage
from counterpart.skills.actions import understand
from tests.cast import Cast, join, person


def show(who: Person, topic: str, at: datetime, level: int | None = 4) -> None:
    (skill,) = understand(topic)
    people.tell_offer(skill, by=who, at=at, level=level)


def wish(who: Person, topic: str, at: datetime, importance: int = 4, private: bool = False) -> None:
    (skill,) = understand(topic)
    people.tell_seek(skill, by=who, at=at, importance=importance, private=private)


def junior(name: str, cast: Cast, at: datetime) -> Person:
    """Shows TikTok, would like to speak in public."""
    found = person(name, Stage.EARLY, languages=["en"])
    join(cast.programme, found, at)
    show(found, "TikTok", at)
    wish(found, "Public speaking", at)
    return found


def senior(name: str, cast: Cast, at: datetime, importance: int = 4) -> Person:
    """Shows public speaking, would like TikTok."""
    found = person(name, Stage.EXECUTIVE, languages=["en"])
    join(cast.programme, found, at)
    show(found, "Public speaking", at)
    wish(found, "TikTok", at, importance)
    return found


@pytest.fixture
def told(cast: Cast, now: datetime) -> Cast:
    """Amina shows TikTok and would like to speak in public, which Bengt shows; he would like TikTok."""
    show(cast.amina, "TikTok", now)
    wish(cast.amina, "Public speaking", now)
    show(cast.bengt, "Public speaking", now)
    wish(cast.bengt, "TikTok", now)
    return cast


def worked_out(cast: Cast, at: datetime) -> Run:
    run = actions.start(cast.programme, by=cast.chen, at=at)
    assert actions.work_out(run.pk, run.round, at=at)
    run.refresh_from_db()
    return run


def published(cast: Cast, at: datetime) -> Run:
    run = worked_out(cast, at)
    actions.publish(run, by=cast.chen, at=at, unchecked_ok=True, seen=run.round)
    return run


def pairs(run: Run) -> set[frozenset[str]]:
    """Who is with whom, by first names."""
    return {
        frozenset(place.person.first_name for place in proposal.places.select_related("person"))
        for proposal in run.proposals.all()
    }


@pytest.fixture
def proposal(told: Cast, now: datetime) -> Proposal:
    """Amina and Bengt are asked."""
    return published(told, now).proposals.get()
