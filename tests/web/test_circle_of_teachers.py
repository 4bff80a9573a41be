"""Those who show something to people further along sit together: Chen opens it, Cem hosts, Amina comes."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from counterpart.letters.models import Letter
from counterpart.matching import pool
from counterpart.partnerships import actions
from counterpart.partnerships.actions import circles, momentum
from counterpart.partnerships.letters import HostsTeachers
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person, Stage
from counterpart.skills.models import Skill
from tests.cast import Cast, join, person
from tests.matching.conftest import show
from tests.racing import race
from tests.web.reading import text_of

SignIn = Callable[[Person], Client]


@pytest.fixture
def cem(cast: Cast, now: datetime) -> Person:
    """Would host a circle."""
    found = person("Cem Aydin", Stage.MID, languages=["en"], hosting=True)
    join(cast.programme, found, now)
    show(found, "Public speaking", now)
    return found


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    """Amina, in her first years, shows Bengt, who leads, short videos; he shows her nothing."""
    show(cast.amina, "TikTok", now)
    skill = Skill.objects.get(slug="teaching")
    topics = [actions.TopicTold(cast.bengt, cast.amina, None, skill)]
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=topics, at=now)


def words(client: Client, address: str) -> str:
    return " ".join(text_of(client.get(address)))


def open_it(client: Client, cast: Cast, host: Person) -> str:
    address = reverse("programme-circle", args=[cast.programme.pk])
    return " ".join(text_of(client.post(address, {"host": host.pk}, follow=True)))


def test_chen_opens_it_and_cem_has_a_letter(cast: Cast, cem: Person, signed_in: SignIn) -> None:
    chen = signed_in(cast.chen)
    assert "It is open, and 0 people sit there." in open_it(chen, cast, cem)
    assert Letter.objects.get(kind=HostsTeachers.name()).to == cem
    assert "It is open already." in open_it(chen, cast, cem)
    page = words(signed_in(cem), reverse("partnership", args=[Partnership.objects.get().pk]))
    assert "Showing something to people further along" in page


def test_amina_who_teaches_finds_it_and_bengt_does_not(
    cast: Cast, cem: Person, together: Partnership, signed_in: SignIn, now: datetime
) -> None:
    circle = circles.open_for_teachers(cast.programme, cem, by=cast.chen, at=now)
    amina = signed_in(cast.amina)
    assert "Others show something to people further along, too." in words(amina, "/")
    assert "You show something to somebody further along." in words(amina, reverse("circles"))
    assert "Others show something to people further along" not in words(signed_in(cast.bengt), "/")
    seat = reverse("circle-seat", args=[circle.pk])
    assert signed_in(cast.bengt).post(seat, {"answer": "yes"}).status_code == 404
    assert "You have a seat." in " ".join(text_of(amina.post(seat, {"answer": "yes"}, follow=True)))
    assert circle.seats.filter(person=cast.amina, hosts=False).exists()
    assert pool.places_held()[cast.amina.pk] == 1  # the pair's: a seat among those who teach takes none
    assert "It is open, and 1 person sits there." in words(
        signed_in(cast.chen), reverse("programme-meeting", args=[cast.programme.pk])
    )


def test_who_no_longer_teaches_there_is_not_asked(
    cast: Cast, cem: Person, together: Partnership, signed_in: SignIn, now: datetime
) -> None:
    circles.open_for_teachers(cast.programme, cem, by=cast.chen, at=now)
    actions.end(together, by=cast.amina, at=now)
    assert "Others show something to people further along" not in words(signed_in(cast.amina), "/")


def test_nobody_hosts_who_has_not_said_that_they_would(cast: Cast, signed_in: SignIn) -> None:
    address = reverse("programme-circle", args=[cast.programme.pk])
    assert signed_in(cast.chen).post(address, {"host": cast.bengt.pk}).status_code == 422
    assert "Nobody here has said yet that they would host a circle" in words(
        signed_in(cast.chen), reverse("programme-meeting", args=[cast.programme.pk])
    )


def test_chen_never_reads_who_sits_there(cast: Cast, cem: Person, signed_in: SignIn, now: datetime) -> None:
    long_ago = now - timedelta(days=60)
    circles.open_for_teachers(cast.programme, cem, by=cast.chen, at=long_ago)
    for ago in (40, 30, 20, 10):
        momentum.guard(now - timedelta(days=ago))
    page = words(signed_in(cast.chen), reverse("programme-meeting", args=[cast.programme.pk]))
    assert "Nobody waits for you here" in page


@pytest.mark.django_db(transaction=True)
def test_pressed_by_six_at_once_one_is_opened(cast: Cast, cem: Person, now: datetime) -> None:
    came = race(6, lambda n: circles.open_for_teachers(cast.programme, cem, by=cast.chen, at=now))
    assert came == ["AlreadyOpen"] * 5 + ["done"]
