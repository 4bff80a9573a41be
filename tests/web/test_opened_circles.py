"""A member opens a circle on screen; others find it, sit down, and say whether they come."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from counterpart.letters.models import Letter
from counterpart.matching import actions
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.actions import circles as seats
from counterpart.partnerships.letters.meetings import Booked
from counterpart.partnerships.models import Meeting, Opening, Partnership
from counterpart.people.models import Person, Stage
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill
from tests.cast import Cast
from tests.matching.conftest import show, wish
from tests.matching.test_opened_circles import come, open_it
from tests.matching.test_opened_circles import running as running
from tests.web.reading import text_of

SignIn = Callable[[Person], Client]
CIRCLES = reverse("circles")


def words(client: Client, address: str) -> str:
    return " ".join(text_of(client.get(address)))


def said(**other: object) -> dict[str, object]:
    return {
        "topic": "Saying no",
        "words": "For whoever says yes too fast.",
        "hosts": "yes",
        "room": "4",
        "key": str(uuid4()),
    } | other


def at(programme: Programme) -> str:
    return reverse("circle-open", args=[programme.pk])


def test_bengt_opens_one_and_amina_sits_down(running: Programme, cast: Cast, signed_in: SignIn) -> None:
    bengt, amina = signed_in(cast.bengt), signed_in(cast.amina)
    assert "Open a circle" in words(bengt, CIRCLES)
    page = " ".join(text_of(bengt.post(at(running), said(), follow=True)))
    assert "It is open." in page
    assert "Your circle." in page
    assert "If nobody comes by" in page
    assert "Write to each other" not in page

    page = words(amina, CIRCLES)
    assert "For whoever says yes too fast." in page
    assert "Bengt hosts, and nobody has sat down yet. 4 seats are open." in page
    circle = Partnership.objects.get()
    page = " ".join(
        text_of(amina.post(reverse("circle-seat", args=[circle.pk]), {"answer": "yes"}, follow=True))
    )

    assert "You, Bengt." in page
    assert "shows you" not in page
    assert "Where you sit" in words(amina, CIRCLES)
    assert "Your circle begins: Saying no." in words(amina, "/")


def test_amina_opens_one_and_bengt_comes_to_host(running: Programme, cast: Cast, signed_in: SignIn) -> None:
    signed_in(cast.amina).post(at(running), said(hosts="no"))
    bengt, circle = signed_in(cast.bengt), Partnership.objects.get()
    page = words(bengt, CIRCLES)
    assert "Amina opened it, and would like to learn it." in page
    assert "1 person sits there. It looks for somebody to host." in page

    bengt.post(reverse("circle-seat", args=[circle.pk]), {"answer": "host"})

    assert "You host it." in words(bengt, reverse("partnership", args=[circle.pk]))


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"topic": ""}, "What would it be about? A word or two are enough."),
        ({"topic": "?!"}, "Write it with at least one letter or number."),
        ({"topic": "Saying no, Excel"}, "These are several topics."),
        ({"topic": "Saying\x00no"}, "Null characters are not allowed."),
        ({"topic": "x" * 100_000}, "There is room for"),
        ({"words": ""}, "One sentence helps others to see that it is for them."),
        ({"words": "y" * 1_000_000}, "There is room for 300 characters"),
        ({"hosts": ""}, "Please say which of the two you would be."),
        ({"room": "9"}, "Please choose from three to eight seats."),
        ({"key": "nonsense"}, "Please send it once more."),
    ],
)
def test_what_cannot_be_opened_is_said_beside_it(
    running: Programme, cast: Cast, signed_in: SignIn, wrong: dict[str, str], sentence: str
) -> None:
    response = signed_in(cast.bengt).post(at(running), said(**wrong))

    assert response.status_code == 422
    assert sentence in " ".join(text_of(response))
    assert not Opening.objects.exists()


def test_words_are_shown_as_words(running: Programme, cast: Cast, signed_in: SignIn) -> None:
    signed_in(cast.bengt).post(at(running), said(words="<b>\u202eloud</b>", topic="<i>calm</i> cats"))
    page = signed_in(cast.amina).get(CIRCLES).content.decode()
    assert "&lt;b&gt;" in page
    assert "<b>\u202e" not in page
    assert "<i>calm" not in page


def test_two_are_enough_and_a_second_click_opens_nothing(
    running: Programme, cast: Cast, signed_in: SignIn
) -> None:
    bengt, first = signed_in(cast.bengt), said()
    for _ in range(2):
        bengt.post(at(running), first)
    bengt.post(at(running), said(topic="Patience"))
    assert "You have opened two circles." in " ".join(
        text_of(bengt.post(at(running), said(topic="Budgets"), follow=True))
    )
    assert Opening.objects.count() == 2
    assert "You have opened two circles." in words(bengt, at(running))
    assert "You have opened two." in words(bengt, CIRCLES)


def test_where_none_can_be_opened_nothing_is_offered(
    running: Programme, cast: Cast, signed_in: SignIn
) -> None:
    Programme.objects.filter(pk=running.pk).update(policy={})
    client = signed_in(cast.amina)
    assert "Open a circle" not in words(client, CIRCLES)
    assert "Just now no circle can be opened" in " ".join(text_of(client.get(at(running), follow=True)))
    assert "A few people, one topic." not in words(client, "/")
    assert signed_in(cast.dara).get(at(running)).status_code == 404


def test_home_offers_a_circle_only_where_there_is_one(
    running: Programme, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    client = signed_in(cast.amina)
    assert "or open one about something you would like" in words(client, "/")
    wish(cast.amina, "Saying no", now)
    open_it(running, cast.bengt, now)

    assert "There is a circle about something you would like: Saying no." in words(client, "/")


def test_a_circle_that_nobody_came_to_is_no_counterpart(
    running: Programme, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    open_it(running, cast.amina, now)
    page = words(signed_in(cast.amina), "/")
    assert "You are together" not in page
    assert "We are looking for your counterpart." in page


def test_not_right_leads_those_who_teach_to_their_circle(
    running: Programme, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    show(cast.amina, "TikTok", now)
    topic = partnerships.TopicTold(cast.bengt, cast.amina, None, Skill.objects.get(slug="teaching"))
    two = partnerships.begin(running, people=[cast.amina, cast.bengt], topics=[topic], at=now)
    amina, page = signed_in(cast.amina), reverse("partnership-not-right", args=[two.pk])
    assert "Ask Cora Okafor whether there could be such a circle" in words(amina, page)
    circle = seats.open_for_teachers(running, come("Cem Aydin", running, now), by=cast.chen, at=now)
    assert "It is open: See the circle" in words(amina, page)

    actions.take_seat(circle.pk, by=cast.amina, at=now)

    assert "Others who show somebody further along" not in words(amina, page)


@pytest.fixture
def gathering(running: Programme, cast: Cast, now: datetime) -> Meeting:
    circle = open_it(running, cast.bengt, now)
    actions.take_seat(circle.pk, by=cast.amina, at=now)
    starts = now + timedelta(days=3)
    return Meeting.objects.create(
        partnership=circle, starts_at=starts, ends_at=starts + timedelta(hours=1), sequence=1
    )


def test_amina_comes_and_bengt_reads_it(gathering: Meeting, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    says = reverse("circle-coming", args=[gathering.partnership_id, gathering.pk])
    page = reverse("partnership", args=[gathering.partnership_id])
    amina.post(says, {"answer": "yes", "sequence": 1})
    assert "Will be there: Amina." in words(signed_in(cast.bengt), page)
    amina.post(says, {"answer": "no", "sequence": 1})
    assert "Not this time: Amina." in words(signed_in(cast.bengt), page)

    Meeting.objects.filter(pk=gathering.pk).update(sequence=2)

    assert "Not this time: Amina." not in words(signed_in(cast.bengt), page)
    late = amina.post(says, {"answer": "yes", "sequence": 1}, follow=True)
    assert "The gathering has changed meanwhile." in " ".join(text_of(late))
    assert signed_in(cast.dara).post(says, {"answer": "yes", "sequence": 2}).status_code == 404
    assert amina.post(says, {"answer": "x", "sequence": "9" * 40}).status_code == 302


def test_whoever_sits_down_later_has_the_gathering_in_their_calendar(
    gathering: Meeting, running: Programme, now: datetime
) -> None:
    gus = come("Gus Lima", running, now)
    actions.take_seat(gathering.partnership_id, by=gus, at=now)
    assert Letter.objects.filter(to=gus, kind=Booked.name()).count() == 1


def test_the_list_is_paged_and_costs_the_same_for_ten_and_a_thousand(
    running: Programme, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    client = signed_in(cast.amina)
    hosts = [come(f"H{n} Quill", running, now, Stage.MID) for n in range(10)]
    for each in hosts:
        open_it(running, each, now, topic=f"{each.first_name} matters")
    ten = _queries(client)
    skill = Skill.objects.get(name="H0 matters")
    for n in range(990):
        host = hosts[n % 10]
        circle = partnerships.begin(
            running, people=[host], hosts=[host], kind="circle", skill=skill, topics=[], at=now
        )
        Opening.objects.create(circle=circle, by=host, words="W", at=now)

    assert (ten, _queries(client)) == (20, 20)
    assert "Page 100 of 100" in words(client, CIRCLES + "?page=100")


def _queries(client: Client) -> int:
    with CaptureQueriesContext(connection) as ran:
        assert client.get(CIRCLES).status_code == 200
    return len(ran)
