"""Common hours against a count of minutes."""

import random
from datetime import date

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from counterpart import engine
from counterpart.engine.hours import common_minutes, in_utc
from counterpart.engine.shapes import Integers
from counterpart.engine.verify_table import _long_runs

WEEK = 7 * 24 * 60
spans = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 95), st.integers(1, 96)).filter(
        lambda each: each[1] < each[2]
    ),
    max_size=4,
).map(lambda some: tuple(engine.Span(day, start * 15, end * 15) for day, start, end in some))
zones = st.sampled_from(["UTC", "Pacific/Auckland", "America/Los_Angeles", "Asia/Kathmandu"])


def table(*persons: list[tuple[int, int]]) -> Integers:
    runs = np.zeros((len(persons), max(1, *map(len, persons)), 2), np.int64)
    for index, own in enumerate(persons):
        runs[index, : len(own)] = np.array(own, np.int64).reshape(-1, 2)
    return runs


def shared(one: list[tuple[int, int]], other: list[tuple[int, int]]) -> int:
    return int(common_minutes(table(one, other), np.array([0]), np.array([1]))[0])


@settings(max_examples=150, deadline=None)
@given(spans, zones, spans, zones)
def test_common_minutes_are_those_of_a_minute_by_minute_count(
    one: tuple[engine.Span, ...], here: str, other: tuple[engine.Span, ...], there: str
) -> None:
    first, second = in_utc(one, here, date(2026, 5, 6)), in_utc(other, there, date(2026, 5, 6))
    masks = []
    for runs in (first, second):
        mask = np.zeros(WEEK, np.bool_)
        for start, end in runs:
            mask[np.arange(start, end) % WEEK] = True
        masks.append(mask)

    assert shared(first, second) == _long_runs(masks[0] & masks[1])


@pytest.mark.parametrize(
    ("one", "other", "minutes"),
    [
        ([(0, 60)], [(31, 90)], 0),
        ([(0, 60)], [(30, 90)], 30),
        ([(10060, 10110)], [(0, 30)], 30),
        ([(10000, 10140)], [(10050, 10110)], 60),
        ([(0, WEEK)], [(10000, 10140)], 140),
        ([(0, 20), (100, 160)], [(0, WEEK)], 60),
        ([(0, WEEK)], [(0, WEEK)], WEEK),
        ([], [(0, WEEK)], 0),
    ],
)
def test_minutes_on_the_circle_of_the_week(
    one: list[tuple[int, int]], other: list[tuple[int, int]], minutes: int
) -> None:
    assert (shared(one, other), shared(other, one)) == (minutes, minutes)


def test_a_whole_week_is_one_run() -> None:
    always = tuple(engine.Span(day, 0, 1440) for day in range(7))

    assert in_utc(always, "Asia/Tokyo", date(2026, 1, 1)) == [(0, WEEK)]


def test_the_night_when_clocks_change_is_shorter() -> None:
    # Sunday, 29 March 2026: in Berlin 02:00 is followed by 03:00.
    ((start, end),) = in_utc((engine.Span(6, 0, 360),), "Europe/Berlin", date(2026, 3, 25))

    assert end - start == 5 * 60


def test_touching_spans_are_one() -> None:
    order = list(engine.read_hours("Mon 09:00-09:20;Mon 09:20-09:40;Mon 09:40-10:00"))
    random.Random(1).shuffle(order)

    assert in_utc(order, "UTC", date(2026, 1, 1)) == [(540, 600)]
