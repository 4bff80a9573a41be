"""Somebody asks something small, somebody helps, and nobody is left without an answer."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.asks import actions, letters, queries, reporting, waiting
from counterpart.asks.holding import Over
from counterpart.asks.models import Ask
from counterpart.introductions import queries as introductions
from counterpart.introductions.network import Reach, reach
from counterpart.letters.models import Letter
from counterpart.matching import pool
from counterpart.partnerships import health
from counterpart.partnerships.actions.together import begin
from counterpart.partnerships.models import Kind, Nudge, Partnership, Seat
from counterpart.partnerships.queries import momentum
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes.models import Withheld
from tests.asks.conftest import WORDS, ask, offer, shown, topic
from tests.cast import Cast, join

DAY = timedelta(days=1)


def letters_to(person: Person) -> list[str]:
    return sorted(each.kind.rsplit(".", 1)[1] for each in Letter.objects.filter(to=person))


def test_amina_asks_bengt_helps_and_the_two_have_half_an_hour(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    asked = shown(cast, cast.amina, now)
    offered, other = offer(asked, cast.bengt, now), offer(asked, crowd[0], now)
    assert letters_to(cast.amina) == ["SomebodyHelps", "SomebodyHelps"]

    together = actions.accept(offered, by=cast.amina, at=now)

    agreement = together.agreements.get()
    assert (agreement.rhythm, agreement.minutes, agreement.signatures.count()) == ("once", 30, 2)
    assert (letters_to(cast.bengt), letters_to(crowd[0])) == (["Accepted"], [])
    with pytest.raises(Over):
        actions.accept(other, by=cast.amina, at=now)


def test_whoever_is_not_needed_is_thanked_once_the_day_after(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    """Never at the minute in which whoever asked without a name sat there and chose."""
    asked = shown(cast, cast.amina, now)
    offered, _other = offer(asked, cast.bengt, now), offer(asked, crowd[0], now)
    actions.accept(offered, by=cast.amina, at=now)

    told = []
    for hours in (1, 24, 48):
        waiting.look_after(at=now + timedelta(hours=hours))
        told.append(letters_to(crowd[0]))

    assert told == [[], ["NotNeeded"], ["NotNeeded"]]
    assert letters_to(cast.bengt) == ["Accepted"]


def test_meeting_once_takes_no_room_and_keeps_nobody_from_being_matched(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    together = actions.accept(offer(shown(cast, cast.amina, now), cast.bengt, now), by=cast.amina, at=now)

    assert Seat.objects.taking_room().filter(partnership=together).count() == 0
    assert not pool.counts_as_met(cast.programme).filter(pk=together.pk).exists()


def test_whom_bengt_helped_shows_in_no_reach_but_that_of_the_two(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    """Else whoever knows Bengt could read the day after who had asked without a name."""
    begin(cast.programme, people=[cast.bengt, crowd[0]], topics=[], at=now)
    actions.accept(offer(shown(cast, cast.amina, now), cast.bengt, now), by=cast.amina, at=now)

    reached = {each.pk: reach(each.pk, introductions.edges_around(each)) for each in (cast.amina, crowd[0])}

    assert reached[cast.amina.pk].one == {cast.bengt.pk}
    assert reached[crowd[0].pk] == Reach(frozenset({cast.bengt.pk}), frozenset())


def test_two_who_meet_once_stand_on_no_list_of_the_organiser(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    together = actions.accept(offer(shown(cast, cast.amina, now), cast.bengt, now), by=cast.amina, at=now)
    other = begin(cast.programme, people=[cast.bengt, crowd[0]], topics=[], at=now)
    for each in (together, other):
        Nudge.objects.create(
            partnership=each,
            matter="silence",
            since=now,
            step=health.Step.SHOWN.value,
            at=now,
        )

    assert [each.pk for each in momentum.without_next(cast.programme)] == [other.pk]


def test_those_who_are_together_already_meet_where_they_are(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    first, second = (
        actions.accept(offer(shown(cast, cast.amina, now), cast.bengt, now), by=cast.amina, at=now)
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

    def asked(words: str, by: Person, days: int) -> Ask:
        then = now - days * DAY
        return actions.ask(cast.programme, words, topic=None, anonymous=True, key=uuid4(), by=by, at=then)

    old, new, helped = asked("Old", crowd[0], 3), asked("New", crowd[1], 2), asked("Helped", crowd[2], 4)
    mine = shown(cast, cast.amina, now)
    offer(helped, crowd[3], now)

    assert list(queries.to_read(cast.bengt, at=now)) == [mine, old, new, helped]
    assert queries.to_read(cast.amina, at=now)[0] == old


def test_without_a_name_it_is_read_from_the_next_day_and_with_one_at_once(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    hidden, named = ask(cast, cast.amina, now), ask(cast, cast.amina, now, anonymous=False)

    assert list(Ask.objects.visible_to(cast.bengt)) == [named]
    with pytest.raises(Over):
        offer(hidden, cast.bengt, now)
    waiting.pass_on(at=now + DAY)
    assert Ask.objects.visible_to(cast.bengt).count() == 2


def test_those_whose_turn_it_was_least_hear_of_it_the_day_after_and_the_next_half_way(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    everybody = sorted([cast.amina, cast.bengt, *crowd], key=lambda each: each.pk)
    for each in everybody:
        people.tell_offer(topic(), by=each, at=now)
    ask(cast, cast.amina, now)

    def heard() -> set[Person]:
        return {each.to for each in Letter.objects.filter(kind__endswith="YouCouldHelp")}

    waiting.pass_on(at=now)
    assert heard() == set()
    for _ in range(2):
        waiting.look_after(at=now + DAY)
    assert heard() == {*everybody[:5]} - {cast.amina}
    for _ in range(2):
        waiting.look_after(at=now + 8 * DAY)
    assert heard() == {*everybody} - {cast.amina}


def test_of_what_somebody_keeps_out_of_this_programme_nobody_writes_to_them(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    for each in (cast.bengt, crowd[0]):
        people.tell_offer(topic(), by=each, at=now)
    membership = cast.programme.memberships.get(person=cast.bengt)
    Withheld.objects.create(membership=membership, offer=cast.bengt.offers.get(skill=topic()))

    shown(cast, cast.amina, now)

    assert (letters_to(cast.bengt), letters_to(crowd[0])) == ([], ["YouCouldHelp"])


def test_only_those_who_can_show_it_read_what_is_asked_of_them(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    for each in crowd[:5]:
        people.tell_offer(topic(), by=each, at=now)
    row = _to(cast, now - DAY, audience=Ask.Audience.SHOWS)
    waiting.pass_on(at=now)

    readers = [each for each in (cast.bengt, *crowd) if Ask.objects.readable_by(each).filter(pk=row.pk)]
    assert readers == crowd[:5]
    people.withdraw_offer(crowd[0].offers.get(skill=topic()), by=crowd[0], at=now)
    with pytest.raises(actions.TooFew):
        _to(cast, now, audience=Ask.Audience.SHOWS)


def test_only_a_circle_reads_what_is_asked_of_it_and_only_who_sits_there_asks_it(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    circle = begin(cast.programme, people=[cast.amina, *crowd[:5]], topics=[], at=now, kind=Kind.CIRCLE)
    row = _to(cast, now - DAY, audience=Ask.Audience.CIRCLE, circle=circle)
    waiting.pass_on(at=now)

    readers = {each for each in (cast.bengt, *crowd) if Ask.objects.visible_to(each).filter(pk=row.pk)}
    assert readers == {*crowd[:5]}
    with pytest.raises(actions.NotAMember):
        _to(cast, now, by=cast.bengt, audience=Ask.Audience.CIRCLE, circle=circle)
    circle.seats.filter(person=crowd[0]).delete()
    with pytest.raises(actions.TooFew):
        _to(cast, now, audience=Ask.Audience.CIRCLE, circle=circle)


def _to(
    cast: Cast, at: datetime, *, audience: str, circle: Partnership | None = None, by: Person | None = None
) -> Ask:
    return actions.ask(
        cast.programme,
        WORDS,
        topic=topic(),
        anonymous=True,
        audience=audience,
        circle=circle,
        key=uuid4(),
        by=by or cast.amina,
        at=at,
    )


def test_nobody_waits_in_silence(cast: Cast, crowd: list[Person], now: datetime) -> None:
    asked = shown(cast, cast.amina, now)
    offer(asked, cast.bengt, now)

    told = []
    for days in (1, 6, 7, 13, 14):
        waiting.look_after(at=now + days * DAY)
        told.append((letters_to(cast.amina).count("HalfWay"), letters_to(cast.amina).count("Lapsed")))

    assert told == [(0, 0), (1, 0), (1, 0), (1, 1), (1, 1)]
    assert letters_to(cast.bengt) == ["NotNeeded"]


@pytest.mark.parametrize(
    ("offered", "said"),
    [
        (False, "Nobody was free for it this time."),
        (True, "Somebody had offered to help, and it ended before you said yes. They have been thanked."),
    ],
)
def test_at_the_end_the_letter_says_how_it_ended(
    cast: Cast, crowd: list[Person], now: datetime, offered: bool, said: str
) -> None:
    asked = shown(cast, cast.amina, now)
    if offered:
        offer(asked, cast.bengt, now)

    waiting.look_after(at=now + 14 * DAY)

    assert letters.Lapsed(asked.pk).paragraphs(cast.amina)[1] == said


def test_taken_back_looks_to_a_helper_like_found_elsewhere(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    asked = shown(cast, cast.amina, now)
    offer(asked, cast.bengt, now)

    actions.withdraw(asked, by=cast.amina, at=now)
    waiting.look_after(at=now + DAY)

    assert letters_to(cast.bengt) == ["NotNeeded"]
    with pytest.raises(Over):
        offer(asked, crowd[0], now)


@pytest.mark.parametrize("who", ["asker", "helper"])
def test_whoever_keeps_apart_offers_help_and_notices_nothing_and_is_never_read(
    cast: Cast, crowd: list[Person], now: datetime, who: str
) -> None:
    """Nor does Amina learn from a number that somebody avoids her."""
    one, other = (cast.amina, cast.bengt) if who == "asker" else (cast.bengt, cast.amina)
    avoiding.avoid(other.email, by=one, at=now)
    asked = shown(cast, cast.amina, now)

    offered = offer(asked, cast.bengt, now)

    assert (queries.offers_for(asked), letters_to(cast.amina)) == ([], [])
    assert not queries.with_offers(cast.amina, at=now).exists()
    assert _counted(asked, (cast.amina, cast.bengt, crowd[0]), now) == [0, 1, 1]
    with pytest.raises(Over):
        actions.accept(offered, by=cast.amina, at=now)
    waiting.look_after(at=now + 15 * DAY)
    waiting.look_after(at=now + 16 * DAY)
    assert letters_to(cast.bengt) == ["NotNeeded"]


def _counted(asked: Ask, readers: Iterable[Person], at: datetime) -> list[object]:
    """How many would help, as each of these reads it."""
    rows = [queries.to_read(each, at=at).get(pk=asked.pk) for each in readers]
    return [row.__dict__["offers"] for row in rows]


def test_nobody_is_accepted_who_takes_no_part_any_more(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    asked = shown(cast, cast.amina, now)
    offered, other = offer(asked, cast.bengt, now), offer(asked, crowd[0], now)
    cast.programme.memberships.filter(person=cast.bengt).update(left_at=now)
    with pytest.raises(Over):
        actions.accept(offered, by=cast.amina, at=now)

    cast.programme.memberships.filter(person=cast.amina).update(left_at=now)
    with pytest.raises(Over):
        actions.accept(other, by=cast.amina, at=now)


def test_a_key_of_somebody_elses_offer_is_refused_politely(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    asked = shown(cast, cast.amina, now)
    offered = offer(asked, cast.bengt, now)

    with pytest.raises(Over):
        actions.offer_help(asked, "I", key=offered.pk, by=crowd[0], at=now)
    with pytest.raises(actions.NotAMember):
        actions.ask(cast.programme, WORDS, topic=None, anonymous=True, key=asked.pk, by=cast.bengt, at=now)


def test_a_reported_ask_is_hidden_both_are_told_and_cora_decides_without_a_name(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    asked = shown(cast, cast.amina, now)

    reporting.report(asked, by=cast.bengt, at=now)
    assert [Ask.objects.visible_to(each).exists() for each in (cast.bengt, cast.amina)] == [False, True]
    assert (letters_to(cast.amina), letters_to(cast.cora)) == (["Hidden"], ["Reported"])

    reporting.decide(asked, stands=True, by=cast.cora, at=now)
    assert Ask.objects.visible_to(cast.bengt).exists()
    assert (letters_to(cast.amina), letters_to(cast.bengt)) == (["Hidden", "Settled"], ["Decided"])
    with pytest.raises(Over):
        reporting.report(asked, by=cast.bengt, at=now)


def test_what_is_kept_hidden_ends_and_its_helpers_are_thanked(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    asked = shown(cast, cast.amina, now)
    offer(asked, crowd[0], now)
    reporting.report(asked, by=cast.bengt, at=now)

    reporting.decide(asked, stands=False, by=cast.cora, at=now)
    with pytest.raises(Over):
        reporting.decide(asked, stands=True, by=cast.cora, at=now)
    for days in (1, 15):
        waiting.look_after(at=now + days * DAY)

    assert letters_to(cast.amina) == ["Hidden", "Settled", "SomebodyHelps"]
    assert (letters_to(cast.bengt), letters_to(crowd[0])) == (["Decided"], ["NotNeeded"])


def test_where_nobody_decides_the_end_is_told_to_both(cast: Cast, crowd: list[Person], now: datetime) -> None:
    asked = shown(cast, cast.amina, now)
    reporting.report(asked, by=cast.bengt, at=now)

    waiting.look_after(at=now + 14 * DAY)

    assert letters_to(cast.amina) == ["Hidden", "Lapsed"]
    assert letters.Lapsed(asked.pk).paragraphs(cast.amina)[1].startswith("It was hidden")
    assert letters_to(cast.bengt) == ["Decided"]


def test_cora_decides_nothing_about_her_own_and_chen_only_where_there_is_no_cora(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    join(cast.programme, cast.cora, now)
    asked = shown(cast, cast.cora, now)
    reporting.report(asked, by=cast.bengt, at=now)
    assert (letters_to(cast.cora), list(queries.reported(cast.cora))) == (["Hidden"], [])
    assert list(queries.reported(cast.chen)) == []

    cast.programme.contact = None
    cast.programme.save()
    assert list(queries.reported(cast.chen)) == [asked]


def test_thanks_reach_who_helped_once(cast: Cast, crowd: list[Person], now: datetime) -> None:
    asked = shown(cast, cast.amina, now)
    actions.accept(offer(asked, cast.bengt, now), by=cast.amina, at=now)

    for _ in range(2):
        actions.thank(asked, by=cast.amina, at=now)

    assert letters_to(cast.bengt) == ["Accepted", "Thanked"]


def test_days_to_a_first_offer_are_said_only_of_five_people_once_it_is_over(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    said = []
    for n, each in enumerate(crowd):
        asked = shown(cast, each, now)
        offer(asked, cast.bengt, now + n * DAY)
        if n == 4:
            said.append(queries.days_to_first_offer(cast.programme))
        actions.withdraw(asked, by=each, at=now + n * DAY)
        said.append(queries.days_to_first_offer(cast.programme))
    assert said == [None, None, None, None, None, 3, 3]


def test_five_asks_of_one_person_say_nothing(cast: Cast, crowd: list[Person], now: datetime) -> None:
    for _ in range(5):
        asked = shown(cast, cast.amina, now)
        offer(asked, cast.bengt, now)
        actions.withdraw(asked, by=cast.amina, at=now)
    assert queries.days_to_first_offer(cast.programme) is None
