"""Two who rest, finish, part, thank or block at the same moment: one is first, and the other is told so."""

from datetime import datetime
from uuid import uuid4

import pytest

from counterpart.letters.models import Letter
from counterpart.partnerships import actions
from counterpart.partnerships.actions import concerns, ending, pausing
from counterpart.partnerships.models import (
    Concern,
    Keepsake,
    Message,
    Partnership,
    PartnershipQuerySet,
    Pause,
)
from counterpart.partnerships.models.parting import PauseQuerySet
from counterpart.people.models import Avoidance
from tests.cast import Cast
from tests.racing import race

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


def finish_and_part(together: Partnership, cast: Cast, now: datetime) -> list[str]:
    people = [cast.amina, cast.bengt]
    deeds = [ending.finish, actions.end]

    def deed(number: int) -> None:
        found = Partnership.objects.get(pk=together.pk)
        deeds[number % 2](found, by=people[number % 2], at=now)

    return race(10, deed)


def test_of_finishing_and_parting_at_once_one_happens(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    assert finish_and_part(together, cast, now) == ["AlreadyEnded"] * 9 + ["done"]
    assert Letter.objects.count() == 1


def test_without_the_condition_it_ends_ten_times(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PartnershipQuerySet, "current", lambda rows: rows)
    assert finish_and_part(together, cast, now) == ["done"] * 10


def test_what_is_written_while_it_ends_is_kept_or_refused_and_never_both(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    def deed(number: int) -> None:
        if number == 0:
            ending.finish(together, by=cast.bengt, at=now)
        else:
            actions.write(together, "Wait", key=uuid4(), by=cast.amina, at=now)

    outcomes = race(6, deed)
    assert set(outcomes) <= {"done", "AlreadyEnded"}
    assert Message.objects.count() == outcomes.count("done") - 1


def rest_and_end(together: Partnership, cast: Cast, now: datetime) -> list[str]:
    def deed(number: int) -> None:
        if number == 0:
            actions.end(together, by=cast.bengt, at=now)
        else:
            pausing.pause(together, by=cast.amina, at=now)

    return race(6, deed)


def test_nobody_rests_in_what_is_over(together: Partnership, cast: Cast, now: datetime) -> None:
    assert set(rest_and_end(together, cast, now)) <= {"done", "AlreadyEnded", "AlreadyResting"}
    assert Pause.objects.open().count() == 0


def test_without_the_condition_somebody_rests_in_what_is_over(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    actions.end(together, by=cast.bengt, at=now)
    with pytest.raises(actions.AlreadyEnded):
        pausing.pause(together, by=cast.amina, at=now)
    monkeypatch.setattr(PartnershipQuerySet, "current", lambda rows: rows)
    pausing.pause(together, by=cast.amina, at=now)
    assert Pause.objects.open().count() == 1


def test_ten_clicks_are_one_rest_and_one_letter(together: Partnership, cast: Cast, now: datetime) -> None:
    outcomes = race(10, lambda _: pausing.pause(together, by=cast.amina, at=now))
    assert outcomes == ["AlreadyResting"] * 9 + ["done"]
    assert Letter.objects.count() == 1


def test_ten_clicks_go_on_once(together: Partnership, cast: Cast, now: datetime) -> None:
    pausing.pause(together, by=cast.amina, at=now)
    outcomes = race(10, lambda _: pausing.resume(together, by=cast.amina, at=now))
    assert outcomes == ["NotResting"] * 9 + ["done"]
    assert Letter.objects.count() == 2


def test_without_the_condition_ten_clicks_go_on_ten_times(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    pausing.pause(together, by=cast.amina, at=now)
    monkeypatch.setattr(PauseQuerySet, "open", lambda rows: rows)
    assert race(4, lambda _: pausing.resume(together, by=cast.amina, at=now)) == ["done"] * 4


def test_thanks_are_said_once(together: Partnership, cast: Cast, now: datetime) -> None:
    outcomes = race(10, lambda number: ending.thank(together, f"Thanks {number}", by=cast.amina, at=now))
    assert outcomes == ["AlreadyThanked"] * 9 + ["done"]
    assert (Keepsake.objects.count(), Letter.objects.count()) == (1, 1)


def test_without_the_question_only_the_constraint_stands(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "_kept", lambda *_: None)
    outcomes = race(4, lambda number: ending.thank(together, f"Thanks {number}", by=cast.amina, at=now))
    assert outcomes == ["IntegrityError"] * 3 + ["done"]


def test_ten_times_the_same_concern_is_one(together: Partnership, cast: Cast, now: datetime) -> None:
    key = uuid4()

    def deed(_: int) -> None:
        concerns.say_not_right(
            together, words="He shouts", to=cast.cora, then=concerns.PAUSE, key=key, by=cast.amina, at=now
        )

    assert race(10, deed) == ["AlreadyTold"] * 9 + ["done"]
    assert (Concern.objects.count(), Pause.objects.count()) == (1, 1)
    assert Letter.objects.filter(to=cast.cora).count() == 1


def test_two_who_block_each_other_are_apart_once_and_for_all(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    again = actions.begin(cast.elsewhere, people=[cast.amina, cast.bengt], topics=[], at=now)
    where, people = [together, again], [cast.amina, cast.bengt]

    def deed(number: int) -> None:
        concerns.say_not_right(
            where[number % 2],
            words="",
            to=None,
            then=concerns.BLOCK,
            key=uuid4(),
            by=people[number % 2],
            at=now,
        )

    assert race(8, deed) == ["done"] * 8
    assert Partnership.objects.current().count() == 0
    assert Avoidance.objects.count() == 2
