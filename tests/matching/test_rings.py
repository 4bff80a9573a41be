"""Rings: each learns from the next. One who says no does not stop the others."""

from datetime import datetime, timedelta

import pytest

from counterpart import engine
from counterpart.letters.kind import find
from counterpart.letters.models import Letter
from counterpart.matching import actions, bridge, pool, queries
from counterpart.matching.models import Answer, Direction, Proposal, Run
from counterpart.partnerships.models import Partnership, Topic
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from tests.cast import Cast, join, person
from tests.matching.conftest import published, show, wish, worked_out

YES, NO, DECIDES = Answer.Says.YES, Answer.Says.NO, Answer.Says.DECIDES


@pytest.fixture
def femi(cast: Cast, now: datetime) -> Person:
    """Amina learns from Bengt, he from Femi, she from Amina; no two of them fit."""
    Programme.objects.filter(pk=cast.programme.pk).update(policy={"rings": 3})
    cast.programme.refresh_from_db()
    found = person("Femi Ade", languages=["en"])
    join(cast.programme, found, now)
    for who, shows, wants in (
        (cast.amina, "TikTok", "Public speaking"),
        (cast.bengt, "Public speaking", "Spreadsheets"),
        (found, "Spreadsheets", "TikTok"),
    ):
        show(who, shows, now)
        wish(who, wants, now)
    return found


@pytest.fixture
def ring(cast: Cast, femi: Person, now: datetime) -> Proposal:
    return published(cast, now).proposals.get()


def learns(proposal: Proposal) -> set[tuple[str, str]]:
    return {
        (way.learner.first_name, way.teacher.first_name)
        for way in Direction.objects.filter(proposal=proposal).select_related("learner", "teacher")
    }


def letters(to: Person) -> list[str]:
    return [
        kind.rsplit(".", 1)[1]
        for kind in Letter.objects.filter(to=to).order_by("posted_at", "pk").values_list("kind", flat=True)
    ]


def test_three_whom_no_pair_serves_are_asked_about_a_ring(ring: Proposal, cast: Cast) -> None:
    assert ring.kind == "ring"
    assert learns(ring) == {("Amina", "Bengt"), ("Bengt", "Femi"), ("Femi", "Amina")}
    (line,) = queries.lines(queries.pairs(ring.run))
    assert len(line.people) == 3
    assert ("Amina shows Femi: TikTok", False) in line.ways
    assert queries.counts(ring.run)["rings"] == 1


def test_what_was_found_stands_up_to_the_engines_own_check(cast: Cast, femi: Person) -> None:
    here = pool.read(cast.programme)
    people, policy = engine.People.from_rows(bridge._people(here)), bridge._policy(here)
    result = engine.solve(people, policy)

    assert [each.kind for each in result.partnerships] == [engine.Kind.RING]
    assert engine.verify(people, policy, result).ok


def test_without_the_setting_nobody_is_asked_about_a_ring(cast: Cast, femi: Person, now: datetime) -> None:
    Programme.objects.filter(pk=cast.programme.pk).update(policy={})
    cast.programme.refresh_from_db()

    assert not worked_out(cast, now).proposals.exists()


def test_a_ring_begins_when_all_say_yes(ring: Proposal, cast: Cast, femi: Person, now: datetime) -> None:
    for who in (cast.amina, cast.bengt):
        actions.answer(ring, by=who, says=YES, at=now)
    assert not Partnership.objects.exists()

    actions.answer(ring, by=femi, says=YES, at=now)

    partnership = Partnership.objects.get()
    assert (partnership.kind, partnership.seats.count()) == ("ring", 3)
    assert Topic.objects.filter(partnership=partnership).count() == 3
    row = Letter.objects.get(to=femi, kind__endswith=".Together")
    assert find(row.kind).from_keys(row.keys).paragraphs(femi)[0] in (
        "You said yes, and so did Amina Diallo and Bengt Lindqvist.",
        "You said yes, and so did Bengt Lindqvist and Amina Diallo.",
    )


@pytest.mark.parametrize("says", [NO, DECIDES])
def test_where_the_others_do_not_fit_a_no_ends_it_in_the_same_words_for_both(
    ring: Proposal, cast: Cast, femi: Person, now: datetime, says: str
) -> None:
    actions.answer(ring, by=cast.amina, says=YES, at=now)
    actions.answer(ring, by=femi, says=says, at=now)

    assert ring.outcome == Proposal.Outcome.APART
    assert Proposal.objects.count() == 1
    assert "DidNotComeTogether" in letters(cast.amina)
    assert "DidNotComeTogether" in letters(cast.bengt)
    assert "DidNotComeTogether" not in letters(femi)


@pytest.fixture
def reclosing(ring: Proposal, cast: Cast, femi: Person, now: datetime) -> Proposal:
    """By now Femi shows what Amina would like, too: the two of them would fit."""
    show(femi, "Public speaking", now)
    return ring


def test_a_no_closes_the_ring_again_among_the_rest(
    reclosing: Proposal, cast: Cast, femi: Person, now: datetime
) -> None:
    later = now + timedelta(days=3)
    actions.answer(reclosing, by=cast.amina, says=YES, at=now)
    actions.answer(reclosing, by=cast.bengt, says=NO, at=later)

    smaller = Proposal.objects.get(instead_of=reclosing)
    assert (smaller.kind, smaller.lapses_at) == ("pair", later + timedelta(days=7))
    assert learns(smaller) == {("Amina", "Femi"), ("Femi", "Amina")}
    assert not smaller.answers.exists()
    for who in (cast.amina, femi):
        assert sorted(letters(who)) == ["Proposed", "Proposed"]
        told = Letter.objects.get(to=who, keys={"proposal": str(smaller.pk)})
        words = " ".join(find(told.kind).from_keys(told.keys).paragraphs(who))
        assert words.startswith("The ring before did not come together. Here is another.")
        assert "Bengt" not in words
    assert letters(cast.bengt) == ["Proposed"]

    for who in (cast.amina, femi):
        actions.answer(smaller, by=who, says=YES, at=later)
    assert Partnership.objects.get().kind == "pair"


def test_after_a_lapse_only_those_who_said_yes_are_asked_again(
    reclosing: Proposal, cast: Cast, femi: Person, now: datetime
) -> None:
    for who in (cast.amina, femi):
        actions.answer(reclosing, by=who, says=YES, at=now)

    assert actions.lapse(at=now + timedelta(days=7)) == 1

    smaller = Proposal.objects.get(instead_of=reclosing)
    assert {place.person for place in smaller.places.all()} == {cast.amina, femi}
    assert letters(cast.bengt)[-1] == "DidNotComeTogether"


def test_a_lapse_with_one_yes_dissolves_it(reclosing: Proposal, cast: Cast, now: datetime) -> None:
    actions.answer(reclosing, by=cast.amina, says=YES, at=now)
    actions.lapse(at=now + timedelta(days=7))

    assert Proposal.objects.count() == 1


def test_a_ring_is_not_closed_over_an_avoid_list(
    reclosing: Proposal, cast: Cast, femi: Person, now: datetime
) -> None:
    avoiding.avoid(femi.email, by=cast.amina, at=now)
    actions.answer(reclosing, by=cast.bengt, says=NO, at=now)

    assert Proposal.objects.count() == 1


def test_a_second_no_ends_it(reclosing: Proposal, cast: Cast, femi: Person, now: datetime) -> None:
    actions.answer(reclosing, by=cast.bengt, says=NO, at=now)
    smaller = Proposal.objects.get(instead_of=reclosing)
    actions.answer(smaller, by=femi, says=NO, at=now)

    assert Proposal.objects.unsettled().count() == 0


def test_a_private_wish_is_read_by_who_teaches_it_and_by_nobody_else(
    cast: Cast, femi: Person, now: datetime
) -> None:
    cast.amina.seeks.all().delete()
    wish(cast.amina, "Public speaking", now, private=True)
    ring = published(cast, now).proposals.get()

    def read(who: Person) -> list[tuple[str, ...]]:
        return [way.topics for way in queries.group(ring, who).ways if way.learner == cast.amina]

    assert read(cast.amina) == read(cast.bengt) == [("Speaking in front of people",)]
    assert read(femi) == [()]
    (line,) = queries.lines(queries.pairs(Run.objects.get()))
    assert "Speaking in front of people" not in str(line.ways)
