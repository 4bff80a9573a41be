from datetime import datetime

import pytest

from counterpart.matching import actions, bridge, queries
from counterpart.matching.models import Override, Run
from counterpart.matching.reasons import Reason
from counterpart.matching.refusals import (
    AlreadyPublished,
    NoCommonLanguage,
    NoRoom,
    NotDifferent,
    NothingToUndo,
    NotTakingPart,
    PrivateRule,
    Refused,
)
from counterpart.partnerships import actions as partnerships
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Membership
from tests.cast import Cast
from tests.matching.conftest import pairs, published, senior, show, wish, worked_out


@pytest.fixture
def ines(told: Cast, now: datetime) -> Person:
    return senior("Ines Sousa", told, now, importance=1)


def redo(run: Run, now: datetime) -> None:
    assert actions.work_out(run.pk, run.round, at=now)
    run.refresh_from_db()


def test_a_pin_puts_two_together_though_others_fit_better(told: Cast, ines: Person, now: datetime) -> None:
    run = worked_out(told, now)
    assert pairs(run) == {frozenset({"Amina", "Bengt"})}
    before = run.value

    actions.pin(run, told.amina, ines, by=told.chen, at=now)
    redo(run, now)

    assert pairs(run) == {frozenset({"Amina", "Ines"})}
    assert run.proposals.get().pinned
    assert run.value < before


def test_two_who_are_kept_apart_are_not_matched(told: Cast, ines: Person, now: datetime) -> None:
    run = worked_out(told, now)

    actions.forbid(run, told.bengt, told.amina, by=told.chen, at=now)
    redo(run, now)

    assert pairs(run) == {frozenset({"Amina", "Ines"})}
    assert run.still_looking.get(person=told.bengt).reason == Reason.FORBIDDEN


def test_undo_takes_the_last_change_back(told: Cast, ines: Person, now: datetime) -> None:
    run = worked_out(told, now)
    actions.forbid(run, told.bengt, told.amina, by=told.chen, at=now)

    actions.undo(run, by=told.chen, at=now)
    redo(run, now)

    assert pairs(run) == {frozenset({"Amina", "Bengt"})}
    assert Override.objects.get().undone_by == told.chen
    with pytest.raises(NothingToUndo):
        actions.undo(run, by=told.chen, at=now)


def avoid(told: Cast, now: datetime) -> None:
    avoiding.avoid(told.bengt.email, by=told.amina, at=now)


def be_avoided(told: Cast, now: datetime) -> None:
    avoiding.avoid(told.amina.email, by=told.bengt, at=now)


def manage(told: Cast, now: datetime) -> None:
    Membership.objects.filter(person=told.bengt, programme=told.programme).update(manager=told.amina.email)


def meet(told: Cast, now: datetime) -> None:
    ended = partnerships.begin(told.elsewhere, people=[told.amina, told.bengt], topics=[], at=now)
    partnerships.end(ended, by=told.amina, at=now)


@pytest.mark.parametrize("keep_apart", [avoid, be_avoided, manage, meet])
def test_every_private_rule_refuses_a_pin_in_the_same_words(
    told: Cast, now: datetime, keep_apart: object
) -> None:
    run = worked_out(told, now)
    assert callable(keep_apart)
    keep_apart(told, now)

    with pytest.raises(Refused) as refused:
        actions.pin(run, told.amina, told.bengt, by=told.chen, at=now)

    assert type(refused.value) is PrivateRule
    assert refused.value.args == ()
    weighed = bridge.weigh(told.programme, told.amina, told.bengt)
    assert weighed
    assert weighed.against == (Reason.PRIVATE_RULE,)
    assert Override.objects.count() == 0
    round = run.round
    run.refresh_from_db()
    assert (run.is_ready, run.round) == (True, round - 1)


def test_a_pin_needs_a_common_language(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)
    Person.objects.filter(pk=told.bengt.pk).update(languages=["sv"])

    with pytest.raises(NoCommonLanguage):
        actions.pin(run, told.amina, told.bengt, by=told.chen, at=now)


def test_a_pin_needs_the_difference_that_the_programme_asks_for(told: Cast, now: datetime) -> None:
    told.programme.policy = {"different": ["function"]}
    told.programme.save()
    run = worked_out(told, now)
    Person.objects.filter(pk=told.bengt.pk).update(function="marketing")

    with pytest.raises(NotDifferent):
        actions.pin(run, told.amina, told.bengt, by=told.chen, at=now)


def test_a_pin_needs_room(told: Cast, ines: Person, now: datetime) -> None:
    run = worked_out(told, now)
    actions.pin(run, told.amina, told.bengt, by=told.chen, at=now)

    with pytest.raises(NoRoom):
        actions.pin(run, told.amina, ines, by=told.chen, at=now)
    actions.pin(run, told.amina, told.bengt, by=told.chen, at=now)


def test_a_pin_needs_both_to_take_part(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)

    with pytest.raises(NotTakingPart):
        actions.pin(run, told.amina, told.dara, by=told.chen, at=now)


def test_a_pin_that_holds_no_more_stops_no_search_and_is_named(
    told: Cast, ines: Person, now: datetime
) -> None:
    run = worked_out(told, now)
    actions.pin(run, told.amina, ines, by=told.chen, at=now)
    programmes.leave(Membership.objects.get(person=ines), by=ines, at=now)
    redo(run, now)

    assert pairs(run) == {frozenset({"Amina", "Bengt"})}
    assert [(each.first, each.second) for each in queries.pins_not_kept(run)] == [
        tuple(sorted((told.amina, ines), key=lambda person: person.pk))
    ]


def test_nothing_is_overruled_once_it_is_published(told: Cast, now: datetime) -> None:
    run = published(told, now)

    for change in (
        lambda: actions.pin(run, told.amina, told.bengt, by=told.chen, at=now),
        lambda: actions.forbid(run, told.amina, told.bengt, by=told.chen, at=now),
        lambda: actions.undo(run, by=told.chen, at=now),
        lambda: actions.accept_one_way(run, True, by=told.chen, at=now),
    ):
        with pytest.raises(AlreadyPublished):
            change()


def test_any_two_are_weighed_with_what_is_private_left_out(told: Cast, ines: Person, now: datetime) -> None:
    wish(told.amina, "Podcasts", now, private=True)
    show(ines, "Podcasts", now)

    weighed = bridge.weigh(told.programme, told.amina, ines)

    assert weighed
    assert {way.sentence for way in queries.read_ways(weighed)} == {
        "Ines shows Amina: Speaking in front of people",
        "Amina shows Ines: TikTok",
    }
    assert weighed.against == ()
