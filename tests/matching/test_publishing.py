from collections import Counter
from datetime import datetime, timedelta

import pytest

from counterpart.letters.models import Letter
from counterpart.matching import actions
from counterpart.matching.models import Proposal, Run
from counterpart.matching.refusals import (
    AlreadyPublished,
    NobodyMatched,
    NotReady,
    OutOfDate,
    ReportingLinesUnchecked,
)
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Membership, Programme
from tests.cast import Cast
from tests.matching.conftest import published, senior, worked_out


def letters() -> Counter[tuple[str, str]]:
    rows = Letter.objects.select_related("to")
    return Counter((each.kind.rsplit(".", 1)[1], each.to.first_name) for each in rows)


def test_publishing_asks_the_two_and_writes_to_who_is_left_out(told: Cast, now: datetime) -> None:
    senior("Ines Sousa", told, now)

    run = published(told, now)

    assert letters() == {("Proposed", "Amina"): 1, ("Proposed", "Bengt"): 1, ("NoCounterpartYet", "Ines"): 1}
    assert run.proposals.get().lapses_at == now + timedelta(days=7)
    told.programme.refresh_from_db()
    assert told.programme.state == Programme.State.RUNNING


def test_nobody_sees_a_proposal_before_it_is_published(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)
    assert not Proposal.objects.visible_to(told.amina).exists()

    actions.publish(run, by=told.chen, at=now, unchecked_ok=True)

    assert Proposal.objects.visible_to(told.amina).count() == 1
    for stranger in (told.chen, told.cora, told.dara, told.olu):
        assert not Proposal.objects.visible_to(stranger).exists()


def test_a_second_click_publishes_nothing_twice(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)
    same = Run.objects.get(pk=run.pk)
    actions.publish(run, by=told.chen, at=now, unchecked_ok=True, seen=run.round)

    with pytest.raises(AlreadyPublished):
        actions.publish(same, by=told.chen, at=now, unchecked_ok=True, seen=same.round)

    assert sum(letters().values()) == 2


def test_unknown_managers_need_a_tick(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)

    with pytest.raises(ReportingLinesUnchecked):
        actions.publish(run, by=told.chen, at=now)

    run.refresh_from_db()
    assert (run.published_at, letters()) == (None, {})


def test_known_managers_need_none(told: Cast, now: datetime) -> None:
    Membership.objects.filter(programme=told.programme).update(manager="cora@example.org")
    run = worked_out(told, now)

    actions.publish(run, by=told.chen, at=now)

    assert sum(letters().values()) == 2


def test_only_what_the_organiser_has_seen_is_published(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)
    seen = run.round
    actions.again(run, by=told.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)

    with pytest.raises(OutOfDate):
        actions.publish(run, by=told.chen, at=now, unchecked_ok=True, seen=seen)


def test_what_is_still_being_worked_out_is_not_published(told: Cast, now: datetime) -> None:
    run = actions.start(told.programme, by=told.chen, at=now)

    with pytest.raises(NotReady):
        actions.publish(run, by=told.chen, at=now, unchecked_ok=True)


def test_a_match_without_a_pair_is_not_published(cast: Cast, now: datetime) -> None:
    run = worked_out(cast, now)

    with pytest.raises(NobodyMatched):
        actions.publish(run, by=cast.chen, at=now, unchecked_ok=True)


def avoid(told: Cast, now: datetime) -> None:
    avoiding.avoid(told.bengt.email, by=told.amina, at=now)


def leave(told: Cast, now: datetime) -> None:
    membership = Membership.objects.get(person=told.bengt, programme=told.programme)
    programmes.leave(membership, by=told.bengt, at=now)


def pause(told: Cast, now: datetime) -> None:
    Person.objects.filter(pk=told.bengt.pk).update(capacity=0)


@pytest.mark.parametrize("change", [avoid, leave, pause])
def test_nobody_is_asked_about_somebody_they_have_come_to_avoid_or_who_has_gone(
    told: Cast, now: datetime, change: object
) -> None:
    run = worked_out(told, now)
    assert callable(change)
    change(told, now)

    with pytest.raises(OutOfDate):
        actions.publish(run, by=told.chen, at=now, unchecked_ok=True, seen=run.round)

    run.refresh_from_db()
    assert (run.published_at, letters()) == (None, {})
    assert run.proposals.get().lapses_at is None
