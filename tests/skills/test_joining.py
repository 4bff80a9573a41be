"""Words as people type them, and the skills they mean. Nothing here needs Django."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpart.skills.joining import Joined, join
from counterpart.skills.vocabulary import load
from counterpart.skills.words import fold, level, tidy


def meant(text: str) -> list[str | None]:
    return [one.slug for one in join(text)]


@pytest.mark.parametrize(
    ("typed", "skill"),
    [
        ("Go", "go"),
        ("golang", "go"),
        ("R", "r-language"),
        ("C", "c"),
        ("C++", "cpp"),
        ("C#", "dotnet"),
        ("c-sharp", "dotnet"),
        (".NET", "dotnet"),
        ("asp.net core", "dotnet"),
        ("reactjs", "react"),
        ("React.js", "react"),
        ("react JS", "react"),
        ("react-native", "react-native"),
        ("Node", "nodejs"),
        ("NODE.JS", "nodejs"),
        ("python 3.11", "python"),
        ("html5", "html-css"),
        ("kotlin developer", "kotlin"),
        ("introduction to Python", "python"),
        ("basic Excel skills", "spreadsheets"),
        ("public speaking", "public-speaking"),
        ("ＰＯＷＥＲ  bi", "dashboards"),
        ("Tik\u200bTok", "tiktok"),
        ("data visualisation", "charts"),
        ("data visualization", "charts"),
        ("resume", "job-search"),
        ("résumés", "job-search"),
        ("Führung", "leadership"),
        ("marine ecology", "ecology"),
        ("Microsoft Outlook", "email"),
        ("Adobe Photoshop", "graphic-design"),
    ],
)
def test_a_word_is_joined_however_it_is_written(typed: str, skill: str) -> None:
    assert meant(typed) == [skill]


@pytest.mark.parametrize(
    ("typed", "skill"),
    [
        ("exel", "spreadsheets"),
        ("excell", "spreadsheets"),
        ("pyhton", "python"),
        ("linkdin", "linkedin"),
        ("comunication", "communication"),
        ("stastistics", "statistics"),
        ("machien learning", "machine-learning"),
        ("public speeking", "public-speaking"),
    ],
)
def test_bengt_may_slip_on_the_keys(typed: str, skill: str) -> None:
    assert meant(typed) == [skill]


@pytest.mark.parametrize(
    "typed",
    [
        "going", "police", "spelling", "reach", "parents evening", "boards of wood", "D", "Z#",
        "user feeds", "sour marketplace", "my thing", "basic", "the", "training my dog",
        "network programming",
        "smart moves", "knitting", "thought experiments in a sentence that happens to end in biology",
    ],
)  # fmt: skip
def test_a_word_that_is_only_nearly_ours_stays_as_typed(typed: str) -> None:
    assert meant(typed) == [None]


def test_several_skills_may_stand_in_one_line() -> None:
    assert meant("Python, R; Excel / Tableau & git\npodcasts") == [
        "python", "r-language", "spreadsheets", "dashboards", "git", "podcasts",
    ]  # fmt: skip


def test_what_is_not_known_stays_beside_what_is() -> None:
    assert join("Excel, underwater knitting") == (
        Joined("Excel", "spreadsheets"),
        Joined("underwater knitting", None),
    )


def test_and_splits_only_where_both_sides_are_known() -> None:
    assert meant("Excel and podcasts") == ["spreadsheets", "podcasts"]
    assert join("Excel and knitting") == (Joined("Excel and knitting", None),)
    assert meant("diversity and inclusion") == ["inclusion"]


def test_a_stroke_in_a_name_does_not_make_it_two() -> None:
    assert meant("AVS/Express") == [None]
    assert meant("Python/R") == ["python", "r-language"]
    assert meant("Knitting / Excel") == [None, "spreadsheets"]


def test_brackets_say_which_one() -> None:
    assert meant("Programming (Python)") == ["python"]
    assert meant("Python (computer programming)") == ["python"]
    assert meant("Physics (quantum nanowires)") == ["physics"]
    assert meant("Knitting (by hand)") == [None]
    assert meant("Cloud (AWS, Azure, etc.), Knitting (a, b)") == ["cloud", None]


def test_a_skill_named_twice_counts_once() -> None:
    assert join("Excel, excel, spreadsheets") == (Joined("Excel", "spreadsheets"),)
    assert join("Knitting; knitting") == (Joined("Knitting", None),)


@pytest.mark.parametrize("typed", ["", "   ", "!!!", "\x00", ",;,", "…"])
def test_where_there_is_no_word_there_is_no_skill(typed: str) -> None:
    assert join(typed) == ()


def test_every_name_and_every_alias_of_the_vocabulary_means_its_own_skill() -> None:
    written = {(text, slug) for slug, entry in load().items() for text in (entry.name, *entry.aliases)}
    assert {(text, slug) for text, slug in written if meant(text) != [slug]} == set()


@given(st.text())
def test_no_text_breaks_the_joining_and_joining_again_changes_nothing(text: str) -> None:
    for one in join(text):
        assert one.slug is None or one.slug in load()
        assert [again.slug for again in join(one.text)] == [one.slug]


PIECES = (
    "Excel R C++ .NET and / & , ( ) in with the - ' js 3 go basic skills knitting marine photography ß Ünï"
)


@given(st.lists(st.sampled_from([*PIECES.split(), " ", " / "]), max_size=10))
def test_no_jumble_of_words_and_signs_breaks_the_joining(pieces: list[str]) -> None:
    for one in join("".join(pieces)):
        assert [again.slug for again in join(one.text)] == [one.slug]


@given(st.text())
def test_levelling_twice_is_levelling_once(text: str) -> None:
    assert tidy(tidy(text)) == tidy(text)
    assert level(level(text)) == level(text)
    assert fold(fold(level(text))) == fold(level(text))


@pytest.mark.parametrize("text", ["a" * 2**20, "a," * 2**19, "python/" * 2**17])
def test_a_megabyte_is_no_skill(text: str) -> None:
    assert join(text) == (Joined(text, None),)


def test_joining_works_where_django_is_not_installed() -> None:
    without = "import sys; sys.modules['django'] = None; "
    modules = "import counterpart.skills.joining, counterpart.skills.suggesting, counterpart.skills.nearness"
    assert subprocess.run([sys.executable, "-c", without + modules], check=False).returncode == 0
