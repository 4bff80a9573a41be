"""Somebody asks something small, somebody helps, and nobody is left without an answer."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.asks import actions, queries
from counterpart.asks.models import Ask
from counterpart.letters.models import Letter
from counterpart.matching import pool
from counterpart.partnerships.models import Seat
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Person
from tests.asks.conftest import WORDS, ask, offer, topic
from tests.cast import Cast

DAY = timedelta(days=1)


def letters_to(person: Person) -> list[str]:
    return sorted(each.kind.rsplit(".", 1)[1] for each in Letter.objects.filter(to=person))


def test_amina_asks_bengt_helps_and_the_two_have_half_an_hour(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    asked = ask(cast, cast.amina, now)
    offered, other = offer(asked, cast.bengt, now), offer(asked, crowd[0], now)
    assert letters_to(cast.amina) == ["SomebodyHelps", "SomebodyHelps"]

    together = actions.accept(offered, by=cast.amina, at=now)

    agreement = together.agreements.get()
    assert (agreement.rhythm, agreement.minutes, agreement.signatures.count()) == ("once", 30, 2)
    assert (letters_to(cast.bengt), letters_to(crowd[0])) == (["Accepted"], ["NotNeeded"])
    with pytest.raises(actions.Over):
        actions.accept(other, by=cast.amina, at=now)


def test_meeting_once_takes_no_room_and_keeps_nobody_from_being_matched(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    together = actions.accept(offer(ask(cast, cast.amina, now), cast.bengt, now), by=cast.amina, at=now)

    assert Seat.objects.taking_room().filter(partnership=together).count() == 0
    assert not pool.counts_as_met(cast.programme).filter(pk=together.pk).exists()


def test_those_who_are_together_already_meet_where_they_are(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    first, second = (
        actions.accept(offer(ask(cast, cast.amina, now), cast.bengt, now), by=cast.amina, at=now)
        for _ in range(2)
    )
    assert first == second


def test_a_double_click_asks_once_and_three_stand_open_at_most(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    key = uuid4()
    for _ in range(2):
        actions.ask(cast.programme, WORDS, topic=None, anonymous=True, key=key, by=cast.amina, at=now)
    assert Ask.objects.count() == 1
    for _ in range(2):
        ask(cast, cast.amina, now)
    with pytest.raises(actions.Enough):
        ask(cast, cast.amina, now)


def test_among_few_nobody_asks_without_a_name(cast: Cast, now: datetime) -> None:
    with pytest.raises(actions.TooFew):
        ask(cast, cast.amina, now)
    assert ask(cast, cast.amina, now, anonymous=False).asker == cast.amina


def test_dara_of_another_programme_neither_asks_nor_reads(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    ask(cast, cast.amina, now)

    assert not Ask.objects.visible_to(cast.dara).exists()
    with pytest.raises(actions.NotAMember):
        ask(cast, cast.dara, now)


def test_who_can_show_it_reads_it_first_then_what_nobody_offered_for_then_what_waits_longest(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    people.tell_offer(topic(), by=cast.bengt, at=now)
    old = actions.ask(
        cast.programme, "Old", topic=None, anonymous=True, key=uuid4(), by=crowd[0], at=now - 2 * DAY
    )
    new = actions.ask(cast.programme, "New", topic=None, anonymous=True, key=uuid4(), by=crowd[1], at=now)
    helped = actions.ask(
        cast.programme, "Helped", topic=None, anonymous=True, key=uuid4(), by=crowd[2], at=now - 3 * DAY
    )
    offer(helped, crowd[3], now)
    mine = ask(cast, cast.amina, now)

    assert list(queries.to_read(cast.bengt, at=now)) == [mine, old, new, helped]
    assert queries.to_read(cast.amina, at=now)[0] == old


def test_the_least_asked_of_those_who_could_help_hear_of_it_the_day_after(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    for each in (cast.amina, cast.bengt, *crowd):
        people.tell_offer(topic(), by=each, at=now)
    ask(cast, cast.amina, now)

    actions.pass_on(at=now)
    assert Letter.objects.count() == 0
    for _ in range(2):
        actions.pass_on(at=now + DAY)
    everybody = sorted([cast.amina, cast.bengt, *crowd], key=lambda each: each.pk)
    assert {each.to for each in Letter.objects.all()} == {*everybody[:5]} - {cast.amina}

    ask(cast, cast.amina, now + DAY)
    actions.pass_on(at=now + 2 * DAY)
    later = Letter.objects.filter(posted_at=now + 2 * DAY)
    assert {*everybody[5:]} - {cast.amina} <= {each.to for each in later}


def test_nobody_waits_in_silence(cast: Cast, crowd: list[Person], now: datetime) -> None:
    asked = ask(cast, cast.amina, now)
    offer(asked, cast.bengt, now)

    told = []
    for days in (1, 7, 8, 14, 15):
        actions.look_after(at=now + days * DAY)
        told.append((letters_to(cast.amina).count("HalfWay"), letters_to(cast.amina).count("Lapsed")))

    assert told == [(0, 0), (1, 0), (1, 0), (1, 1), (1, 1)]
    assert letters_to(cast.bengt) == ["NotNeeded"]


def test_taken_back_looks_to_a_helper_like_found_elsewhere(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    asked = ask(cast, cast.amina, now)
    offer(asked, cast.bengt, now)

    actions.withdraw(asked, by=cast.amina, at=now)

    assert letters_to(cast.bengt) == ["NotNeeded"]
    with pytest.raises(actions.Over):
        offer(asked, crowd[0], now)


def test_whoever_is_avoided_offers_help_and_notices_nothing_and_is_never_read(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    avoiding.avoid(cast.bengt.email, by=cast.amina, at=now)
    asked = ask(cast, cast.amina, now)

    offer(asked, cast.bengt, now)

    assert (queries.offers_for(asked), letters_to(cast.amina)) == ([], [])
    assert list(queries.to_read(cast.bengt, at=now)) == [asked]
    actions.look_after(at=now + 15 * DAY)
    assert letters_to(cast.bengt) == ["NotNeeded"]


def test_a_reported_ask_is_hidden_its_asker_is_told_and_cora_decides_without_a_name(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    asked = ask(cast, cast.amina, now)

    actions.report(asked, by=cast.bengt, at=now)
    assert [Ask.objects.visible_to(each).exists() for each in (cast.bengt, cast.amina)] == [False, True]
    assert (letters_to(cast.amina), letters_to(cast.cora)) == (["Hidden"], ["Reported"])

    actions.decide(asked, stands=True, by=cast.cora, at=now)
    assert (Ask.objects.visible_to(cast.bengt).exists(), letters_to(cast.amina)) == (
        True,
        ["Hidden", "Settled"],
    )
    with pytest.raises(actions.Over):
        actions.report(asked, by=cast.bengt, at=now)


def test_thanks_reach_who_helped_once(cast: Cast, crowd: list[Person], now: datetime) -> None:
    asked = ask(cast, cast.amina, now)
    actions.accept(offer(asked, cast.bengt, now), by=cast.amina, at=now)

    for _ in range(2):
        actions.thank(asked, by=cast.amina, at=now)

    assert letters_to(cast.bengt) == ["Accepted", "Thanked"]


def test_days_to_a_first_offer_are_said_only_of_five_people(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    said = []
    for n, each in enumerate(crowd):
        offer(ask(cast, each, now), cast.bengt, now + n * DAY)
        said.append(queries.days_to_first_offer(cast.programme))
    assert said == [None, None, None, None, 2, 3]
