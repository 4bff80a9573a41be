"""What a person tells: sealed where it is nobody's business, once however often it is said."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from counterpart.people import actions, avoiding, queries, sealed
from counterpart.people.models import Avoidance, Offer, Person, Seek
from counterpart.skills.models import Skill
from tests.cast import Cast
from tests.racing import gate, race

EVER = pytest.mark.django_db(transaction=True)
DREAD, WISH, ADDRESS = "canary-of-a-dread", "canary of a private wish", "canary@address.example"


def skill(slug: str) -> Skill:
    return Skill.objects.get(slug=slug)


def test_amina_reads_only_her_own_dread(cast: Cast, now: datetime) -> None:
    seek = actions.tell_seek(skill("linkedin"), by=cast.amina, at=now, dread="I blush")
    assert sealed.dreads(cast.amina, [seek]) == {seek.pk: "I blush"}
    with pytest.raises(sealed.NotTheirs):
        sealed.dreads(cast.bengt, [seek])


def test_no_dread_and_a_dread_without_words_look_alike(cast: Cast, now: datetime) -> None:
    calm = actions.tell_seek(skill("linkedin"), by=cast.amina, at=now)
    nervous = actions.tell_seek(skill("tiktok"), by=cast.amina, at=now, dread="")
    assert len(calm.dread) == len(nervous.dread)
    assert sealed.dreads(cast.amina, [calm, nervous]) == {calm.pk: None, nervous.pk: ""}


def test_a_private_wish_stores_no_skill(cast: Cast, now: datetime) -> None:
    seek = actions.tell_seek(skill("linkedin"), by=cast.amina, at=now, private=True)
    assert seek.skill_id is None
    assert sealed.private_topics(cast.amina, [seek]) == {seek.pk: "linkedin"}


def test_nobody_else_finds_what_amina_told(cast: Cast, now: datetime) -> None:
    actions.tell_offer(skill("linkedin"), by=cast.amina, at=now)
    actions.tell_seek(skill("linkedin"), by=cast.amina, at=now)
    avoiding.avoid("boss@example.org", by=cast.amina, at=now)
    doors = (Offer.objects, Seek.objects, Avoidance.objects)
    assert [rows.visible_to(cast.amina).count() for rows in doors] == [1, 1, 1]
    for who in (cast.bengt, cast.chen, cast.dara, cast.olu):
        assert [rows.visible_to(who).count() for rows in doors] == [0, 0, 0]


def test_a_merged_skill_is_told_as_what_it_is_now(cast: Cast, now: datetime) -> None:
    old = Skill.objects.create(slug="typed-old", name="Linked in", typed=True, merged_into=skill("linkedin"))
    assert actions.tell_offer(old, by=cast.amina, at=now).skill == skill("linkedin")


def test_nobody_tells_more_than_anybody_could_read(cast: Cast, now: datetime) -> None:
    for each in Skill.objects.ours()[: actions.MOST]:
        actions.tell_offer(each, by=cast.amina, at=now)
        actions.tell_seek(each, by=cast.amina, at=now)
    one_more = Skill.objects.ours()[actions.MOST]
    with pytest.raises(actions.Enough):
        actions.tell_offer(one_more, by=cast.amina, at=now)
    with pytest.raises(actions.Enough):
        actions.tell_seek(one_more, by=cast.amina, at=now)


def test_reading_ones_wishes_costs_the_same_for_one_and_for_ten(
    cast: Cast, now: datetime, django_assert_num_queries: object
) -> None:
    counts = []
    for number in range(10):
        actions.tell_seek(f"Wish {number}", by=cast.amina, at=now, private=True, dread="")
        with CountedQueries() as counted:
            queries.wishes(cast.amina)
        counts.append(counted.count)
    assert set(counts) == {4}


class CountedQueries:
    def __enter__(self) -> "CountedQueries":
        connection.force_debug_cursor = True
        self.before = len(connection.queries_log)
        return self

    def __exit__(self, *_: object) -> None:
        self.count = len(connection.queries_log) - self.before
        connection.force_debug_cursor = False


def test_somebody_to_avoid_is_known_once_they_come(cast: Cast, now: datetime) -> None:
    avoiding.avoid("Boss@Example.org ", by=cast.amina, at=now)
    assert Avoidance.objects.get().avoided is None
    boss = Person.objects.create_user("boss@example.org", name="Boss")
    avoiding.recognise()
    assert Avoidance.objects.get().avoided == boss


def test_the_same_address_is_avoided_once(cast: Cast, now: datetime) -> None:
    for _ in range(2):
        avoiding.avoid(cast.bengt.email, by=cast.amina, at=now)
    assert [address for _, address in queries.avoided(cast.amina)] == [cast.bengt.email]


def test_nobody_avoids_themselves(cast: Cast, now: datetime) -> None:
    with pytest.raises(avoiding.ThatIsYou):
        avoiding.avoid("AMINA@example.org", by=cast.amina, at=now)


@EVER
def test_ten_tabs_tell_one_private_wish_once(cast: Cast, now: datetime) -> None:
    outcomes = race(10, lambda _: actions.tell_seek("Leaving", by=cast.amina, at=now, private=True))
    assert outcomes == ["done"] * 10
    assert Seek.objects.filter(person=cast.amina).count() == 1


@EVER
def test_ten_tabs_tell_one_offer_once(cast: Cast, now: datetime) -> None:
    outcomes = race(10, lambda _: actions.tell_offer(skill("linkedin"), by=cast.amina, at=now))
    assert outcomes == ["done"] * 10
    assert Offer.objects.filter(person=cast.amina).count() == 1


@EVER
def test_ten_tabs_avoid_one_address_once(cast: Cast, now: datetime) -> None:
    """On PostgreSQL all ten would add it, were only the rows locked that are there already."""
    outcomes = race(10, lambda _: avoiding.avoid(ADDRESS, by=cast.amina, at=now))
    assert outcomes == ["done"] * 10
    assert len(queries.avoided(cast.amina)) == 1


@EVER
def test_the_raw_database_holds_no_word_that_was_sealed(cast: Cast, now: datetime, tmp_path: Path) -> None:
    """Something that could leak is there: the open wish is found, the sealed words are not."""
    topic = Skill.objects.create(slug="typed-open", name="canary of an open wish", typed=True)
    actions.tell_seek(topic, by=cast.amina, at=now)
    first = actions.tell_seek(WISH, by=cast.amina, at=now, private=True, dread=DREAD)
    actions.change_seek(first, importance=5, private=True, dread=DREAD + "!", by=cast.amina, at=now)
    avoiding.avoid(ADDRESS, by=cast.amina, at=now)
    raw = everything_stored(tmp_path)
    assert b"canary of an open wish" in raw
    assert [canary for canary in (DREAD, WISH, ADDRESS) if canary.encode() in raw] == []


def everything_stored(folder: Path) -> bytes:
    """The database's files as they lie on disk (SQLite with its WAL), or all of its rows (PostgreSQL)."""
    if connection.vendor == "sqlite":
        name = Path(str(connection.settings_dict["NAME"]))
        return b"".join(path.read_bytes() for path in name.parent.glob(f"{name.name}*"))
    dump = folder / "dump.json"
    call_command("dumpdata", output=str(dump), verbosity=0)
    return dump.read_bytes()


@EVER
def test_without_the_lock_two_tabs_tell_it_twice(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_looked = gate(2)
    look = actions._wish_for

    def look_and_wait(person: Person, topic: Skill | str) -> Seek | None:
        found = look(person, topic)
        both_have_looked.wait(30)
        return found

    monkeypatch.setattr(actions, "_one_at_a_time", lambda person: None)
    # On SQLite a transaction holds the only write lock: two never look at once, and one waits for ever.
    if connection.vendor == "postgresql":
        monkeypatch.setattr(actions, "_wish_for", look_and_wait)
    race(2, lambda _: actions.tell_seek("Leaving", by=cast.amina, at=now, private=True))
    assert Seek.objects.filter(person=cast.amina).count() == (2 if connection.vendor == "postgresql" else 1)


def test_whom_amina_avoids_is_read_by_nobody_else(cast: Cast, now: datetime) -> None:
    avoiding.avoid("boss@example.org", by=cast.amina, at=now)
    with pytest.raises(sealed.NotTheirs):
        sealed.addresses(cast.bengt, Avoidance.objects.all())
    avoiding.recognise()
    assert Avoidance.objects.get().avoided is None
