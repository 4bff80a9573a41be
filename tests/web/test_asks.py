"""The pages of asks: what they cost, what they say where few take part, and what they do with odd words."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from counterpart.asks import actions, reporting, sealed
from counterpart.asks.models import Ask, Help
from counterpart.people.models import Person
from tests.asks.conftest import WORDS, crowd, offer, shown
from tests.cast import Cast
from tests.web.reading import text_of as texts_of

__all__ = ["crowd"]
SignIn = Callable[[Person], Client]
DAY = timedelta(days=1)


def cost(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def text_of(answer: Any) -> str:
    return " ".join(texts_of(answer))


def said(**more: str) -> dict[str, str]:
    return {"words": WORDS, "topic": "", "anonymous": "yes", "key": str(uuid4())} | more


def test_the_pages_cost_the_same_with_few_and_with_many(
    cast: Cast, crowd: list[Person], now: datetime, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    pages = [reverse("asks"), reverse("asks-mine"), reverse("asks-mine") + "?of=helped", reverse("ask-new")]
    counts = []
    for n in (10, 990):
        _plant(cast, crowd, n, now)
        mine = Ask.objects.filter(asker=cast.amina)[0]
        counts.append([cost(amina, each) for each in (*pages, reverse("ask", args=[mine.pk]))])

    assert counts[0] == counts[1]
    assert max(counts[0]) <= 20


def _plant(cast: Cast, crowd: list[Person], n: int, now: datetime) -> None:
    def row(by: Person) -> Ask:
        return Ask(
            programme=cast.programme,
            asker=by,
            words=WORDS,
            asked_on=now.date(),
            passed_on_at=now,
            lapses_at=now + 14 * DAY,
        )

    theirs = Ask.objects.bulk_create(row(crowd[k % 6]) for k in range(n))
    mine = Ask.objects.bulk_create(row(cast.amina) for k in range(n))
    helps = [Help(ask=each, by=cast.amina, offered_at=now) for each in theirs]
    helps += [Help(ask=each, by=crowd[1], offered_at=now) for each in mine]
    for each in helps:
        each.words = sealed.seal(each, "I can")
    Help.objects.bulk_create(helps)


def test_where_few_take_part_the_page_says_so_and_asks_with_a_name(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)

    assert "So few take part here that everybody would know who asked." in text_of(
        amina.get(reverse("ask-new"))
    )
    answer = amina.post(reverse("ask-new"), said())
    assert answer.status_code == 422
    assert "Fewer than five others read it there" in text_of(answer)
    assert not Ask.objects.exists()


def test_only_those_who_can_show_it_needs_a_topic(
    cast: Cast, crowd: list[Person], now: datetime, signed_in: SignIn
) -> None:
    answer = signed_in(cast.amina).post(reverse("ask-new"), said(to=f"shows {cast.programme.pk}"))

    assert "Please say what it is about" in text_of(answer)


@pytest.mark.parametrize(
    "more",
    [
        {"words": "\x00"},
        {"words": "x" * 1_000_000},
        {"words": "\ud83d"},
        {"words": "\u202egnp.exe"},
        {"topic": "\x00"},
        {"topic": "y" * 1_000_000},
        {"topic": "\u202e"},
        {"topic": "???"},
        {"to": "circle ../.."},
        {"to": "\x00"},
        {"key": "nan"},
        {"anonymous": "1e309"},
    ],
)
def test_whatever_is_written_there_is_an_answer(
    cast: Cast, crowd: list[Person], now: datetime, signed_in: SignIn, more: dict[str, str]
) -> None:
    row, amina = shown(cast, cast.bengt, now), signed_in(cast.amina)
    more = {name: value.encode("utf-8", "replace").decode() for name, value in more.items()}

    for address in (reverse("ask-new"), reverse("ask", args=[row.pk])):
        assert amina.post(address, said(**more)).status_code in {302, 422}
    for address in ("ask-decide", "ask-report"):
        assert amina.post(reverse(address, args=[row.pk]), {"help": "\x00"} | more).status_code in {302, 403}


def test_an_offer_that_was_accepted_a_moment_ago_is_not_taken_back(
    cast: Cast, crowd: list[Person], now: datetime, signed_in: SignIn
) -> None:
    row = shown(cast, cast.amina, now)
    offered = offer(row, cast.bengt, now)
    actions.accept(offered, by=cast.amina, at=now)

    answer = signed_in(cast.bengt).post(reverse("help-take-back", args=[offered.pk]), follow=True)

    assert "It ended a moment ago." in text_of(answer)
    assert Help.objects.get().withdrawn_at is None


def test_chen_reads_how_long_a_first_offer_takes_once_five_have_asked(
    cast: Cast, crowd: list[Person], now: datetime, signed_in: SignIn
) -> None:
    address, chen, texts = reverse("programme-meeting", args=[cast.programme.pk]), signed_in(cast.chen), []
    for each in crowd[:5]:
        row = shown(cast, each, now)
        offer(row, cast.bengt, now)
        actions.withdraw(row, by=each, at=now)
        texts.append("to a first offer of help 1 day" in text_of(chen.get(address)))

    assert texts == [False, False, False, False, True]


def test_cora_decides_on_her_page(cast: Cast, crowd: list[Person], now: datetime, signed_in: SignIn) -> None:
    row, cora = shown(cast, cast.amina, now), signed_in(cast.cora)
    reporting.report(row, by=cast.bengt, at=now)

    assert "Amina" not in text_of(cora.get(reverse("asks-reported")))
    cora.post(reverse("asks-reported"), {"ask": str(row.pk), "does": "hide"})

    assert Ask.objects.get().ended == "hidden"
    assert "Nothing waits for you here" in text_of(cora.get(reverse("asks-reported")))
