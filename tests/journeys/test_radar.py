"""From the way around to a radar, and from there one tap to asking, wishing and offering."""

from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from counterpart.skills.models import Skill
from tests.browser import Kind, Visit, keeps_nobody_out
from tests.cast import Cast
from tests.journeys.pressing import by_keyboard, tap
from tests.repository import drawn


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["light", "plain"])
def test_amina_says_what_she_can_show_what_she_would_like_and_asks(
    cast: Cast, now: datetime, visit: Visit, kind: Kind
) -> None:
    """'plain' is a phone without JavaScript; the other goes by the keyboard alone."""
    drawn.plant(cast.programme, now)
    press, amina = tap if kind == "plain" else by_keyboard, visit(cast.amina, kind)
    videos = Skill.objects.get(slug="short-videos").name
    negotiating = Skill.objects.get(slug="negotiating").name

    bengt = visit(cast.bengt, "phone")
    bengt.goto(reverse("radars"))
    read = bengt.locator("table").inner_text()

    amina.goto(reverse("around"))
    press(amina.get_by_role("link", name="What is next"))
    press(amina.get_by_role("button", name=f"I can show it {videos}").first)
    expect(amina.get_by_role("heading", name="What I can show", level=1)).to_be_visible()
    amina.goto(reverse("radars"))
    press(amina.get_by_role("button", name=f"I'd like it {negotiating}").first)
    expect(amina.get_by_role("heading", name="What I'd like", level=1)).to_be_visible()
    amina.goto(reverse("radars"))
    expect(amina.get_by_text("You can show it").first).to_be_visible()
    bengt.reload()
    assert bengt.locator("table").inner_text() == read  # what she told moves nothing that he reads
    press(amina.get_by_role("link", name=f"Ask {negotiating}").first)

    expect(amina.get_by_label("What is it about?")).to_have_value(negotiating)


@pytest.mark.django_db(transaction=True)
def test_a_full_radar_and_an_empty_one_keep_nobody_out(cast: Cast, now: datetime, visit: Visit) -> None:
    amina = visit(cast.amina)
    amina.goto(reverse("radars"))
    keeps_nobody_out(amina, "radar-empty")
    drawn.plant(cast.programme, now)
    amina.goto(reverse("radars"))

    keeps_nobody_out(amina, "radar-full")
