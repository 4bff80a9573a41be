"""Somebody tries to come in as another: old letters, other people's names, guesses, forged addresses."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from counterpart import letters
from counterpart.letters.models import Letter
from counterpart.letters.words import mail_of, words_of
from counterpart.people import tokens
from counterpart.people.models import Person, Token
from counterpart.people.newcomers import Newcomer, welcome
from counterpart.programmes import inviting
from counterpart.programmes.models import Invitation, Membership, SharedLink
from counterpart.web import evenly
from tests.cast import Cast

SignIn = Callable[[Person], Client]
ASK, CONFIRM = reverse("account_request_login_code"), reverse("account_confirm_login_code")


@pytest.fixture(autouse=True)
def nobody_asked_yet() -> None:
    """Addresses are asked for so often only; what an earlier test did does not count here."""
    cache.clear()


@pytest.fixture
def femi(cast: Cast, now: datetime) -> Membership:
    """Femi was added by Chen."""
    person = Person.objects.create_user("femi@example.org", name="Femi Bello")
    return Membership.objects.create(
        programme=cast.programme, person=person, added_at=now, added_by=cast.chen, admitted_at=now
    )


def letter_to(femi: Membership, cast: Cast, at: datetime, *, reminder: bool) -> str:
    token, raw = tokens.issue(femi.person, purpose=Token.Purpose.INVITATION, at=at, days=30)
    Invitation.objects.create(membership=femi, token=token, is_reminder=reminder, by=cast.chen, at=at)
    return reverse("invitation", args=[raw])


def test_a_forwarded_letter_opens_nothing_once_femi_has_come_in(
    femi: Membership, cast: Cast, now: datetime
) -> None:
    first = letter_to(femi, cast, now, reminder=False)
    second = letter_to(femi, cast, now, reminder=True)
    Client().post(second)

    other = Client()
    assert other.get(first).status_code == 410
    assert other.post(first).status_code == 410
    assert "_auth_user_id" not in other.session


def test_nor_once_femi_has_said_yes_at_home(
    femi: Membership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    letter = letter_to(femi, cast, now, reminder=False)
    signed_in(femi.person).post(reverse("membership-join", args=[femi.pk]))

    assert Client().post(letter).status_code == 410


def test_a_reminder_still_brings_back_who_came_in_and_told_nothing(
    femi: Membership, cast: Cast, now: datetime
) -> None:
    Client().post(letter_to(femi, cast, now, reminder=False))
    client = Client()
    client.post(letter_to(femi, cast, now, reminder=True))
    assert client.session["_auth_user_id"] == str(femi.person_id)


# --- One link for many: another's address -------------------------------------------------------


@pytest.fixture
def shared(cast: Cast, now: datetime) -> SharedLink:
    return inviting.share(
        cast.programme,
        domains=["example.org"],
        expires_at=now + timedelta(days=7),
        cap=3,
        by=cast.chen,
        at=now,
    )


def come_as(shared: SharedLink, client: Client, email: str, name: str) -> None:
    client.post(reverse("join-shared", args=[inviting.words_of(shared)]), {"email": email, "name": name})


def test_nobody_names_another_or_writes_to_them_through_us(shared: SharedLink, now: datetime) -> None:
    come_as(shared, Client(), "gita@example.org", "Loser, see http://evil.example")

    gita = Person.objects.get(email="gita@example.org")
    mail = mail_of(words_of(Letter.objects.get(to=gita)))
    assert gita.name == ""
    assert "evil.example" not in f"{mail.subject} {mail.body} {mail.alternatives}"
    welcome([Newcomer(email="gita@example.org", name="Gita Rao")], at=now)
    gita.refresh_from_db()
    assert gita.name == "Gita Rao"


def test_who_came_in_without_a_name_is_not_named_by_others(cast: Cast, now: datetime) -> None:
    Person.objects.filter(pk=cast.dara.pk).update(name="", last_login=now)
    welcome([Newcomer(email=cast.dara.email, name="Somebody")], at=now)
    cast.dara.refresh_from_db()
    assert cast.dara.name == ""


# --- Codes --------------------------------------------------------------------------------------


def test_a_forged_forwarding_header_moves_no_limit(cast: Cast) -> None:
    said = [
        Client().post(
            ASK,
            {"email": f"nobody{number}@example.org"},
            headers={"x-forwarded-for": f"203.0.113.{number}", "x-real-ip": f"203.0.113.{number}"},
        )
        for number in range(21)
    ]
    assert [answer.status_code for answer in said] == [302] * 20 + [200]


def test_asking_for_many_addresses_forgets_no_count(cast: Cast) -> None:
    for _ in range(3):
        Client().post(ASK, {"email": cast.amina.email})
    for number in range(1000):
        cache.set(f"another-{number}", [1.0], 60)
    assert Client().post(ASK, {"email": cast.amina.email}).status_code == 200
    assert Letter.objects.filter(to=cast.amina).count() == 3


def test_three_wrong_guesses_end_it_also_after_a_new_code_was_sent(cast: Cast) -> None:
    client = Client()
    client.post(ASK, {"email": cast.amina.email})
    for _ in range(2):
        client.post(CONFIRM, {"code": "XXXX-XXXX"})
        client.post(CONFIRM, {"action": "resend"})
    client.post(CONFIRM, {"code": "XXXX-XXXX"})
    last = words_of(Letter.objects.filter(to=cast.amina).latest("posted_at")).paragraphs[1]
    client.post(CONFIRM, {"code": last})
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("code", ["", " ", "-", "None"])
def test_no_empty_code_opens_an_account_that_is_not_there(cast: Cast, code: str) -> None:
    client = Client()
    client.post(ASK, {"email": "nobody@example.org"})
    assert client.post(CONFIRM, {"code": code}).status_code < 500
    assert "_auth_user_id" not in client.session


def test_the_same_is_answered_for_known_and_unknown_also_to_a_resend(cast: Cast) -> None:
    answers = []
    for email in (cast.amina.email, "nobody@example.org"):
        client = Client()
        client.post(ASK, {"email": email})
        steps = []
        for said in (
            {"action": "resend"},
            {"code": "XXXX-XXXX"},
            {"code": "XXXX-XXXX"},
            {"code": "XXXX-XXXX"},
        ):
            answer = client.post(CONFIRM, said)
            page = re.sub(r'value="\w{64}"', "", answer.text.replace(email, "..."))
            steps.append((answer.status_code, answer.headers.get("Location"), page))
        answers.append(steps)
    assert answers[0] == answers[1]


@pytest.mark.parametrize("email", ["amina@example.org", "nobody@example.org"])
def test_a_known_address_takes_no_longer(cast: Cast, monkeypatch: pytest.MonkeyPatch, email: str) -> None:
    """A letter takes ten milliseconds to write: enough to be told from none."""
    clock = [0.0]
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    monkeypatch.setattr("time.sleep", lambda seconds: clock.__setitem__(0, clock[0] + seconds))
    post_secret = letters.post_secret

    def slowly(*args: Any, **kwargs: Any) -> None:
        clock[0] += 0.01
        post_secret(*args, **kwargs)

    monkeypatch.setattr(letters, "post_secret", slowly)

    client = Client()
    client.post(ASK, {"email": email})
    asked = clock[0]
    client.post(CONFIRM, {"action": "resend"})

    assert (asked, clock[0]) == pytest.approx((evenly.LEAST, 2 * evenly.LEAST))
