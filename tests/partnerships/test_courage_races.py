"""Two tabs do one step, click twice, share and take back at once; and the raw database says nothing."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest

from counterpart.letters.models import Letter
from counterpart.partnerships.actions import beside, courage
from counterpart.partnerships.models import Beside, CheckIn, Partnership, Step
from counterpart.partnerships.models.courage import StepQuerySet
from counterpart.partnerships.queries import courage as queries
from counterpart.people.models import Seek
from tests.cast import Cast
from tests.partnerships.conftest import AddStep
from tests.people.test_telling import everything_stored
from tests.racing import race

EVER = pytest.mark.django_db(transaction=True)
CANARY = "canary-of-a-step"


@EVER
def test_of_eight_tabs_one_does_the_step(cast: Cast, now: datetime, add: AddStep, speaking: Seek) -> None:
    step = add("small", 40)
    outcomes = race(8, lambda number: courage.do_step(_fresh(step), number, by=cast.amina, at=now))
    assert outcomes == ["AlreadyDone"] * 7 + ["done"]
    assert len(queries.path(cast.amina, speaking).done) == 1


@EVER
def test_without_the_condition_all_eight_would(
    cast: Cast, now: datetime, add: AddStep, monkeypatch: pytest.MonkeyPatch
) -> None:
    step = add("small", 40)
    monkeypatch.setattr(StepQuerySet, "ahead", lambda rows: rows)
    outcomes = race(8, lambda number: courage.do_step(_fresh(step), number, by=cast.amina, at=now))
    assert outcomes == ["done"] * 8


@EVER
def test_ten_clicks_add_one_step(cast: Cast, now: datetime, speaking: Seek) -> None:
    key = uuid4()
    outcomes = race(10, lambda _: courage.add_step(speaking, "a", 1, key=key, by=cast.amina, at=now))
    assert outcomes == ["AlreadyKept"] * 9 + ["done"]
    assert Step.objects.count() == 1


@EVER
def test_ten_clicks_are_one_check_in_and_one_start(cast: Cast, now: datetime, speaking: Seek) -> None:
    keys = [uuid4(), uuid4()]
    outcomes = race(
        10, lambda number: courage.check_in(speaking, 5, key=keys[number % 2], by=cast.amina, at=now)
    )
    assert outcomes == ["AlreadyKept"] * 8 + ["done"] * 2
    assert sorted(CheckIn.objects.values_list("moment", flat=True)) == ["between", "start"]


@EVER
def test_steps_added_and_moved_at_once_all_keep_a_place_of_their_own(
    cast: Cast, now: datetime, speaking: Seek, add: AddStep
) -> None:
    first = add("first", 50)

    def deed(number: int) -> None:
        if number % 2:
            courage.add_step(speaking, str(number), number, key=uuid4(), by=cast.amina, at=now)
        else:
            courage.move(_fresh(first), earlier=bool(number % 4), by=cast.amina, at=now)

    assert race(8, deed) == ["done"] * 8
    assert list(Step.objects.values_list("place", flat=True)) == [0, 1, 2, 3, 4]


@EVER
def test_ten_clicks_stand_beside_once(
    cast: Cast, now: datetime, speaking: Seek, add: AddStep, amina_and_bengt: Partnership
) -> None:
    step = add("small", 40)
    beside.share(speaking, amina_and_bengt, by=cast.amina, at=now)
    outcomes = race(
        10,
        lambda _: beside.stand_beside(
            _fresh(step), amina_and_bengt, Beside.How.TOGETHER, by=cast.bengt, at=now
        ),
    )
    assert outcomes == ["AlreadyBeside"] * 9 + ["done"]
    assert (Beside.objects.count(), Letter.objects.count()) == (1, 1)


@EVER
def test_shared_and_taken_back_at_once_leaves_one_sharing_or_none(
    cast: Cast, now: datetime, speaking: Seek, amina_and_bengt: Partnership
) -> None:
    verbs = [beside.share, beside.keep_to_myself]
    outcomes = race(8, lambda number: verbs[number % 2](speaking, amina_and_bengt, by=cast.amina, at=now))
    assert outcomes == ["done"] * 8
    assert speaking.sharings.count() <= 1


@EVER
def test_the_raw_database_holds_no_step_and_no_dread(
    cast: Cast, now: datetime, speaking: Seek, add: AddStep, tmp_path: Path
) -> None:
    step = add(f"{CANARY} ahead", 40)
    courage.do_step(step, 20, by=cast.amina, at=now)
    courage.name_dread(speaking, f"{CANARY} dread", by=cast.amina, at=now)
    courage.check_in(speaking, 20, key=uuid4(), by=cast.amina, at=now)
    raw = everything_stored(tmp_path)
    assert cast.amina.email.encode() in raw
    assert CANARY.encode() not in raw


@pytest.mark.django_db
def test_figures_small_and_large_take_the_same_room(
    cast: Cast, now: datetime, speaking: Seek, add: AddStep
) -> None:
    """The size of what is stored says nothing of how uneasy or how sure somebody feels."""
    steps = [add("a", 0), add("b", 100)]
    for step, real in zip(steps, (100, 7), strict=True):
        courage.do_step(step, real, by=cast.amina, at=now)
    for value in (0, 100):
        courage.check_in(speaking, value, key=uuid4(), by=cast.amina, at=now)
    rows = Step.objects.values_list("predicted", "real")
    assert len({len(bytes(value or b"")) for row in rows for value in row}) == 1
    assert len({len(bytes(value)) for value in CheckIn.objects.values_list("value", flat=True)}) == 1


def _fresh(step: Step) -> Step:
    return Step.objects.select_related("seek").get(pk=step.pk)
