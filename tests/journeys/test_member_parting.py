"""Something stops, or comes to a good end: on a phone, without JavaScript, by keyboard, on paper."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from counterpart.partnerships import actions
from counterpart.partnerships.actions import concerns, pausing
from counterpart.partnerships.models import CheckIn, Concern, Meeting, Partnership, Pause
from counterpart.people import actions as people
from counterpart.people import keys
from tests.browser import PICTURES, Kind, Visit, keeps_nobody_out
from tests.cast import Cast
from tests.journeys.pressing import by_keyboard, reach
from tests.web.proposing import skill

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    """Half a year: they met twice, and Amina is less afraid of LinkedIn than she was."""
    wish = people.tell_seek(skill("spreadsheets"), by=cast.bengt, at=now)
    hers = people.tell_seek(skill("linkedin"), by=cast.amina, at=now)
    private = people.tell_seek("Leaving the firm", by=cast.amina, at=now, private=True)
    people.tell_offer(skill("spreadsheets"), by=cast.amina, at=now)
    topics = [
        actions.TopicTold(cast.bengt, cast.amina, wish, skill("spreadsheets")),
        actions.TopicTold(cast.amina, cast.bengt, hers, skill("linkedin")),
        actions.TopicTold(cast.amina, cast.bengt, private, None),
    ]
    began = now - timedelta(days=180)
    found = actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=topics, at=began)
    actions.write(found, "Hello Bengt", key=uuid4(), by=cast.amina, at=now)
    for days, value in ((170, 20), (90, 45), (2, 70)):
        when = now - timedelta(days=days)
        Meeting.objects.create(partnership=found, starts_at=when, ends_at=when + timedelta(hours=1))
        row = CheckIn(person=cast.amina, seek=hers, at=when)
        row.value = keys.seal_for(
            cast.amina, str(value), table="partnerships_checkin", row=row.pk, column="value"
        )
        row.save()
    return found


def look(page: Page, address: str, name: str) -> None:
    page.goto(address)
    keeps_nobody_out(page, name)


def test_no_page_of_these_keeps_anybody_out(
    visit: Visit, together: Partnership, cast: Cast, now: datetime
) -> None:
    here = f"/together/{together.pk}"
    amina, cora = visit(cast.amina), visit(cast.cora)
    look(cora, "/concerns/", "concerns-empty")
    concerns.say_not_right(
        together, words="He shouts.", to=cast.cora, then="", key=uuid4(), by=cast.amina, at=now
    )
    look(cora, "/concerns/", "concerns")
    for name in ("not-right", "pause", "ending", "finish", "certificate"):
        look(amina, f"{here}/{name}/", name)
    pausing.pause(together, by=cast.amina, at=now)
    look(amina, f"{here}/", "resting")
    look(amina, "/", "home-resting")
    amina.goto(f"{here}/not-right/")
    amina.get_by_role("button", name="Send, and do this").click()
    expect(amina.get_by_text("Write a few words, or choose")).to_be_visible()
    keeps_nobody_out(amina)
    amina.goto(f"{here}/finish/")
    amina.get_by_role("button", name="Finish").click()
    expect(amina.get_by_role("heading", level=1)).to_have_text("You and Bengt, looking back.")
    look(amina, f"{here}/ending/", "ending-finished")
    look(amina, "/", "home-finished")
    amina.get_by_role("link", name="Look again for somebody").click()
    look(amina, amina.url, "look-again")


@pytest.mark.parametrize("kind", ["plain", "narrow"])
def test_amina_ends_well_on_a_phone(visit: Visit, together: Partnership, cast: Cast, kind: Kind) -> None:
    page = visit(cast.amina, kind)
    page.goto(f"/together/{together.pk}/")
    page.get_by_role("link", name="Look back, and finish well").click()
    page.get_by_label("Say thank you").fill("For Thursday.")
    page.get_by_role("button", name="Say thank you").click()
    page.get_by_label("A lesson I keep").fill("Ask early.")
    page.get_by_role("button", name="Keep this lesson").click()
    page.get_by_label("LinkedIn").fill("80")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.get_by_role("button", name="I can show this now").click()
    expect(page.get_by_text("stands among what you can show", exact=True)).to_be_visible()
    page.get_by_role("link", name="Finish").click()
    page.get_by_role("button", name="Finish").click()
    bengt = visit(cast.bengt, kind)
    bengt.goto("/")
    bengt.get_by_role("link", name="Look back").first.click()
    expect(bengt.locator(".said")).to_contain_text("For Thursday.")


def test_amina_turns_to_cora_and_rests_by_keyboard_alone(
    visit: Visit, together: Partnership, cast: Cast
) -> None:
    page = visit(cast.amina)
    page.goto(f"/together/{together.pk}/")
    by_keyboard(page.get_by_role("link", name="Something is not right"))
    reach(page.get_by_label("What is not right"))
    page.keyboard.type("He shouts.")
    reach(page.get_by_role("radio").first)
    page.keyboard.press("ArrowDown")
    by_keyboard(page.get_by_role("button", name="Send, and do this"))
    expect(page.get_by_text("Cora Okafor gets a letter now")).to_be_visible()
    assert (Concern.objects.count(), Pause.objects.get().by) == (1, cast.amina)


def test_a_certificate_is_one_sheet_of_paper(visit: Visit, together: Partnership, cast: Cast) -> None:
    page = visit(cast.amina)
    page.goto(f"/together/{together.pk}/certificate/")
    page.emulate_media(media="print")
    expect(page.get_by_role("heading", level=1)).to_have_text("Amina Diallo")
    for gone in (page.locator(".top"), page.locator(".foot"), page.locator(".no-print")):
        expect(gone).to_be_hidden()
    printed = page.pdf(format="A4")
    if PICTURES:
        (Path(PICTURES) / "certificate.pdf").write_bytes(printed)
        page.screenshot(path=Path(PICTURES) / "certificate-print.png", full_page=True)
    assert printed.count(b"/Type /Page\n") == 1
