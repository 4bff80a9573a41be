"""The lines show what is so, in words too, and are drawn whatever the figures are."""

from datetime import UTC, datetime, timedelta
from xml.etree import ElementTree

import pytest

from counterpart.web.lines import how_sure, strip, thought_and_was

DAY = datetime(2026, 10, 1, 12, tzinfo=UTC)


def drawn(picture: str) -> ElementTree.Element:
    """The picture as a tree: it is well-formed, or this raises."""
    return ElementTree.fromstring(picture)


def words(picture: str, tag: str) -> list[str]:
    return ["".join(each.itertext()) for each in drawn(picture).iter(tag)]


def circles(picture: str) -> list[tuple[str, str, str]]:
    return [
        (each.get("class", "").split()[0], each.get("cx", ""), each.get("cy", ""))
        for each in drawn(picture).iter("circle")
    ]


def test_thought_is_hollow_and_was_is_full_and_lower_is_easier() -> None:
    picture = thought_and_was([(40, 15), (50, 100)])
    assert words(picture, "title") == ["How uneasy I thought it would be, and how it was"]
    assert words(picture, "desc") == ["step 1: thought 40, was 15; step 2: thought 50, was 100"]
    assert circles(picture) == [
        ("f-sheet", "5.0%", "57.2%"),
        ("f-sheet", "92.0%", "50.0%"),
        ("f-in", "5.0%", "75.2%"),
        ("f-in", "92.0%", "14.0%"),
    ]


def test_how_sure_goes_by_the_days_between() -> None:
    told = [(DAY, 0), (DAY + timedelta(days=3), 50), (DAY + timedelta(days=4), 100)]
    picture = how_sure(told)
    assert words(picture, "desc") == ["1 Oct: 0; 4 Oct: 50; 5 Oct: 100"]
    assert circles(picture) == [
        ("f-sheet", "5.0%", "86.0%"),
        ("f-sheet", "70.25%", "50.0%"),
        ("f-in", "92.0%", "14.0%"),
    ]
    assert words(picture, "text")[-2:] == ["0", "1 Oct"]


@pytest.mark.parametrize("count", [1, 2, 40])
def test_one_point_or_many_at_one_moment_are_drawn(count: int) -> None:
    assert len(circles(how_sure([(DAY, 30)] * count))) == count
    assert len(circles(thought_and_was([(0, 0)] * count))) == 2 * count


def test_a_strip_says_what_is_open_and_what_was() -> None:
    assert words(strip(60, None), "title") == ["You think 60 of 100; how it was is still open"]
    assert words(strip(60, 0), "title") == ["You thought 60 of 100; it was 0"]
    assert [len(circles(strip(60, real))) for real in (None, 0)] == [1, 2]


def test_no_picture_carries_a_style() -> None:
    pictures = (strip(1, 2), how_sure([(DAY, 3)]), thought_and_was([(1, 2)]))
    assert [each for each in pictures if "style" in each] == []
