"""What somebody said below a story lies on the table of a meeting, for those who may read it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from counterpart.partnerships import actions as together
from counterpart.partnerships import queries as meetings
from counterpart.partnerships.actions import booking
from counterpart.partnerships.models import Meeting
from counterpart.people.models import Person
from counterpart.stories import actions, talking
from counterpart.stories.models import Comment, Story
from tests.cast import Cast
from tests.stories.conftest import tell

SignIn = Callable[[Person], Client]
pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cast: Cast, now: datetime) -> Meeting:
    pair = together.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    return booking.book(pair, now + timedelta(days=3), key=uuid4(), seen=0, by=cast.amina, at=now)


@pytest.fixture
def said(story: Story, cast: Cast, now: datetime) -> Comment:
    """Cora's, to Bengt's story."""
    return actions.comment(story, "I froze, too.", key=uuid4(), by=cast.cora, at=now)


def on_the_table(meeting: Meeting, reader: Person) -> list[str]:
    return [each.card.ask[0] for each in meetings.talk(meeting, reader).table]


def test_amina_puts_it_on_the_table_with_one_tap_and_both_read_it(
    meeting: Meeting, said: Comment, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    assert "Talk about it with Bengt" in amina.get(reverse("story", args=[said.story_id])).content.decode()

    for _ in range(2):
        amina.post(reverse("comment-talk", args=[said.pk]), {"meeting": str(meeting.pk)})

    for who in (cast.amina, cast.bengt):
        assert on_the_table(meeting, who) == ["I froze, too."]
    page = signed_in(cast.bengt).get(reverse("meeting", args=[meeting.partnership_id, meeting.pk]))
    assert "What Cora said" in page.content.decode()


def test_once_it_is_taken_back_it_lies_there_no_more(
    meeting: Meeting, said: Comment, cast: Cast, now: datetime
) -> None:
    together.put(meeting, [talking.slug_of(said)], by=cast.amina, at=now)
    actions.withdraw_comment(said, by=cast.cora, at=now)
    assert on_the_table(meeting, cast.bengt) == []


def test_whoever_told_it_without_a_name_has_none_on_the_card(
    meeting: Meeting, cast: Cast, now: datetime
) -> None:
    story = tell(cast, cast.bengt, now, named=False)
    said = actions.comment(story, "Ask me.", key=uuid4(), by=cast.bengt, at=now)
    together.put(meeting, [talking.slug_of(said)], by=cast.amina, at=now)
    (lying,) = meetings.talk(meeting, cast.amina).table
    assert lying.card.title == "What somebody said"


def test_nobody_lays_what_they_may_not_read_nor_on_a_table_that_is_not_theirs(
    meeting: Meeting, said: Comment, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    for slug in (f"comment-{uuid4().hex}", "comment-x", "comment-", "nonsense"):
        together.put(meeting, [slug], by=cast.amina, at=now)
    assert on_the_table(meeting, cast.amina) == []
    address = reverse("comment-talk", args=[said.pk])
    for who, which in (
        (cast.dara, meeting.pk),
        (cast.cora, meeting.pk),
        (cast.amina, uuid4()),
        (cast.amina, "x"),
    ):
        assert signed_in(who).post(address, {"meeting": str(which)}).status_code == 404


def test_it_is_not_offered_where_the_other_may_not_read_the_story(
    said: Comment, cast: Cast, now: datetime
) -> None:
    pair = together.begin(cast.elsewhere, people=[cast.amina, cast.dara], topics=[], at=now)
    booking.book(pair, now + timedelta(days=3), key=uuid4(), seen=0, by=cast.amina, at=now)
    assert talking.meetings(said.story, cast.amina, at=now) == []
