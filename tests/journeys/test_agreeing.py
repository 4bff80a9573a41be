"""Amina drafts an agreement, Bengt signs, both say how it feels: on a phone, and without JavaScript."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from counterpart.partnerships import queries
from counterpart.partnerships.models import CheckIn, Partnership
from tests.browser import Kind, Visit, axe, sideways
from tests.cast import Cast
from tests.partnerships.agreed import pair

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return pair(cast, now)


@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_amina_drafts_and_bengt_signs(visit: Visit, together: Partnership, cast: Cast, kind: Kind) -> None:
    amina, bengt = visit(cast.amina, kind), visit(cast.bengt, kind)
    amina.goto(f"/together/{together.pk}/")
    amina.get_by_role("link", name="Write the agreement").click()
    expect(amina.get_by_label("What I'd like to learn")).to_have_value("Leaving the firm")
    amina.get_by_role("button", name="Sign and send to Bengt").click()
    amina.get_by_label("Leaving the firm").fill("20")
    amina.get_by_role("button", name="Keep it for me").click()
    bengt.goto("/")
    bengt.get_by_role("link", name="Read and sign").click()
    expect(bengt.get_by_role("heading", level=1)).to_have_text("Amina has written an agreement.")
    bengt.get_by_role("button", name="I agree, sign it").click()
    bengt.get_by_role("link", name="Skip this").click()
    expect(bengt.get_by_text("Agreed: Six meetings over six months")).to_be_visible()
    assert queries.in_force(together) is not None
    assert CheckIn.objects.count() == 1


def test_the_slider_moves_the_number_and_both_states_are_accessible(
    visit: Visit, together: Partnership, cast: Cast
) -> None:
    page = visit(cast.amina, "phone")
    page.goto(f"/together/{together.pk}/start/")
    page.locator("[type=range]").first.fill("35")
    expect(page.get_by_label("Leaving the firm")).to_have_value("35")
    page.get_by_label("I belong here").fill("101")
    page.get_by_role("button", name="Keep it for me").click()
    expect(page.get_by_text("A whole number from 0 to 100, or nothing.")).to_be_visible()
    axe(page)
    assert sideways(page) == 0
    page.goto(f"/together/{together.pk}/agreement/write/")
    page.get_by_label("How we stop").fill("")
    page.get_by_role("button", name="Sign and send to Bengt").click()
    expect(page.get_by_text("Please fill this in.")).to_be_visible()
    axe(page)
