"""What somebody finds: in spite of a slip, and never more than their own pages show."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection

from counterpart.asks import actions as asks
from counterpart.asks import waiting
from counterpart.introductions.models import Hidden
from counterpart.partnerships.actions.opening import open_circle
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes.models import Membership, Withheld
from counterpart.search import door, queries
from counterpart.search.models import Entry
from counterpart.skills.models import Skill
from counterpart.stories import actions as stories
from counterpart.stories.models import Story
from tests.cast import Cast, join
from tests.stories.conftest import tell

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def find(text: str, who: Person, now: datetime) -> queries.Found:
    return queries.find(text, who, at=now)


def names(found: queries.Found) -> list[str]:
    return [each.first_name for each in found.people]


@pytest.mark.parametrize(
    "typed", ["Bengt", "bengt", "Begnt", "Bengtt", "Lindqist", "bengt lindqvist", "lindq"]
)
def test_amina_finds_bengt_by_his_name_with_or_without_a_slip(typed: str, cast: Cast, now: datetime) -> None:
    assert names(find(typed, cast.amina, now)) == ["Bengt"]


@pytest.mark.parametrize(
    "typed", ["", " ", "b", "%", "_", "\\", '"', "AND", 'x" OR "y', "NEAR(a b)", "*", "😀", "(" * 99]
)
def test_whatever_is_typed_something_comes_back(typed: str, cast: Cast, now: datetime) -> None:
    assert find(typed, cast.amina, now).people == []


def test_nobody_finds_whom_they_would_rather_not_meet_nor_who_hides_nor_who_is_elsewhere(
    cast: Cast, now: datetime
) -> None:
    assert names(find("Dara", cast.amina, now)) == []
    avoiding.avoid(cast.bengt.email, by=cast.amina, at=now)
    assert names(find("Bengt", cast.amina, now)) == []
    assert names(find("Amina", cast.bengt, now)) == []
    Person.objects.filter(pk=cast.bengt.pk).update(is_active=False)
    gus = Person.objects.create_user("gus@example.org", name="Gus Lima")
    Membership.objects.create(
        programme=cast.programme, person=gus, added_at=now, joined_at=now, admitted_at=now
    )
    assert names(find("Gus", cast.amina, now)) == ["Gus"]
    Hidden.objects.create(person=gus)
    assert names(find("Gus", cast.amina, now)) == []


def test_whoever_shows_what_is_looked_for_is_found_but_not_where_they_keep_it_back(
    cast: Cast, now: datetime
) -> None:
    skill = Skill.objects.get(slug="public-speaking")
    people.tell_offer(skill, by=cast.bengt, at=now)
    found = find("public speakin", cast.amina, now)
    assert (names(found), found.topics[0]) == (["Bengt"], skill)
    assert found.offers[cast.bengt.pk] == [skill]
    membership = Membership.objects.get(person=cast.bengt, programme=cast.programme)
    Withheld.objects.create(membership=membership, offer=cast.bengt.offers.get())
    assert names(find("public speaking", cast.amina, now)) == []
    assert find("Bengt", cast.amina, now).offers == {}


def test_a_private_wish_is_found_by_nobody(cast: Cast, now: datetime) -> None:
    people.tell_seek("Leaving the firm", by=cast.bengt, at=now, private=True)
    assert names(find("leaving", cast.amina, now)) == []
    assert not Entry.objects.filter(text__icontains="leaving").exists()


def test_a_story_is_found_by_its_title_its_words_and_its_topic_until_it_is_taken_back(
    cast: Cast, now: datetime
) -> None:
    told = tell(cast, cast.bengt, now, title="The day the scanner died", body="Everybody queued.")
    for typed in ("scaner", "queued", "Public speaking"):
        assert find(typed, cast.amina, now).stories == [told]
        assert find(typed, cast.dara, now).stories == []
    stories.withdraw(told, by=cast.bengt, at=now)
    assert find("scanner", cast.amina, now).stories == []


def test_an_unnamed_story_is_not_found_by_the_name_of_whoever_told_it(cast: Cast, now: datetime) -> None:
    told = tell(cast, cast.bengt, now, title="The day the scanner died", named=False)
    assert find("Bengt", cast.amina, now).stories == []
    assert find("scanner", cast.amina, now).stories == [told]


def test_an_ask_without_a_name_is_found_once_it_is_shown_and_leads_to_nobody(
    cast: Cast, now: datetime
) -> None:
    for n in range(4):
        crowd = Person.objects.create_user(f"c{n}@example.org", name=f"Crowd {n}")
        join(cast.programme, crowd, now)
    row = asks.ask(
        cast.programme,
        "Read my minutes, please",
        topic=None,
        anonymous=True,
        key=uuid4(),
        by=cast.bengt,
        at=now,
    )
    assert find("minutes", cast.amina, now).asks == []
    waiting.look_after(at=now + DAY)
    assert find("minuts", cast.amina, now + DAY).asks == [row]
    assert find("Bengt", cast.amina, now + DAY).asks == []
    assert find("minutes", cast.dara, now + DAY).asks == []


def test_a_circle_is_found_by_what_it_is_for(cast: Cast, now: datetime) -> None:
    cast.programme.policy = {**cast.programme.policy, "circles": True}
    cast.programme.state = "running"
    cast.programme.save()
    skill = Skill.objects.get(slug="public-speaking")
    circle = open_circle(
        cast.programme, skill, "For whoever blushes.", room=3, hosts=True, key=uuid4(), by=cast.bengt, at=now
    )
    assert find("blushs", cast.amina, now).circles == [circle]
    assert find("Public speaking", cast.amina, now).circles == [circle]
    assert find("blushes", cast.dara, now).circles == []


def test_the_index_follows_whatever_writes_and_holds_nothing_that_is_gone(cast: Cast, now: datetime) -> None:
    told = tell(cast, cast.bengt, now, title="Zebrafish")
    Story.objects.filter(pk=told.pk).update(title="Quokka")
    assert find("zebrafish", cast.amina, now).stories == []
    assert find("quokka", cast.amina, now).stories == [told]
    Story.objects.filter(pk=told.pk).delete()
    assert not Entry.objects.filter(text__icontains="quokka").exists()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO search_words (search_words) VALUES ('integrity-check')")


def test_setting_it_up_anew_changes_nothing(cast: Cast, now: datetime) -> None:
    tell(cast, cast.bengt, now, title="Zebrafish")
    before = set(Entry.objects.values_list("kind", "key", "text"))
    Entry.objects.all().delete()
    door.prepare(anew=True)
    assert set(Entry.objects.values_list("kind", "key", "text")) == before
    assert find("zebrafsh", cast.amina, now).stories != []


def test_a_changed_table_gets_its_triggers_back_after_the_next_migration(cast: Cast, now: datetime) -> None:
    with connection.cursor() as cursor:
        drops = (
            "DROP TRIGGER search_story_added"
            if connection.vendor == "sqlite"
            else ("DROP TRIGGER search_story ON stories_story")
        )
        cursor.execute(drops)
    told = tell(cast, cast.bengt, now, title="Zebrafish")
    assert find("zebrafish", cast.amina, now).stories == []
    door.prepare()
    assert find("zebrafish", cast.amina, now).stories == [told]


def test_without_the_extension_words_are_found_as_they_are_written(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    if connection.vendor == "sqlite":
        monkeypatch.setattr(connection, "vendor", "other")
    monkeypatch.setattr(door, "_knows_groups", lambda _: False)
    assert names(find("Lindqvist", cast.amina, now)) == ["Bengt"]


@pytest.mark.parametrize(
    ("typed", "text", "good"),
    [
        ("speaking", "Public speaking", True),
        ("speaknig", "Public speaking", True),
        ("spea", "Public speaking", True),
        ("speaking dog", "Public speaking", False),
        ("xy", "Public speaking", False),
        ("writing", "Public speaking", False),
    ],
)
def test_a_slip_is_forgiven_and_another_word_is_not(typed: str, text: str, good: bool) -> None:
    (like,) = queries.how_like(door.words_of(typed), [text])
    assert (like >= queries.GOOD) == good
