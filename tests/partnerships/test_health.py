"""How a partnership does, told from facts alone."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from counterpart.partnerships import health
from counterpart.partnerships.health import DAY, Due, Facts, Matter, Met, Said, Step

BENGT, AMINA = UUID(int=1), UUID(int=2)  # he is further along in working life
BEGAN = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


def day(number: float) -> datetime:
    return BEGAN + number * DAY


def held(on: float, minutes: int = 60, by: UUID = AMINA) -> Met:
    return Met(by, day(on - 3), minutes, day(on) - HOUR, day(on))


def offered(on: float, by: UUID = AMINA) -> Met:
    return Met(by, day(on))


def called_off(on: float, by: UUID) -> Met:
    return Met(AMINA, day(on - 3), 60, day(on + 1), day(on + 1) + HOUR, day(on), by)


AGREED = Facts(BEGAN, (BENGT, AMINA), drafted=True, agreed=True, last_signed=day(1))
NEW = Facts(BEGAN, (BENGT, AMINA))
TWICE = (called_off(3, AMINA), called_off(5, BENGT), called_off(6, BENGT))
HEALTHY: dict[str, tuple[Facts, float]] = {
    "who began a week ago": (NEW, 7),
    "who meet tomorrow": (replace(AGREED, meetings=[held(41)]), 40),
    "who met ten days ago": (replace(AGREED, meetings=[held(30)]), 40),
    "who met once, as they meant to": (replace(AGREED, rhythm="once", meetings=[held(5)]), 90),
    "who met six times": (replace(AGREED, meetings=[held(n) for n in range(1, 7)]), 90),
    "who met four times in a sprint": (
        replace(AGREED, rhythm="sprint", meetings=[held(n) for n in range(1, 5)]),
        90,
    ),
    "who meet when it suits them, and did 29 days ago": (
        replace(AGREED, rhythm="open", meetings=[held(10)], last_written=day(20), last_author=BENGT),
        39,
    ),
    "who rest": (replace(NEW, rests=True), 90),
    "who have parted": (replace(NEW, is_over=True), 90),
    "who woke last week": (replace(NEW, awake_since=day(83)), 90),
    "one of whom is gone": (replace(NEW, people=(AMINA,)), 90),
    "who were offered times six days ago": (replace(AGREED, meetings=[offered(30)]), 36),
    "who called off one": (replace(AGREED, meetings=[called_off(5, AMINA)]), 9),
    "who called off two, a meeting between": (
        replace(AGREED, meetings=[called_off(3, AMINA), held(4), called_off(5, AMINA)]),
        8,
    ),
    "who called off two and meet in three days": (replace(AGREED, meetings=[*TWICE[:2], held(11)]), 8),
    "who called off two a moment ago": (replace(AGREED, meetings=TWICE[:2]), 6),
    "who called off two before they rested": (
        replace(AGREED, meetings=TWICE[:2], awake_since=day(6)),
        9,
    ),
}
TROUBLED: dict[str, tuple[Facts, float, Matter, float, UUID]] = {
    "no meeting two weeks after the beginning: the first says hello": (
        AGREED, 14, Matter.NO_MEETING, 14, BENGT,
    ),
    "no meeting after the last: not whoever proposed it": (
        replace(AGREED, meetings=[held(10, by=BENGT)]), 24, Matter.NO_MEETING, 24, AMINA,
    ),
    "a sprint waits a week": (replace(AGREED, rhythm="sprint"), 7, Matter.NO_MEETING, 7, BENGT),
    "an open rhythm waits a month": (
        replace(AGREED, rhythm="open", meetings=[held(10)], last_written=day(30), last_author=AMINA),
        40, Matter.NO_MEETING, 40, BENGT,
    ),
    "one meeting that never came": (replace(AGREED, rhythm="once"), 14, Matter.NO_MEETING, 14, BENGT),
    "ten minutes are not the one meeting": (
        replace(AGREED, rhythm="once", meetings=[held(1, minutes=10)]), 15, Matter.NO_MEETING, 15, BENGT,
    ),
    "times offered a week ago: whoever has to choose": (
        replace(AGREED, meetings=[offered(3, by=BENGT)]), 10, Matter.NO_MEETING, 10, AMINA,
    ),
    "asked before and proposed nothing: the other's turn": (
        replace(
            AGREED,
            meetings=[called_off(20, AMINA)],
            said=[Said("no_meeting", day(18), "word", day(19), BENGT)],
        ),
        34, Matter.NO_MEETING, 34, AMINA,
    ),
    "two called off: whoever did so less": (
        replace(AGREED, meetings=TWICE), 8, Matter.CANCELLED, 7, AMINA,
    ),
    "two called off, one each: whoever did not do so last": (
        replace(AGREED, meetings=TWICE[:2]), 7, Matter.CANCELLED, 7, AMINA,
    ),
    "two called off, the next is far": (
        replace(AGREED, meetings=[*TWICE[:2], held(30)]), 8, Matter.CANCELLED, 7, AMINA,
    ),
    "two called off after they met": (
        replace(AGREED, meetings=[held(2), *TWICE[:2]]), 8, Matter.CANCELLED, 7, AMINA,
    ),
    "no agreement written: whoever drafts it": (
        replace(NEW, meetings=[held(20)]), 16, Matter.UNSIGNED, 14, AMINA,
    ),
    "not signed by Bengt": (
        replace(NEW, drafted=True, unsigned=(BENGT,), meetings=[held(20)]), 14, Matter.UNSIGNED, 14, BENGT,
    ),
    "three weeks of silence in an unhurried rhythm: whoever was written to last": (
        replace(AGREED, rhythm="open", last_written=day(2), last_author=BENGT),
        23, Matter.SILENCE, 23, AMINA,
    ),
    "three weeks since a signature, and never a line: whoever says hello first": (
        replace(AGREED, rhythm="open"), 22, Matter.SILENCE, 22, BENGT,
    ),
}  # fmt: skip


@pytest.mark.parametrize("who", HEALTHY)
def test_nothing_is_the_matter_with_those(who: str) -> None:
    facts, now = HEALTHY[who]
    assert health.trouble(facts, day(now)) is None


@pytest.mark.parametrize("why", TROUBLED)
def test_something_is_the_matter_since_a_day_and_one_is_asked(why: str) -> None:
    facts, now, matter, since, person = TROUBLED[why]
    assert health.trouble(facts, day(now)) == health.Trouble(matter, day(since), person)
    assert health.trouble(facts, day(since) - timedelta(seconds=1)) is None


def test_who_has_a_next_meeting_may_be_silent_until_then() -> None:
    quiet = replace(AGREED, rhythm="open", meetings=[held(40)])
    assert health.trouble(quiet, day(39)) is None


def test_the_steps_come_a_week_apart_and_each_once() -> None:
    facts, taken = AGREED, []
    for hour in range(0, 90 * 24, 4):
        now = BEGAN + hour * HOUR
        if (due := health.due(facts, now)) is not None:
            taken.append((now, due.step))
            told = due.trouble
            facts = replace(
                facts, said=[*facts.said, Said(told.matter, told.since, due.step, now, told.person)]
            )
    assert taken == [(day(14), Step.WORD), (day(21), Step.CATCH_UP), (day(28), Step.SHOWN)]


def test_a_third_meeting_called_off_adds_to_the_same_trouble() -> None:
    two, three = replace(AGREED, meetings=TWICE[:2]), replace(AGREED, meetings=TWICE)
    first, then = health.trouble(two, day(8)), health.trouble(three, day(9))
    assert first
    assert then
    assert (first.matter, first.since) == (then.matter, then.since)


def test_whoever_has_a_next_meeting_is_never_shown_to_the_organiser() -> None:
    unsigned = replace(NEW, said=[Said("unsigned", day(14), step, day(14)) for step in ("word", "catch_up")])
    meets = replace(unsigned, meetings=[held(90)])
    assert health.due(meets, day(60)) is None


def test_two_matters_never_make_two_words_a_week() -> None:
    said = [Said("cancelled", day(12), "word", day(12), BENGT)]
    assert health.due(replace(AGREED, said=said), day(18)) is None
    assert health.due(replace(AGREED, said=said), day(19)) == Due(
        health.Trouble(Matter.NO_MEETING, day(14), BENGT), Step.WORD
    )
