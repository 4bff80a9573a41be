"""Small steps: how they stand, what is recorded, when somebody is asked."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.common.sealing import CannotOpen
from counterpart.partnerships import actions as together
from counterpart.partnerships import small_steps
from counterpart.partnerships.actions import courage
from counterpart.partnerships.courage_seals import NotAFigure
from counterpart.partnerships.models import CheckIn, Partnership, Step
from counterpart.partnerships.queries import courage as queries
from counterpart.people import actions as people
from counterpart.people import sealed
from counterpart.people.models import Seek
from counterpart.skills import queries as skills
from counterpart.skills.models import Skill
from counterpart.skills.vocabulary import load
from tests.cast import Cast
from tests.partnerships.conftest import AddStep

DAY = timedelta(days=1)


def words(cast: Cast, seek: Seek) -> list[str]:
    return [each.words for each in queries.path(cast.amina, seek).steps]


def sure(cast: Cast, seek: Seek, value: int, at: datetime) -> CheckIn:
    return courage.check_in(seek, value, key=uuid4(), by=cast.amina, at=at)


def test_a_new_step_stands_before_the_first_that_seems_harder(
    cast: Cast, speaking: Seek, add: AddStep
) -> None:
    for said, predicted in (("talk", 80), ("read aloud", 20), ("ask", 50), ("ask again", 50)):
        add(said, predicted)
    assert words(cast, speaking) == ["read aloud", "ask", "ask again", "talk"]


def test_amina_moves_a_step_and_puts_the_smallest_first_again(
    cast: Cast, now: datetime, speaking: Seek, add: AddStep
) -> None:
    small, large = add("small", 10), add("large", 90)
    courage.move(large, earlier=True, by=cast.amina, at=now)
    assert words(cast, speaking) == ["large", "small"]
    courage.move(large, earlier=True, by=cast.amina, at=now)  # it is the first already
    courage.move(small, earlier=False, by=cast.amina, at=now)  # and this the last
    assert words(cast, speaking) == ["large", "small"]
    courage.smallest_first(speaking, by=cast.amina, at=now)
    assert words(cast, speaking) == ["small", "large"]


def test_what_was_done_comes_first_in_the_order_it_was_done(
    cast: Cast, now: datetime, speaking: Seek, add: AddStep
) -> None:
    small, middle, large = add("small", 10), add("middle", 50), add("large", 90)
    courage.do_step(large, 30, by=cast.amina, at=now)
    courage.do_step(small, 10, by=cast.amina, at=now + DAY)
    courage.smallest_first(speaking, by=cast.amina, at=now)
    assert words(cast, speaking) == ["large", "small", "middle"]
    path = queries.path(cast.amina, speaking)
    assert [(each.words, each.real, each.was_easier) for each in path.done] == [
        ("large", 30, True),
        ("small", 10, False),
    ]
    assert [each.step for each in path.ahead] == [middle]


def test_a_step_is_done_once(cast: Cast, now: datetime, add: AddStep, speaking: Seek) -> None:
    step = add("small", 10)
    courage.do_step(step, 30, by=cast.amina, at=now)
    with pytest.raises(courage.AlreadyDone):
        courage.do_step(step, 90, by=cast.amina, at=now)
    assert [each.real for each in queries.path(cast.amina, speaking).done] == [30]


def test_a_step_taken_away_is_neither_done_nor_moved(cast: Cast, now: datetime, add: AddStep) -> None:
    step = add("small", 10)
    courage.take_away(step, by=cast.amina, at=now)
    with pytest.raises(courage.NoLongerThere):
        courage.do_step(step, 30, by=cast.amina, at=now)
    with pytest.raises(courage.NoLongerThere):
        courage.move(step, earlier=True, by=cast.amina, at=now)


def test_the_same_key_is_one_step_and_one_check_in(cast: Cast, now: datetime, speaking: Seek) -> None:
    key = uuid4()
    courage.add_step(speaking, "small", 10, key=key, by=cast.amina, at=now)
    with pytest.raises(courage.AlreadyKept):
        courage.add_step(speaking, "small", 10, key=key, by=cast.amina, at=now)
    courage.check_in(speaking, 10, key=key, by=cast.amina, at=now)
    with pytest.raises(courage.AlreadyKept):
        courage.check_in(speaking, 20, key=key, by=cast.amina, at=now)


def test_forty_steps_are_enough(add: AddStep, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(courage, "MOST", 2)
    add("one", 1)
    add("two", 2)
    with pytest.raises(courage.Enough):
        add("three", 3)


@pytest.mark.parametrize("figure", [-1, 101])
def test_figures_go_from_0_to_100(cast: Cast, now: datetime, speaking: Seek, figure: int) -> None:
    with pytest.raises(NotAFigure):
        courage.add_step(speaking, "small", figure, key=uuid4(), by=cast.amina, at=now)
    with pytest.raises(NotAFigure):
        sure(cast, speaking, figure, now)
    assert (Step.objects.count(), CheckIn.objects.count()) == (0, 0)


def test_nobody_adds_to_somebody_elses_wish(cast: Cast, now: datetime, speaking: Seek, add: AddStep) -> None:
    step = add("small", 10)
    with pytest.raises(courage.NoLongerThere):
        courage.add_step(speaking, "mine", 1, key=uuid4(), by=cast.bengt, at=now)
    with pytest.raises(courage.NoLongerThere):
        courage.do_step(step, 1, by=cast.bengt, at=now)
    with pytest.raises(courage.NoLongerThere):
        courage.take_away(step, by=cast.bengt, at=now)
    with pytest.raises(courage.NoLongerThere):
        courage.smallest_first(speaking, by=cast.bengt, at=now)
    with pytest.raises(courage.NoLongerThere):
        courage.check_in(speaking, 1, key=uuid4(), by=cast.bengt, at=now)
    with pytest.raises(courage.NoLongerThere):
        courage.name_dread(speaking, "mine", by=cast.bengt, at=now)
    assert sealed.dreads(cast.amina, [Seek.objects.get()]) == {speaking.pk: "They will laugh"}


def test_what_makes_amina_nervous_is_said_anew_or_not_at_all(
    cast: Cast, now: datetime, speaking: Seek
) -> None:
    for said in ("My voice shakes", "", None):
        courage.name_dread(speaking, said, by=cast.amina, at=now)
        assert queries.path(cast.amina, Seek.objects.get()).wish.dread == said


def test_the_first_check_in_is_the_start_and_the_end_comes_when_they_part(
    cast: Cast, now: datetime, speaking: Seek
) -> None:
    topic = together.TopicTold(learner=cast.amina, teacher=cast.bengt, seek=speaking, skill=speaking.skill)
    pair = together.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[topic], at=now)
    assert sure(cast, speaking, 20, now).moment == "start"
    assert queries.moment(speaking) == "between"
    together.end(pair, by=cast.amina, at=now)
    assert queries.moment(speaking) == "end"


def test_amina_is_asked_once_a_month_and_not_for_ever(
    cast: Cast, now: datetime, speaking: Seek, add: AddStep
) -> None:
    def asked(days: int) -> bool:
        return queries.is_time_to_ask(cast.amina, now + days * DAY)

    assert not asked(31)  # nothing was begun
    add("small", 10)
    assert [asked(days) for days in (0, 29, 30, 120, 121)] == [False, False, True, True, False]
    sure(cast, speaking, 20, now + 31 * DAY)
    assert [asked(days) for days in (31, 60, 61)] == [False, False, True]
    courage.ask_later(by=cast.amina, at=now + 61 * DAY)
    courage.ask_later(by=cast.amina, at=now + 61 * DAY)
    assert [asked(days) for days in (61, 90, 91)] == [False, False, True]
    assert not queries.is_time_to_ask(cast.bengt, now + 61 * DAY)


def test_with_the_wish_go_its_steps(cast: Cast, now: datetime, speaking: Seek, add: AddStep) -> None:
    add("small", 10)
    sure(cast, speaking, 20, now)
    people.withdraw_seek(speaking, by=cast.amina, at=now)
    assert (Step.objects.count(), CheckIn.objects.count()) == (0, 0)


def test_a_step_copied_to_another_row_or_column_does_not_open(
    cast: Cast, speaking: Seek, add: AddStep
) -> None:
    one, two = add("one", 10), add("two", 20)
    for change in (
        {"words": one.words},
        {"predicted": one.predicted},
        {"real": two.predicted},
        {"words": two.predicted},
    ):
        Step.objects.filter(pk=two.pk).update(**change)
        with pytest.raises(CannotOpen):
            queries.path(cast.amina, speaking)
        Step.objects.filter(pk=two.pk).update(words=two.words, predicted=two.predicted, real=None)
    assert words(cast, speaking) == ["one", "two"]


def test_steps_and_check_ins_moved_to_somebody_elses_wish_do_not_open(
    cast: Cast, now: datetime, speaking: Seek, add: AddStep
) -> None:
    bengts = people.tell_seek(Skill.objects.get(slug="linkedin"), by=cast.bengt, at=now)
    step = add("small", 10)
    Step.objects.filter(pk=step.pk).update(seek=bengts)
    with pytest.raises(CannotOpen):
        queries.path(cast.bengt, bengts)
    Step.objects.all().delete()
    told = sure(cast, speaking, 20, now)
    CheckIn.objects.filter(pk=told.pk).update(seek=bengts, person=cast.bengt)
    with pytest.raises(CannotOpen):
        queries.path(cast.bengt, bengts)


def test_every_list_of_ideas_is_of_a_topic_we_know_and_begins_small() -> None:
    known = load()
    assert [slug for slug in small_steps.BY_TOPIC if slug not in known] == []
    lists = {steps[0]: steps for steps in small_steps.BY_TOPIC.values()}
    assert len(lists) >= 15
    assert all(len(steps) >= 5 and len(set(map(str, steps))) == len(steps) for steps in lists.values())
    assert all(len(str(step)) <= courage.LONGEST for steps in lists.values() for step in steps)


@pytest.mark.parametrize(
    ("slug", "first"),
    [
        ("public-speaking", "Read one paragraph aloud, alone, standing up"),
        ("instagram", "Open the app and look around for five minutes without posting"),  # by its group
        ("computer-vision", "Watch somebody use an AI tool for five minutes, and only watch"),  # two above
        ("climate", "Watch somebody do it, and only watch"),  # nothing of its own
    ],
)
def test_ideas_come_from_the_topic_or_from_the_one_above(cast: Cast, slug: str, first: str) -> None:
    above = skills.and_above(Skill.objects.get(slug=slug))
    assert small_steps.suggested(above)[0] == first


def test_words_nobody_else_has_get_the_ideas_that_suit_anything() -> None:
    assert small_steps.suggested(skills.and_above(None)) == small_steps.ANYTHING


def test_nobody_is_offered_a_partnership_that_has_ended(
    cast: Cast, now: datetime, speaking: Seek, amina_and_bengt: Partnership
) -> None:
    assert [each.others for each in queries.choices(cast.amina, speaking)] == [[cast.bengt]]
    together.end(amina_and_bengt, by=cast.bengt, at=now)
    assert queries.choices(cast.amina, speaking) == []
