"""What a radar counts, when it is drawn, and who reads it."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.asks import actions as asks
from counterpart.asks import waiting
from counterpart.asks.models import Ask
from counterpart.introductions import actions as introductions
from counterpart.journal.models import Entry
from counterpart.people import actions as people
from counterpart.people.models import Offer, Person, Seek, Stage
from counterpart.programmes.models import Membership, Programme, Withheld
from counterpart.radar import actions, queries, tasks
from counterpart.radar.counting import count
from counterpart.radar.models import Group, Month, Number, Secret, What
from counterpart.skills import actions as skills
from counterpart.skills.models import Skill
from tests.cast import Cast, join
from tests.racing import race
from tests.stories.conftest import tell


@pytest.fixture(autouse=True)
def without_shift(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is counted is seen as it is; `test_pinned` is about the shift."""
    monkeypatch.setattr("counterpart.radar.cells.shift_of", lambda secret, *names: 0)


def topic(name: str = "Python") -> Skill:
    (found,) = skills.understand(name)
    return found


def crowd(programme: Programme, many: int, at: datetime, stage: Stage = Stage.EARLY) -> list[Person]:
    """So many more who take part and have told nothing."""
    found = [
        Person.objects.create_user(f"{uuid4().hex}@example.org", name="Yuna Park", stage=stage)
        for _ in range(many)
    ]
    for each in found:
        join(programme, each, at)
    return found


def show(persons: Sequence[Person], at: datetime, name: str = "Python") -> None:
    for each in persons:
        people.tell_offer(topic(name), by=each, at=at)


def numbers(month: Month) -> dict[tuple[str, str, str], int]:
    rows = Number.objects.filter(month=month).values_list("topic__name", "what", "group", "at_least")
    return {(name, what, group): least for name, what, group, least in rows}


def counted(programme: Programme, at: datetime) -> dict[tuple[str, str, str], int]:
    return {
        (topic.name, what, group): n for (topic, what, group), n in count(programme, at=at).numbers.items()
    }


def test_five_who_can_show_it_stand_there_and_four_do_not(cast: Cast, now: datetime) -> None:
    juniors = crowd(cast.programme, 20, now)
    show(juniors[:5], now)
    show(juniors[:4], now, "Negotiating")

    month = actions.draw(cast.programme, at=now)

    assert numbers(month) == {("Python", What.OFFERS, Group.JUNIOR): 5}


def test_where_nearly_everybody_can_show_it_the_number_leaves_enough_of_them_unsaid(
    cast: Cast, now: datetime
) -> None:
    seniors = crowd(cast.programme, 17, now, Stage.RETIRED)
    show(seniors, now)

    month = actions.draw(cast.programme, at=now)

    assert numbers(month) == {("Python", What.OFFERS, Group.SENIOR): 5}


def test_a_table_stays_as_it_is_until_the_next_month(cast: Cast, now: datetime) -> None:
    juniors = crowd(cast.programme, 40, now)
    show(juniors[:5], now)
    month = actions.draw(cast.programme, at=now)
    show(juniors[:20], now)

    again = actions.draw(cast.programme, at=now)

    assert (again, numbers(again)) == (month, {("Python", What.OFFERS, Group.JUNIOR): 5})


def test_when_one_goes_nothing_moves_and_when_five_went_it_does(cast: Cast, now: datetime) -> None:
    juniors = crowd(cast.programme, 30, now)
    show(juniors[:10], now)
    drawn = [actions.draw(cast.programme, at=now)]
    for n, gone in ((1, juniors[:1]), (2, juniors[1:5])):
        Membership.objects.filter(person__in=gone).update(left_at=now)
        drawn.append(actions.draw(cast.programme, at=now + timedelta(days=32 * n)))

    assert [list(numbers(each).values()) for each in drawn] == [[10], [10], [5]]


def test_private_wishes_are_not_counted(cast: Cast, now: datetime) -> None:
    open_one, private = crowd(cast.programme, 2, now)
    people.tell_seek(topic(), by=open_one, at=now)
    people.tell_seek(topic(), by=private, at=now, private=True, dread="of being laughed at")

    assert counted(cast.programme, now) == {("Python", What.SEEKS, Group.JUNIOR): 1}


def test_what_somebody_does_not_bring_into_this_programme_is_not_counted(cast: Cast, now: datetime) -> None:
    one, other = crowd(cast.programme, 2, now)
    show([one, other], now)
    people.tell_seek(topic(), by=one, at=now)
    here = Membership.objects.get(person=one)
    Withheld.objects.create(membership=here, offer=Offer.objects.get(person=one))
    Withheld.objects.create(membership=here, seek=Seek.objects.get(person=one))

    assert counted(cast.programme, now) == {("Python", What.OFFERS, Group.JUNIOR): 1}


def test_who_would_rather_not_be_suggested_has_left_or_is_not_here_is_not_counted(
    cast: Cast, now: datetime
) -> None:
    hides, left, stays, disabled = crowd(cast.programme, 4, now)
    show([hides, left, stays, disabled, cast.dara], now)
    introductions.hide(by=hides, at=now)
    Membership.objects.filter(person=left).update(left_at=now)
    Person.objects.filter(pk=disabled.pk).update(is_active=False)

    assert counted(cast.programme, now) == {("Python", What.OFFERS, Group.JUNIOR): 1}


def test_five_stories_by_one_person_are_one_person(cast: Cast, now: datetime) -> None:
    for n in range(5):
        tell(cast, cast.amina, now, title=f"Story {n}")
    tell(cast, cast.bengt, now)

    assert [n for (_, what, _), n in counted(cast.programme, now).items() if what == What.STORIES] == [2]


def test_asks_count_whatever_the_stage_with_and_without_a_name_apart_and_whoever_left_since(
    cast: Cast, now: datetime
) -> None:
    asker = crowd(cast.programme, 9, now)[0]
    for words, anonymous in (("How?", True), ("And then?", False)):
        asks.ask(cast.programme, words, topic=topic(), anonymous=anonymous, key=uuid4(), by=asker, at=now)
    waiting.look_after(at=now + timedelta(days=1))
    Membership.objects.filter(person=asker).update(left_at=now)
    later = now + timedelta(days=2)

    assert counted(cast.programme, later) == {
        ("Python", What.ASKS, Group.NAMED): 1,
        ("Python", What.ASKS, Group.UNNAMED): 1,
    }
    assert counted(cast.programme, later + timedelta(days=90)) == {}


def test_what_was_asked_of_some_or_taken_back_is_not_counted(cast: Cast, now: datetime) -> None:
    one, other, *_ = show_all = crowd(cast.programme, 9, now)
    show(show_all, now)
    of_some = {"audience": Ask.Audience.SHOWS}
    for by, more in ((one, of_some), (other, {})):
        said = {"topic": topic(), "anonymous": False, "key": uuid4(), "by": by, "at": now} | more
        row = asks.ask(cast.programme, "How?", **said)  # type: ignore[arg-type]  # any of its arguments
    asks.withdraw(row, by=other, at=now)

    assert [what for _, what, _ in counted(cast.programme, now)] == [What.OFFERS]


def test_who_asked_with_and_without_a_name_may_be_the_same_and_is_not_counted_twice() -> None:
    said = queries.Topic(Skill(name="Python"))
    said.numbers[What.ASKS] += Counter({Group.NAMED: 5, Group.UNNAMED: 10})
    said.numbers[What.OFFERS] += Counter({Group.JUNIOR: 5, Group.SENIOR: 10})

    assert (said.of(What.ASKS), said.of(What.OFFERS), said.total) == (10, 15, 25)


def test_a_topic_that_became_part_of_another_counts_as_that(cast: Cast, now: datetime) -> None:
    one, other = crowd(cast.programme, 2, now)
    (typed,) = skills.understand("Quilting by moonlight")
    people.tell_offer(typed, by=one, at=now)
    show([one, other], now)
    Skill.objects.filter(pk=typed.pk).update(merged_into=topic())

    assert counted(cast.programme, now) == {("Python", What.OFFERS, Group.JUNIOR): 2}


def test_it_is_drawn_where_enough_take_part_and_once_a_month(cast: Cast, now: datetime) -> None:
    crowd(cast.programme, 12, now)
    Programme.objects.update(state=Programme.State.RUNNING)

    for _ in range(2):
        tasks.draw_radars.func()

    assert [each.programme for each in Month.objects.all()] == [cast.programme]


@pytest.mark.parametrize(
    ("state", "day", "due"),
    [("draft", 1, False), ("collecting", 2, False), ("collecting", 1, True), ("matching", 2, True),
     ("running", 2, True), ("closed", 1, False)],
)  # fmt: skip
def test_while_people_still_come_in_it_waits_for_the_first_of_a_month(
    cast: Cast, now: datetime, state: str, day: int, due: bool
) -> None:
    crowd(cast.programme, 12, now)
    Programme.objects.filter(pk=cast.programme.pk).update(state=state)

    assert queries.to_draw(at=now.replace(day=day)).exists() is due


def test_every_programme_has_a_secret_of_its_own_that_stays(cast: Cast, now: datetime) -> None:
    for n in range(2):
        actions.draw(cast.programme, at=now + timedelta(days=32 * n))
    actions.draw(cast.elsewhere, at=now)

    values = {each.value for each in Secret.objects.all()}
    assert (len(values), {len(value) for value in values}) == (2, {64})


def test_members_and_organisers_of_what_goes_on_find_it_and_nobody_else(cast: Cast, now: datetime) -> None:
    everybody = (cast.amina, cast.chen, cast.cora, cast.dara, cast.olu)
    found = [cast.programme in queries.programmes_of(each) for each in everybody]
    Programme.objects.update(state=Programme.State.CLOSED)

    assert found == [True, True, False, False, False]
    assert [queries.programmes_of(each).exists() for each in everybody] == [False] * 5


def test_blind_spots_are_what_one_side_can_show_and_nothing_is_said_of_the_other(
    cast: Cast, now: datetime
) -> None:
    juniors = crowd(cast.programme, 20, now)
    seniors = crowd(cast.programme, 20, now, Stage.SENIOR)
    show(juniors[:9], now)
    show(juniors[:9], now, "Short videos")
    show(seniors[:9], now, "Negotiating")
    for each in seniors[:6]:
        people.tell_seek(topic("Short videos"), by=each, at=now)
    actions.draw(cast.programme, at=now)

    radar = queries.read(cast.programme, cast.amina)

    assert radar is not None
    names = [
        [each.skill.name for each in radar.known_only_to(*sides)]
        for sides in ((Group.JUNIOR, Group.SENIOR), (Group.SENIOR, Group.JUNIOR), (Group.JUNIOR, Group.MID))
    ]
    assert names == [["Python"], ["Negotiating"], []]


def test_what_rises_is_compared_with_what_stood_there_three_months_before(cast: Cast, now: datetime) -> None:
    juniors = crowd(cast.programme, 40, now)
    show(juniors[:10], now)
    show(juniors[:10], now, "Negotiating")
    for n in range(5):
        if n == 4:
            show(juniors[10:20], now)
            Offer.objects.filter(skill=topic("Negotiating")).delete()
        month = actions.draw(cast.programme, at=now + timedelta(days=31 * n))

    radar = queries.read(cast.programme, cast.amina)

    assert radar is not None
    assert radar.month == month
    assert [each.skill.name for each in radar.rising] == ["Python"]
    assert [(each.skill.name, each.change) for each in radar.fading] == [("Negotiating", -10)]


def test_whoever_reads_it_finds_what_they_tell_already(cast: Cast, now: datetime) -> None:
    juniors = crowd(cast.programme, 20, now)
    show([*juniors[:5], cast.amina], now)
    people.tell_seek(topic(), by=cast.bengt, at=now)
    actions.draw(cast.programme, at=now)

    readers = (cast.amina, cast.bengt, cast.chen)
    assert [
        [each.mine for each in radar.topics] if (radar := queries.read(cast.programme, reader)) else None
        for reader in readers
    ] == [[{"offers"}], [{"seeks"}], [set()]]


def test_nobody_reads_a_person_from_the_tables(cast: Cast) -> None:
    """Nothing stored points to anybody."""
    fields = {field.related_model for model in (Month, Number) for field in model._meta.get_fields()}
    assert Person not in fields


@pytest.mark.django_db(transaction=True)
def test_of_workers_who_draw_at_once_one_does(cast: Cast, now: datetime) -> None:
    show(crowd(cast.programme, 20, now)[:5], now)

    outcomes = race(4, lambda _: actions.draw(cast.programme, at=now))

    assert outcomes == ["done"] * 4
    assert Number.objects.count() == 1
    assert Entry.objects.filter(verb="drawn").count() == 1
