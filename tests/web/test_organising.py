"""What Chen reads first: the one next thing of the most urgent programme."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from counterpart.matching.models import Run
from counterpart.people.models import Person
from counterpart.programmes import actions as programmes
from counterpart.programmes import inviting
from counterpart.programmes.models import Membership
from tests.cast import Cast
from tests.matching.conftest import told, worked_out
from tests.pages import read
from tests.web.proposing import propose, published_run
from tests.web.reading import links_of, text_of

SignIn = Callable[[Person], Client]
__all__ = ["told"]


def overview(cast: Cast) -> str:
    return reverse("programme", args=[cast.programme.pk])


def somebody_at_the_door(cast: Cast, now: datetime) -> None:
    link = inviting.share(
        cast.programme, domains=[], expires_at=now + timedelta(days=9), cap=9, by=cast.chen, at=now
    )
    inviting.enter(link, cast.dara, at=now)


def test_a_match_to_look_at_comes_first_at_home_and_in_its_programme(
    told: Cast, now: datetime, signed_in: SignIn
) -> None:
    run = worked_out(told, now)
    somebody_at_the_door(told, now)
    chen = signed_in(told.chen)
    for address in ("/", overview(told)):
        page = chen.get(address)
        assert read(page).title == "A match waits for you to look."
        assert links_of(page)["Look at the match"] == reverse("run", args=[run.pk])
    assert links_of(page)["1 person would like to come in"] == reverse("approvals", args=[told.programme.pk])


@pytest.mark.parametrize(
    ("state", "title"),
    [
        ({"failed": True}, "The match stopped before it was done."),
        ({"finished_at": None}, "We are looking for who fits with whom."),
    ],
)
def test_a_match_under_way_or_stopped_is_said(
    told: Cast, now: datetime, signed_in: SignIn, state: dict[str, object], title: str
) -> None:
    run = worked_out(told, now)
    Run.objects.filter(pk=run.pk).update(**state)
    assert read(signed_in(told.chen).get(overview(told))).title == title


def test_after_publishing_it_says_who_still_answers_and_then_what_came_of_it(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    programmes.begin_matching(cast.programme, by=cast.chen, at=now)
    proposal = propose(published_run(cast, now), cast, now)
    chen = signed_in(cast.chen)
    first = chen.get(overview(cast))
    assert read(first).title == "0 pairs are together."
    assert "1 more pair is asked, and answers by" in " ".join(text_of(first))
    proposal.outcome, proposal.settled_at = "apart", now
    proposal.save()
    words = text_of(chen.get(overview(cast)))
    assert "Everybody has answered. Who is free can be matched again whenever you like." in words


def test_the_more_urgent_of_two_programmes_comes_first(told: Cast, now: datetime, signed_in: SignIn) -> None:
    other = told.programme
    worked_out(told, now)
    terms = programmes.Terms(name="A programme without people", template=other.template)
    programmes.prepare(terms, organiser=None, by=told.chen, at=now)
    page = signed_in(told.chen).get("/")
    assert read(page).headings[:3] == ["A match waits for you to look.", "Also", "Who is it for?"]


def test_only_whoever_runs_a_programme_or_may_make_one_is_led_to_programmes(
    cast: Cast, signed_in: SignIn
) -> None:
    led = {
        who.email.split("@")[0]: "Programmes" in links_of(signed_in(who).get("/"))
        for who in (cast.amina, cast.bengt, cast.chen, cast.olu)
    }
    assert list(led.values()) == [False, False, True, True]


def test_amina_finds_what_her_programme_is_where_she_tells(cast: Cast, signed_in: SignIn) -> None:
    name = Membership.objects.get(person=cast.amina).programme.name
    assert links_of(signed_in(cast.amina).get(reverse("profile")))[name] == overview(cast)
