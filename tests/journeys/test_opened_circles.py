"""Three people and a circle that one of them opens: it looks for a host, fills, meets, and is handed over."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from counterpart.matching import actions
from counterpart.partnerships.models import Meeting, Partnership
from counterpart.programmes.models import Programme
from tests.browser import Visit, keeps_nobody_out
from tests.cast import Cast
from tests.matching.test_opened_circles import come, open_it
from tests.matching.test_opened_circles import running as running


def press(page: Page, name: str) -> None:
    """By keyboard alone; what comes of it has come before somebody else looks."""
    button = page.get_by_role("button", name=name)
    button.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


@pytest.mark.django_db(transaction=True)
def test_amina_opens_it_bengt_hosts_and_gus_takes_over(
    cast: Cast, running: Programme, now: datetime, visit: Visit
) -> None:
    gus = come("Gus Lima", running, now)
    hers, his, gus_page = visit(cast.amina), visit(cast.bengt), visit(gus)
    hers.goto(reverse("around"))
    hers.get_by_role("link", name="Circles").click()
    hers.get_by_role("link", name="Open a circle").click()
    press(hers, "Open it")
    expect(hers.get_by_text("Please say which of the two you would be.")).to_be_visible()
    keeps_nobody_out(hers, "circle-open-wrong")
    hers.get_by_label("What it is about").fill("Saying no")
    hers.get_by_label("Why, and for whom").fill("For whoever says yes too fast.")
    hers.get_by_label("I would like to learn it").check()
    press(hers, "Open it")
    expect(hers.get_by_role("heading", name="Your circle.")).to_be_visible()
    keeps_nobody_out(hers, "circle-alone")

    his.goto(reverse("circles"))
    keeps_nobody_out(his, "circles-looks-for-host")
    press(his, "I can show it, and host")
    expect(his.get_by_text("You host it.")).to_be_visible()
    gus_page.goto(reverse("circles"))
    gus_page.get_by_role("button", name="Take a seat").click()
    expect(gus_page.get_by_text("You have a seat.")).to_be_visible()

    circle = Partnership.objects.get()
    starts = now + timedelta(days=3)
    Meeting.objects.create(partnership=circle, starts_at=starts, ends_at=starts + timedelta(hours=1))
    page = reverse("partnership", args=[circle.pk])
    hers.goto(page)
    press(hers, "I come")
    gus_page.goto(page)
    expect(gus_page.get_by_text("Will be there: Amina.")).to_be_visible()
    keeps_nobody_out(gus_page, "circle-gathering")

    his.goto(reverse("partnership-part", args=[circle.pk]))
    press(his, "Leave the circle")
    gus_page.goto(page)
    expect(gus_page.get_by_text("Nobody hosts it at the moment.")).to_be_visible()
    press(gus_page, "I will host")
    expect(gus_page.get_by_text("You host it.")).to_be_visible()


@pytest.mark.django_db(transaction=True)
def test_where_every_seat_is_taken_one_waits(
    cast: Cast, running: Programme, now: datetime, visit: Visit
) -> None:
    circle = open_it(running, cast.bengt, now)
    for n in range(3):
        actions.take_seat(circle.pk, by=come(f"P{n} Quill", running, now), at=now)
    page = visit(cast.amina)
    page.goto(reverse("circles"))
    press(page, "Wait for a seat")
    expect(page.get_by_text("You wait, and are the next in line.")).to_be_visible()
    keeps_nobody_out(page, "circles-waits")
