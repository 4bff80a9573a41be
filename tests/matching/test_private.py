"""What is private serves the search and the two people it is about, and nobody else."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import pytest

from counterpart.matching import bridge, private, queries, words
from counterpart.matching.models import StillLooking, Term
from counterpart.matching.reasons import Reason
from counterpart.people import actions as people
from counterpart.people.models import Seek
from tests.cast import Cast
from tests.matching.conftest import pairs, published, senior, show, wish, worked_out


@pytest.fixture
def secret(cast: Cast, now: datetime) -> Cast:
    """Amina's only wish is private."""
    show(cast.amina, "TikTok", now)
    wish(cast.amina, "Public speaking", now, private=True)
    show(cast.bengt, "Public speaking", now)
    wish(cast.bengt, "TikTok", now)
    return cast


def test_a_private_wish_counts_in_the_search(secret: Cast, now: datetime) -> None:
    assert pairs(worked_out(secret, now)) == {frozenset({"Amina", "Bengt"})}


def test_nothing_is_written_about_a_private_topic_but_its_seek(secret: Cast, now: datetime) -> None:
    run = worked_out(secret, now)

    term = Term.objects.get(direction__learner=secret.amina)
    assert term.seek == secret.amina.seeks.get()
    assert (term.skill, term.level, term.gain) == (None, None, None)
    assert run.proposals.get().directions.count() == 2


def test_the_organiser_reads_a_private_topic(secret: Cast, now: datetime) -> None:
    run = worked_out(secret, now)

    (line,) = queries.lines(queries.pairs(run))

    assert {sentence for sentence, _ in line.ways} == {
        "Bengt shows Amina: a private topic",
        "Amina shows Bengt: TikTok",
    }


def test_the_two_it_is_about_read_its_name(secret: Cast, now: datetime) -> None:
    proposal = published(secret, now).proposals.get()

    amina, bengt = queries.why(proposal, secret.amina), queries.why(proposal, secret.bengt)

    assert amina.i_learn
    assert bengt.i_show
    assert amina.i_learn.topics == bengt.i_show.topics == ("Speaking in front of people",)
    assert bengt.other == secret.amina


def test_a_topic_made_private_after_the_search_reads_so_at_once(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)
    seek = told.amina.seeks.get()

    people.change_seek(seek, importance=4, private=True, dread=None, by=told.amina, at=now)

    (line,) = queries.lines(queries.pairs(run))
    assert "Bengt shows Amina: a private topic" in {sentence for sentence, _ in line.ways}


def test_words_only_amina_knows_are_matched_with_nobody_and_stop_nothing(told: Cast, now: datetime) -> None:
    people.tell_seek("learning to juggle fire", by=told.amina, at=now)

    assert worked_out(told, now).served == 2


def test_private_words_meet_the_same_words_told_in_the_open(cast: Cast, now: datetime) -> None:
    show(cast.amina, "TikTok", now)
    people.tell_seek("Juggling Fire", by=cast.amina, at=now, private=True)
    show(cast.bengt, "juggling fire", now)
    wish(cast.bengt, "TikTok", now)

    proposal = published(cast, now).proposals.get()

    why = queries.why(proposal, cast.bengt)
    assert why.i_show
    assert why.i_show.topics == ("juggling fire",)


def test_why_somebody_is_left_out_names_no_private_topic_and_no_count_of_it(
    cast: Cast, now: datetime
) -> None:
    for person in (cast.amina, cast.bengt):
        show(person, "TikTok", now, level=5)
        wish(person, "TikTok", now, private=True)

    run = worked_out(cast, now)

    rows = list(StillLooking.objects.filter(run=run).select_related("person"))
    assert [(row.reason, row.facts) for row in rows] == [("nobody-further", {})] * 2
    assert [each.why for each in queries.left_out(rows)] == [
        "Some people offer what they would like; nobody further along is free."
    ] * 2


def test_a_member_never_reads_that_a_private_rule_prevents_it(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)
    row = StillLooking(run=run, person=told.amina, reason="private-rule")

    assert words.one_thing(row) == words.something_more()
    assert words.left_out(row, {}).why == "Somebody would fit; a private rule prevents it."


def test_a_withdrawn_wish_leaves_no_topic_behind(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)
    people.withdraw_seek(Seek.objects.get(person=told.amina), by=told.amina, at=now)

    (line,) = queries.lines(queries.pairs(run))

    assert "Bengt shows Amina: a private topic" in {sentence for sentence, _ in line.ways}


def test_weighing_two_opens_nobody_elses_private_wish(
    told: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    ines = senior("Ines Sousa", told, now)
    wish(ines, "Podcasts", now, private=True)
    opened: list[Seek] = []

    def topics_of(seeks: Iterable[Seek]) -> dict[UUID, private.Topic]:
        opened.extend(seeks)
        return {}

    monkeypatch.setattr(private, "topics_of", topics_of)

    bridge.weigh(told.programme, told.amina, told.bengt)

    assert opened == []


def test_each_reason_has_words_for_the_organiser_and_for_the_person(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)
    said = set()
    for reason in Reason:
        row = StillLooking(run=run, person=told.amina, reason=reason, facts={"count": 2})
        said.add(words.left_out(row, {}).why)
        assert words.one_thing(row)
    assert len(said) == len(Reason)
