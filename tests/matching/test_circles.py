"""Circles: somebody hosts, three to eight learn."""

from datetime import datetime, timedelta

import pytest

from counterpart.engine.circle_seats import FEWEST, MOST
from counterpart.letters.models import Letter
from counterpart.matching import actions, bridge, circles
from counterpart.matching.models import Answer, Proposal
from counterpart.matching.refusals import NoSeat
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.actions import circles as seats
from counterpart.partnerships.models import LEARNERS, Partnership, Seat, Topic, Waiting
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.models import Skill
from tests.cast import Cast, join, person
from tests.matching.conftest import published, show, wish, worked_out

YES, NO = Answer.Says.YES, Answer.Says.NO
TOPIC = "Public speaking"


def learner(name: str, cast: Cast, at: datetime, private: bool = False) -> Person:
    found = person(name, languages=["en"])
    join(cast.programme, found, at)
    wish(found, TOPIC, at, private=private)
    return found


@pytest.fixture
def learners(cast: Cast, now: datetime) -> list[Person]:
    """Bengt would host; four would learn from him."""
    Programme.objects.filter(pk=cast.programme.pk).update(policy={"circles": True})
    cast.programme.refresh_from_db()
    Person.objects.filter(pk=cast.bengt.pk).update(hosting=True)
    cast.bengt.refresh_from_db()
    show(cast.bengt, TOPIC, now)
    return [learner(name, cast, now) for name in ("Femi Ade", "Gus Lima", "Hana Ito", "Ida Moe")]


@pytest.fixture
def asked(cast: Cast, learners: list[Person], now: datetime) -> Proposal:
    return published(cast, now).proposals.get()


def say(proposal: Proposal, who: list[Person], at: datetime, says: str = YES) -> None:
    for each in who:
        actions.answer(proposal, by=each, says=says, at=at)


@pytest.fixture
def circle(asked: Proposal, cast: Cast, learners: list[Person], now: datetime) -> Partnership:
    say(asked, [cast.bengt, *learners], now)
    return Partnership.objects.get()


def kinds(to: Person) -> list[str]:
    rows = Letter.objects.filter(to=to).order_by("posted_at", "pk").values_list("kind", flat=True)
    return [kind.rsplit(".", 1)[1] for kind in rows]


def test_the_numbers_are_those_of_the_engine() -> None:
    assert (bridge.FEWEST_LEARNERS, LEARNERS) == (FEWEST, MOST)


def test_four_are_asked_about_a_circle_that_bengt_hosts(
    asked: Proposal, cast: Cast, learners: list[Person]
) -> None:
    assert asked.kind == "circle"
    assert asked.skill
    assert asked.skill.name == "Speaking in front of people"
    assert [place.person for place in asked.places.filter(hosts=True)] == [cast.bengt]
    assert {place.person for place in asked.places.filter(hosts=False)} == set(learners)
    assert asked.run.served == 4


def test_a_private_wish_leads_into_no_circle(cast: Cast, learners: list[Person], now: datetime) -> None:
    jo = learner("Jo Kim", cast, now, private=True)
    run = worked_out(cast, now)

    assert jo not in {place.person for place in run.proposals.get().places.all()}
    assert run.still_looking.get(person=jo).reason == "taken"
    assert run.served == 4


def test_without_three_open_wishes_there_is_no_circle(
    cast: Cast, learners: list[Person], now: datetime
) -> None:
    for each in learners[:2]:
        each.seeks.all().delete()
        wish(each, TOPIC, now, private=True)
    run = worked_out(cast, now)

    assert not run.proposals.exists()
    assert run.served == 0
    assert run.still_looking.filter(person__in=learners).count() == 4


def test_a_circle_begins_without_the_one_who_says_no(
    asked: Proposal, cast: Cast, learners: list[Person], now: datetime
) -> None:
    say(asked, learners[:1], now, NO)
    say(asked, [cast.bengt, *learners[1:]], now)

    circle = Partnership.objects.get()
    assert set(circle.seats.values_list("person", "hosts")) == {
        (cast.bengt.pk, True), *((each.pk, False) for each in learners[1:])
    }  # fmt: skip
    assert Topic.objects.filter(partnership=circle, teacher=cast.bengt).count() == 3
    assert kinds(learners[0]) == ["Proposed"]


def test_a_circle_without_its_host_comes_apart_at_once(
    asked: Proposal, cast: Cast, learners: list[Person], now: datetime
) -> None:
    say(asked, [cast.bengt], now, NO)

    assert asked.outcome == Proposal.Outcome.APART
    for each in learners:
        assert sorted(kinds(each)) == ["DidNotComeTogether", "Proposed"]


def test_two_learners_are_too_few(asked: Proposal, learners: list[Person], now: datetime) -> None:
    say(asked, learners[:1], now, NO)
    assert not asked.settled_at

    say(asked, learners[1:2], now, NO)
    assert asked.outcome == Proposal.Outcome.APART


def test_whoever_is_silent_may_still_take_a_seat(
    asked: Proposal, cast: Cast, learners: list[Person], now: datetime
) -> None:
    say(asked, [cast.bengt, *learners[1:]], now)
    assert not Partnership.objects.exists()

    later = now + timedelta(days=7)
    actions.lapse(at=later)

    circle = Partnership.objects.get()
    assert sorted(kinds(learners[0])) == ["BeganWithoutYou", "Proposed"]
    assert list(circles.around(learners[0])) == [circle]
    assert actions.take_seat(circle.pk, by=learners[0], at=later) is True
    assert circle.seats.count() == 5


def test_a_lapse_without_the_hosts_answer_ends_it(
    asked: Proposal, learners: list[Person], now: datetime
) -> None:
    say(asked, learners, now)
    actions.lapse(at=now + timedelta(days=7))

    asked.refresh_from_db()
    assert asked.outcome == Proposal.Outcome.LAPSED


def test_where_a_learner_leaves_the_programme_the_rest_still_decide(
    asked: Proposal, cast: Cast, learners: list[Person], now: datetime
) -> None:
    say(asked, [cast.bengt, *learners[1:]], now)
    programmes.leave(Membership.objects.get(person=learners[0]), by=learners[0], at=now)

    actions.let_go(at=now)

    assert Partnership.objects.get().seats.count() == 4


def test_hosting_takes_no_room_and_one_circle_at_a_time(
    circle: Partnership, cast: Cast, learners: list[Person], now: datetime
) -> None:
    for name in ("Ulla", "Vera", "Wim"):
        learner(name, cast, now)
    again = worked_out(cast, now)

    assert not again.proposals.exists()
    assert again.people == 4  # Bengt has room for a counterpart


# --- seats ------------------------------------------------------------------------------------


def fill(circle: Partnership, cast: Cast, at: datetime, up_to: int = LEARNERS) -> None:
    while circle.seats.filter(hosts=False).count() < up_to:
        number = circle.seats.count()
        actions.take_seat(circle.pk, by=learner(f"P{number} Quill", cast, at), at=at)


def test_when_full_one_waits_and_the_next_in_line_is_offered_the_seat(
    circle: Partnership, cast: Cast, learners: list[Person], now: datetime
) -> None:
    fill(circle, cast, now)
    first, second = learner("Jo Kim", cast, now), learner("Kai Lund", cast, now)
    assert actions.take_seat(circle.pk, by=first, at=now) is False
    assert actions.take_seat(circle.pk, by=second, at=now + timedelta(hours=1)) is False
    assert actions.take_seat(circle.pk, by=second, at=now + timedelta(hours=2)) is False
    assert [each.before for each in circles.read(second, list(circles.around(second)))] == [1]

    seats.leave(circle, by=learners[0], at=now + timedelta(days=1))
    assert kinds(first) == ["SeatOffered"]
    assert actions.take_seat(circle.pk, by=second, at=now + timedelta(days=1)) is False

    assert seats.let_offers_lapse(at=now + timedelta(days=7)) == 0
    assert seats.let_offers_lapse(at=now + timedelta(days=8)) == 1
    assert kinds(second) == ["SeatOffered"]
    assert actions.take_seat(circle.pk, by=second, at=now + timedelta(days=9)) is True
    assert circle.seats.filter(hosts=False).count() == LEARNERS
    assert not Waiting.objects.exists()


def test_whoever_leaves_the_offered_seat_passes_it_on(
    circle: Partnership, cast: Cast, learners: list[Person], now: datetime
) -> None:
    fill(circle, cast, now)
    first, second = learner("Jo Kim", cast, now), learner("Kai Lund", cast, now)
    for who in (first, second):
        actions.take_seat(circle.pk, by=who, at=now)
    seats.leave(circle, by=learners[0], at=now)

    seats.stop_waiting(circle, by=first, at=now)

    assert kinds(second) == ["SeatOffered"]


def test_a_circle_is_not_shown_to_whom_a_rule_keeps_away(
    circle: Partnership, cast: Cast, learners: list[Person], now: datetime
) -> None:
    jo = learner("Jo Kim", cast, now)
    assert list(circles.around(jo)) == [circle]

    avoiding.avoid(jo.email, by=learners[2], at=now)

    assert not circles.around(jo)
    with pytest.raises(NoSeat):
        actions.take_seat(circle.pk, by=jo, at=now)


def test_a_private_wish_and_another_programme_open_no_circle(
    circle: Partnership, cast: Cast, now: datetime
) -> None:
    jo = learner("Jo Kim", cast, now, private=True)
    wish(cast.dara, TOPIC, now)

    assert [each.wished for each in circles.read(jo, list(circles.around(jo)))] == [False]
    assert circles.nearby(jo) == circles.Nearby()
    assert not circles.around(cast.dara)


def test_a_circle_goes_on_without_one_of_them(
    circle: Partnership, cast: Cast, learners: list[Person], now: datetime
) -> None:
    seats.leave(circle, by=learners[0], at=now)

    assert circle.seats.count() == 4
    assert not Partnership.objects.visible_to(learners[0]).exists()
    assert not Topic.objects.filter(learner=learners[0]).exists()
    with pytest.raises(seats.NotSeated):
        seats.leave(circle, by=learners[0], at=now)


def test_the_last_two_end_it(circle: Partnership, cast: Cast, learners: list[Person], now: datetime) -> None:
    for each in learners:
        seats.leave(circle, by=each, at=now)

    circle.refresh_from_db()
    assert circle.ended_at == now
    assert "Parted" in kinds(cast.bengt)


def test_a_host_hands_over_to_whoever_is_willing(
    circle: Partnership, cast: Cast, learners: list[Person], now: datetime
) -> None:
    with pytest.raises(seats.AlreadyHosted):
        seats.host(circle, by=learners[0], at=now)
    seats.hand_over(circle, by=cast.bengt, at=now)

    seats.host(circle, by=learners[0], at=now)

    with pytest.raises(seats.AlreadyHosted):
        seats.host(circle, by=learners[1], at=now)
    assert Seat.objects.get(hosts=True).person == learners[0]
    assert set(Topic.objects.values_list("teacher", "learner")) == {
        (learners[0].pk, each.pk) for each in learners[1:]
    }


def test_when_the_host_leaves_another_may_host(
    circle: Partnership, cast: Cast, learners: list[Person], now: datetime
) -> None:
    seats.leave(circle, by=cast.bengt, at=now)
    seats.host(circle, by=learners[1], at=now)

    assert Seat.objects.get(hosts=True).person == learners[1]


def begun(cast: Cast, learners: list[Person], at: datetime) -> Partnership:
    """A circle, without the search before it."""
    skill = Skill.objects.get(name="Speaking in front of people")
    return partnerships.begin(
        cast.programme,
        people=[cast.bengt, *learners],
        hosts=[cast.bengt],
        skill=skill,
        kind="circle",
        topics=[],
        at=at,
    )


def test_who_keeps_away_from_another_of_a_circle_is_left_out_and_the_others_begin(
    asked: Proposal, cast: Cast, learners: list[Person], now: datetime
) -> None:
    avoiding.avoid(learners[1].email, by=learners[0], at=now)
    say(asked, [cast.bengt, *learners], now)
    assert set(Partnership.objects.get().seats.values_list("person", flat=True)) == {
        each.pk for each in (cast.bengt, *learners[1:])
    }
