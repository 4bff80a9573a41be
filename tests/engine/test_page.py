"""The report page: what somebody reads in it, and that no name in a file can break it."""

from collections import Counter
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest

from benchmarks.so500 import convert
from counterpart import engine
from counterpart.engine.explain import Direction, Term, Topic
from counterpart.engine.page import charts, counting, headline, signs
from counterpart.engine.page.markup import clean, initials, short
from tests.engine.making import AMINA, BENGT, crowd, solved

VOID = {"meta", "link"}
MEGABYTE = 1_000_000


class Parsed(HTMLParser):
    """A page as its elements, with the texts of each kind; it must close what it opens."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: Counter[str] = Counter()
        self.told: dict[str, list[str]] = {}
        self.attributes: Counter[str] = Counter()
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] += 1
        self.attributes.update(name for name, _ in attrs)
        if tag not in VOID:
            self.open.append(tag)
            self.told.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.told[tag][-1] += data


def read(result: engine.Result, seconds: float | None = None) -> Parsed:
    page = Parsed(engine.report_html(result, seconds))
    assert page.open == []
    assert page.count["script"] == 0
    return page


def way(learner: str, teacher: str) -> Direction:
    return Direction(learner, teacher, (Topic("AI", "AI", 1.0, 4, 0, 5, 0.5),), 0.5, None)


def with_one(result: engine.Result, kind: engine.Kind, people: str, ways: list[str]) -> engine.Result:
    """The same people in one partnership: `ab` = a learns from b."""
    made = engine.Partnership(
        "1", kind, tuple(people), tuple(way(*each) for each in ways), 0.5, 1.5, (Term("learning", "", 0.5),)
    )
    return replace(result, partnerships=(made,), unmatched=())


def four() -> engine.Result:
    return solved(*(engine.Person(id=each) for each in "abcd"))


def test_amina_and_bengt_read_who_shows_whom_what() -> None:
    page = read(solved(AMINA, BENGT))

    assert page.told["h1"] == ["All 2 people have a counterpart."]
    assert "Amina and Bengt" in page.told["h3"]
    assert "Amina learns Leading from Bengt; Bengt learns AI from Amina." in page.told["desc"]
    assert page.count["title"] == page.count["desc"] + 1  # and the page's own


def test_every_picture_has_a_title_and_a_description() -> None:
    page = read(solved(*crowd(30, 1).everyone))

    drawn = page.attributes["role"] - page.count["table"]  # tables scroll in regions of their own
    assert drawn == page.count["desc"]


def test_the_same_result_gives_the_same_page() -> None:
    people = crowd(30, 1).everyone
    assert engine.report_html(solved(*people)) == engine.report_html(solved(*reversed(people)))


def test_how_long_it_took_is_told_only_where_given() -> None:
    result = solved(AMINA, BENGT)
    assert [
        told.startswith("Worked out in 1.2 seconds.")
        for seconds in (1.23, None)
        for told in read(result, seconds).told["footer"]
    ] == [True, False]


@pytest.mark.parametrize(
    "name",
    [
        "<script>alert(1)</script>",
        "\"'><img src=x onerror=alert(1)>",
        "</style></svg></title><b>",
        "\u202eanimA",
        "أمينة",
        "👩🏽\u200d💻 Ek",
        "\x00\x1b",
        "n" * 1000,
        "&amp;",
    ],
)
def test_no_name_and_no_skill_breaks_the_page(name: str) -> None:
    plain = read(solved(AMINA, BENGT))
    odd = read(
        solved(
            replace(AMINA, name=name, seeks={name: 5}, offers={"AI": 4}),
            replace(BENGT, offers={name: 5}, function=name),
            engine.Person(id=name or "?", seeks={name: 1}),
        )
    )

    assert (odd.count["img"], odd.count["b"]) == (plain.count["img"], plain.count["b"])
    assert odd.count["style"] == 1
    assert "onerror" not in odd.attributes
    engine.report_html(solved(replace(AMINA, name=name), BENGT)).encode()


def test_the_page_asks_nothing_of_anybody() -> None:
    text = engine.report_html(solved(AMINA, BENGT))
    assert [word for word in ("http:", "https:", "url(", "@import", "src=", "//") if word in text] == []


def test_nobody_at_all_and_one_alone_get_a_page_too() -> None:
    nobody, alone = read(solved()), read(solved(AMINA))

    assert (nobody.told["h1"], alone.told["h1"]) == (["Nobody has a counterpart yet."],) * 2
    assert "1 person is left out, and why" in alone.told["h2"]
    assert "Who is left out" in nobody.told["h2"]


def test_a_ring_is_drawn_as_a_cycle_and_a_circle_around_its_host() -> None:
    ring = with_one(four(), engine.Kind.RING, "abc", ["ab", "bc", "ca"])
    circle = with_one(four(), engine.Kind.CIRCLE, "abcd", ["ba", "ca", "da"])

    for result, arrows, discs in ((ring, 3, 3), (circle, 3, 4)):
        drawn = Parsed(signs.sign(result.people, result.partnerships[0]))
        assert (drawn.count["circle"], drawn.count["path"]) == (arrows + discs, 2 * arrows)
    middle = 'class="half" cx="0" cy="0"'
    assert [
        middle in signs.sign(each.people, each.partnerships[0]) for each in (ring, circle)
    ] == [False, True]  # fmt: skip
    assert headline.made(ring) == "1 ring."
    assert read(circle).told["h1"]


def test_ada_who_hosts_is_left_out_herself_but_the_page_says_that_others_learn_from_her() -> None:
    circle = with_one(four(), engine.Kind.CIRCLE, "abcd", ["ba", "ca", "da"])
    ada = engine.Unmatched("a", engine.Reason.NO_SEEKS, engine.Facts(), "a has not told.", "r")
    page = read(replace(circle, unmatched=(ada,)))

    assert "a has not told. All the same, others learn from them in a circle." in page.told["td"]
    assert "of them hosts, who teach a circle" in page.told["td"]
    assert "1 partnership, 0 people left out." in page.told["desc"]


def test_a_sign_that_stands_for_ten_says_so_where_everybody_reads_it() -> None:
    few, many = solved(AMINA, BENGT), four()
    many = replace(many, unmatched=tuple(many.unmatched) * 301)
    scale = [read(each).told["p"][2].partition("left out.")[2] for each in (few, many)]
    assert scale == ["", " Each sign stands for 10."]


def test_names_written_from_right_to_left_stand_apart_from_the_words_around_them() -> None:
    text = engine.report_html(solved(replace(AMINA, name="أمينة"), BENGT))
    assert "Bengt</bdi> can show <bdi>أمينة</bdi> <strong><bdi>Leading</bdi></strong>" in text


def test_where_only_one_learns_the_other_way_is_dotted() -> None:
    one_way = with_one(four(), engine.Kind.PAIR, "ab", ["ab"])
    assert signs.sign(one_way.people, one_way.partnerships[0]).count("p-none") == 1


def test_a_circle_of_thirty_pictures_twelve_and_says_so() -> None:
    people = [engine.Person(id=f"p{n:02}") for n in range(30)]
    made = engine.Partnership(
        "1",
        engine.Kind.CIRCLE,
        tuple(each.id for each in people),
        tuple(way(each.id, "p00") for each in people[1:]),
        0.0,
        0.0,
        (),
    )
    drawn = Parsed(signs.sign(engine.People.from_rows(people), made))
    assert drawn.told["text"][-1] == "and 17 more people"


def test_parts_in_points_add_up_to_the_value() -> None:
    for each in solved(*crowd(60, 2).everyone).partnerships:
        assert sum(counting.points(each.terms, each.value)) == round(each.value * 100)


def test_values_on_an_edge_are_counted_once() -> None:
    assert counting.histogram([0.0, 0.05, 0.15, 0.3, 1.0, 1.0])[:4] == [1, 1, 0, 1]
    assert sum(counting.histogram([at / 20 for at in range(21)])) == 21
    assert counting.histogram([1.0, 1.0])[-1] == 2


def test_all_equal_values_are_one_column() -> None:
    assert Parsed(charts.values([0.5] * 9)).count["rect"] == 1


def test_skills_of_those_who_take_no_part_are_not_counted() -> None:
    away = replace(AMINA, id="zoe", capacity=0)
    wanted = counting.skills(engine.People.from_rows([AMINA, BENGT, away]))
    assert [(each.skill, each.offers, each.seeks) for each in wanted] == [("AI", 1, 1), ("Leading", 1, 1)]


def test_what_nobody_can_show_is_named() -> None:
    page = read(solved(AMINA, replace(BENGT, seeks={"AI": 4, "Chess": 2})))
    assert "Wanted, and nobody here can show it" in page.told["h3"]
    assert "Chess 1" in page.told["li"]


def test_a_proof_that_is_not_tight_says_what_may_be_missing() -> None:
    result = replace(solved(AMINA, BENGT), bound=2.0, value=1.5, stopped=True)
    assert headline.proof(result)[::2] == [
        "At most 25.00\u00a0% of the best possible may be missing.",
        "The search was stopped early: more time may find a better plan.",
    ]


def test_initials_are_two_letters_or_three_signs_of_the_id() -> None:
    told = (("Amina Diallo", "a"), ("Bo", "b"), ("", "p00012"), ("", "bengt"), ("", "7"))
    assert [initials(*each) for each in told] == ["AD", "B", "012", "ben", "7"]


def test_what_no_file_can_hold_is_replaced() -> None:
    assert clean("a\x00\ud800\u202eb") == "a\ufffd\ufffd\ufffdb"


def test_a_long_name_is_cut_between_signs() -> None:
    assert short("e\u0301" * 40, 10) == "e\u0301" * 4 + "e…"
    assert short("ab", 2) == "ab"


def test_five_thousand_people_fit_in_three_megabytes_and_what_is_left_out_is_said() -> None:
    small = solved(*crowd(40, 3).everyone)
    one = small.partnerships[0]
    persons = [replace(small.people.everyone[0], id=f"p{n:04}", name="n" * 300) for n in range(5000)]
    people = engine.People.from_rows(persons)
    pairs = tuple(
        replace(
            one,
            id=str(n),
            people=(f"p{2 * n:04}", f"p{2 * n + 1:04}"),
            directions=tuple(
                replace(each, learner=f"p{2 * n + at:04}", teacher=f"p{2 * n + 1 - at:04}")
                for at, each in enumerate(one.directions)
            ),
            terms=(Term("learning", f"p{2 * n:04}", one.value),),
        )
        for n in range(2200)
    )
    left = tuple(
        engine.Unmatched(f"p{n:04}", engine.Reason.NOBODY_OFFERS, engine.Facts(), "s" * 300, "r")
        for n in range(4400, 5000)
    )

    page = engine.report_html(replace(small, people=people, partnerships=pairs, unmatched=left))

    assert len(page.encode()) < 3 * MEGABYTE
    told = Parsed(page).told["p"]
    assert "Pictured are the first 150 of 2,200 partnerships; the table goes on." in told
    assert [each for each in told if each.endswith("are here; matches.csv has all.")] == [
        "Benefit and value in points of 100. The first 4,000 of 4,400 are here; matches.csv has all."
    ]


@pytest.mark.data
def test_five_hundred_real_people_get_a_page_below_a_megabyte(data_folder: Path, tmp_path: Path) -> None:
    convert(data_folder / "stackoverflow2016" / "people_500.csv", tmp_path / "people.csv")
    result = engine.solve(engine.read_people(tmp_path / "people.csv"), engine.Policy())

    assert len(engine.report_html(result).encode()) < MEGABYTE
