"""Verbs and opaque ids, written once; what was removed or changed is found."""

from datetime import datetime

import pytest
from django.db import connection

from counterpart import journal
from counterpart.journal import chain
from counterpart.journal.chain import Fault
from counterpart.journal.models import AppendOnly, Entry
from tests.cast import Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(cast: Cast, now: datetime) -> list[int]:
    """The ids of five chained entries."""
    for verb in ("joined", "left", "joined", "wrote", "left"):
        journal.record(cast.amina, verb, by=cast.amina, at=now)
    assert chain.extend() == 5
    return list(Entry.objects.order_by("number").values_list("pk", flat=True))


def tamper(sql: str, *values: str | int) -> None:
    """What somebody with the database in hands could do."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_an_entry_says_who_did_what_to_which_and_nothing_else(cast: Cast, now: datetime) -> None:
    journal.record(cast.programme, "opened", by=cast.chen, at=now)
    entry = Entry.objects.about(cast.programme).latest("pk")
    told = (entry.at, entry.by, entry.verb, entry.kind, entry.key)
    assert told == (now, cast.chen.pk, "opened", "programmes.programme", str(cast.programme.pk))


def test_time_itself_is_nobody(cast: Cast, now: datetime) -> None:
    journal.record(cast.programme, "closed", by=None, at=now)
    assert Entry.objects.latest("pk").by is None


@pytest.mark.parametrize("words", ["Amina", "told amina@example.org", "x", "said: no", "a" * 41])
def test_words_and_names_are_no_verbs(cast: Cast, now: datetime, words: str) -> None:
    with pytest.raises(ValueError):
        journal.record(cast.programme, words, by=None, at=now)


def test_an_entry_is_never_changed(cast: Cast, now: datetime) -> None:
    journal.record(cast.programme, "opened", by=None, at=now)
    entry = Entry.objects.latest("pk")
    with pytest.raises(AppendOnly):
        entry.save()
    with pytest.raises(AppendOnly):
        entry.delete()
    with pytest.raises(AppendOnly):
        Entry.objects.update(verb="closed")
    with pytest.raises(AppendOnly):
        Entry.objects.all().delete()


def test_an_untouched_journal_is_whole(kept: list[int]) -> None:
    assert journal.verify() == []


def test_the_chain_goes_on_where_it_ended(kept: list[int], cast: Cast, now: datetime) -> None:
    journal.record(cast.amina, "joined", by=None, at=now)
    assert (chain.extend(), chain.extend()) == (1, 0)
    assert journal.verify() == []
    assert list(Entry.objects.chained().values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("column", "value"),
    [("verb", "stayed"), ("by", "0" * 32), ("key", "x"), ("at", "2020-01-01 00:00:00+00:00")],
)
def test_a_changed_entry_is_found(kept: list[int], column: str, value: str) -> None:
    tamper(f"update journal_entry set {column} = %s where id = %s", value, kept[2])
    assert journal.verify() == [Fault(3, "changed")]


@pytest.mark.parametrize("place", [0, 2, 4])
def test_a_removed_entry_is_found(kept: list[int], place: int) -> None:
    tamper("delete from journal_entry where id = %s", kept[place])
    assert journal.verify()[0] == Fault(place + 1, "removed")


def test_an_entry_rewritten_with_a_hash_that_fits_breaks_the_next_link(kept: list[int]) -> None:
    tamper("update journal_entry set verb = 'stayed' where id = %s", kept[1])
    changed = Entry.objects.get(pk=kept[1])
    fitting = chain._hash(changed, 2, changed.previous)
    tamper("update journal_entry set hash = %s where id = %s", fitting, kept[1])
    assert journal.verify() == [Fault(3, "changed")]
