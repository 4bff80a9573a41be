"""Two on their phones: how they see it before and after, and a day in the other's place."""

from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from counterpart.partnerships import actions
from tests.browser import Kind, Visit, keeps_nobody_out
from tests.cast import Cast
from tests.journeys.test_opened_circles import press

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_amina_writes_down_what_she_assumes_and_looks_again_and_they_swap_half_a_day(
    cast: Cast, now: datetime, visit: Visit, kind: Kind
) -> None:
    together = actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    hers, his = visit(cast.amina, kind), visit(cast.bengt, "phone")
    page = reverse("partnership", args=[together.pk])
    hers.goto(page)
    hers.get_by_role("link", name="How we see it, before and now").click()
    press(hers, "Write it down")
    expect(hers.get_by_text("There is nothing written yet.")).to_be_visible()
    hers.get_by_label("How I see it, before we talk about it").fill("They never doubt.")
    hers.get_by_label("All of us").check()
    press(hers, "Write it down")
    hers.get_by_text("Look again", exact=True).click()
    hers.get_by_label("How I see it now").fill("They hide it well.")
    press(hers, "Keep it")

    his.goto(reverse("assumptions", args=[together.pk]))
    expect(his.get_by_text("They never doubt.")).to_be_visible()
    expect(his.get_by_text("They hide it well.")).to_be_visible()
    his.goto(page)
    his.get_by_role("link", name="Swap a day").click()
    expect(his.get_by_label("What kind of meeting")).to_have_value("swap")
    keeps_nobody_out(his, "swap-a-day")
    his.locator("input[name=slot]").first.check()
    press(his, "Take this time")
    expect(his.get_by_text("Swap a day")).to_be_visible()
    keeps_nobody_out(his, "meetings-swap")

    hers.goto(reverse("around"))
    hers.get_by_role("link", name="Other places to look from").click()
    expect(hers.get_by_text("Malmö")).to_be_visible()
    if kind == "phone":
        hers.goto(reverse("assumptions", args=[together.pk]))
        keeps_nobody_out(hers, "assumptions")
        hers.goto(reverse("perspective"))
        keeps_nobody_out(hers, "perspective")
