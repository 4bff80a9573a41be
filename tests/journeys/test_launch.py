"""Chen's whole way to a published match, without JavaScript and by keyboard alone."""

from datetime import datetime

import pytest
from playwright.sync_api import Page, expect

from counterpart.matching import actions as matching
from counterpart.matching.models import Proposal, Run
from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.models import Skill
from tests.browser import Kind, Visit
from tests.cast import Cast
from tests.journeys.pressing import Press, by_keyboard, tap

pytestmark = [pytest.mark.browser, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
FILE = b"Name,Work Email,Department\nFemi Ade,femi@example.net,Sales\nGita Rao,gita@example.net,Legal\n"


@pytest.mark.parametrize(
    ("kind", "press"), [("plain", tap), ("light", by_keyboard)], ids=["plain", "keyboard"]
)
def test_chen_gets_from_a_file_to_a_published_match(
    visit: Visit, cast: Cast, now: datetime, kind: Kind, press: Press
) -> None:
    page = visit(cast.chen, kind)
    launch(page, press)
    programme = Programme.objects.get(name="Both ways, spring")
    assert programme.state == Programme.State.COLLECTING
    tell(programme, now)
    page.goto(f"/programmes/{programme.pk}/people/")
    press(page.get_by_role("link", name="To the match"))
    press(page.get_by_role("button", name="Find the match"))
    expect(page.get_by_role("heading", level=1)).to_have_text("We are looking for who fits with whom.")
    run = Run.objects.get(programme=programme)
    assert matching.work_out(run.pk, run.round, at=now)
    page.goto(f"/programmes/{programme.pk}/match/")
    expect(page.get_by_role("heading", level=1)).to_have_text("2 of 2 have a counterpart.")
    page.locator("[name=unchecked]").focus()
    page.keyboard.press("Space")
    press(page.get_by_role("button", name="Publish to 2 people"))
    expect(page.get_by_role("link", name="Match those who are free")).to_be_visible()
    assert Proposal.objects.published().filter(run__programme=programme).count() == 1


def launch(page: Page, press: Press) -> None:
    page.goto("/programmes/")
    press(page.get_by_role("link", name="A new programme"))
    for name, text in (
        ("name", "Both ways, spring"),
        ("contact_name", "Cora"),
        ("contact_email", "c@example.net"),
    ):
        page.locator(f"[name={name}]").fill(text)
    press(page.get_by_role("button", name="Make it, and add people"))
    page.locator("[name=people]").set_input_files(
        {"name": "people.csv", "mimeType": "text/csv", "buffer": FILE}  # a file dialog is the browser's own
    )
    press(page.get_by_role("button", name="Read the file"))
    press(page.get_by_role("button", name="That is right"))
    press(page.get_by_role("button", name="Add 2 people"))
    press(page.get_by_role("button", name="Send 2 invitations"))
    expect(page.get_by_role("heading", level=1)).to_have_text("0 of 2 have told something.")


def tell(programme: Programme, now: datetime) -> None:
    """What the two would say on screens that have journeys of their own."""
    Membership.objects.filter(programme=programme).update(joined_at=now)
    shows = {"femi@example.net": "instagram", "gita@example.net": "negotiating"}
    for email, slug in shows.items():
        person = Person.objects.get(email=email)
        (other,) = set(shows.values()) - {slug}
        people.tell_offer(Skill.objects.get(slug=slug), by=person, at=now)
        people.tell_seek(Skill.objects.get(slug=other), by=person, at=now)
