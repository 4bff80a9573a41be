"""Asking somebody oneself, on two phones: Amina asks, Bengt wants to know more, and says yes."""

from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from counterpart.programmes.models import Programme
from tests.browser import Kind, Visit, faults_of
from tests.cast import Cast
from tests.matching.conftest import senior, show, wish
from tests.matching.reaching import ask, open_to_asking


def begin(cast: Cast, now: datetime) -> Cast:
    for who, shows, seeks in (
        (cast.amina, "TikTok", "Public speaking"),
        (cast.bengt, "Public speaking", "TikTok"),
    ):
        show(who, shows, now)
        wish(who, seeks, now)
    open_to_asking(cast.programme)
    return cast


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_amina_asks_bengt_wants_to_know_more_and_says_yes(
    cast: Cast, now: datetime, visit: Visit, kind: Kind
) -> None:
    """'plain' is a phone without JavaScript."""
    begin(cast, now)
    amina, bengt = visit(cast.amina, kind), visit(cast.bengt, kind)
    amina.goto("/")
    amina.get_by_role("link", name="See who could fit").click()
    amina.get_by_role("link", name="Ask Bengt").click()
    amina.get_by_label("A few words to them").fill("Your talk in May made me think.")
    amina.get_by_label("No, neither of us").check()
    amina.get_by_role("button", name="Ask Bengt").click()
    expect(amina.get_by_role("heading", name="You asked Bengt.")).to_be_visible()

    bengt.goto("/")
    bengt.get_by_role("link", name="Read what Amina wrote").first.click()
    expect(bengt.get_by_text("Your talk in May made me think.")).to_be_visible()
    bengt.get_by_label("Or ask one thing first").fill("How often?")
    bengt.get_by_role("button", name="Tell me more").click()

    amina.goto("/")
    amina.get_by_role("link", name="Read and answer").first.click()
    amina.get_by_label("Your answer").fill("Once a month.")
    amina.get_by_role("button", name="Send").click()

    bengt.reload()
    expect(bengt.get_by_text("Once a month.")).to_be_visible()
    bengt.get_by_label("No, neither of us").check()
    bengt.get_by_role("button", name="Yes, let's meet").click()
    expect(bengt.get_by_role("heading", name="You and Amina.")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_while_somebody_is_asked_nor_where_nobody_can_be(
    cast: Cast, now: datetime, visit: Visit
) -> None:
    begin(cast, now)
    ines = senior("Ines Sousa", cast, now)
    senior("Lena Vogt", cast, now)
    approach = ask(cast, ines, cast.amina, now)
    page = visit(cast.amina)
    there = reverse("reach", args=[cast.programme.pk])
    pages = {
        "home": "/",
        "who-fits": there,
        "ask": reverse("reach-ask", args=[cast.programme.pk, cast.bengt.pk]),
        "asked": reverse("approach", args=[approach.pk]),
    }
    faults = []
    for name, address in pages.items():
        page.goto(address)
        faults += faults_of(page, f"reaching-{name}")
    page.get_by_role("button", name="Yes, let's meet").click()
    faults += faults_of(page, "reaching-mend")
    Programme.objects.update(state=Programme.State.MATCHING)
    page.goto(there)
    faults += faults_of(page, "reaching-rests")
    assert faults == []
