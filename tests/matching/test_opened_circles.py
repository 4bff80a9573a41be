"""Circles that a member opens: who may, who finds them, who never sits together, and how they end."""

from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import icalendar
import pytest
from django.utils import timezone

from counterpart.letters.models import Letter
from counterpart.matching import actions, circles, pool
from counterpart.matching.models import Override
from counterpart.matching.refusals import NoSeat
from counterpart.partnerships.actions import circles as seats
from counterpart.partnerships.actions import ending, opening
from counterpart.partnerships.letters import CircleClosed, LeftCircle
from counterpart.partnerships.models import Meeting, Opening, Partnership, Seat, Topic
from counterpart.partnerships.queries import momentum
from counterpart.people import avoiding
from counterpart.people.models import Person, Stage
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.actions import understand
from tests.cast import Cast, join, person
from tests.matching.conftest import wish
from tests.racing import race

WEEKS = timedelta(days=21)


@pytest.fixture
def running(cast: Cast) -> Programme:
    policy = {"circles": True}
    Programme.objects.filter(pk=cast.programme.pk).update(state=Programme.State.RUNNING, policy=policy)
    cast.programme.refresh_from_db()
    return cast.programme


def come(name: str, programme: Programme, at: datetime, stage: Stage | None = None) -> Person:
    found = person(name, stage, languages=["en"])
    join(programme, found, at)
    return found


def open_it(
    programme: Programme,
    by: Person,
    at: datetime,
    *,
    topic: str = "Saying no",
    hosts: bool = True,
    room: int = 3,
) -> Partnership:
    (skill,) = understand(topic)
    words = "For whoever says yes too fast."
    return opening.open_circle(programme, skill, words, room=room, hosts=hosts, key=uuid4(), by=by, at=at)


def told(to: Person) -> list[str]:
    rows = Letter.objects.filter(to=to, kind=CircleClosed.name())
    return [str(each.keys["why"]) for each in rows]


def test_bengt_opens_one_and_everybody_there_finds_it_with_his_words(
    running: Programme, cast: Cast, now: datetime
) -> None:
    circle = open_it(running, cast.bengt, now)

    (read,) = circles.read(cast.amina, list(circles.around(cast.amina)))

    assert (read.circle, read.host, read.words) == (circle, cast.bengt, "For whoever says yes too fast.")
    assert (read.learners, read.seats, read.wished, read.stop) == (0, 3, False, "")
    assert list(circles.around(cast.bengt)) == []
    assert list(circles.around(cast.dara)) == []


def test_amina_would_like_it_and_it_looks_for_a_host(running: Programme, cast: Cast, now: datetime) -> None:
    circle = open_it(running, cast.amina, now, hosts=False)
    (read,) = circles.read(cast.bengt, list(circles.around(cast.bengt)))
    assert (read.host, read.opener, read.learners, read.to_host) == (None, cast.amina, 1, True)

    actions.come_to_host(circle.pk, by=cast.bengt, at=now)

    circle.refresh_from_db()
    assert circle.hostless_since is None
    assert list(circle.seats.filter(hosts=True).values_list("person", flat=True)) == [cast.bengt.pk]
    topic = Topic.objects.get()
    assert (topic.teacher, topic.learner) == (cast.bengt, cast.amina)
    with pytest.raises(seats.AlreadyHosted):
        actions.come_to_host(circle.pk, by=come("Gus Lima", running, now), at=now)


def test_own_words_make_a_topic_of_their_own(running: Programme, cast: Cast, now: datetime) -> None:
    assert open_it(running, cast.amina, now, topic="Whistling in lifts").skill.name == "Whistling in lifts"  # type: ignore[union-attr]  # it has one


def test_only_in_a_programme_that_runs_and_has_circles(cast: Cast, running: Programme, now: datetime) -> None:
    with pytest.raises(opening.NotOpening):
        open_it(running, cast.dara, now)
    Programme.objects.filter(pk=running.pk).update(policy={})
    with pytest.raises(opening.NotOpening):
        open_it(running, cast.amina, now)
    Programme.objects.filter(pk=running.pk).update(policy={"circles": True}, state=Programme.State.CLOSED)
    with pytest.raises(opening.NotOpening):
        open_it(running, cast.amina, now)


def test_two_at_once_and_leaving_one_makes_room(running: Programme, cast: Cast, now: datetime) -> None:
    first = open_it(running, cast.amina, now)
    open_it(running, cast.amina, now, topic="Short videos")
    with pytest.raises(opening.OpenedEnough):
        open_it(running, cast.amina, now, topic="Patience")

    seats.leave(first, by=cast.amina, at=now)

    open_it(running, cast.amina, now, topic="Patience")


def test_a_second_click_opens_nothing(running: Programme, cast: Cast, now: datetime) -> None:
    circle = open_it(running, cast.amina, now)
    with pytest.raises(opening.AlreadyThere):
        opening.open_circle(
            running, circle.skill, "Again", room=3, hosts=True, key=circle.pk, by=cast.bengt, at=now  # type: ignore[arg-type]  # it has one
        )  # fmt: skip
    assert Opening.objects.get().by == cast.amina


def test_what_one_would_like_comes_first_but_not_what_one_keeps_private(
    running: Programme, cast: Cast, now: datetime
) -> None:
    alone, brave, calm = (
        open_it(running, come(f"{name} Moe", running, now), now, topic=topic)
        for name, topic in (("Ab", "Aardvarks"), ("Bo", "Budgets of bees"), ("Cy", "Calm cats"))
    )
    wish(cast.amina, "Calm cats", now)
    wish(cast.amina, "Budgets of bees", now, private=True)

    assert list(circles.around(cast.amina)) == [calm, alone, brave]


@pytest.mark.parametrize("who", ["me", "them"])
def test_people_who_avoid_each_other_never_find_each_others_circle(
    running: Programme, cast: Cast, now: datetime, who: str
) -> None:
    circle = open_it(running, cast.bengt, now)
    one, other = (cast.amina, cast.bengt) if who == "me" else (cast.bengt, cast.amina)
    avoiding.avoid(other.email, by=one, at=now)

    assert not circles.around(cast.amina)
    with pytest.raises(NoSeat):
        actions.take_seat(circle.pk, by=cast.amina, at=now)
    with pytest.raises(NoSeat):
        actions.come_to_host(circle.pk, by=cast.amina, at=now)


def test_nor_do_people_on_one_line_or_kept_apart_by_an_organiser(
    running: Programme, cast: Cast, now: datetime
) -> None:
    open_it(running, cast.bengt, now)
    gus, hana = (come(name, running, now) for name in ("Gus Lima", "Hana Ito"))
    Membership.objects.filter(person=gus).update(manager=cast.bengt.email)
    first, second = sorted([hana, cast.bengt], key=lambda each: each.pk)
    Override.objects.create(programme=running, kind="forbid", first=first, second=second, by=cast.chen)

    assert not circles.around(gus)
    assert not circles.around(hana)
    assert circles.around(cast.amina)


def test_it_takes_no_room_and_keeps_nobody_from_being_matched(
    running: Programme, cast: Cast, now: datetime
) -> None:
    circle = open_it(running, cast.bengt, now)
    Person.objects.filter(pk=cast.amina.pk).update(capacity=0)
    actions.take_seat(circle.pk, by=cast.amina, at=now)

    assert not Seat.objects.taking_room().filter(partnership=circle).exists()
    assert pool.places_held().get(cast.amina.pk, 0) == 0
    assert not pool.counts_as_met(running).exists()


def test_full_the_next_waits_and_gets_the_seat_that_falls_free(
    running: Programme, cast: Cast, now: datetime
) -> None:
    circle = open_it(running, cast.bengt, now)
    sit = [come(f"P{n} Quill", running, now) for n in range(3)]
    for each in sit:
        assert actions.take_seat(circle.pk, by=each, at=now) is True
    assert actions.take_seat(circle.pk, by=cast.amina, at=now) is False

    seats.leave(circle, by=sit[0], at=now)

    (read,) = circles.read(cast.amina, list(circles.around(cast.amina)))
    assert read.offered_until == now + seats.HELD
    assert actions.take_seat(circle.pk, by=cast.amina, at=now) is True


def test_nobody_came_in_three_weeks_and_bengt_reads_so(running: Programme, cast: Cast, now: datetime) -> None:
    circle = open_it(running, cast.bengt, now)
    assert opening.close_the_quiet(at=now + WEEKS - timedelta(seconds=1)) == 0

    assert opening.close_the_quiet(at=now + WEEKS) == 1

    circle.refresh_from_db()
    assert circle.ended_at == now + WEEKS
    assert told(cast.bengt) == [CircleClosed.ALONE]
    assert opening.close_the_quiet(at=now + WEEKS) == 0


def test_somebody_came_and_it_stays_open_until_they_leave_and_three_weeks_more(
    running: Programme, cast: Cast, now: datetime
) -> None:
    circle = open_it(running, cast.bengt, now)
    actions.take_seat(circle.pk, by=cast.amina, at=now)
    assert opening.close_the_quiet(at=now + WEEKS) == 0
    left = now + WEEKS
    seats.leave(circle, by=cast.amina, at=left)

    assert opening.close_the_quiet(at=left + WEEKS - timedelta(days=1)) == 0
    assert opening.close_the_quiet(at=left + WEEKS) == 1


def test_the_host_leaves_it_looks_for_another_and_ends_kindly_for_all(
    running: Programme, cast: Cast, now: datetime
) -> None:
    circle = open_it(running, cast.bengt, now)
    two = [come(name, running, now) for name in ("Gus Lima", "Hana Ito")]
    for each in two:
        actions.take_seat(circle.pk, by=each, at=now)
    Meeting.objects.create(
        partnership=circle, starts_at=now + WEEKS * 2, ends_at=now + WEEKS * 2 + timedelta(hours=1)
    )
    seats.leave(circle, by=cast.bengt, at=now)
    (read,) = circles.read(cast.amina, list(circles.around(cast.amina)))
    assert read.to_host

    assert opening.close_the_quiet(at=now + WEEKS) == 1

    assert [told(each) for each in two] == [[CircleClosed.HOSTLESS]] * 2
    assert not circle.meetings.standing().exists()


def test_a_successor_from_inside_hosts_and_it_goes_on(running: Programme, cast: Cast, now: datetime) -> None:
    circle = open_it(running, cast.bengt, now)
    gus, hana = (come(name, running, now) for name in ("Gus Lima", "Hana Ito"))
    for each in (gus, hana):
        actions.take_seat(circle.pk, by=each, at=now)
    seats.leave(circle, by=cast.bengt, at=now)

    seats.host(circle, by=gus, at=now)

    assert opening.close_the_quiet(at=now + WEEKS) == 0
    assert list(circle.topics.values_list("teacher", "learner")) == [(gus.pk, hana.pk)]


def test_whoever_waits_hears_that_there_will_be_no_seat(
    running: Programme, cast: Cast, now: datetime
) -> None:
    circle = open_it(running, cast.bengt, now)
    for n in range(3):
        actions.take_seat(circle.pk, by=come(f"P{n} Quill", running, now), at=now)
    actions.take_seat(circle.pk, by=cast.amina, at=now)

    ending.finish(circle, by=cast.bengt, at=now)

    assert told(cast.amina) == [CircleClosed.WAITED]


def test_stages_are_said_of_five_and_no_fewer(running: Programme, cast: Cast, now: datetime) -> None:
    circle = open_it(running, cast.bengt, now, room=8)
    for n in range(3):
        actions.take_seat(circle.pk, by=come(f"P{n} Quill", running, now, Stage.EARLY), at=now)
    assert [each.mixed for each in circles.read(cast.amina, list(circles.around(cast.amina)))] == [False]

    actions.take_seat(circle.pk, by=come("P9 Quill", running, now, Stage.EARLY), at=now)

    assert [each.mixed for each in circles.read(cast.amina, list(circles.around(cast.amina)))] == [True]


def test_nobody_is_reminded_of_a_circle_they_chose(running: Programme, cast: Cast, now: datetime) -> None:
    open_it(running, cast.bengt, now)
    assert momentum.awake(now, after=None, most=10) == []
    assert momentum.going(running, now).together == 0


@pytest.mark.django_db(transaction=True)
def test_the_last_seat_goes_to_one_of_three(running: Programme, cast: Cast, now: datetime) -> None:
    circle = open_it(running, cast.bengt, now)
    people = [come(f"P{n} Quill", running, now) for n in range(5)]
    for each in people[:2]:
        actions.take_seat(circle.pk, by=each, at=now)

    assert race(3, lambda n: actions.take_seat(circle.pk, by=people[2 + n], at=now)) == ["done"] * 3

    assert circle.seats.filter(hosts=False).count() == 3
    assert circle.waiting.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_avoid_each_other_and_come_at_once_one_sits(
    running: Programme, cast: Cast, now: datetime
) -> None:
    circle = open_it(running, cast.bengt, now)
    gus = come("Gus Lima", running, now)
    avoiding.avoid(gus.email, by=cast.amina, at=now)
    two = [cast.amina, gus]

    outcome = race(2, lambda n: actions.take_seat(circle.pk, by=two[n], at=now))

    assert sorted(outcome) == ["NoSeat", "done"]
    assert circle.seats.filter(hosts=False).count() == 1


@pytest.mark.django_db(transaction=True)
def test_pressed_three_times_at_once_two_are_open(running: Programme, cast: Cast, now: datetime) -> None:
    topics = ["Saying no", "Short videos", "Patience"]

    outcome = race(3, lambda n: open_it(running, cast.amina, now, topic=topics[n]))

    assert sorted(outcome) == ["OpenedEnough", "done", "done"]


@pytest.mark.django_db(transaction=True)
def test_whoever_comes_as_it_closes_sits_or_hears_that_it_has_ended(
    running: Programme, cast: Cast, now: datetime
) -> None:
    circle = open_it(running, cast.bengt, now)
    late = now + WEEKS

    def deed(number: int) -> None:
        if number:
            actions.take_seat(circle.pk, by=cast.amina, at=late)
        else:
            opening.close_the_quiet(at=late)

    outcome = race(2, deed)

    circle.refresh_from_db()
    sits = circle.seats.filter(person=cast.amina).exists()
    assert sits == (circle.ended_at is None) == (outcome == ["done", "done"])


def test_whoever_leaves_takes_its_gatherings_out_of_their_own_calendar_alone(
    running: Programme, cast: Cast, now: datetime
) -> None:
    circle = open_it(running, cast.bengt, now)
    for each in (cast.amina, come("Gus Lima", running, now)):
        actions.take_seat(circle.pk, by=each, at=now)
    starts = timezone.now() + WEEKS
    gathering = Meeting.objects.create(
        partnership=circle, starts_at=starts, ends_at=starts + timedelta(hours=1), sequence=2
    )

    seats.leave(circle, by=cast.amina, at=now)

    (letter,) = Letter.objects.filter(kind=LeftCircle.name())
    assert letter.to == cast.amina
    ((_name, file, _kind),) = LeftCircle(circle.pk).attachments(cast.amina)
    read: Any = icalendar.Calendar.from_ical(file)
    (entry,) = read.walk("VEVENT")
    assert (str(entry["status"]), int(entry["sequence"])) == ("CANCELLED", 3)
    assert str(entry["uid"]).startswith(str(gathering.pk))
    assert Meeting.objects.booked().get() == gathering
