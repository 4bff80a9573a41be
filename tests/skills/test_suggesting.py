from hypothesis import given
from hypothesis import strategies as st

from counterpart.skills.suggesting import suggest
from counterpart.skills.vocabulary import load


@given(st.text(), st.integers(min_value=-1, max_value=400))
def test_never_more_suggestions_than_fit(text: str, limit: int) -> None:
    found = suggest(text, limit)
    assert len(found) <= max(0, limit)
    assert len(set(found)) == len(found)


def test_nothing_is_suggested_for_nothing() -> None:
    assert [suggest(text) for text in ("", "  ", "!?", "\x00")] == [()] * 4


def test_nothing_is_suggested_for_a_word_like_no_other() -> None:
    assert suggest("qqqzzz") == ()


def test_a_novel_pasted_into_the_box_suggests_nothing() -> None:
    assert suggest("it was a dark and stormy night " * 40_000) == ()


def test_every_skill_is_found_by_its_own_name() -> None:
    assert {slug for slug, entry in load().items() if suggest(entry.name, 1) != (entry,)} == set()
