"""A member's first minutes, as a thumb does them."""

from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from counterpart.people import queries, tokens
from counterpart.people.models import Person, Token
from counterpart.programmes.models import Invitation, Membership
from tests.browser import Kind, Visit
from tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def femi(cast: Cast, now: datetime) -> Person:
    return Person.objects.create_user("femi@example.org", name="Femi Bello")


@pytest.fixture
def link(femi: Person, cast: Cast, now: datetime) -> str:
    membership = Membership.objects.create(
        programme=cast.programme, person=femi, added_at=now, added_by=cast.chen, admitted_at=now
    )
    token, raw = tokens.issue(femi, purpose=Token.Purpose.INVITATION, at=now, days=30)
    Invitation.objects.create(membership=membership, token=token, by=cast.chen, at=now)
    return reverse("invitation", args=[raw])


class Thumb:
    """Counts what it does."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.taps = 0

    def tap(self, name: str, *, nth: int = 0) -> None:
        self.taps += 1
        self.page.get_by_role("button", name=name, exact=True).nth(nth).click()

    def tap_chip(self) -> None:
        """The first suggestion there is."""
        self.taps += 1
        chips = self.page.locator("button.maybe")
        words = chips.first.inner_text()
        chips.first.click()
        expect(self.page.locator(".told")).to_contain_text(words.strip())


@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_femi_types_nothing_and_leaves_with_two_of_each_in_eight_taps(
    visit: Visit, link: str, femi: Person, kind: Kind
) -> None:
    page = visit(None, kind)
    page.goto(link)
    thumb = Thumb(page)
    thumb.tap("Yes, come in")
    expect(page.get_by_role("heading", level=1)).to_have_text("What I can show")
    thumb.tap_chip()
    thumb.tap_chip()
    thumb.tap("Next: what I'd like")
    expect(page.get_by_role("heading", level=1)).to_have_text(
        "What I'd like"
    )  # its chips, not the last page's
    thumb.tap_chip()
    thumb.tap_chip()
    thumb.tap("Next: when and how")
    thumb.tap("Done")
    expect(page.get_by_role("heading", level=1)).to_have_text("We are looking for your counterpart.")
    assert (len(queries.offers(femi)), len(queries.wishes(femi))) == (2, 2)
    assert thumb.taps == 8


def test_femi_types_a_wish_that_makes_him_nervous_and_keeps_it(
    visit: Visit, femi: Person, cast: Cast, link: str
) -> None:
    page = visit(None, "phone")
    page.goto(link)
    thumb = Thumb(page)
    thumb.tap("Yes, come in")
    page.get_by_label("Something else, in your words").fill("exce")
    page.locator("#matches").get_by_role("button", name="Spreadsheets").click()
    expect(page.locator(".told")).to_contain_text("Spreadsheets")
    page.get_by_label("How well: Spreadsheets").select_option("4")
    expect(page.get_by_label("How well: Spreadsheets")).to_have_value("4")
    thumb.tap("Next: what I'd like")
    page.get_by_label("This one makes me nervous").check()
    page.get_by_label("Keep this wish to myself for now").check()
    page.get_by_label("Something else, in your words").fill("Asking for less work")
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("Kept to yourself.")
    (wish,) = queries.wishes(femi)
    assert (wish.words, wish.is_private, wish.dread) == ("Asking for less work", True, "")
    assert [offer.level for offer in queries.offers(femi)] == [4]


def test_femi_joins_by_keyboard_alone(visit: Visit, femi: Person, link: str) -> None:
    page = visit(None, "light")
    page.goto(link)
    press(page, "Yes, come in")
    page.wait_for_url("**/joining/offers/")
    page.get_by_label("Something else, in your words").focus()
    page.keyboard.type("Excel")
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("Spreadsheets")
    expect(page.locator("#id_words")).to_be_focused()
    press(page, "Next: what I'd like")
    page.wait_for_url("**/joining/seeks/")
    press(page, "LinkedIn")
    expect(page.locator(".told")).to_contain_text("LinkedIn")
    expect(page.locator("#told-title")).to_be_focused()
    press(page, "Next: when and how")
    page.wait_for_url("**/joining/when/")
    press(page, "Done")
    expect(page.get_by_role("heading", level=1)).to_have_text("We are looking for your counterpart.")


def press(page: Page, name: str) -> None:
    """Tab until it has the focus, then Enter."""
    for _ in range(80):
        page.keyboard.press("Tab")
        words = page.evaluate("document.activeElement.innerText || ''")
        if " ".join(words.split()) == name:
            page.keyboard.press("Enter")
            return
    raise AssertionError(f"{name} cannot be reached by keyboard")
