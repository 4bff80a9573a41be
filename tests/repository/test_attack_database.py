"""Somebody has a copy of the database and of the log: no sealed word lies in either."""

import logging
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from counterpart.jobs import work
from counterpart.jobs.actions import claim
from counterpart.matching import actions as matching
from counterpart.people import sealed
from tests.people.test_telling import everything_stored
from tests.repository import world as planted
from tests.repository.asking import HELP
from tests.repository.meeting_people import LINES, WISH
from tests.repository.world import (
    AVOIDED,
    BENGTS,
    CONCERN,
    DREAD,
    HIDDEN,
    LESSON,
    MESSAGE,
    MINE,
    OURS,
    PRIVATE,
    PROGRAMME,
    STEP,
    THANKS,
    World,
)

TYPED = "typedcanary"
SEALED = [DREAD, PRIVATE, MESSAGE, AVOIDED, STEP, HIDDEN, OURS, MINE, BENGTS, CONCERN, THANKS, LESSON, TYPED]
SEALED += [HELP, WISH, LINES]


@pytest.fixture
def world(transactional_db: None, now: datetime) -> World:
    return planted.build(now)


def test_no_sealed_word_lies_in_the_database_or_the_log(
    world: World, now: datetime, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    _write_by_every_door(world)
    _type_after_the_session_ran_out(world)
    _search_and_fail(world, now)

    raw = everything_stored(tmp_path)

    assert PROGRAMME.encode() in raw
    assert [canary for canary in SEALED if canary.encode() in raw] == []
    assert [canary for canary in SEALED if canary in caplog.text] == []


def _write_by_every_door(world: World) -> None:
    amina = world.client("partner")
    seek = str(world.seek.pk)
    amina.post(reverse("joining-seeks"), {"words": f"{TYPED} in private", "private": "on", "nervous": "on"})
    amina.post(
        reverse("joining-seek", args=[seek]),
        {f"{seek}-importance": "5", f"{seek}-dread": f"{TYPED} dread", f"{seek}-private": "on"},
    )
    amina.post(
        reverse("partnership", args=[world.partnership.pk]), {"body": f"{TYPED} message", "key": str(uuid4())}
    )
    wish = reverse("courage-wish", args=[seek])
    amina.post(wish, {"words": f"{TYPED} step", "predicted": "40", "key": str(uuid4())})
    amina.post(wish, {"words": f"{TYPED} step", "predicted": "400", "key": str(uuid4())})
    amina.post(reverse("courage-nervous", args=[seek]), {"dread": f"{TYPED} again"})
    _end_by_every_door(world)
    amina.post(reverse("joining-avoid"), {"address": f"{TYPED}@example.org"})
    assumed = reverse("assumptions", args=[world.partnership.pk])
    for shared in ("", "yes"):
        said = {"words": f"{TYPED} assumed", "shared": shared, "key": str(uuid4())}
        assert amina.post(assumed, said).status_code == 302
    amina.post(f"{assumed}{world.assumption.pk}/", {"after": f"{TYPED} seen again"})
    talk = reverse("meeting", args=[world.partnership.pk, world.meeting.pk])
    for kind in ("ours", "mine", "try"):
        amina.post(talk, {"body": f"{TYPED} note", "kind": kind, "key": str(uuid4())})
    amina.post(f"{talk}notes/{world.note.pk}/", {"body": f"{TYPED} again", "revision": "1"})
    # Refused, so that the words come back in the answer and lie nowhere else.
    amina.post(reverse("joining-seek", args=[seek]), {f"{seek}-dread": f"{TYPED} " * 99})
    amina.post(reverse("partnership", args=[world.partnership.pk]), {"body": TYPED, "key": "none"})
    amina.post(reverse("skill-suggestions"), {"words": TYPED})


def _end_by_every_door(world: World) -> None:
    amina, cora = world.client("partner"), str(world.people["contact"].pk)
    not_right = reverse("partnership-not-right", args=[world.partnership.pk])
    amina.post(not_right, {"words": f"{TYPED} concern", "then": "", "to": cora, "key": str(uuid4())})
    amina.post(not_right, {"words": f"{TYPED} for nobody", "then": "", "key": str(uuid4())})
    ending = reverse("partnership-ending", args=[world.partnership.pk])
    amina.post(ending, {"say": "thanks", "thanks": f"{TYPED} thanks"})
    amina.post(ending, {"say": "lesson", "lesson": f"{TYPED} lesson", "may_share": "on"})
    amina.post(ending, {"say": "thanks", "thanks": TYPED * 999})


def _type_after_the_session_ran_out(world: World) -> None:
    amina = world.people["partner"]
    names = ("partnership", "partnership-not-right", "partnership-ending")
    paths = [reverse(name, args=[world.partnership.pk]) for name in names]
    for path in (reverse("joining-seeks"), *paths):
        client = Client()
        fields = {"body": TYPED, "thanks": TYPED, "lesson": TYPED}
        client.post(path, {"writer": str(amina.pk), "words": TYPED, "private": "on", **fields})
        assert "draft" in client.session


def _search_and_fail(world: World, now: datetime) -> None:
    """A search opens private wishes in memory; one that breaks down while it holds them tells nobody."""
    matching.again(world.run, by=world.people["organiser"], at=now)
    matching.work_out(world.run.pk, world.run.round, at=now)
    matching.again(world.run, by=world.people["organiser"], at=now)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sealed, "private_topics", _break)
        while taken := claim("holder", queues=["slow"], at=now + timedelta(hours=1)):
            work.attempt(taken)
    broken = DBTaskResult.objects.filter(exception_class_path="builtins.RuntimeError")
    assert broken.exists()


def _break(*_args: object) -> None:
    words = f"{PRIVATE} {DREAD}"
    raise RuntimeError(words)
