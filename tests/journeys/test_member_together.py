"""Two strangers say yes, and one writes to the other: on two phones, without JavaScript, by keyboard."""

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from counterpart.matching.models import Proposal
from counterpart.partnerships.models import Partnership
from tests.browser import Kind, Visit, axe
from tests.cast import Cast
from tests.web.proposing import propose, published_run

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def proposal(cast: Cast, now: datetime) -> Proposal:
    return propose(published_run(cast, now), cast, now)


def say_yes(page: Page) -> None:
    page.goto("/")
    page.get_by_role("link", name="See why you two").click()
    page.get_by_label("No, neither of us").check()
    page.get_by_role("button", name="Yes, let's meet").click()


@pytest.mark.parametrize("kind", ["phone", "plain", "narrow"])
def test_two_say_yes_and_amina_writes(visit: Visit, proposal: Proposal, cast: Cast, kind: Kind) -> None:
    amina, bengt = visit(cast.amina, kind), visit(cast.bengt, kind)
    say_yes(amina)
    expect(amina.get_by_role("heading", level=1)).to_have_text("You have answered. Now it is up to Bengt.")
    say_yes(bengt)
    expect(bengt.get_by_role("heading", level=1)).to_have_text("You and Amina.")
    amina.goto("/")
    amina.get_by_role("link", name="Write the first line").click()
    amina.get_by_label("Write to each other").fill("Hello Bengt. Thursday at ten?")
    amina.get_by_role("button", name="Send").click()
    bengt.goto("/")
    expect(bengt.get_by_role("heading", level=1)).to_have_text("Amina wrote to you.")
    bengt.get_by_role("link", name="Read and answer").click()
    expect(bengt.locator(".said")).to_contain_text("Hello Bengt. Thursday at ten?")
    assert Partnership.objects.count() == 1


def test_a_no_is_two_taps_and_no_question(visit: Visit, proposal: Proposal, cast: Cast) -> None:
    page = visit(cast.amina, "phone")
    page.goto("/")
    page.get_by_role("link", name="See why you two").click()
    page.get_by_role("button", name="Not this time").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("we are looking again")


@pytest.mark.parametrize("kind", ["light", "dark", "phone"])
def test_what_is_to_be_mended_is_accessible_too(
    visit: Visit, proposal: Proposal, cast: Cast, kind: Kind
) -> None:
    page = visit(cast.amina, kind)
    page.goto("/joining/seeks/")
    page.locator("summary").first.click()
    page.get_by_label("Something else, in your words").fill("?!")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("#id_words_error")).to_contain_text("at least one letter")
    axe(page)
    page.goto(f"/proposal/{proposal.pk}/")
    page.get_by_role("button", name="Yes, let's meet").click()
    expect(page.get_by_text("Please say this before you say yes.")).to_be_visible()
    axe(page)
