"""Eight at once: one helper is accepted, an ask ends once, and an ask is asked once."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.asks import actions, waiting
from counterpart.asks.models import Ask, Help
from counterpart.letters.models import Letter
from counterpart.people.models import Person
from tests.asks.conftest import WORDS, offer, shown
from tests.cast import Cast
from tests.racing import race

EVER = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offers(cast: Cast, crowd: list[Person], now: datetime) -> list[Help]:
    asked = shown(cast, cast.amina, now)
    return [offer(asked, each, now) for each in (cast.bengt, *crowd)]


def _fresh(asked: Ask) -> Ask:
    return Ask.objects.get(pk=asked.pk)


def _accept(offered: Help, cast: Cast, now: datetime) -> None:
    actions.accept(Help.objects.select_related("ask", "by").get(pk=offered.pk), by=cast.amina, at=now)


@EVER
def test_of_seven_helpers_accepted_at_once_one_is(cast: Cast, offers: list[Help], now: datetime) -> None:
    outcomes = race(7, lambda number: _accept(offers[number], cast, now))

    assert outcomes == ["Over"] * 6 + ["done"]
    assert Letter.objects.filter(kind__endswith="Accepted").count() == 1


@EVER
def test_without_looking_again_several_would_be_and_only_the_database_says_no(
    cast: Cast, offers: list[Help], now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "still_open", lambda row, at: _fresh(row))

    outcomes = race(7, lambda number: _accept(offers[number], cast, now))

    assert outcomes == ["IntegrityError"] * 6 + ["done"]


@EVER
def test_accepted_and_taken_back_at_once_it_ends_once(cast: Cast, offers: list[Help], now: datetime) -> None:
    def deed(number: int) -> None:
        if number % 2:
            _accept(offers[number], cast, now)
        else:
            actions.withdraw(_fresh(offers[0].ask), by=cast.amina, at=now)

    outcomes = race(6, deed)

    assert outcomes == ["Over"] * 5 + ["done"]
    accepted = Help.objects.filter(accepted_at__isnull=False).count()
    assert (Ask.objects.get().ended, accepted) in {("helped", 1), ("withdrawn", 0)}


@EVER
def test_ten_clicks_ask_once_and_offer_once(cast: Cast, crowd: list[Person], now: datetime) -> None:
    key = uuid4()
    asked = race(
        10,
        lambda _: actions.ask(
            cast.programme, WORDS, topic=None, anonymous=True, key=key, by=cast.amina, at=now
        ),
    )
    row = Ask.objects.get()
    waiting.pass_on(at=now + timedelta(days=1))
    offered = race(10, lambda _: actions.offer_help(_fresh(row), "I", key=uuid4(), by=cast.bengt, at=now))

    assert (asked, offered, Help.objects.count()) == (["done"] * 10, ["done"] * 10, 1)
