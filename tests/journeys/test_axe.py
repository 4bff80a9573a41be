"""Nothing on any page of the route matrix keeps anybody out: light, dark, on a phone, full and empty.

Where SCREENSHOTS names a folder, each page is pictured there too (`make screenshots`).
"""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page

from counterpart.people.models import Person
from tests.browser import Visit, faults_of
from tests.repository import world as planted
from tests.repository.matrix import ROUTES

# Whose page is the fullest comes first; home is another page for each of them.
FULLEST = ("organiser", "partner", "member", "assistant", "invited", "asking", "owner", "anonymous")
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
    "calendar",
    "circles",
)
PARTS = 4  # of the pages, one a test


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.django_db(transaction=True)
def test_no_page_keeps_anybody_out(part: int, visit: Visit, now: datetime) -> None:
    world = planted.build(now)
    pages: dict[str, Page] = {}
    faults = []
    for name, actor in list(_pages())[part::PARTS]:
        page = pages[actor] = pages.get(actor) or visit(world.people.get(actor))
        faults += faults_at(page, reverse(name, kwargs=ROUTES[name].args(world)), f"{name}-{actor}")
    assert faults == []


@pytest.mark.django_db(transaction=True)
def test_no_page_keeps_anybody_out_where_nothing_is_told_yet(visit: Visit) -> None:
    page = visit(Person.objects.create_user("zoe@example.org", name="Zoe Ek", is_owner=True))
    assert [fault for name in EMPTY for fault in faults_at(page, reverse(name), f"{name}-empty")] == []


def _pages() -> Iterator[tuple[str, str]]:
    """Each route with whom it shows most to, and home with everybody."""
    for name, route in ROUTES.items():
        readers = [
            actor
            for actor in FULLEST
            if route.answer == 200 and not route.fragment and actor in (route.get or "").split()
        ]
        yield from ((name, actor) for actor in (readers if name == "home" else readers[:1]))


def faults_at(page: Page, address: str, picture: str) -> list[str]:
    answer = page.goto(address)
    assert answer is not None
    wrong = [f"{address}: status {answer.status}"] if answer.status != 200 else []
    return wrong + faults_of(page, picture)
