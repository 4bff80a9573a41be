"""What Amina gave and received, topic by topic and form by form."""

from datetime import datetime, timedelta
from uuid import uuid4

from counterpart.asks import actions as asks
from counterpart.insights.queries import gave_and_received
from counterpart.introductions import actions as introductions
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.models import Meeting
from counterpart.people.models import Person
from counterpart.skills.models import Skill
from counterpart.stories import actions as stories
from tests.asks.conftest import ask, crowd, offer
from tests.cast import Cast
from tests.stories.conftest import tell, topic

__all__ = ["crowd"]
HOUR = timedelta(hours=1)


def told(person: Person, at: datetime) -> tuple[list[tuple[str, dict[str, int]]], ...]:
    both = gave_and_received(person, at=at)
    return tuple(
        [(each.topic.name if each.topic else "", dict(each.by_form)) for each in lines]
        for lines in (both.gave, both.received)
    )


def test_everything_that_went_both_ways_is_counted_once_and_only_for_the_two_of_them(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    speaking, social = topic(), topic("Social media")
    pair = partnerships.begin(
        cast.programme,
        people=[cast.amina, cast.bengt],
        topics=[
            partnerships.TopicTold(cast.amina, cast.bengt, None, speaking),
            partnerships.TopicTold(cast.bengt, cast.amina, None, social),
        ],
        at=now,
    )
    for days in (3, 2, -1):  # the last is still to come
        starts = now - timedelta(days=days)
        Meeting.objects.create(partnership=pair, starts_at=starts, ends_at=starts + HOUR)
    asked = ask(cast, cast.amina, now, anonymous=False)
    asks.accept(offer(asked, crowd[0], now), by=cast.amina, at=now)
    stories.taught(tell(cast, cast.amina, now), [speaking], by=cast.bengt, at=now)

    assert told(cast.amina, now) == (
        [("Social media", {"meetings": 2}), (speaking.name, {"stories": 1})],
        [("Social media", {"asks": 1}), (speaking.name, {"meetings": 2})],
    )
    assert told(crowd[0], now) == ([("Social media", {"asks": 1})], [])
    assert told(cast.dara, now) == ([], [])


def test_an_introduction_counts_for_all_three_once_both_said_yes(
    cast: Cast, crowd: list[Person], now: datetime
) -> None:
    for two in ([cast.amina, cast.bengt], [cast.bengt, crowd[0]]):
        partnerships.begin(cast.programme, people=two, topics=[], at=now)
    wish = introductions.wish("Somebody", key=uuid4(), by=cast.amina, at=now)
    made = introductions.introduce(wish, crowd[0], "You two", key=uuid4(), by=cast.bengt, at=now)
    introductions.answer(made, yes=True, by=cast.amina, at=now)
    before = [told(each, now) for each in (cast.amina, cast.bengt, crowd[0])]
    introductions.answer(made, yes=True, by=crowd[0], at=now)

    one = [("", {"introductions": 1})]
    assert before == [([], [])] * 3
    assert [told(each, now) for each in (cast.amina, cast.bengt, crowd[0])] == [
        ([], one),
        (one, []),
        ([], one),
    ]


def test_a_topic_that_became_part_of_another_counts_as_that(cast: Cast, now: datetime) -> None:
    old, new = topic("Social media"), topic()
    stories.taught(tell(cast, cast.bengt, now, topics=(old,)), [old], by=cast.amina, at=now)
    Skill.objects.filter(pk=old.pk).update(merged_into=new)

    assert told(cast.bengt, now)[0] == [(new.name, {"stories": 1})]
