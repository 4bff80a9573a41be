"""The page on which one looks for something."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.skills.models import Skill
from tests.cast import Cast, join, person
from tests.stories.conftest import tell

SignIn = Callable[[Person], Client]
MOST = 16  # queries, where nobody opened a circle about it


def asked(client: Client, typed: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        answer = client.get(reverse("search"), {"q": typed})
    assert answer.status_code == 200
    return len(seen)


def test_amina_looks_for_something_and_every_find_leads_on(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    skill = Skill.objects.get(slug="public-speaking")
    people.tell_offer(skill, by=cast.bengt, at=now)
    told = tell(cast, cast.bengt, now, title="My first talk")

    page = signed_in(cast.amina).get(reverse("search"), {"q": "public speaknig"}).content.decode()

    for words in ("Bengt Lindqvist", skill.name, reverse("story", args=[told.pk])):
        assert words in page
    assert f"{reverse('ask-new')}?topic={quote(skill.name)}" in page


def test_where_nothing_is_found_the_page_leads_to_asking(cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).get(reverse("search"), {"q": "qwxzk & co"}).content.decode()
    assert f"{reverse('ask-new')}?topic=qwxzk%20%26%20co" in page


@pytest.mark.parametrize(
    "typed", ["\x00", "a\x00b", "x" * 9999, "<script>", "٪", "' OR 1=1 --", "\u202e", "%"]
)
def test_whatever_stands_in_the_address_it_answers(typed: str, cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in(cast.amina).get(reverse("search"), {"q": typed})
    assert (answer.status_code, "<script>" in answer.content.decode()) == (200, False)


def test_half_a_letter_in_the_address_is_left_out(cast: Cast, signed_in: SignIn) -> None:
    assert signed_in(cast.amina).get(f"{reverse('search')}?q=%ed%a0%80Bengt%ff").status_code == 200


def test_looking_costs_no_more_with_many_than_with_few(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    skill = Skill.objects.get(slug="public-speaking")

    def grow(begin: int, end: int) -> None:
        for n in range(begin, end):
            each = person(f"Berta{n} Talker", function="Speaking")
            join(cast.programme, each, now)
            people.tell_offer(skill, by=each, at=now)
            tell(cast, each, now, title=f"Speaking {n}")

    amina = signed_in(cast.amina)
    grow(0, 3)
    amina.get(reverse("search"))
    few = asked(amina, "speaking")
    grow(3, 30)
    savepoint = 3 if connection.vendor == "postgresql" else 0  # around what is set for one look
    assert asked(amina, "speaking") <= few <= MOST + savepoint


def test_where_no_topic_is_called_so_those_that_may_be_meant_are_offered(
    cast: Cast, signed_in: SignIn, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    skill = Skill.objects.get(slug="public-speaking")
    monkeypatch.setattr("counterpart.search.queries.meant", lambda text, limit: [skill])
    address, asked_for = reverse("search"), {"q": "before a crowd"}
    assert "Perhaps you mean" not in signed_in(cast.amina).get(address, asked_for).content.decode()
    settings.SEARCH_BY_MEANING = True
    page = signed_in(cast.amina).get(address, asked_for).content.decode()
    assert ("Perhaps you mean" in page, f"?q={quote(skill.name)}" in page) == (True, True)
