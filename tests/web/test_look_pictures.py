"""Pictures show what is so, in words too, and hold whatever names people have."""

from itertools import pairwise
from xml.etree import ElementTree

import pytest

from counterpart.web.pictures import (
    ON_A_PHONE,
    READABLE,
    Dot,
    Topic,
    Two,
    duo,
    map_of_match,
    supply_demand,
    ways_by_stage,
)

LANES = ["studying", "early", "mid", "senior", "executive", "retired"]
AMINA, BENGT = Dot("Amina Diallo", 1), Dot("Bengt Lindqvist", 4)


def drawn(picture: str) -> ElementTree.Element:
    """The picture as a tree: it is well-formed, or this raises."""
    return ElementTree.fromstring(f"<pictures>{picture}</pictures>")


def words(picture: str, tag: str) -> list[str]:
    return ["".join(each.itertext()) for each in drawn(picture).iter(tag)]


def classes(picture: str) -> list[str]:
    return [each.get("class", "") for each in drawn(picture).iter()]


def many(how_many: int) -> list[Two]:
    return [Two(Dot("Amina Diallo", n % 2), Dot("Bengt Lind", 3 + n % 3)) for n in range(how_many)]


def test_two_people_are_two_halves_with_an_arrow_each_way() -> None:
    picture = duo("Amina Diallo", "Bengt Lindqvist")
    assert words(picture, "text") == ["AD", "BL"]
    assert [name for name in classes(picture) if name.startswith("p-")] == ["p-out p-thick", "p-in p-thick"]
    assert words(picture, "title") == ["Amina Diallo and Bengt Lindqvist: something goes each way"]


def test_a_hostile_name_is_only_a_name() -> None:
    name = "</title><script>alert(1)</script> &amp; <b>"
    assert "<script" not in duo(name, "Bengt")
    assert words(duo("<i>", 'B"'), "title") == ['<i> and B": something goes each way']
    assert words(supply_demand([Topic("<script>", 1, 2)]), "text")[0] == "<script>"


def test_directions_are_counted_from_who_shows_to_who_learns() -> None:
    both, one = Two(AMINA, BENGT), Two(AMINA, BENGT, second_shows=False)
    assert ways_by_stage([both, one]) == {(1, 4): 2, (4, 1): 1}


def test_the_map_says_how_many_pairs_and_how_many_teach_upwards() -> None:
    picture = map_of_match([Two(AMINA, BENGT), Two(AMINA, Dot("Chen Wei", 1))], LANES)
    assert words(picture, "title") == ["2 pairs"]
    assert words(picture, "desc") == [
        "In 1 direction somebody earlier in working life teaches somebody further along."
    ]


def test_an_arrow_starts_amber_at_the_teacher_and_ends_indigo_at_the_learner() -> None:
    up = map_of_match([Two(AMINA, BENGT, second_shows=False)], LANES)
    amber, indigo = (each.get("d", "") for each in drawn(up).iter("path"))
    assert float(amber.split()[1].split("V")[0]) > float(amber.split("V")[1])  # amber rises from below
    assert amber.split("V")[1] == indigo.split()[1].split("V")[0]  # indigo goes on where amber ends


def test_only_the_stages_that_occur_have_a_line() -> None:
    picture = map_of_match([Two(AMINA, BENGT)], LANES)
    assert words(picture, "text") == ["AD", "BL", "executive", "early"]


@pytest.mark.parametrize(
    ("how_many", "kinds"),
    [
        (0, ["picture"]),
        (1, ["picture"]),
        (ON_A_PHONE, ["picture"]),
        (ON_A_PHONE + 1, ["picture roomy", "picture cramped"]),
        (READABLE, ["picture roomy", "picture cramped"]),
        (READABLE + 1, ["picture"]),
        (5000, ["picture"]),
    ],
)
def test_a_picture_stays_readable_from_none_to_thousands(how_many: int, kinds: list[str]) -> None:
    picture = map_of_match(many(how_many), LANES)
    assert [name for name in classes(picture) if name.startswith("picture")] == kinds
    assert len(picture) < 80_000


def test_topics_that_most_people_care_about_come_first() -> None:
    topics = [Topic(f"topic {n}", n, 2 * n) for n in range(30)]
    shown = [each for each in words(supply_demand(topics), "text") if each.startswith("topic")]
    assert shown[:2] == ["topic 29", "topic 28"]
    assert len(shown) == 12
    bars = [float(each.get("width", "")[:-1]) for each in drawn(supply_demand(topics)).iter("rect")]
    assert all(2 * out == pytest.approx(into, abs=0.02) for out, into in list(pairwise(bars))[::2])
    assert max(bars) == 55


def test_nobody_offers_and_nobody_wishes() -> None:
    assert words(supply_demand([Topic("Latin", 0, 0)]), "text") == [
        "Latin",
        "0 can show it",
        "0 would like it",
    ]
    assert words(supply_demand([]), "text") == []
