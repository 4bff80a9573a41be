"""Nothing on any page of the route matrix keeps anybody out: light, dark, on a phone, full and empty.

Where SCREENSHOTS names a folder, each page is pictured there too (`make screenshots`).
"""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.urls import reverse
from playwright.sync_api import Page

from counterpart.people.models import Person
from tests.browser import Kind, Visit, sideways
from tests.repository import world as planted
from tests.repository.matrix import ROUTES

KINDS: list[Kind] = ["light", "dark", "phone"]
# Whose page is the fullest comes first; home is another page for each of them.
FULLEST = ("organiser", "partner", "member", "invited", "asking", "owner", "anonymous")
EMPTY = (
    "home",
    "profile",
    "joining-offers",
    "joining-seeks",
    "joining-when",
    "programmes",
    "courage",
    "courage-check-in",
    "letters",
)
PICTURES = os.environ.get("SCREENSHOTS", "")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_on_any_page(kind: Kind, visit: Visit, now: datetime) -> None:
    world = planted.build(now)
    pages = {actor: visit(world.people.get(actor), kind) for actor in FULLEST}
    faults = [
        fault
        for name, actor in _pages()
        for fault in _faults(
            pages[actor], reverse(name, kwargs=ROUTES[name].args(world)), f"{name}-{actor}-{kind}"
        )
    ]
    assert faults == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.django_db(transaction=True)
def test_axe_finds_nothing_where_nothing_is_told_yet(kind: Kind, visit: Visit) -> None:
    nobody = Person.objects.create_user("zoe@example.org", name="Zoe Ek", is_owner=True)
    page = visit(nobody, kind)
    faults = [
        fault
        for name in EMPTY
        if name in ROUTES
        for fault in _faults(page, reverse(name), f"{name}-empty-{kind}")
    ]
    assert faults == []


def _pages() -> Iterator[tuple[str, str]]:
    """Each route with whom it shows most to, and home with everybody."""
    for name, route in ROUTES.items():
        readers = [
            actor
            for actor in FULLEST
            if route.answer == 200 and not route.fragment and actor in (route.get or "").split()
        ]
        yield from ((name, actor) for actor in (readers if name == "home" else readers[:1]))


def _faults(page: Page, address: str, picture: str) -> list[str]:
    answer = page.goto(address)
    assert answer is not None
    if PICTURES:
        page.screenshot(path=Path(PICTURES) / f"{picture}.png", full_page=True)
    found = Axe().run(page).response["violations"]
    told = [f"{address}: {each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]
    if answer.status != 200:
        told.append(f"{address}: status {answer.status}")
    if sideways(page):
        told.append(f"{address}: {sideways(page)} px wider than its window")
    return told
