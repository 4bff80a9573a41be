from datetime import datetime, timedelta

import pytest

from counterpart.letters.kind import find
from counterpart.letters.models import Letter
from counterpart.matching import actions, queries, tasks
from counterpart.matching import words as words_of
from counterpart.matching.models import Answer, Proposal
from counterpart.matching.pool import first_next_time
from counterpart.matching.refusals import AlreadyAnswered, AlreadySettled
from counterpart.partnerships.models import Partnership, Topic
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Membership
from tests.cast import Cast
from tests.matching.conftest import junior, pairs, published, senior, worked_out

YES, NO, DECIDES = Answer.Says.YES, Answer.Says.NO, Answer.Says.DECIDES


def letters(person: Person) -> list[str]:
    rows = Letter.objects.filter(to=person).order_by("posted_at", "pk")
    return [row.kind.rsplit(".", 1)[1] for row in rows]


def words(person: Person, kind: str) -> list[str]:
    row = Letter.objects.get(to=person, kind__endswith=f".{kind}")
    return find(row.kind).from_keys(row.keys).paragraphs(person)


def test_two_who_say_yes_begin(proposal: Proposal, told: Cast, now: datetime) -> None:
    actions.answer(proposal, by=told.amina, says=YES, at=now)
    assert not Partnership.objects.exists()

    actions.answer(proposal, by=told.bengt, says=YES, at=now)

    partnership = Partnership.objects.get()
    assert proposal.outcome == Proposal.Outcome.TOGETHER
    assert proposal.partnership == partnership
    assert set(partnership.seats.values_list("person__name", flat=True)) == {told.amina.name, told.bengt.name}
    topics = Topic.objects.filter(partnership=partnership).order_by("teacher__name")
    assert [(topic.teacher, topic.learner, topic.skill and topic.skill.name) for topic in topics] == [
        (told.amina, told.bengt, "TikTok"),
        (told.bengt, told.amina, "Speaking in front of people"),
    ]
    assert sorted(letters(told.amina)) == sorted(letters(told.bengt)) == ["Proposed", "Together"]


@pytest.mark.parametrize("says", [NO, DECIDES])
def test_the_other_reads_that_it_did_not_come_together_and_nothing_else(
    proposal: Proposal, told: Cast, now: datetime, says: str
) -> None:
    actions.answer(proposal, by=told.amina, says=YES, at=now)
    actions.answer(proposal, by=told.bengt, says=says, at=now + timedelta(hours=1))

    assert sorted(letters(told.amina)) == ["DidNotComeTogether", "Proposed"]
    assert letters(told.bengt) == ["Proposed"]
    day = words_of.next_look(proposal.run)
    assert words(told.amina, "DidNotComeTogether") == [
        "This one did not come together, we are looking again. You come first next time.",
        day,
    ]


@pytest.mark.parametrize("amina_avoids", [True, False])
def test_who_would_rather_not_meet_the_other_by_now_is_not_put_together_with_them(
    proposal: Proposal, told: Cast, now: datetime, amina_avoids: bool
) -> None:
    """Amina said yes before; whoever of the two it is, both read what a no would have brought."""
    actions.answer(proposal, by=told.amina, says=YES, at=now)
    one, other = (told.amina, told.bengt) if amina_avoids else (told.bengt, told.amina)
    avoiding.avoid(other.email, by=one, at=now)

    actions.answer(proposal, by=told.bengt, says=YES, at=now + timedelta(hours=1))

    assert proposal.outcome == Proposal.Outcome.APART
    assert not Partnership.objects.exists()
    assert sorted(letters(told.amina)) == sorted(letters(told.bengt)) == ["DidNotComeTogether", "Proposed"]


def test_the_other_need_not_wait_for_somebody_who_keeps_away(
    proposal: Proposal, told: Cast, now: datetime
) -> None:
    avoiding.avoid(told.bengt.email, by=told.amina, at=now)
    assert actions.let_go(at=now + timedelta(hours=1)) == 1
    proposal.refresh_from_db()
    assert proposal.outcome == Proposal.Outcome.APART


def test_a_lapse_reads_like_a_no(proposal: Proposal, told: Cast, now: datetime) -> None:
    actions.answer(proposal, by=told.amina, says=YES, at=now)

    assert actions.lapse(at=now + timedelta(days=7)) == 1

    proposal.refresh_from_db()
    assert proposal.outcome == Proposal.Outcome.LAPSED
    assert words(told.amina, "DidNotComeTogether")[0] == (
        "This one did not come together, we are looking again. You come first next time."
    )
    assert words(told.bengt, "DidNotComeTogether")[0] == (
        "This one did not come together, we are looking again."
    )
    assert actions.lapse(at=now + timedelta(days=8)) == 0


def test_nobody_answers_twice(proposal: Proposal, told: Cast, now: datetime) -> None:
    actions.answer(proposal, by=told.amina, says=YES, at=now)

    with pytest.raises(AlreadyAnswered):
        actions.answer(proposal, by=told.amina, says=NO, at=now)


@pytest.mark.parametrize("days", [7, 8])
def test_after_seven_days_an_answer_comes_too_late(
    proposal: Proposal, told: Cast, now: datetime, days: int
) -> None:
    with pytest.raises(AlreadySettled):
        actions.answer(proposal, by=told.amina, says=YES, at=now + timedelta(days=days))


def test_an_answer_to_an_unpublished_proposal_is_none(told: Cast, now: datetime) -> None:
    unseen = worked_out(told, now).proposals.get()

    with pytest.raises(AlreadySettled):
        actions.answer(unseen, by=told.amina, says=YES, at=now)


def test_one_reminder_after_four_days_to_whoever_is_silent(
    proposal: Proposal, told: Cast, now: datetime
) -> None:
    actions.answer(proposal, by=told.amina, says=YES, at=now)

    assert actions.remind(at=now + timedelta(days=3, hours=23)) == 0
    assert actions.remind(at=now + timedelta(days=4)) == 1
    assert actions.remind(at=now + timedelta(days=5)) == 0
    assert sorted(letters(told.bengt)) == ["Proposed", "ProposalReminder"][::-1]
    assert letters(told.amina) == ["Proposed"]


def test_where_one_leaves_the_other_need_not_wait(proposal: Proposal, told: Cast, now: datetime) -> None:
    membership = Membership.objects.get(person=told.bengt, programme=told.programme)
    programmes.leave(membership, by=told.bengt, at=now)

    assert actions.let_go(at=now) == 1

    proposal.refresh_from_db()
    assert proposal.outcome == Proposal.Outcome.APART
    assert queries.standing(_membership(told, told.amina), at=now).kind == "came-apart"


def test_the_round_of_the_clock_does_all_three(proposal: Proposal, told: Cast, now: datetime) -> None:
    Proposal.objects.update(lapses_at=now - timedelta(minutes=1))

    tasks.look_after_proposals.func()

    proposal.refresh_from_db()
    assert proposal.outcome == Proposal.Outcome.LAPSED


# --- next time --------------------------------------------------------------------------------


def test_who_was_let_down_comes_first_next_time(proposal: Proposal, told: Cast, now: datetime) -> None:
    """Amina said yes, Bengt said no. Of two juniors who would both suit Ines, Amina is now first."""
    actions.answer(proposal, by=told.amina, says=YES, at=now)
    actions.answer(proposal, by=told.bengt, says=NO, at=now)
    better = junior("Fatima Noor", told, now)
    Person.objects.filter(pk=told.bengt.pk).update(capacity=0)
    Person.objects.filter(pk=better.pk).update(function="Law", place="Oslo", background="Law")
    ines = senior("Ines Sousa", told, now)
    Person.objects.filter(pk=ines.pk).update(function="Care", place="Bern", background="Care")
    Person.objects.filter(pk=told.amina.pk).update(function="Care", place="Bern", background="Care")

    assert set(first_next_time(told.programme)) == {told.amina.pk}
    assert pairs(worked_out(told, now)) == {frozenset({"Amina", "Ines"})}


def test_without_having_been_let_down_the_better_fit_is_chosen(told: Cast, now: datetime) -> None:
    """The same people, nobody let down: what makes the test above mean something."""
    better = junior("Fatima Noor", told, now)
    Person.objects.filter(pk=told.bengt.pk).update(capacity=0)
    Person.objects.filter(pk=better.pk).update(function="Law", place="Oslo", background="Law")
    ines = senior("Ines Sousa", told, now)
    Person.objects.filter(pk=ines.pk).update(function="Care", place="Bern", background="Care")
    Person.objects.filter(pk=told.amina.pk).update(function="Care", place="Bern", background="Care")

    assert pairs(worked_out(told, now)) == {frozenset({"Fatima", "Ines"})}


def test_who_was_left_out_comes_first_until_they_are_asked(told: Cast, now: datetime) -> None:
    ines = senior("Ines Sousa", told, now)
    published(told, now)
    assert set(first_next_time(told.programme)) == {ines.pk}

    junior("Fatima Noor", told, now)
    published(told, now + timedelta(hours=1))

    assert set(first_next_time(told.programme)) == set()


@pytest.mark.parametrize("says", [NO, DECIDES, None])
def test_what_did_not_come_together_is_not_proposed_again(
    proposal: Proposal, told: Cast, now: datetime, says: str | None
) -> None:
    if says:
        actions.answer(proposal, by=told.amina, says=says, at=now)
    else:
        actions.lapse(at=now + timedelta(days=7))

    assert worked_out(told, now + timedelta(days=8)).served == 0


# --- what a member reads ----------------------------------------------------------------------


def _membership(told: Cast, person: Person) -> Membership:
    return Membership.objects.get(person=person, programme=told.programme)


def test_a_member_reads_where_they_stand(proposal: Proposal, told: Cast, now: datetime) -> None:
    ines = senior("Ines Sousa", told, now)
    amina, bengt = _membership(told, told.amina), _membership(told, told.bengt)
    actions.answer(proposal, by=told.amina, says=YES, at=now)

    assert [queries.standing(each, at=now).kind for each in (amina, bengt, _membership(told, ines))] == [
        "answered",
        "asked",
        "waiting",
    ]
    assert queries.open_proposal_for(told.bengt, at=now) == proposal
    actions.answer(proposal, by=told.bengt, says=NO, at=now)

    stands = queries.standing(amina, at=now)
    assert (stands.kind, stands.what) == (
        "came-apart",
        "This one did not come together, we are looking again. You come first next time.",
    )
    assert stands.next == words_of.next_look(proposal.run)
    assert queries.open_proposal_for(told.bengt, at=now) is None


def test_who_is_left_out_reads_what_next_when_and_one_thing_that_helps(told: Cast, now: datetime) -> None:
    ines = senior("Ines Sousa", told, now)
    run = published(told, now)

    stands = queries.standing(_membership(told, ines), at=now)

    assert (stands.kind, stands.next) == ("left-out", words_of.next_look(run))
    assert stands.what == "There was nobody for you this time. You come first next time."
    assert stands.helps == "One more wish, or one more thing you can show, makes it likelier."
