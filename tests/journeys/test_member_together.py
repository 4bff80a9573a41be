"""Two strangers say yes, and one writes to the other: on two phones, without JavaScript, by keyboard."""

from datetime import datetime
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from counterpart.matching.models import Proposal
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.models import Partnership
from counterpart.people import actions as people
from counterpart.skills.actions import understand
from tests.browser import Kind, Visit, keeps_nobody_out, sideways
from tests.cast import Cast
from tests.journeys.pressing import by_keyboard, reach
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


def test_two_say_yes_and_amina_writes_by_keyboard_alone(visit: Visit, proposal: Proposal, cast: Cast) -> None:
    amina, bengt = visit(cast.amina), visit(cast.bengt)
    for page in (amina, bengt):
        page.goto("/")
        by_keyboard(page.get_by_role("link", name="See why you two"))
        page.wait_for_url("**/proposal/**")
        reach(page.get_by_role("radio").first)  # a group of choices is one stop; arrows choose within it
        page.keyboard.press("Space")
        if not page.get_by_label("No, neither of us").is_checked():
            page.keyboard.press("ArrowDown")
        expect(page.get_by_label("No, neither of us")).to_be_checked()
        by_keyboard(page.get_by_role("button", name="Yes, let's meet"))
        expect(page.get_by_role("button", name="Yes, let's meet")).to_have_count(0)
    amina.goto("/")
    by_keyboard(amina.get_by_role("link", name="Write the first line"))
    reach(amina.get_by_label("Write to each other"))
    amina.keyboard.type("Hello Bengt. Thursday at ten?")
    by_keyboard(amina.get_by_role("button", name="Send"))
    expect(amina.locator(".said")).to_contain_text("Hello Bengt. Thursday at ten?")


def test_a_no_is_two_taps_and_no_question(visit: Visit, proposal: Proposal, cast: Cast) -> None:
    page = visit(cast.amina, "phone")
    page.goto("/")
    page.get_by_role("link", name="See why you two").click()
    page.get_by_role("button", name="Not this time").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("we are looking again")


def test_what_is_to_be_mended_is_accessible_too(visit: Visit, proposal: Proposal, cast: Cast) -> None:
    page = visit(cast.amina)
    page.goto("/joining/seeks/")
    page.locator("summary").first.click()
    page.get_by_label("Something else, in your words").fill("?!")
    page.get_by_role("button", name="Add").click()
    expect(page.locator("#id_words_error")).to_contain_text("at least one letter")
    keeps_nobody_out(page)
    page.goto(f"/proposal/{proposal.pk}/")
    page.get_by_role("button", name="Yes, let's meet").click()
    expect(page.get_by_text("Please say this before you say yes.")).to_be_visible()
    keeps_nobody_out(page)


def test_the_longest_words_fit_the_narrowest_phone(
    visit: Visit, proposal: Proposal, cast: Cast, now: datetime
) -> None:
    for who in (cast.amina, cast.bengt):
        people.tell_frame(
            name="N" * 120,
            stage=None,
            function="F" * 120,
            place="P" * 120,
            background="B" * 120,
            by=who,
            at=now,
        )
        people.tell_seek("W" * 80, by=who, at=now, private=True, dread="")
        (long,) = understand("O" * 80)
        people.tell_offer(long, by=who, at=now)
    together = partnerships.begin(
        cast.programme,
        people=[cast.amina, cast.bengt],
        topics=[partnerships.TopicTold(cast.bengt, cast.amina, None, long)],
        at=now,
    )
    partnerships.write(together, "M" * 4000, key=uuid4(), by=cast.bengt, at=now)
    page = visit(cast.amina, "narrow")
    addresses = ["/", "/joining/offers/", "/joining/seeks/", "/joining/when/", "/profile/"]
    wide = {}
    for address in [*addresses, f"/proposal/{proposal.pk}/", f"/together/{together.pk}/"]:
        page.goto(address)
        if over := sideways(page):
            wide[address] = over
    assert wide == {}
