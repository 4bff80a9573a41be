"""Bengt lets Pia book for him, and Pia books: on a phone, without JavaScript, and by keyboard alone."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from counterpart.partnerships import actions
from counterpart.partnerships.models import Assistant, Meeting
from tests.browser import Kind, Visit, keeps_nobody_out
from tests.cast import Cast
from tests.journeys.pressing import by_keyboard

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_bengt_names_pia_and_she_books_in_three_taps(
    visit: Visit, cast: Cast, now: datetime, kind: Kind
) -> None:
    actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    bengt = visit(cast.bengt, kind)
    bengt.goto("/calendar/")
    bengt.get_by_label("Name").fill("Pia Berg")
    bengt.get_by_label("E-mail").fill("pia@example.org")
    bengt.get_by_role("button", name="Let them book for me").click()
    expect(bengt.get_by_text("Pia Berg (pia@example.org) can book")).to_be_visible()
    pia = visit(Assistant.objects.get().helper, kind)
    pia.goto("/")
    pia.get_by_role("link", name="See the times").click()
    pia.get_by_role("link", name="Find a time").click()
    pia.get_by_role("radio").first.check()
    pia.get_by_role("button", name="Take this time").click()
    expect(pia.get_by_role("heading", level=1)).to_have_text("Book the ones after it, too?")
    pia.get_by_role("link", name="One at a time").click()
    expect(pia.get_by_role("heading", level=1)).to_have_text("You book for Bengt Lindqvist")
    assert Meeting.objects.get().proposed_by == cast.bengt
    if kind == "phone":
        keeps_nobody_out(pia, "booking-for")


def test_pia_stops_by_keyboard_alone(visit: Visit, cast: Cast, now: datetime) -> None:
    made = Assistant.objects.create(person=cast.bengt, helper=cast.dara, name="Dara")
    page = visit(cast.dara)
    page.goto(f"/booking-for/{made.pk}/")
    by_keyboard(page.get_by_role("button", name="Stop booking for Bengt"))
    expect(page.get_by_text("You no longer book for Bengt Lindqvist.")).to_be_visible()
