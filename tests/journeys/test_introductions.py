"""Three phones: Amina wishes, Bengt knows somebody, Ines says yes, and the two have each other's address."""

from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from counterpart.partnerships import actions as partnerships
from tests.browser import Kind, Visit
from tests.cast import Cast, join, person


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_bengt_introduces_amina_and_ines_once_both_say_yes(
    cast: Cast, now: datetime, visit: Visit, kind: Kind
) -> None:
    """'plain' is a phone without JavaScript."""
    ines = person("Ines Sousa")
    join(cast.programme, ines, now)
    for two in ([cast.amina, cast.bengt], [cast.bengt, ines]):
        partnerships.begin(cast.programme, people=two, topics=[], at=now)
    amina, bengt, third = (visit(who, kind) for who in (cast.amina, cast.bengt, ines))

    amina.goto(reverse("around"))
    amina.get_by_role("link", name="Meet somebody").click()
    amina.get_by_label("Whom would you like to meet?").fill("Somebody who sells")
    amina.get_by_role("button", name="Let them know").click()

    bengt.goto(reverse("introductions"))
    bengt.get_by_role("link", name="I know somebody").click()
    bengt.get_by_label("Whom do you know?").select_option("Ines Sousa")
    bengt.get_by_label("Two lines to both of them").fill("You both sell.")
    bengt.get_by_role("button", name="Ask both").click()
    expect(bengt.get_by_text("Both are asked.")).to_be_visible()

    for page, stranger in ((amina, "Ines"), (third, "Amina")):
        page.goto("/")
        expect(page.get_by_text("Somebody would introduce you.")).to_be_visible()
        page.goto(reverse("introductions"))
        page.get_by_role("link", name="By Bengt").click()
        expect(page.get_by_text("You both sell.")).to_be_visible()
        expect(page.get_by_text(stranger)).to_have_count(0)
        page.get_by_role("button", name="Yes, introduce us").click()

    expect(third.get_by_role("link", name=cast.amina.email)).to_be_visible()
    amina.reload()
    expect(amina.get_by_role("link", name=ines.email)).to_be_visible()
    amina.goto(reverse("reach-mine"))
    expect(amina.get_by_role("img", name="You, whom you know")).to_be_visible()
