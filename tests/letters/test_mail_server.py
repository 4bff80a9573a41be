"""A mail server that is down, slow, busy or refuses: nothing is lost, nothing comes twice, no page waits."""

import asyncio
import smtplib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from email import message_from_bytes
from functools import partial
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from counterpart import letters
from counterpart.letters import letters as kinds
from counterpart.letters import sending
from counterpart.letters.models import Letter
from counterpart.partnerships import actions as partnerships
from counterpart.people.models import Person
from tests.cast import Cast
from tests.processes.place import free_port

LETTERS = 12
REFUSED = "person3@example.org"
PATIENCE = 0.4  # seconds that we wait for the mail server


class MailServer:
    """Whatever it has accepted, by Message-ID and address, and how it behaves at the moment."""

    def __init__(self) -> None:
        self.accepted: Counter[tuple[str, str]] = Counter()
        self.mood = "well"

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:
        if self.mood == "busy":
            return "451 come again"
        if address == REFUSED:
            return "550 nobody of that name"
        envelope.rcpt_tos.append(address)
        return "250 yes"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        if self.mood == "slow":
            await asyncio.sleep(PATIENCE * 2)
        if self.mood == "full":
            return "452 no room"
        name = message_from_bytes(envelope.content)["Message-ID"]
        self.accepted.update((name, address) for address in envelope.rcpt_tos)
        return "250 kept"


@contextmanager
def listening(server: MailServer, port: int) -> Iterator[None]:
    controller = Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield
    finally:
        controller.stop()


@pytest.fixture
def port(settings: Settings) -> int:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    number = free_port()
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", number, PATIENCE
    return number


@pytest.mark.parametrize("mood", ["down", "slow", "busy", "full"])
def test_when_the_mail_server_is_well_again_every_letter_arrives_once(
    mood: str, port: int, db: None, now: datetime
) -> None:
    addresses = [f"person{n}@example.org" for n in range(LETTERS)]
    people = [Person.objects.create_user(each, name="Somebody") for each in addresses]
    letters.post(kinds.Test(), to=people, at=now)
    server = MailServer()
    if mood == "down":
        assert sending.send_due(lambda: now) == 0
    else:
        server.mood = mood
        with listening(server, port):
            sending.send_due(lambda: now)
    server.mood = "well"
    with listening(server, port):
        for hours in range(1, 6):
            at = now + timedelta(hours=hours)
            sending.send_due(partial(lambda moment: moment, at))
    assert {address for _name, address in server.accepted} == set(addresses) - {REFUSED}
    assert len(server.accepted) == LETTERS - 1  # under one Message-ID each: a mailbox shows it once
    assert set(server.accepted.values()) <= ({1, 2} if mood == "slow" else {1})
    refused = Letter.objects.get(to__email=REFUSED)
    assert (refused.dropped_at is not None, refused.problem) == (True, "SMTPRecipientsRefused")
    assert not Letter.objects.waiting().exists()


def test_no_page_waits_for_a_mail_server(
    cast: Cast, now: datetime, signed_in: Any, port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is never spoken to while somebody waits: the letter lies in the outbox when the page answers."""

    def refuse(*args: Any, **kwargs: Any) -> None:
        raise AssertionError("a page speaks to the mail server")

    monkeypatch.setattr(smtplib.SMTP, "connect", refuse)
    together = partnerships.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    client: Client = signed_in(cast.amina)
    answer = client.post(
        reverse("partnership", args=[together.pk]), {"body": "Hello", "key": str(together.pk)}
    )
    assert answer.status_code == 302
    assert Letter.objects.waiting().filter(to=cast.bengt).count() == 1
