"""Coming in: a mailed link, an owner's link, one link for many, and codes."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from counterpart.letters.models import Letter
from counterpart.letters.words import words_of
from counterpart.people import tokens
from counterpart.people.models import Person, Token
from counterpart.programmes import actions as programmes
from counterpart.programmes import inviting
from counterpart.programmes.models import Invitation, Membership, SharedLink
from tests.cast import Cast
from tests.web.reading import text_of

SignIn = Callable[[Person], Client]


@pytest.fixture
def newcomer(cast: Cast, now: datetime) -> Membership:
    """Femi was added by Chen and has heard nothing yet."""
    femi = Person.objects.create_user("femi@example.org", name="Femi Bello")
    return Membership.objects.create(
        programme=cast.programme, person=femi, added_at=now, added_by=cast.chen, admitted_at=now
    )


@pytest.fixture
def link(newcomer: Membership, cast: Cast, now: datetime) -> str:
    """The link of the letter that Femi got."""
    token, raw = tokens.issue(newcomer.person, purpose=Token.Purpose.INVITATION, at=now, days=30)
    Invitation.objects.create(membership=newcomer, token=token, by=cast.chen, at=now)
    return reverse("invitation", args=[raw])


def signed_in_as(client: Client) -> str | None:
    return client.session.get("_auth_user_id")


def code_sent_to(person: Person) -> str:
    letter = Letter.objects.filter(to=person).latest("posted_at")
    return words_of(letter).paragraphs[1]


def ask_for_code(client: Client, email: str) -> None:
    answer = client.post(reverse("account_request_login_code"), {"email": email})
    assert answer.headers["Location"] == reverse("account_confirm_login_code")


def test_opening_the_link_tells_who_invites_and_uses_nothing_up(
    client: Client, link: str, cast: Cast
) -> None:
    pages = [client.get(link) for _ in range(3)]
    assert [page.status_code for page in pages] == [200, 200, 200]
    words = text_of(pages[-1])
    assert {"Chen Wei invites you", "Both ways", "Yes, come in"} <= set(words)
    assert signed_in_as(client) is None


def test_the_button_signs_femi_in_once_and_joins(client: Client, link: str, newcomer: Membership) -> None:
    answer = client.post(link)
    newcomer.refresh_from_db()
    assert answer.headers["Location"] == reverse("joining-offers")
    assert signed_in_as(client) == str(newcomer.person.pk)
    assert newcomer.joined_at is not None


def test_a_used_link_says_what_to_do(client: Client, link: str) -> None:
    client.post(link)
    answer = Client().post(link)
    assert answer.status_code == 410
    assert "Send me a code" in text_of(answer)


def test_a_used_link_leads_whoever_is_signed_in_home(client: Client, link: str) -> None:
    client.post(link)
    assert client.get(link).headers["Location"] == reverse("home")


def test_a_link_runs_out(client: Client, link: str, now: datetime) -> None:
    Token.objects.update(expires_at=now - timedelta(minutes=1))
    assert client.post(link).status_code == 410
    assert signed_in_as(client) is None


def test_nobody_guesses_a_link(client: Client, cast: Cast) -> None:
    assert client.get(reverse("invitation", args=["guessed"])).status_code == 404
    assert client.get(reverse("sign-in-link", args=["guessed"])).status_code == 404
    assert client.get(reverse("join-shared", args=["guessed"])).status_code == 404


def test_an_invitation_is_no_sign_in_link(client: Client, newcomer: Membership, now: datetime) -> None:
    _, raw = tokens.issue(newcomer.person, purpose=Token.Purpose.INVITATION, at=now, days=1)
    assert client.post(reverse("sign-in-link", args=[raw])).status_code == 404


def test_whoever_was_taken_out_comes_in_no_more(
    client: Client, link: str, newcomer: Membership, now: datetime
) -> None:
    Membership.objects.filter(pk=newcomer.pk).update(left_at=now)
    assert client.post(link).status_code == 410
    assert signed_in_as(client) is None


def test_a_resting_account_does_not_come_in(client: Client, link: str, newcomer: Membership) -> None:
    Person.objects.filter(pk=newcomer.person_id).update(is_active=False)
    assert client.post(link).status_code == 410
    assert signed_in_as(client) is None


def test_olu_comes_in_by_the_link_that_was_printed(client: Client, cast: Cast, now: datetime) -> None:
    _, raw = tokens.issue(cast.olu, purpose=Token.Purpose.SIGN_IN, at=now, days=1)
    address = reverse("sign-in-link", args=[raw])
    client.get(address)
    assert signed_in_as(client) is None
    client.post(address)
    assert signed_in_as(client) == str(cast.olu.pk)
    assert Client().post(address).status_code == 410


def test_a_demo_link_works_by_one_click_and_again(
    client: Client, cast: Cast, now: datetime, settings: Settings
) -> None:
    settings.DEMO = True
    _, raw = tokens.issue(cast.amina, purpose=Token.Purpose.DEMO, at=now, days=1)
    address = reverse("sign-in-link", args=[raw])
    assert client.get(address).headers["Location"] == reverse("home")
    assert signed_in_as(client) == str(cast.amina.pk)
    other = Client()
    other.get(address)
    assert signed_in_as(other) == str(cast.amina.pk)


def test_a_demo_link_is_nothing_outside_the_demo(client: Client, cast: Cast, now: datetime) -> None:
    _, raw = tokens.issue(cast.amina, purpose=Token.Purpose.DEMO, at=now, days=1)
    address = reverse("sign-in-link", args=[raw])
    assert (client.get(address).status_code, client.post(address).status_code) == (404, 404)
    assert signed_in_as(client) is None


def test_amina_comes_back_with_a_code(client: Client, cast: Cast) -> None:
    ask_for_code(client, "Amina@Example.org")
    code = code_sent_to(cast.amina)
    answer = client.post(reverse("account_confirm_login_code"), {"code": code.lower().replace("-", " ")})
    assert answer.headers["Location"] == reverse("home")
    assert signed_in_as(client) == str(cast.amina.pk)


def test_a_wrong_code_is_named_and_three_are_enough(client: Client, cast: Cast) -> None:
    ask_for_code(client, cast.amina.email)
    confirm = reverse("account_confirm_login_code")
    first = client.post(confirm, {"code": "XXXX-XXXX"})
    assert "That is not the code we sent. Compare it with the newest letter." in text_of(first)
    client.post(confirm, {"code": "XXXX-XXXX"})
    client.post(confirm, {"code": "XXXX-XXXX"})
    client.post(confirm, {"code": code_sent_to(cast.amina)})
    assert signed_in_as(client) is None


def test_known_and_unknown_addresses_get_the_same_answer(cast: Cast) -> None:
    answers = []
    for email in (cast.amina.email, "nobody@example.org"):
        client = Client()
        first = client.post(reverse("account_request_login_code"), {"email": email})
        second = client.get(first.headers["Location"])
        page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", second.text.replace(email, "..."))
        answers.append((first.status_code, first.headers["Location"], second.status_code, page))
    assert answers[0] == answers[1]
    assert set(Letter.objects.values_list("to", flat=True)) == {cast.amina.pk}


def test_no_code_for_a_resting_account(client: Client, cast: Cast) -> None:
    Person.objects.filter(pk=cast.amina.pk).update(is_active=False)
    ask_for_code(client, cast.amina.email)
    assert Letter.objects.count() == 0


# --- One link for many ------------------------------------------------------------------------


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


def come_by(shared: SharedLink, client: Client, email: str, name: str = "Gita Rao") -> None:
    address = reverse("join-shared", args=[inviting.words_of(shared)])
    client.post(address, {"email": email, "name": name})
    code = code_sent_to(Person.objects.get(email=email))
    client.post(reverse("account_confirm_login_code"), {"code": code})


def test_gita_comes_in_at_once_with_an_address_of_the_house(client: Client, shared: SharedLink) -> None:
    come_by(shared, client, "gita@example.org")
    gita = Membership.objects.get(person__email="gita@example.org")
    assert signed_in_as(client) == str(gita.person_id)
    assert gita.is_current
    assert gita.joined_at is not None
    assert gita.person.name == "Gita Rao"


def test_with_another_address_the_organiser_is_asked_and_home_says_so(
    client: Client, shared: SharedLink
) -> None:
    come_by(shared, client, "gita@elsewhere.example")
    gita = Membership.objects.get(person__email="gita@elsewhere.example")
    assert gita.admitted_at is None
    assert "You asked to take part." in text_of(client.get(reverse("home")))


def test_nobody_is_in_before_the_address_is_proven(client: Client, shared: SharedLink) -> None:
    address = reverse("join-shared", args=[inviting.words_of(shared)])
    client.post(address, {"email": "gita@example.org", "name": "Gita"})
    assert not Membership.objects.filter(person__email="gita@example.org").exists()


def test_the_shared_page_does_not_rename_whoever_is_here(
    client: Client, shared: SharedLink, cast: Cast
) -> None:
    address = reverse("join-shared", args=[inviting.words_of(shared)])
    client.post(address, {"email": cast.dara.email, "name": "Somebody Else"})
    cast.dara.refresh_from_db()
    assert cast.dara.name == "Dara Keo"


def test_dara_comes_in_by_one_button_as_she_is_signed_in(
    shared: SharedLink, cast: Cast, signed_in: SignIn
) -> None:
    dara = signed_in(cast.dara)
    address = reverse("join-shared", args=[inviting.words_of(shared)])
    assert "Yes, come in" in text_of(dara.get(address))
    dara.post(address)
    assert Membership.objects.joined().filter(programme=cast.programme, person=cast.dara).exists()


def test_a_link_taken_back_says_so(client: Client, shared: SharedLink, cast: Cast, now: datetime) -> None:
    inviting.revoke(shared, by=cast.chen, at=now)
    answer = client.get(reverse("join-shared", args=[inviting.words_of(shared)]))
    assert answer.status_code == 410


def test_an_address_that_is_none_is_named(client: Client, shared: SharedLink) -> None:
    answer = client.post(
        reverse("join-shared", args=[inviting.words_of(shared)]), {"email": "gita", "name": ""}
    )
    assert answer.status_code == 422
    assert Person.objects.filter(name="Gita").count() == 0


def test_a_fourth_code_in_a_minute_is_refused_plainly(client: Client, cast: Cast) -> None:
    for _ in range(3):
        ask_for_code(Client(), cast.amina.email)
    answer = client.post(reverse("account_request_login_code"), {"email": cast.amina.email})
    assert "That was a lot in a short time. Please try again in a few minutes." in text_of(answer)
    assert Letter.objects.filter(to=cast.amina).count() == 3


def test_the_link_signs_in_femi_even_where_amina_was(
    cast: Cast, link: str, newcomer: Membership, signed_in: SignIn
) -> None:
    client = signed_in(cast.amina)
    client.post(link)
    assert signed_in_as(client) == str(newcomer.person.pk)


@pytest.mark.parametrize(
    "email", ["g" * 300 + "@example.org", "a\x00@example.org", "@", "g@" + "e" * 250 + ".org"]
)
def test_no_address_breaks_the_shared_page(client: Client, shared: SharedLink, email: str) -> None:
    address = reverse("join-shared", args=[inviting.words_of(shared)])
    assert client.post(address, {"email": email, "name": "Gita"}).status_code == 422


def test_a_closed_programme_lets_nobody_in(client: Client, link: str, cast: Cast, now: datetime) -> None:
    programmes.close(cast.programme, by=cast.chen, at=now)
    assert client.post(link).status_code == 410
    assert signed_in_as(client) is None


def test_a_link_that_is_full_says_so_when_the_address_is_proven(
    client: Client, shared: SharedLink, now: datetime
) -> None:
    SharedLink.objects.filter(pk=shared.pk).update(cap=0)
    come_by(shared, client, "gita@example.org")
    words = text_of(client.get(reverse("home")))
    assert "This link stopped working a moment ago. Please ask whoever gave it to you for a new one." in words
    assert not Membership.objects.filter(person__email="gita@example.org").exists()


def test_whoever_is_second_with_a_link_is_told_what_to_do(
    client: Client, link: str, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have looked while it was good."""
    client.post(link)
    monkeypatch.setattr(Token, "is_good", lambda token, at: True)
    _, raw = tokens.issue(cast.olu, purpose=Token.Purpose.SIGN_IN, at=now - timedelta(days=9), days=1)
    for address in (link, reverse("sign-in-link", args=[raw])):
        assert Client().post(address).status_code == 410


def test_an_old_demo_link_opens_nothing(
    client: Client, cast: Cast, now: datetime, settings: Settings
) -> None:
    settings.DEMO = True
    _, raw = tokens.issue(cast.amina, purpose=Token.Purpose.DEMO, at=now - timedelta(days=9), days=1)
    assert client.get(reverse("sign-in-link", args=[raw])).status_code == 404
    assert signed_in_as(client) is None
