"""Telling something together on two phones, what a third says to it, and words meant to harm."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Dialog, Request, expect

from counterpart.partnerships import actions as together
from counterpart.stories import actions
from tests.browser import Kind, Visit
from tests.cast import Cast, join, person
from tests.stories.attacks import ATTACKS
from tests.stories.conftest import tell, words


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_amina_and_bengt_tell_something_together_and_ines_says_that_it_taught_her(
    cast: Cast, now: datetime, visit: Visit, kind: Kind
) -> None:
    """'plain' is a phone without JavaScript."""
    together.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    ines = person("Ines Sousa")
    join(cast.programme, ines, now)
    amina, bengt, third = (visit(who, kind) for who in (cast.amina, cast.bengt, ines))

    amina.goto(reverse("around"))
    amina.get_by_role("link", name="Stories").click()
    amina.get_by_role("link", name="Tell something").click()
    amina.get_by_label("What would you call it?").fill("The short letter")
    amina.get_by_label("What happened?").fill("It was *too polite*.")
    amina.get_by_label("What is it about?").fill("Public speaking")
    amina.get_by_label("Do you tell it together?").select_option("Bengt Lindqvist")
    amina.get_by_role("button", name="Tell it").click()
    expect(amina.get_by_text("Nobody else reads this yet")).to_be_visible()

    bengt.goto(reverse("stories"))
    bengt.get_by_role("link", name="The short letter").click()
    bengt.get_by_role("button", name="Yes, tell it").click()
    expect(bengt.get_by_text("Agreed. It is told now.")).to_be_visible()

    third.goto(reverse("stories"))
    third.get_by_role("link", name="The short letter").click()
    expect(third.locator(".prose em")).to_have_text("too polite")
    third.get_by_role("button", name="This taught me something").click()
    third.get_by_label("What would you say to it?").fill("Mine was too long.")
    third.get_by_role("button", name="Say it").click()
    expect(third.get_by_text("Mine was too long.")).to_be_visible()

    amina.goto(reverse("stories"))
    amina.get_by_role("link", name="The short letter").first.click()
    expect(amina.get_by_text("It taught 1 person something")).to_be_visible()
    amina.get_by_role("button", name="Take it back for good").click()
    third.reload()
    expect(third.get_by_role("heading", name="The short letter")).to_have_count(0)


def harm_done(cast: Cast, now: datetime, visit: Visit, attacks: tuple[str, ...] = ATTACKS) -> list[str]:
    """Dialogs, and requests to anywhere but the site, while somebody reads the worst that can be written."""
    story = tell(cast, cast.bengt, now, body="\n\n".join(attacks), title=attacks[0][:100])
    actions.change(story, words(body="\n\n".join(attacks)), seen=1, by=cast.bengt, at=now)
    actions.comment(story, "\n\n".join(attacks[:200]), key=uuid4(), by=cast.amina, at=now)
    page = visit(cast.amina)
    harm: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith(own):
            harm.append(request.url)

    def dialog(shown: Dialog) -> None:
        harm.append(shown.message)
        shown.dismiss()

    page.goto(reverse("stories"))
    own = page.url.removesuffix(reverse("stories"))
    page.on("request", asked)
    page.on("dialog", dialog)
    page.goto(reverse("story", args=[story.pk]))
    for each in page.locator(".prose *").all()[:40]:
        each.hover(force=True, no_wait_after=True)
    page.wait_for_timeout(500)
    return harm


@pytest.mark.django_db(transaction=True)
def test_words_meant_to_harm_ask_nothing_of_any_other_place_and_open_no_dialog(
    cast: Cast, now: datetime, visit: Visit
) -> None:
    assert harm_done(cast, now, visit) == []
