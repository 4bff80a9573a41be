"""Asking something small on two phones: Amina without her name, Bengt who would help, and the half hour."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from counterpart.asks import waiting
from tests.browser import Kind, Visit
from tests.cast import Cast, join, person


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("kind", ["phone", "plain"])
def test_amina_asks_without_her_name_and_bengt_learns_it_once_she_accepts(
    cast: Cast, now: datetime, visit: Visit, kind: Kind
) -> None:
    """'plain' is a phone without JavaScript."""
    for n in range(6):
        join(cast.programme, person(f"Member{n} Crowd"), now)
    amina, bengt = visit(cast.amina, kind), visit(cast.bengt, kind)
    amina.goto(reverse("around"))
    amina.get_by_role("link", name="Ask something small").click()
    amina.get_by_role("link", name="Ask something").click()
    amina.get_by_label("What would you like help with?").fill("Would you read my first post?")
    amina.get_by_label("What is it about?").fill("Social media")
    amina.get_by_role("button", name="Ask it").click()
    expect(amina.get_by_text("Nobody yet. A letter tells you.")).to_be_visible()

    bengt.goto(reverse("asks"))
    expect(bengt.get_by_text("Nothing is asked at the moment")).to_be_visible()
    waiting.pass_on(at=timezone.now() + timedelta(days=1))
    bengt.reload()
    expect(bengt.get_by_text("Amina")).to_have_count(0)
    bengt.get_by_role("link", name="Would you read my first post?").click()
    bengt.get_by_label("A line to whoever asked").fill("Gladly, on Thursday.")
    bengt.get_by_role("button", name="I could help").click()
    expect(bengt.get_by_text("You offered to help.")).to_be_visible()
    expect(bengt.get_by_text("Amina")).to_have_count(0)

    amina.goto("/")
    expect(amina.get_by_text("Somebody would help you.")).to_be_visible()
    amina.goto(reverse("asks"))
    amina.get_by_role("link", name="Would you read my first post?").first.click()
    expect(amina.get_by_text("Gladly, on Thursday.")).to_be_visible()
    amina.get_by_role("button", name="Yes, Bengt, please").click()
    expect(amina.get_by_role("heading", name="You and Bengt.")).to_be_visible()

    bengt.goto(reverse("asks"))
    bengt.get_by_role("link", name="Would you read my first post?").click()
    expect(bengt.get_by_role("heading", name="You and Amina.")).to_be_visible()
    amina.goto(reverse("asks"))
    amina.get_by_role("link", name="Would you read my first post?").first.click()
    amina.get_by_role("button", name="It helped, thank you").click()
    expect(amina.get_by_text("You said thank you.")).to_be_visible()
