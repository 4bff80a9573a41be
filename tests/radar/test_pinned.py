"""Nobody who reads all tables of all months learns of fewer than five people how many they are."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.radar import cells
from tests.radar.attack import (
    LEAGUE,
    OURS,
    PLAIN,
    ROOMLESS,
    UNSHIFTED,
    is_few,
    pinned,
    possible,
    possible_if_nobody_else_moves,
    show,
)
from tests.radar.months import months

HISTORIES = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 12)), min_size=1, max_size=5)


@pytest.mark.django_db
@pytest.mark.parametrize("size", [8, 45])
def test_from_a_programme_that_lives_four_months_nothing_is_pinned(size: int) -> None:
    found = months(size, 4, Random(size))

    assert sum(pinned(possible(OURS, each.seen), each.seen) for each in found.values()) == 0
    assert any(seen.shown for each in found.values() for seen in each.seen) is (size == 45)


@pytest.mark.django_db
def test_four_in_league_learn_nothing_even_where_nobody_else_moves() -> None:
    found = months(70, 8, Random(3), quiet=True)

    known = [
        (possible_if_nobody_else_moves(OURS, each.seen, each.league), each.seen[0].among - LEAGUE)
        for each in found.values()
        if max(each.league)
    ]

    assert [others for others, among in known if is_few(others, among)] == []
    assert min(len(others) for others, _ in known) == cells.FEW


@pytest.mark.django_db
def test_of_plain_counts_the_same_reader_pins_what_is_few() -> None:
    found = months(20, 3, Random(1))

    few = sum(truly < cells.FEW for each in found.values() for truly in each.truly)
    known = 0
    for each in found.values():
        seen = show(PLAIN, each.truly, [month.among for month in each.seen], 0)
        known += pinned(possible(PLAIN, seen), seen)

    assert 0 < few <= known


def test_without_a_shift_four_in_league_find_out_how_many_there_are() -> None:
    league, among = [0, 1, 2, 3, 4], [40] * 5

    seen = show(UNSHIFTED, [3 + told for told in league], among, 0)

    assert possible_if_nobody_else_moves(UNSHIFTED, seen, league) == {3}
    assert is_few({3}, 36)
    assert possible_if_nobody_else_moves(OURS, seen, league) == {3, 4, 5, 6, 7}


def test_where_no_room_is_left_it_is_known_that_everybody_told_it() -> None:
    everybody = show(ROOMLESS, [10], [10], 0)

    assert pinned(possible(ROOMLESS, everybody), everybody) == 1
    assert pinned(possible(OURS, ours := show(OURS, [10], [10], 0)), ours) == 0


@given(history=HISTORIES, shift=st.integers(0, 4))
def test_whatever_happens_no_count_and_no_change_is_pinned(
    history: list[tuple[int, int]], shift: int
) -> None:
    counts = [count for count, _ in history]
    among = [count + others for count, others in history]
    seen = show(OURS, counts, among, shift)

    found = possible(OURS, seen)

    assert all(count in each for count, each in zip(counts, found.counts, strict=True))
    assert pinned(found, seen) == 0


@given(
    others=st.integers(0, 30),
    silent=st.integers(0, 30),
    league=st.lists(st.integers(0, LEAGUE), min_size=1, max_size=8),
    shift=st.integers(0, 4),
)
def test_at_least_five_numbers_of_others_stay_possible(
    others: int, silent: int, league: list[int], shift: int
) -> None:
    among = others + silent + LEAGUE
    seen = show(OURS, [others + told for told in league], [among] * len(league), shift)

    found = possible_if_nobody_else_moves(OURS, seen, league)

    assert others in found
    assert len(found) >= min(cells.FEW, others + silent + 1)


@given(counts=st.lists(st.integers(0, 40), min_size=2, max_size=12), shift=st.integers(0, 4))
def test_a_number_that_changes_has_five_people_more_or_fewer_than_when_it_moved_last(
    counts: list[int], shift: int
) -> None:
    level, last = 0, shift
    for count in counts:
        after = cells.moved(level, count, shift)
        if after != level:
            assert abs(count - last) >= cells.FEW
            last = count
        level = after
