"""Chen launches a programme in a real browser: on a phone, and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from counterpart.letters.models import Letter
from counterpart.programmes.models import Programme
from tests.browser import Kind, Visit, axe, sideways
from tests.cast import Cast
from tests.web.test_programmes import bamboo

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


class Launch:
    """Counts the pages that were looked at, and the decisions that were made on them."""

    def __init__(self, page: Page) -> None:
        self.page, self.pages, self.decisions = page, 1, 0

    def fill(self, label: str, words: str) -> None:
        self.page.get_by_label(label).fill(words)
        self.decisions += 1

    def press(self, name: str) -> None:
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name).click()
        self.pages += 1
        self.decisions += 1


@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_chen_invites_two_hundred_people_in_eight_pages_and_fifteen_decisions(
    cast: Cast, visit: Visit, tmp_path: Path, kind: Kind
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(bamboo(200).read())
    launch = Launch(visit(cast.chen, kind))
    launch.page.goto("/programmes/new/")
    launch.fill("What is it called?", "Spring")
    launch.fill("Who can people turn to?", "Cora Okafor")
    launch.fill("Their e-mail", "cora@example.org")
    launch.press("Make it, and add people")
    launch.page.get_by_label("Your file of people").set_input_files(file)
    launch.decisions += 1
    for button in (
        "Read the file",
        "That is right",
        "That is right",
        "Add 200 people",
        "Send 200 invitations",
    ):
        assert sideways(launch.page) == 0
        if kind == "phone":
            axe(launch.page)
        launch.press(button)
    expect(launch.page.get_by_role("heading", level=1)).to_have_text("0 of 200 have told something.")
    assert Letter.objects.filter(kind="counterpart.programmes.letters.Invited").count() == 200
    assert (launch.pages, launch.decisions) == (7, 10)


def test_chen_sends_the_reminder_by_keyboard_alone(cast: Cast, visit: Visit) -> None:
    page = visit(cast.chen)
    page.goto(f"/programmes/{cast.programme.pk}/people/")
    page.get_by_role("button", name="Remind 2 people").press("Enter")
    page.get_by_role("button", name="Send 2 reminders").press("Enter")
    page.get_by_text("2 letters are on their way.").wait_for()
    assert Letter.objects.filter(kind="counterpart.programmes.letters.Reminded").count() == 2


def test_chen_copies_the_shared_link(cast: Cast, visit: Visit) -> None:
    page = visit(cast.chen)
    page.goto(f"/programmes/{cast.programme.pk}/link/")
    page.get_by_role("button", name="Make the link").click()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.get_by_label("Address").input_value()
    axe(page)


def test_an_end_to_a_programme_is_asked_about_first(cast: Cast, visit: Visit) -> None:
    page = visit(cast.chen, "phone")
    page.goto(f"/programmes/{cast.programme.pk}/")
    page.get_by_role("link", name="End it").click()
    page.get_by_role("button", name="End it").click()
    page.get_by_role("heading", name="This programme has ended.").wait_for()
    assert Programme.objects.get(pk=cast.programme.pk).is_closed
