"""An ask without a name: nothing that anybody else can get hold of differs by who asked it.

The same days are lived twice, once with Amina asking and once with Ines. What everybody else sees, gets by
letter, and finds in the journal and the logs is compared, byte for byte, once random keys are written alike.
"""

import logging
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.db.models import Model
from django.test import Client
from django.urls import reverse

from counterpart import journal
from counterpart.asks import actions
from counterpart.asks.models import Ask
from counterpart.journal.models import Entry
from counterpart.letters.models import Letter
from counterpart.people import actions as people
from counterpart.people.models import Person
from tests.asks.conftest import WORDS, topic
from tests.cast import Cast, join, person

SignIn = Callable[[Person], Client]
KEY = UUID("aaaaaaaa-0000-4000-8000-000000000001")
HELP = UUID("aaaaaaaa-0000-4000-8000-000000000002")
RANDOM = re.compile(
    r'name="csrfmiddlewaretoken" value="[^"]*"|[0-9a-f]{8}-[0-9a-f-]{27}|csrfToken[^"]*"[^"]*"'
)


def lived(
    asker: Person,
    others: list[Person],
    cast: Cast,
    now: datetime,
    signed_in: SignIn,
    caplog: pytest.LogCaptureFixture,
) -> dict[str, str]:
    """A week with an ask in it, as everybody but the two who might have asked comes to know of it."""
    told: dict[str, str] = {}
    with transaction.atomic():
        caplog.clear()
        row = actions.ask(cast.programme, WORDS, topic=topic(), anonymous=True, key=KEY, by=asker, at=now)
        actions.pass_on(at=now + timedelta(days=1))
        actions.offer_help(row, "I can", key=HELP, by=cast.bengt, at=now + timedelta(days=1, hours=2))
        actions.look_after(at=now + timedelta(days=8))
        _looked_at(row, others, signed_in, told, "asked")
        actions.report(row, by=others[-1], at=now + timedelta(days=8))
        _looked_at(row, others, signed_in, told, "reported")
        actions.decide(row, stands=True, by=cast.cora, at=now + timedelta(days=9))
        actions.look_after(at=now + timedelta(days=15))
        _looked_at(row, others, signed_in, told, "over")
        for letter in Letter.objects.filter(to__in=others).order_by("posted_at", "to__email"):
            told[f"letter {len(told)}"] = f"{letter.to.email} {letter.kind} {letter.keys} {letter.posted_at}"
        for entry in Entry.objects.filter(key=str(KEY)).order_by("pk"):
            told[f"journal {len(told)}"] = f"{entry.verb} {entry.by} {entry.at}"
        told["log"] = "\n".join(record.getMessage() for record in caplog.records)
        transaction.set_rollback(True)
    people = {str(key) for key in Person.objects.values_list("pk", flat=True)}

    def alike(found: re.Match[str]) -> str:
        """Keys of people are what must not differ; all other random words do."""
        return found[0] if found[0] in people else "*"

    return {where: RANDOM.sub(alike, said) for where, said in told.items()}


def _looked_at(row: Ask, others: list[Person], signed_in: SignIn, told: dict[str, str], when: str) -> None:
    addresses = [
        reverse("asks"),
        reverse("ask", args=[row.pk]),
        reverse("asks-reported"),
        reverse("around"),
        reverse("home"),
        reverse("programme", args=[row.programme_id]),
        reverse("collecting", args=[row.programme_id]),
        reverse("programme-meeting", args=[row.programme_id]),
        reverse("letters"),
    ]
    for who in others:
        client = signed_in(who)
        for address in addresses:
            answer = client.get(address)
            told[f"{when} {who.first_name} {address}"] = f"{answer.status_code} {answer.content.decode()}"


@pytest.mark.django_db
def test_whoever_asked_nothing_that_anybody_else_gets_hold_of_differs(
    cast: Cast, now: datetime, signed_in: SignIn, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    ines, *crowd = (person(f"{name} Crowd") for name in ("Ines", "Jo", "Kim", "Lena", "Max", "Noor"))
    for each in (ines, *crowd):
        join(cast.programme, each, now)
    for each in (cast.amina, ines, cast.bengt, *crowd):
        people.tell_offer(topic(), by=each, at=now)
    others = [cast.bengt, *crowd, cast.chen, cast.cora, cast.olu, cast.dara]

    first, second = (lived(asker, others, cast, now, signed_in, caplog) for asker in (cast.amina, ines))

    assert {where: said for where, said in first.items() if second.get(where) != said} == {}
    assert sorted(first) == sorted(second)


def test_the_comparison_would_see_a_name(
    cast: Cast,
    now: datetime,
    signed_in: SignIn,
    caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Were whoever asked written down in the journal, the test above would fail."""
    ines, *crowd = (person(f"{name} Crowd") for name in ("Ines", "Jo", "Kim", "Lena", "Max", "Noor"))
    for each in (ines, *crowd):
        join(cast.programme, each, now)
    real = journal.record

    def telling(thing: Model, verb: str, *, by: Model | None, at: datetime) -> None:
        real(thing, verb, by=thing.asker if isinstance(thing, Ask) else by, at=at)

    monkeypatch.setattr(journal, "record", telling)
    first, second = (
        lived(asker, [*crowd, cast.cora], cast, now, signed_in, caplog) for asker in (cast.amina, ines)
    )

    assert first != second
