"""Somebody looks for a topic on their phone; somebody outside is introduced on theirs, without an account."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from counterpart.introductions import actions, outside
from counterpart.introductions.models import Outside
from counterpart.partnerships import actions as partnerships
from counterpart.people import actions as people
from counterpart.skills.models import Skill
from tests.browser import Kind, Visit, keeps_nobody_out
from tests.cast import Cast
from tests.journeys.test_opened_circles import press
from tests.stories.conftest import tell

pytestmark = pytest.mark.django_db(transaction=True)


def test_amina_looks_for_something_with_a_slip_by_keyboard_and_reads_a_story(
    cast: Cast, now: datetime, visit: Visit
) -> None:
    skill = Skill.objects.get(slug="public-speaking")
    people.tell_offer(skill, by=cast.bengt, at=now)
    tell(cast, cast.bengt, now, title="My first talk")
    hers = visit(cast.amina, "phone")
    hers.goto(reverse("around"))
    hers.get_by_role("searchbox").fill("public speaknig")
    hers.keyboard.press("Enter")
    expect(hers.get_by_role("heading", name="People")).to_be_visible()
    keeps_nobody_out(hers, "search-found")
    his = visit(cast.bengt, "phone")
    his.goto(reverse("introductions"))
    press(his, "Do not let me be found")
    hers.reload()
    expect(hers.get_by_role("heading", name="Topics")).to_be_visible()
    expect(hers.get_by_role("heading", name="People")).to_have_count(0)
    hers.get_by_role("searchbox").fill("qwxz")
    hers.keyboard.press("Enter")
    expect(hers.get_by_text("Nothing found")).to_be_visible()
    keeps_nobody_out(hers, "search-empty")
    hers.goto(f"{reverse('search')}?q=first+tallk")
    hers.get_by_role("link", name="My first talk").click()
    expect(hers.get_by_role("heading", name="My first talk")).to_be_visible()


@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_sam_who_has_no_account_says_yes_and_both_learn_how_to_reach_each_other(
    cast: Cast, now: datetime, visit: Visit, kind: Kind
) -> None:
    partnerships.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    wish = actions.wish("A sailor", key=uuid4(), by=cast.amina, at=now)
    his = visit(cast.bengt, kind)
    his.goto(reverse("introduce", args=[wish.pk]))
    his.get_by_role("link", name="I know somebody outside").click()
    his.get_by_label("What do you call them?").fill("Sam Reed")
    his.get_by_label("Their e-mail address").fill("sam@elsewhere.example")
    his.get_by_label("Two lines to both of them").fill("You both sail.")
    press(his, "Ask both")
    row = Outside.objects.get()

    sams = visit(None, kind)
    sams.goto(reverse("outside-answer", args=[outside.token(row)]))
    expect(sams.get_by_text("You both sail.")).to_be_visible()
    assert "Amina" not in sams.content()
    press(sams, "Yes, introduce us")
    expect(sams.get_by_text("Thank you: you said yes.")).to_be_visible()

    hers = visit(cast.amina, kind)
    hers.goto("/")
    hers.goto(reverse("outside", args=[row.pk]))
    assert "Sam" not in hers.content()
    press(hers, "Yes, introduce us")
    expect(hers.get_by_role("link", name="sam@elsewhere.example")).to_be_visible()
    sams.reload()
    expect(sams.get_by_text(cast.amina.email)).to_be_visible()
    if kind == "phone":
        for page, name in ((sams, "outside-answer-met"), (hers, "outside-met")):
            keeps_nobody_out(page, name)
    press(sams, "Forget my address")
    expect(sams.get_by_text("We have forgotten your name and your address.")).to_be_visible()
