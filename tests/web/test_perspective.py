"""The pages of how two see things, and of where those stand with whom somebody has learned."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from counterpart.partnerships import actions
from counterpart.partnerships.actions import pausing, perspective
from counterpart.partnerships.models import Assumption, Partnership
from counterpart.people.models import Person, Stage
from tests.cast import Cast, person
from tests.web.reading import fields_of

SignIn = Callable[[Person], Client]
RESTING = "You are resting"


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


def write(client: Client, about: Partnership, words: str, **said: str) -> None:
    address = reverse("assumptions", args=[about.pk])
    fields = {"key": fields_of(client.get(address))["key"], "words": words} | said
    assert client.post(address, fields).status_code == 302


def test_amina_writes_two_down_and_bengt_reads_the_one_that_is_for_both(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    amina, address = signed_in(cast.amina), reverse("assumptions", args=[together.pk])
    write(amina, together, "They never doubt.", shared="yes")
    write(amina, together, "He is bored.")
    ours = Assumption.objects.get(shared=True)

    answer = amina.post(reverse("assumption", args=[together.pk, ours.pk]), {"after": "They hide it."})

    read = signed_in(cast.bengt).get(address).content.decode()
    assert answer["Location"] == address
    assert [words in read for words in ("They never doubt.", "They hide it.", "He is bored.")] == [
        True,
        True,
        False,
    ]
    amina.post(reverse("assumption", args=[together.pk, ours.pk]), {"remove": "1"})
    assert "They never doubt." not in amina.get(address).content.decode()


def test_bengt_cannot_touch_what_amina_wrote_and_dara_finds_nothing(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    row = perspective.assume(together, "Mine", shared=True, key=uuid4(), by=cast.amina, at=now)
    for who in (cast.bengt, cast.dara):
        for said in ({"after": "No"}, {"remove": "1"}):
            address = reverse("assumption", args=[together.pk, row.pk])
            assert signed_in(who).post(address, said).status_code == 404
    assert signed_in(cast.dara).get(reverse("assumptions", args=[together.pk])).status_code == 404
    assert Assumption.objects.get().after is None


def test_nothing_written_is_lost_where_it_cannot_be_kept(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    row = perspective.assume(together, "Before", shared=True, key=uuid4(), by=cast.amina, at=now)
    pausing.pause(together, by=cast.bengt, at=now)
    amina = signed_in(cast.amina)
    all_of_it = reverse("assumptions", args=[together.pk])
    one = reverse("assumption", args=[together.pk, row.pk])
    for address, said in (
        (all_of_it, {"words": "Typed", "shared": "yes", "key": str(uuid4())}),
        (one, {"after": "Typed"}),
    ):
        answer = amina.post(address, said)
        page = answer.content.decode()
        assert (answer.status_code, "Typed" in page, RESTING in page) == (422, True, True)
    for wrong in ("", "x" * 2001, "\x00"):
        assert amina.post(one, {"after": wrong}).status_code == 422


def test_amina_sees_with_whom_she_has_learned_and_where_they_stand(
    together: Partnership, cast: Cast, signed_in: SignIn, now: datetime
) -> None:
    page = signed_in(cast.amina).get(reverse("perspective")).content.decode()
    assert [words in page for words in ("Leading an organisation", "Malmö", "<svg")] == [True, True, True]
    empty = signed_in(cast.dara).get(reverse("perspective")).content.decode()
    assert ("It begins with one" in empty, '<svg class="ladder' in empty) == (True, False)


def test_the_page_costs_the_same_with_one_and_with_many(
    together: Partnership,
    cast: Cast,
    signed_in: SignIn,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    amina = signed_in(cast.amina)
    amina.get(reverse("perspective"))
    for n in range(9):
        other = person(f"Crowd{n} Person", Stage.MID, place=f"Town {n}")
        actions.begin(cast.programme, people=[cast.amina, other], topics=[], at=now)
    with django_assert_num_queries(5):
        page = amina.get(reverse("perspective")).content.decode()
    assert "+4" in page  # nine dots, of which five have room


def test_the_log_costs_the_same_with_one_and_with_many(
    together: Partnership,
    cast: Cast,
    signed_in: SignIn,
    now: datetime,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    amina, address = signed_in(cast.amina), reverse("assumptions", args=[together.pk])
    for by in (cast.amina, cast.bengt) * 9:
        perspective.assume(together, "I assume", shared=True, key=uuid4(), by=by, at=now)
    perspective.assume(together, "I assume", shared=False, key=uuid4(), by=cast.amina, at=now)
    amina.get(address)
    with django_assert_num_queries(9):
        amina.get(address)
