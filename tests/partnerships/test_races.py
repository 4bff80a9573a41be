"""Two who write, or part, at the same moment."""

from datetime import datetime
from pathlib import Path
from uuid import uuid4

import pytest

from counterpart.letters.models import Letter
from counterpart.partnerships import actions
from counterpart.partnerships.models import Message, Partnership, PartnershipQuerySet
from tests.cast import Cast
from tests.people.test_telling import everything_stored
from tests.racing import race

EVER = pytest.mark.django_db(transaction=True)
CANARY = "canary-of-a-message"


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


def part(together: Partnership, cast: Cast, now: datetime) -> list[str]:
    people = [cast.amina, cast.bengt]
    return race(
        10, lambda number: actions.end(Partnership.objects.get(pk=together.pk), by=people[number % 2], at=now)
    )


@EVER
def test_of_ten_clicks_one_parts_them(together: Partnership, cast: Cast, now: datetime) -> None:
    assert part(together, cast, now) == ["AlreadyEnded"] * 9 + ["done"]
    assert Letter.objects.count() == 1


@EVER
def test_without_the_condition_all_ten_would(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(PartnershipQuerySet, "current", lambda rows: rows)
    assert part(together, cast, now) == ["done"] * 10
    assert Letter.objects.count() == 10


@EVER
def test_ten_times_the_same_message_is_one(together: Partnership, cast: Cast, now: datetime) -> None:
    key = uuid4()
    outcomes = race(10, lambda _: actions.write(together, "Hello", key=key, by=cast.amina, at=now))
    assert outcomes == ["AlreadyWritten"] * 9 + ["done"]
    assert Message.objects.count() == 1


@EVER
def test_two_first_messages_make_one_key_and_both_open(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    from counterpart.partnerships import queries

    people = [cast.amina, cast.bengt]
    outcomes = race(
        2, lambda number: actions.write(together, f"Hello {number}", key=uuid4(), by=people[number], at=now)
    )
    assert outcomes == ["done", "done"]
    assert sorted(said.text for said in queries.thread(together, cast.amina)) == ["Hello 0", "Hello 1"]


@EVER
def test_the_raw_database_holds_no_message(
    together: Partnership, cast: Cast, now: datetime, tmp_path: Path
) -> None:
    actions.write(together, CANARY, key=uuid4(), by=cast.amina, at=now)
    raw = everything_stored(tmp_path)
    assert cast.amina.email.encode() in raw
    assert CANARY.encode() not in raw
