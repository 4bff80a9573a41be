"""Chen tries to find out what is private, Amina to answer after she has left, and everybody clicks twice."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client

from counterpart.matching import actions, bridge, queries, tasks
from counterpart.matching.models import Answer, Override, Proposal, Run, StillLooking, Term
from counterpart.partnerships import queries as together
from counterpart.partnerships.models import Partnership, Topic
from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Membership
from tests.cast import Cast
from tests.matching.conftest import junior, published, senior, show, wish, worked_out
from tests.pages import read

SignIn = Callable[[Person], Client]
YES = Answer.Says.YES


def weighed(cast: Cast, one: Person, other: Person) -> list[tuple[str, int]]:
    found = bridge.weigh(cast.programme, one, other)
    assert found
    return [(way.sentence, way.per_cent) for way in queries.read_ways(found)]


def test_asking_about_any_two_tells_nothing_of_what_is_private(told: Cast, now: datetime) -> None:
    """Else Chen asks about Amina and each of the others, and sees who knows what she keeps to herself."""
    ines = senior("Ines Sousa", told, now)
    show(ines, "Podcasts", now)
    before = weighed(told, told.amina, ines)

    wish(told.amina, "Podcasts", now, private=True)

    assert weighed(told, told.amina, ines) == before
    assert "podcasts" not in str(before).casefold()


def test_putting_two_together_tells_nothing_of_what_is_private(
    told: Cast, now: datetime, signed_in: SignIn
) -> None:
    """The same question, asked by a pin."""
    ines = senior("Ines Sousa", told, now)
    show(ines, "Podcasts", now)
    run = worked_out(told, now)
    actions.pin(run, told.amina, ines, by=told.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)
    before = _line(run, told.amina, ines)

    wish(told.amina, "Podcasts", now, private=True)
    actions.again(run, by=told.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)

    assert _line(run, told.amina, ines) == before
    row = next(
        row for row in read(signed_in(told.chen).get(f"/match/{run.pk}/review/")).rows() if "Ines" in row[0]
    )
    assert "private" not in " ".join(row)


def _line(run: Run, one: Person, other: Person) -> tuple[set[str], int]:
    pinned = queries.pairs(run, "pinned").filter(places__person=one).filter(places__person=other)
    (line,) = queries.lines(pinned)
    return {sentence for sentence, _ in line.ways}, len(line.gains)


def test_a_pinned_pair_with_nothing_in_the_open_reads_kindly(cast: Cast, now: datetime) -> None:
    show(cast.amina, "TikTok", now)
    wish(cast.amina, "Public speaking", now, private=True)
    show(cast.bengt, "Public speaking", now)
    wish(cast.bengt, "TikTok", now)
    run = worked_out(cast, now)
    actions.pin(run, cast.amina, cast.bengt, by=cast.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)

    assert _line(run, cast.amina, cast.bengt) == (
        {
            "What Bengt could show Amina is for the two of them to say",
            "Amina shows Bengt: TikTok",
        },
        0,
    )


def test_how_many_fit_in_one_direction_is_not_counted_out(told: Cast, now: datetime) -> None:
    """With one of his own people who offers a single thing, Chen could count who keeps it private."""
    spy = senior("Spy Person", told, now)
    Person.objects.filter(pk=spy.pk).update(capacity=1)
    spy.offers.all().delete()
    spy.seeks.all().delete()
    show(spy, "Podcasts", now)
    wish(spy, "TikTok", now)
    for name in ("Ada One", "Ben Two"):
        wish(junior(name, told, now), "Podcasts", now, private=True)
        wish(Person.objects.get(name=name), "Public speaking", now)
    actions.forbid(run := worked_out(told, now), told.amina, told.bengt, by=told.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)

    for row in StillLooking.objects.filter(run=run):
        assert row.reason != "one-way-only" or row.facts == {}


def test_a_private_wish_that_somebody_offers_is_not_read_as_the_open_one(cast: Cast, now: datetime) -> None:
    show(cast.amina, "TikTok", now, level=5)
    wish(cast.amina, "TikTok", now, private=True)
    wish(cast.amina, "weaving willow baskets", now)
    show(cast.bengt, "TikTok", now, level=5)
    wish(cast.bengt, "weaving willow baskets", now)

    run = worked_out(cast, now)

    row = StillLooking.objects.get(run=run, person=cast.amina)
    assert (row.reason, row.facts) == ("nobody-further", {})


def test_what_became_private_is_soon_out_of_the_rows_too(
    proposal: Proposal, told: Cast, now: datetime
) -> None:
    """A copy of the database would else say what Amina wishes and who was to show it."""
    for each in (told.amina, told.bengt):
        actions.answer(proposal, by=each, says=YES, at=now)
    seek = told.amina.seeks.get()
    assert Term.objects.filter(seek=seek, skill__isnull=False).exists()
    assert Topic.objects.filter(seek=seek, skill__isnull=False).exists()

    people.change_seek(seek, importance=4, private=True, dread=None, by=told.amina, at=now)
    tasks.look_after_proposals.call()

    assert not Term.objects.filter(seek=seek, skill__isnull=False).exists()
    assert not Topic.objects.filter(seek=seek, skill__isnull=False).exists()
    assert Term.objects.filter(seek__person=told.bengt, skill__isnull=False).exists()
    partnership = Partnership.objects.get()
    assert together.ways(partnership, told.bengt).out == ["Speaking in front of people"]


# --- Whoever has left ---------------------------------------------------------------------------


@pytest.mark.parametrize("leaves", ["amina", "bengt"])
def test_nobody_is_put_together_with_somebody_who_has_left(
    proposal: Proposal, told: Cast, now: datetime, leaves: str
) -> None:
    actions.answer(proposal, by=told.bengt, says=YES, at=now)
    membership = Membership.objects.get(programme=told.programme, person=getattr(told, leaves))
    programmes.leave(membership, by=membership.person, at=now)

    actions.answer(proposal, by=told.amina, says=YES, at=now)

    assert not Partnership.objects.exists()
    assert proposal.outcome == Proposal.Outcome.APART


def test_nobody_is_put_together_with_somebody_who_was_disabled(
    proposal: Proposal, told: Cast, now: datetime
) -> None:
    actions.answer(proposal, by=told.bengt, says=YES, at=now)
    Person.objects.filter(pk=told.bengt.pk).update(is_active=False)

    actions.answer(proposal, by=told.amina, says=YES, at=now)

    assert not Partnership.objects.exists()


def test_whoever_was_taken_out_reads_no_more_of_the_other(
    proposal: Proposal, told: Cast, now: datetime, signed_in: SignIn
) -> None:
    amina = signed_in(told.amina)
    assert amina.get(f"/proposal/{proposal.pk}/").status_code == 200
    membership = Membership.objects.get(programme=told.programme, person=told.amina)
    programmes.leave(membership, by=told.chen, at=now)

    assert amina.get(f"/proposal/{proposal.pk}/").status_code == 404
    assert amina.post(f"/proposal/{proposal.pk}/", {"answer": "yes", "decides": "no"}).status_code == 404


# --- Twice --------------------------------------------------------------------------------------


def test_a_second_click_takes_back_no_second_decision(told: Cast, now: datetime, signed_in: SignIn) -> None:
    ines = senior("Ines Sousa", told, now)
    run = worked_out(told, now)
    actions.forbid(run, told.amina, ines, by=told.chen, at=now)
    actions.forbid(run, told.amina, told.bengt, by=told.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)
    chen = signed_in(told.chen)
    form = read(chen.get(f"/match/{run.pk}/review/")).answers()

    for _ in range(2):
        chen.post(f"/match/{run.pk}/undo/", form)

    (left,) = queries.overrides(told.programme)
    assert {left.first, left.second} == {told.amina, ines}


@pytest.mark.parametrize("door", ["together", "apart"])
def test_a_second_click_decides_nothing_more(told: Cast, now: datetime, signed_in: SignIn, door: str) -> None:
    run = worked_out(told, now)
    two = {"one": str(told.amina.pk), "other": str(told.bengt.pk)}
    for _ in range(2):
        signed_in(told.chen).post(f"/match/{run.pk}/{door}/", two)
    assert Override.objects.count() == 1


def test_each_click_of_amina_counts_once(told: Cast, now: datetime, signed_in: SignIn) -> None:
    proposal = published(told, now).proposals.get()
    amina = signed_in(told.amina)
    for _ in range(2):
        amina.post(f"/proposal/{proposal.pk}/", {"answer": "yes", "decides": "no"})
    assert Answer.objects.filter(proposal=proposal).count() == 1
