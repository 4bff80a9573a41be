"""Rings and circles on screen: asked, together, who hosts, a seat taken."""

from collections.abc import Callable
from datetime import datetime

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from counterpart.matching import actions
from counterpart.matching.models import Answer, Proposal
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from tests.cast import Cast
from tests.matching.conftest import published, wish
from tests.matching.test_circles import begun, fill, learner
from tests.matching.test_circles import learners as learners
from tests.matching.test_rings import femi as femi
from tests.web.reading import text_of

SignIn = Callable[[Person], Client]
PRIVATE = "Speaking in front of people"


@pytest.fixture
def ring(cast: Cast, femi: Person, now: datetime) -> Proposal:
    """What Amina would like of Bengt she keeps private."""
    cast.amina.seeks.all().delete()
    wish(cast.amina, "Public speaking", now, private=True)
    return published(cast, now).proposals.get()


@pytest.fixture
def circle(cast: Cast, learners: list[Person], now: datetime) -> Partnership:
    return begun(cast, learners, now)


def all_say_yes(proposal: Proposal, at: datetime) -> Partnership:
    for place in proposal.places.select_related("person"):
        actions.answer(proposal, by=place.person, says=Answer.Says.YES, at=at)
    return Partnership.objects.get()


def words(client: Client, address: str) -> str:
    return " ".join(text_of(client.get(address)))


def test_only_the_two_of_a_direction_read_what_is_private_in_it(
    ring: Proposal, cast: Cast, femi: Person, signed_in: SignIn, now: datetime
) -> None:
    asked = reverse("proposal", args=[ring.pk])
    for who in (cast.amina, cast.bengt):
        assert PRIVATE in words(signed_in(who), asked)
    page = words(signed_in(femi), asked)
    assert PRIVATE not in page
    assert "that is for the two of them to say" in page

    together = reverse("partnership", args=[all_say_yes(ring, now).pk])
    for who in (cast.amina, cast.bengt):
        assert PRIVATE in words(signed_in(who), together)
    assert PRIVATE not in words(signed_in(femi), together)
    assert PRIVATE not in words(signed_in(cast.chen), reverse("run-review", args=[ring.run_id]))


def test_home_speaks_of_a_ring(
    ring: Proposal, cast: Cast, femi: Person, signed_in: SignIn, now: datetime
) -> None:
    page = words(signed_in(femi), "/")
    assert "There is a ring for you, with" in page

    partnership = all_say_yes(ring, now)
    page = words(signed_in(femi), "/")
    assert "You are together: you," in page
    assert "All of you see what you write." in page
    signed_in(cast.amina).post(
        reverse("partnership", args=[partnership.pk]),
        {"body": "Hello", "key": "6f1c2f0e-4d55-4d0f-9a8e-0f4b9a4f3a11"},
    )
    assert "Amina wrote to you." in words(signed_in(femi), "/")


def test_a_ring_ends_for_all(
    ring: Proposal, cast: Cast, femi: Person, signed_in: SignIn, now: datetime
) -> None:
    partnership = all_say_yes(ring, now)
    leave = reverse("partnership-part", args=[partnership.pk])
    assert "End this ring?" in words(signed_in(femi), leave)

    signed_in(femi).post(leave)

    partnership.refresh_from_db()
    assert partnership.ended_at


def test_organisers_see_the_ring_in_words_and_as_a_picture(
    ring: Proposal, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(cast.chen).get(reverse("run-review", args=[ring.run_id]) + "?only=rings")
    text = " ".join(text_of(page))
    assert "1 ring." in text
    assert "Femi shows Bengt: Spreadsheets" in text
    assert "Who shows whom something" in page.content.decode()


def test_a_seat_is_taken_and_given_up(
    circle: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    jo = learner("Jo Kim", cast, now)
    client = signed_in(jo)
    assert "4 seats are open." in words(client, reverse("circles"))

    client.post(reverse("circle-seat", args=[circle.pk]), {"answer": "yes"})

    page = words(client, reverse("partnership", args=[circle.pk]))
    assert "A circle about Speaking in front of people." in page
    assert "Bengt hosts it." in page
    client.post(reverse("partnership-part", args=[circle.pk]))
    assert client.get(reverse("partnership", args=[circle.pk])).status_code == 404
    assert "4 seats are open." in words(client, reverse("circles"))


def test_in_a_full_circle_one_waits_and_may_stop(
    circle: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    fill(circle, cast, now)
    client = signed_in(learner("Jo Kim", cast, now))
    assert "Every seat is taken, and nobody waits." in words(client, reverse("circles"))

    client.post(reverse("circle-seat", args=[circle.pk]), {"answer": "yes"})
    assert "You wait, and are the next in line." in words(client, reverse("circles"))

    client.post(reverse("circle-seat", args=[circle.pk]), {"answer": "no"})
    assert not circle.waiting.exists()


def test_the_host_hands_over(
    circle: Partnership, cast: Cast, learners: list[Person], signed_in: SignIn
) -> None:
    host, page = reverse("partnership-host", args=[circle.pk]), reverse("partnership", args=[circle.pk])
    assert "I will host" not in words(signed_in(learners[0]), page)
    signed_in(cast.bengt).post(host, {"answer": "hand-over"})
    assert "I will host" in words(signed_in(learners[0]), page)

    signed_in(learners[0]).post(host, {"answer": "host"})

    assert "You host it." in words(signed_in(learners[0]), page)
    assert "Somebody else hosts it by now." in words_after(signed_in(learners[1]), host)


def words_after(client: Client, address: str) -> str:
    return " ".join(text_of(client.post(address, {"answer": "host"}, follow=True)))


def test_a_programme_says_whether_it_has_rings_and_circles(cast: Cast, signed_in: SignIn) -> None:
    client, address = signed_in(cast.chen), reverse("programme-change", args=[cast.programme.pk])
    form = client.get(address).context["form"]
    said = {name: form[name].value() or "" for name in form.fields if name != "different"} | {
        "rings": "on",
        "circles": "on",
        "contact_name": "Cora Okafor",
    }
    assert client.post(address, said).status_code == 302
    programme = Programme.objects.get(pk=cast.programme.pk)
    assert programme.policy == {"rings": 3, "circles": True}


@pytest.mark.parametrize("more", [0, 4])
def test_pages_ask_as_often_however_many_sit_there(
    circle: Partnership,
    cast: Cast,
    signed_in: SignIn,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
    more: int,
) -> None:
    fill(circle, cast, now, 4 + more)
    client, outside = signed_in(cast.bengt), signed_in(learner("Jo Kim", cast, now))
    partnerships.write(circle, "Hello", key=circle.pk, by=cast.bengt, at=now)
    with django_assert_num_queries(20):
        client.get(reverse("partnership", args=[circle.pk]))
    with django_assert_num_queries(20):
        outside.get(reverse("circles"))
