"""Skills as rows: from the vocabulary, or as somebody typed them."""

import pytest
from django.db import IntegrityError, transaction

from counterpart.skills import actions, queries
from counterpart.skills.models import Skill, SkillQuerySet, slug_of
from counterpart.skills.vocabulary import load

pytestmark = pytest.mark.django_db


def test_the_vocabulary_is_there_after_migrating() -> None:
    rows = {
        skill.slug: (skill.name, skill.kind, skill.question, skill.parent and skill.parent.slug)
        for skill in Skill.objects.ours().select_related("parent")
    }
    assert rows == {
        slug: (entry.name, entry.kind, entry.question, entry.parent) for slug, entry in load().items()
    }


def test_migrating_again_changes_nothing() -> None:
    before = list(Skill.objects.order_by("pk").values())
    actions.sync_vocabulary()
    assert list(Skill.objects.order_by("pk").values()) == before


def test_migrating_mends_a_skill_that_was_changed() -> None:
    Skill.objects.filter(slug="tiktok").update(name="Old", kind="craft", parent=None)
    actions.sync_vocabulary()
    tiktok = Skill.objects.select_related("parent").get(slug="tiktok")
    assert (tiktok.name, tiktok.kind, tiktok.parent and tiktok.parent.slug) == (
        "TikTok",
        "tool",
        "social-media",
    )


def test_amina_names_two_skills_in_her_own_words() -> None:
    assert [skill.slug for skill in actions.understand("reactjs, Excel")] == ["react", "spreadsheets"]


def test_a_new_word_is_kept_as_typed_and_has_one_row_however_it_is_typed() -> None:
    [first] = actions.understand("  Underwater   knitting ")
    [second] = actions.understand("UNDERWATER-KNITTING")
    assert second == first
    assert (first.name, first.typed, first.kind, first.parent) == ("Underwater knitting", True, "craft", None)


def test_nobody_is_asked_for_a_level_of_having_had_a_bad_boss() -> None:
    assert Skill.objects.get(slug="bad-boss").has_level is False
    assert Skill.objects.get(slug="spreadsheets").has_level is True


@pytest.mark.parametrize("text", ["", " ", "\x00\x07", "?!"])
def test_nothing_to_read_is_refused(text: str) -> None:
    before = Skill.objects.count()
    with pytest.raises(actions.NotASkill, match="at least one letter"):
        actions.understand(text)
    assert Skill.objects.count() == before


def test_a_word_of_eighty_characters_is_kept_and_a_longer_one_refused() -> None:
    assert [len(skill.name) for skill in actions.understand("q" * 80)] == [80]
    before = Skill.objects.count()
    with pytest.raises(actions.NotASkill, match="at most 80 characters"):
        actions.understand("known: knitting, " + "q" * 81)
    assert Skill.objects.count() == before


def test_what_cannot_be_seen_is_not_kept() -> None:
    assert [skill.name for skill in actions.understand("\x00Knit\u200bting\u202e\x1b")] == ["Knitting"]


def test_two_who_type_one_new_word_at_once_get_one_row(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other's row appears after we looked and before we write; unguarded this is an IntegrityError."""
    look = SkillQuerySet.get
    other: list[Skill] = []

    def look_too_early(rows: SkillQuerySet, *args: object, **wanted: object) -> Skill:
        if not other:
            other.append(Skill(slug=slug_of("knitting"), name="Knitting", typed=True))
            other[0].save()
            raise Skill.DoesNotExist
        return look(rows, *args, **wanted)

    monkeypatch.setattr(SkillQuerySet, "get", look_too_early)
    assert actions.understand("knitting") == other


def test_one_word_cannot_have_two_rows() -> None:
    actions.understand("knitting")
    with pytest.raises(IntegrityError), transaction.atomic():
        Skill(slug=slug_of("Knitting!"), name="Knitting", typed=True).save()


def test_a_private_wish_in_new_words_leaves_no_row() -> None:
    before = Skill.objects.count()
    assert queries.recognise("coaching, leaving my husband") == [
        Skill.objects.get(slug="coaching"),
        "leaving my husband",
    ]
    assert Skill.objects.count() == before


def test_a_private_wish_in_words_that_somebody_offers_meets_the_offer() -> None:
    [offered] = actions.understand("Leaving a cult")
    assert queries.recognise("leaving a cult!") == [offered]


def test_a_typed_word_is_merged_once_the_vocabulary_knows_it() -> None:
    typed = Skill.objects.create(slug="typed-0", name="Excel", typed=True)
    actions.sync_vocabulary()
    typed.refresh_from_db()
    assert typed.now == Skill.objects.get(slug="spreadsheets")


def test_a_skill_that_left_the_vocabulary_leads_to_the_one_that_took_its_place() -> None:
    dropped = Skill.objects.create(slug="excel-old", name="Excel")
    typed = Skill.objects.create(slug="typed-0", name="Sheets magic", typed=True, merged_into=dropped)
    actions.sync_vocabulary()
    typed.refresh_from_db()
    assert typed.now == Skill.objects.get(slug="spreadsheets")


def test_no_skill_is_merged_into_itself() -> None:
    skill = Skill.objects.get(slug="ai")
    with pytest.raises(IntegrityError), transaction.atomic():
        Skill.objects.filter(pk=skill.pk).update(merged_into=skill)


def test_what_dara_typed_is_suggested_to_nobody() -> None:
    actions.understand("Insta-canary in my kitchen")
    assert [skill.slug for skill in queries.suggest("insta")] == ["instagram", "short-videos"]


def test_somebody_who_types_nothing_finds_eight_of_each_to_tap() -> None:
    offers, wishes = queries.starters("offer"), queries.starters("wish")
    assert (len(offers), len(wishes)) == (8, 8)
    assert [skill.question for skill in wishes if skill.slug == "bad-boss"] == [
        "Hear how someone survived a bad boss?"
    ]
