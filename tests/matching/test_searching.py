from datetime import datetime, timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from counterpart.matching import actions, bridge, tasks
from counterpart.matching.models import Override, Run
from counterpart.matching.refusals import AlreadyPublished, NotCollecting
from counterpart.partnerships import actions as partnerships
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Membership, Programme, Withheld
from tests.cast import Cast
from tests.matching.conftest import junior, pairs, published, senior, show, wish, worked_out


def reasons(run: Run) -> dict[str, str]:
    return {each.person.first_name: each.reason for each in run.still_looking.select_related("person")}


def test_amina_and_bengt_are_found_with_both_directions_in_their_words(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)

    ways = run.proposals.get().directions.order_by("teacher__name")
    assert [
        (
            way.teacher.first_name,
            way.learner.first_name,
            [term.skill.name for term in way.terms.all() if term.skill],
        )
        for way in ways
    ] == [("Amina", "Bengt", ["TikTok"]), ("Bengt", "Amina", ["Speaking in front of people"])]
    assert [way.is_reverse for way in ways] == [True, False]


def test_a_run_never_claims_more_than_its_bound(told: Cast, now: datetime) -> None:
    run = worked_out(told, now)

    assert (run.people, run.served, run.progress) == (2, 2, 100)
    assert 0 < run.value <= run.bound


def test_chen_who_clicks_twice_gets_the_run_of_the_first_click(told: Cast, now: datetime) -> None:
    first = actions.start(told.programme, by=told.chen, at=now)
    second = actions.start(told.programme, by=told.chen, at=now)

    assert first == second
    assert DBTaskResult.objects.filter(task_path=actions.SOLVE).count() == 1


def test_the_job_does_what_the_click_asked_for(told: Cast, now: datetime) -> None:
    run = actions.start(told.programme, by=told.chen, at=now)

    tasks.solve.func(run=str(run.pk), round=run.round)

    run.refresh_from_db()
    assert run.is_ready
    assert pairs(run) == {frozenset({"Amina", "Bengt"})}


def test_a_result_is_kept_once_however_often_it_is_worked_out(told: Cast, now: datetime) -> None:
    run = actions.start(told.programme, by=told.chen, at=now)

    assert [actions.work_out(run.pk, run.round, at=now) for _ in range(2)] == [True, False]
    assert run.proposals.count() == 1


def test_what_an_earlier_round_found_comes_too_late(told: Cast, now: datetime) -> None:
    run = actions.start(told.programme, by=told.chen, at=now)
    found = bridge.find(told.programme)
    assert found
    early = Run.objects.get(pk=run.pk)
    actions.again(run, by=told.chen, at=now)

    assert actions.keep(early, found, at=now) is False
    run.refresh_from_db()
    assert (run.finished_at, run.proposals.count()) == (None, 0)


def test_a_search_that_is_overtaken_stops(told: Cast, now: datetime) -> None:
    assert bridge.find(told.programme, cancel=lambda: True) is None


def test_a_search_says_how_far_it_is(told: Cast, now: datetime) -> None:
    heard: list[float] = []
    junior("Fatima Noor", told, now)

    bridge.find(told.programme, progress=heard.append)

    assert heard == sorted(heard)
    assert heard[-1] == 1.0


def test_a_search_that_broke_down_says_so_and_starts_again(told: Cast, now: datetime) -> None:
    run = actions.start(told.programme, by=told.chen, at=now)
    tasks.give_up.func(run=str(run.pk), round=run.round)
    run.refresh_from_db()
    assert run.failed
    assert not run.is_ready

    actions.again(run, by=told.chen, at=now)
    assert actions.work_out(run.pk, run.round, at=now)
    run.refresh_from_db()
    assert run.is_ready


def test_a_draft_has_nothing_to_match(told: Cast, now: datetime) -> None:
    draft = programmes.prepare(programmes.Terms(name="Later"), by=told.chen, at=now)

    with pytest.raises(NotCollecting):
        actions.start(draft, by=told.chen, at=now)


def test_a_published_match_is_not_worked_out_again(told: Cast, now: datetime) -> None:
    run = published(told, now)

    with pytest.raises(AlreadyPublished):
        actions.again(run, by=told.chen, at=now)


def test_an_empty_programme_and_one_person_come_to_a_plain_end(cast: Cast, now: datetime) -> None:
    empty = worked_out(cast, now)
    assert (empty.people, empty.served, reasons(empty)) == (0, 0, {})

    show(cast.amina, "TikTok", now)
    actions.again(empty, by=cast.chen, at=now)
    actions.work_out(empty.pk, empty.round, at=now)
    empty.refresh_from_db()
    assert (empty.people, reasons(empty)) == (1, {"Amina": "alone"})


def test_two_who_want_the_same_are_told_that_nobody_offers_it(cast: Cast, now: datetime) -> None:
    for person in (cast.amina, cast.bengt):
        show(person, "Public speaking", now)
        wish(person, "TikTok", now)

    run = worked_out(cast, now)

    assert run.proposals.count() == 0
    assert reasons(run) == {"Amina": "nobody-offers", "Bengt": "nobody-offers"}


def test_two_people_offer_it_and_nobody_is_further_along(cast: Cast, now: datetime) -> None:
    for person in (cast.amina, cast.bengt):
        show(person, "TikTok", now, level=5)
        wish(person, "TikTok", now)
        show(person, "Public speaking", now)

    run = worked_out(cast, now)

    assert reasons(run) == {"Amina": "nobody-further", "Bengt": "nobody-further"}
    assert {each.facts["count"] for each in run.still_looking.all()} == {1}


def test_accepting_one_direction_serves_whom_nothing_two_way_serves(told: Cast, now: datetime) -> None:
    ines = senior("Ines Sousa", told, now)
    wish(ines, "Podcasts", now)
    only_learns = senior("Jonas Lind", told, now)
    show(only_learns, "Podcasts", now)
    people.withdraw_seek(only_learns.seeks.get(), by=only_learns, at=now)
    wish(only_learns, "Sign language", now)

    run = worked_out(told, now)
    assert (run.served, run.one_way_would_serve) == (2, 2)
    actions.accept_one_way(run, True, by=told.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)
    run.refresh_from_db()

    assert run.served == 4
    assert pairs(run) == {frozenset({"Amina", "Bengt"}), frozenset({"Ines", "Jonas"})}


def test_who_has_a_counterpart_or_is_being_asked_has_no_room(told: Cast, now: datetime) -> None:
    published(told, now)
    senior("Ines Sousa", told, now)

    again = worked_out(told, now)

    assert (again.people, again.served) == (1, 0)


def test_who_has_room_for_two_is_found_again(told: Cast, now: datetime) -> None:
    Person.objects.filter(pk=told.amina.pk).update(capacity=2)
    published(told, now)
    senior("Ines Sousa", told, now)

    assert pairs(worked_out(told, now)) == {frozenset({"Amina", "Ines"})}


def test_who_left_or_takes_nobody_now_is_not_matched(told: Cast, now: datetime) -> None:
    ines, jonas = senior("Ines Sousa", told, now), senior("Jonas Lind", told, now)
    programmes.leave(Membership.objects.get(person=ines), by=ines, at=now)
    Person.objects.filter(pk=jonas.pk).update(capacity=0)

    assert worked_out(told, now).people == 2


def test_what_is_withheld_from_a_programme_does_not_count_there(told: Cast, now: datetime) -> None:
    membership = Membership.objects.get(person=told.amina, programme=told.programme)
    Withheld.objects.create(membership=membership, offer=told.amina.offers.get())

    assert worked_out(told, now).served == 0


def test_a_reverse_programme_wants_somebody_earlier_to_teach(told: Cast, now: datetime) -> None:
    Programme.objects.filter(pk=told.programme.pk).update(template=Programme.Template.REVERSE)
    Person.objects.filter(pk=told.bengt.pk).update(stage=None)
    told.programme.refresh_from_db()

    run = worked_out(told, now)

    assert reasons(run) == {"Amina": "direction", "Bengt": "direction"}


def test_odd_hours_or_zones_count_as_not_told(told: Cast, now: datetime) -> None:
    Person.objects.filter(pk=told.amina.pk).update(hours="whenever", time_zone="Middle/Earth")

    assert worked_out(told, now).served == 2


# --- who is kept apart ------------------------------------------------------------------------


def manage(who: Person, programme: Programme, manager: str, number: str = "") -> None:
    Membership.objects.filter(person=who, programme=programme).update(manager=manager, staff_number=number)


@pytest.mark.parametrize("manager", ["bengt@example.org", "B-7", "Bengt Lindqvist", " BENGT@example.org "])
def test_nobody_is_matched_with_their_manager_however_that_is_written(
    told: Cast, now: datetime, manager: str
) -> None:
    manage(told.bengt, told.programme, "", "B-7")
    manage(told.amina, told.programme, manager)

    assert reasons(worked_out(told, now)) == {"Amina": "private-rule", "Bengt": "private-rule"}


def test_a_line_holds_through_people_who_take_no_part(told: Cast, now: datetime) -> None:
    between = senior("Ines Sousa", told, now)
    Membership.objects.filter(person=between).update(joined_at=None, manager="bengt@example.org")
    manage(told.amina, told.programme, "ines@example.org")

    assert worked_out(told, now).served == 0


def test_lines_that_run_in_a_circle_stop_no_search(told: Cast, now: datetime) -> None:
    manage(told.amina, told.programme, "bengt@example.org")
    manage(told.bengt, told.programme, "amina@example.org")

    assert worked_out(told, now).served == 0


def test_people_under_one_manager_may_meet(told: Cast, now: datetime) -> None:
    boss = senior("Ines Sousa", told, now)
    Membership.objects.filter(person=boss).update(joined_at=None)
    for person in (told.amina, told.bengt):
        manage(person, told.programme, "ines@example.org")

    run = worked_out(told, now)
    assert (run.served, run.unknown_managers) == (2, 0)


def test_people_without_a_known_manager_are_counted(told: Cast, now: datetime) -> None:
    manage(told.amina, told.programme, "cora@example.org")

    assert worked_out(told, now).unknown_managers == 1


@pytest.mark.parametrize(("who", "whom"), [("amina", "bengt"), ("bengt", "amina")])
def test_an_avoid_list_holds_both_ways(told: Cast, now: datetime, who: str, whom: str) -> None:
    avoiding.avoid(getattr(told, whom).email, by=getattr(told, who), at=now)

    assert worked_out(told, now).served == 0


def test_an_avoid_list_holds_for_who_comes_later(told: Cast, now: datetime) -> None:
    avoiding.avoid("ines@example.org", by=told.amina, at=now)
    avoiding.avoid(told.bengt.email, by=told.amina, at=now)
    senior("Ines Sousa", told, now)

    assert worked_out(told, now).served == 0


def test_partners_and_former_partners_are_not_matched_again(told: Cast, now: datetime) -> None:
    ended = partnerships.begin(told.elsewhere, people=[told.amina, told.bengt], topics=[], at=now)
    partnerships.end(ended, by=told.amina, at=now)
    assert worked_out(told, now).served == 0

    told.programme.policy = {"met_again": True}
    told.programme.save()
    run = actions.start(told.programme, by=told.chen, at=now)
    actions.again(run, by=told.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)
    run.refresh_from_db()
    assert run.served == 2


def test_whatever_keeps_two_apart_leaves_the_same_trace(told: Cast, now: datetime) -> None:
    """An organiser who sees everything a run wrote cannot tell an avoid list from a reporting line."""
    avoiding.avoid(told.bengt.email, by=told.amina, at=now)
    run = worked_out(told, now)
    avoided = [(each.person_id, each.reason, each.facts) for each in run.still_looking.order_by("person")]

    avoiding.stop_avoiding(told.amina.avoidances.get(), by=told.amina, at=now)
    manage(told.amina, told.programme, "bengt@example.org")
    actions.again(run, by=told.chen, at=now)
    actions.work_out(run.pk, run.round, at=now)
    managed = [(each.person_id, each.reason, each.facts) for each in run.still_looking.order_by("person")]

    assert avoided == managed


def test_the_last_word_on_two_people_counts_and_undo_brings_back_the_one_before(
    told: Cast, now: datetime
) -> None:
    run = worked_out(told, now)
    actions.forbid(run, told.amina, told.bengt, by=told.chen, at=now)
    actions.pin(run, told.bengt, told.amina, by=told.chen, at=now)
    assert [each.kind for each in Override.objects.standing()] == ["pin"]

    actions.undo(run, by=told.chen, at=now + timedelta(seconds=1))

    assert [each.kind for each in Override.objects.standing()] == ["forbid"]
    actions.work_out(run.pk, run.round, at=now)
    assert run.proposals.count() == 0
