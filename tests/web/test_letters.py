"""The list of letters, the choices, stopping from the mail, and answering from it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.core import signing
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from counterpart import letters
from counterpart.letters import links as stops
from counterpart.letters.models import Letter, Mute, QuietHours
from counterpart.matching.letters import ProposalReminder
from counterpart.partnerships import actions, links
from counterpart.partnerships.actions import answering
from counterpart.partnerships.letters import Wrote
from counterpart.partnerships.models import Message, Partnership
from counterpart.partnerships.queries import thread
from counterpart.people.models import Person
from counterpart.web.letters import SignInCode
from tests.cast import Cast
from tests.web.reading import fields_of, text_of

pytestmark = pytest.mark.django_db
SignIn = Callable[[Person], Client]
SECRET = "I never told anybody"


@pytest.fixture
def pair(cast: Cast, now: datetime) -> Partnership:
    two = actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    actions.write(two, SECRET, key=uuid4(), by=cast.bengt, at=now)
    return two


def token(cast: Cast, pair: Partnership, at: datetime) -> str:
    return links.answer_token(cast.amina, pair.pk, at=at)


def answer(client: Client, raw: str, body: str = "Hello back", **more: object) -> int:
    data = {"body": body, "key": str(uuid4()), **more}
    return client.post(reverse("answer", args=[raw]), data).status_code


def test_amina_opens_a_letter_and_it_counts_as_read(cast: Cast, pair: Partnership, signed_in: SignIn) -> None:
    browser, letter = signed_in(cast.amina), Letter.objects.get(to=cast.amina)
    assert "Bengt Lindqvist wrote to you" in text_of(browser.get(reverse("letters")))
    browser.get(reverse("letter", args=[letter.pk]))
    letter.refresh_from_db()
    assert letter.read_at is None  # looking changes nothing
    led = browser.post(reverse("letter", args=[letter.pk]), {"go": "1"})
    letter.refresh_from_db()
    assert (led.headers["Location"], letter.read_at is None) == (
        reverse("partnership", args=[pair.pk]),
        False,
    )


def test_codes_and_other_peoples_letters_stand_in_nobodys_list(
    cast: Cast, pair: Partnership, signed_in: SignIn, now: datetime
) -> None:
    code = SignInCode(secret="493817")
    letters.post_secret(code, to=cast.dara, at=now, until=now + timedelta(minutes=15))
    secret, hers = Letter.objects.get(to=cast.dara), Letter.objects.get(to=cast.amina)
    browser = signed_in(cast.dara)
    assert "No letter yet" in text_of(browser.get(reverse("letters")))
    for each in (secret, hers):
        address = reverse("letter", args=[each.pk])
        assert (browser.get(address).status_code, browser.post(address).status_code) == (404, 404)
    assert not Letter.objects.exclude(read_at=None).exists()


def test_a_long_list_asks_no_more_than_a_short_one(
    cast: Cast, pair: Partnership, signed_in: SignIn, now: datetime
) -> None:
    browser = signed_in(cast.amina)
    counts: list[int] = []
    for more in (2, 18):
        for number in range(more):
            at = now + timedelta(hours=2 * len(counts) + 2 * number + 2)
            actions.write(pair, "x", key=uuid4(), by=cast.bengt, at=at)
        with CaptureQueriesContext(connection) as asked:
            assert browser.get(reverse("letters")).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 12


def test_amina_chooses_which_letters_come_and_when(cast: Cast, signed_in: SignIn) -> None:
    browser, address = signed_in(cast.amina), reverse("letter-choices")
    said = {"begin": "22", "end": "6", "weekends": "on", "wanted": [Wrote.name()]}
    assert browser.post(address, said).status_code == 302
    hours = QuietHours.objects.get(person=cast.amina)
    assert (hours.begin, hours.end, hours.weekends) == (22, 6, True)
    muted = set(Mute.objects.filter(person=cast.amina).values_list("kind", flat=True))
    assert (ProposalReminder.name() in muted, Wrote.name() in muted) == (True, False)
    for wrong in ({"begin": "24"}, {"wanted": [SignInCode.name()]}, {"end": "\x00"}):
        assert browser.post(address, said | wrong).status_code == 422


def test_a_mail_program_stops_a_kind_of_letters_by_itself(cast: Cast) -> None:
    """RFC 8058: it posts without a cookie, a token of a form or a person. Opening the link stops nothing."""
    browser = Client(enforce_csrf_checks=True)
    address = reverse("letter-stop", args=[stops.stop_token(cast.amina, ProposalReminder)])
    assert browser.get(address).status_code == 200
    assert not Mute.objects.exists()
    for _ in range(2):
        assert browser.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert Mute.objects.values_list("person", "kind").get() == (cast.amina.pk, ProposalReminder.name())
    browser.post(address, {"again": "1"})
    assert not Mute.objects.exists()


def test_no_other_link_stops_letters(cast: Cast, pair: Partnership, now: datetime) -> None:
    good = stops.stop_token(cast.amina, Wrote)
    forged = [
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        stops.stop_token(cast.amina, SignInCode),  # needed: never to be stopped
        token(cast, pair, now),  # made here, for something else
        signing.Signer(salt="another").sign_object([cast.amina.pk.hex, Wrote.name()]),
        signing.Signer(salt=stops.SALT).sign_object([uuid4().hex, Wrote.name()]),  # of nobody
        signing.Signer(salt=stops.SALT).sign_object([cast.amina.pk.hex, "os.system"]),
        *("x", ":", "a:b:c", "é:ß", "\x00", "." * 9000),
    ]
    codes = {Client().post(reverse("letter-stop", args=[each])).status_code for each in forged}
    assert (codes, Mute.objects.count()) == ({404}, 0)


def test_amina_answers_from_her_mail_without_signing_in(cast: Cast, pair: Partnership, now: datetime) -> None:
    raw, browser = token(cast, pair, now), Client(enforce_csrf_checks=True)
    page = browser.get(reverse("answer", args=[raw]))
    assert "Write to Bengt" in text_of(page)
    assert SECRET not in page.content.decode()
    data = fields_of(page) | {"body": "Hello back"}
    for _ in range(2):  # a double click
        sent = browser.post(reverse("answer", args=[raw]), data, follow=True)
        assert "It is on its way to Bengt." in text_of(sent)
        assert "Hello back" not in sent.content.decode()
    assert [(each.text, each.mine) for each in thread(pair, cast.amina)] == [
        (SECRET, False),
        ("Hello back", True),
    ]
    assert Letter.objects.filter(to=cast.bengt, kind=Wrote.name()).count() == 1
    assert browser.get(reverse("partnership", args=[pair.pk])).status_code == 302  # it opens nothing else


def test_the_link_ends_with_its_time_with_the_two_and_with_the_account(
    cast: Cast, pair: Partnership, now: datetime
) -> None:
    old, good, browser = token(cast, pair, now - links.GOOD_FOR), token(cast, pair, now), Client()
    assert answer(browser, old) == 410
    Person.objects.filter(pk=cast.amina.pk).update(is_active=False)
    assert answer(browser, good) == 410
    Person.objects.filter(pk=cast.amina.pk).update(is_active=True)
    actions.end(pair, by=cast.bengt, at=now)
    closed = browser.post(reverse("answer", args=[good]), {"body": "My typed words", "key": str(uuid4())})
    assert closed.status_code == 410
    assert "My typed words" in text_of(closed)
    assert Message.objects.filter(author=cast.amina).count() == 0


def test_no_other_link_writes(cast: Cast, pair: Partnership, now: datetime) -> None:
    good = token(cast, pair, now)
    forged = [
        good[:-1] + ("A" if good[-1] != "A" else "B"),
        links.answer_token(cast.dara, pair.pk, at=now),  # not one of the two
        links.answer_token(cast.chen, pair.pk, at=now),  # their organiser
        links.answer_token(cast.amina, uuid4(), at=now),
        stops.stop_token(cast.amina, Wrote),
        *("x", "::", "é:ß", "\x00", "." * 9000),
    ]
    codes = {Client().get(reverse("answer", args=[each])).status_code for each in forged}
    codes |= {answer(Client(), each) for each in forged}
    assert (codes, Message.objects.filter(author=cast.amina).count()) == ({404}, 0)


def test_whoever_holds_the_mail_cannot_flood_the_thread(cast: Cast, pair: Partnership, now: datetime) -> None:
    raw, browser = token(cast, pair, now), Client()
    codes = [answer(browser, raw) for _ in range(answering.MOST + 2)]
    assert codes == [302] * answering.MOST + [429] * 2
    assert Message.objects.filter(author=cast.amina).count() == answering.MOST


@pytest.mark.parametrize("body", ["", " ", "x" * 5000, "\x00"])
def test_what_cannot_be_sent_is_said_and_kept_in_the_field(
    cast: Cast, pair: Partnership, now: datetime, body: str
) -> None:
    assert answer(Client(), token(cast, pair, now), body) == 422
