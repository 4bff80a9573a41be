"""Small steps on a phone: from an idea to how it was, shared with a counterpart; with and without scripts."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from counterpart.partnerships import actions as together
from counterpart.partnerships.actions import beside, courage
from counterpart.partnerships.models import Partnership
from counterpart.people import actions as people
from counterpart.people.models import Seek
from counterpart.skills.models import Skill
from tests.browser import Kind, Visit, keeps_nobody_out
from tests.cast import Cast

EVER = pytest.mark.django_db(transaction=True)
STEPS = (
    ("Read aloud", 40, 15),
    ("Ask one question I had written down", 45, 50),
    ("Talk to the board", 85, None),
)


@pytest.fixture
def pair(cast: Cast, now: datetime) -> Partnership:
    return together.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


@pytest.fixture
def speaking(cast: Cast, now: datetime) -> Seek:
    skill = Skill.objects.get(slug="public-speaking")
    return people.tell_seek(skill, by=cast.amina, at=now, dread="They will laugh")


@EVER
@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_amina_taps_an_idea_does_it_and_reads_that_it_was_easier(
    kind: Kind, visit: Visit, cast: Cast, speaking: Seek
) -> None:
    page = visit(cast.amina, kind)
    page.goto("/")
    page.get_by_role("link", name="Small steps towards what makes me nervous").click()
    page.get_by_role("link", name="Speaking in front of people").click()
    page.get_by_role("button", name="Read one paragraph aloud").click()
    expect(page.get_by_label("A small step")).to_have_value("Read one paragraph aloud, alone, standing up")
    _say(page, "How uneasy will it make you?", "40", kind)
    page.get_by_role("button", name="Add it").click()
    page.get_by_role("link", name="I did it").click()
    _say(page, "How uneasy was it really?", "15", kind)
    page.get_by_role("button", name="I did it").click()
    expect(page.get_by_text("One small step done, and it was easier than you thought.")).to_be_visible()
    expect(page.get_by_text("You thought 40, it was 15.")).to_be_visible()


def _say(page: Page, label: str, figure: str, kind: Kind) -> None:
    number = page.get_by_label(label)
    if kind == "phone":  # by the slider beside the number
        page.locator("input[type=range]").first.fill(figure)
        expect(number).to_have_value(figure)
    else:
        expect(page.locator("input[type=range]")).to_have_count(0)
        number.fill(figure)


@EVER
def test_the_pages_keep_nobody_out(
    visit: Visit, cast: Cast, speaking: Seek, pair: Partnership, now: datetime
) -> None:
    long_ago = now - timedelta(days=60)
    for n, (words, thought, was) in enumerate(STEPS):
        step = courage.add_step(speaking, words, thought, key=uuid4(), by=cast.amina, at=long_ago)
        if was is not None:
            courage.do_step(step, was, by=cast.amina, at=long_ago + timedelta(days=n))
        courage.check_in(
            speaking, 20 + 15 * n, key=uuid4(), by=cast.amina, at=long_ago + timedelta(days=9 * n)
        )
    beside.share(speaking, pair, by=cast.amina, at=now)
    beside.stand_beside(step, pair, "with_you", by=cast.bengt, at=now)
    amina, bengt = visit(cast.amina), visit(cast.bengt)
    _look(amina, "/", "courage-home")
    _look(amina, reverse("courage"), "courage")
    _look(amina, reverse("courage-wish", args=[speaking.pk]), "courage-wish")
    _look(amina, reverse("courage-step", args=[step.pk]), "courage-step")
    _look(amina, reverse("courage-check-in"), "courage-check-in")
    _look(bengt, reverse("together-courage", args=[pair.pk]), "courage-shared")
    _look(bengt, reverse("partnership", args=[pair.pk]), "courage-partnership")


def _look(page: Page, address: str, name: str) -> None:
    page.goto(address)
    keeps_nobody_out(page, name)
