"""What we wrote: is it whole, and can nothing in it be read in two ways?"""

from collections import defaultdict

from counterpart.skills.nearness import near_table
from counterpart.skills.suggesting import suggest
from counterpart.skills.vocabulary import KINDS, load, ordinary_words
from counterpart.skills.words import fold, level


def test_no_way_of_writing_belongs_to_two_skills() -> None:
    owners: dict[str, set[str]] = defaultdict(set)
    for slug, entry in load().items():
        for written in (entry.name, *entry.aliases):
            owners[fold(level(written)).replace(" ", "")].add(slug)
    assert {written: slugs for written, slugs in owners.items() if len(slugs) > 1} == {}


def test_no_alias_stands_twice() -> None:
    twice = {
        (slug, alias)
        for slug, entry in load().items()
        for alias in entry.aliases
        if [*entry.aliases, entry.name].count(alias) > 1
    }
    assert twice == set()


def test_every_skill_has_a_kind_and_a_parent_that_is_there() -> None:
    assert {entry.slug for entry in load().values() if entry.kind not in KINDS} == set()
    assert {entry.parent for entry in load().values() if entry.parent} <= set(load())


def test_every_skill_ends_in_a_topic() -> None:
    for entry in load().values():
        above, steps = entry, 0
        while above.parent:
            above, steps = load()[above.parent], steps + 1
            assert steps < 4, f"{entry.slug} goes round in circles"


def test_experiences_and_perspectives_are_asked_as_questions_and_nothing_else_is() -> None:
    asked = {slug for slug, entry in load().items() if entry.question}
    assert asked == {slug for slug, entry in load().items() if entry.kind in {"experience", "perspective"}}
    assert {slug for slug in asked if not load()[slug].question.endswith("?")} == set()


def test_everything_fits_where_it_is_kept() -> None:
    assert max(len(entry.name) for entry in load().values()) <= 80
    assert max(len(entry.question) for entry in load().values()) <= 160
    assert max(len(slug) for slug in load()) <= 64


def test_no_slug_can_be_taken_for_a_typed_word() -> None:
    assert {slug for slug in load() if slug.startswith("typed-")} == set()


def test_eight_easy_offers_and_eight_easy_wishes_are_laid_out() -> None:
    sides = [side for entry in load().values() for side in entry.starters]
    assert {side: sides.count(side) for side in sorted(set(sides))} == {"offer": 8, "wish": 8}


def test_no_ordinary_word_is_also_a_skill() -> None:
    ours = {fold(level(text)) for entry in load().values() for text in (entry.name, *entry.aliases)}
    assert ours & {fold(word) for word in ordinary_words()} == set()


def test_somebody_who_can_ask_ai_well_helps_one_who_would_like_ai() -> None:
    assert near_table(["ai", "prompting"]) == {("ai", "prompting"): 0.6, ("prompting", "ai"): 0.4}


def test_instagram_is_near_to_tiktok() -> None:
    assert near_table(["tiktok", "instagram"]) == {
        ("tiktok", "instagram"): 0.3,
        ("instagram", "tiktok"): 0.3,
    }


def test_vue_is_near_to_react_but_chemistry_is_not_near_to_archaeology() -> None:
    assert near_table(["react", "vue", "chemistry", "archaeology"]) == {
        ("react", "vue"): 0.3,
        ("vue", "react"): 0.3,
    }


def test_no_experience_stands_in_for_another() -> None:
    assert near_table(["bad-boss", "losing-a-job", "grief"]) == {}


def test_life_experience_does_not_stand_in_for_a_bad_boss() -> None:
    assert near_table(["bad-boss", "life-experience"]) == {("life-experience", "bad-boss"): 0.6}


def test_typed_words_are_near_nothing() -> None:
    assert near_table(["typed-0123", "ai"]) == {}


def test_every_nearness_is_between_none_and_the_same() -> None:
    assert {near for near in near_table(load()).values() if not 0 < near < 1} == set()


def test_suggestions_begin_with_what_is_meant() -> None:
    assert [entry.slug for entry in suggest("r", 2)] == ["r-language", "rust"]
    assert suggest("insta")[0].slug == "instagram"
    assert suggest("chatg")[0].slug == "ai-assistants"
    assert suggest("exel")[0].slug == "spreadsheets"
    assert suggest("publik spe")[0].slug == "public-speaking"
    assert suggest("bad bo")[0].slug == "bad-boss"
