"""A copy of the database signs nobody in."""

import json
from collections.abc import Callable
from datetime import timedelta

from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django.fixtures import Settings

from counterpart.common import sealing
from counterpart.letters.models import Letter
from counterpart.letters.words import words_of
from counterpart.people.models import Person
from counterpart.people.sessions import SessionStore
from counterpart.people.tasks import forget_sessions
from tests.cast import Cast

SignIn = Callable[[Person], Client]


def test_what_lies_in_the_database_opens_no_session(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    assert amina.get("/").status_code == 200
    (row,) = Session.objects.all()

    thief = Client()
    thief.cookies["sessionid"] = row.session_key
    assert thief.get("/").status_code == 302


def test_a_code_on_its_way_cannot_be_read(cast: Cast, client: Client) -> None:
    cache.clear()
    client.post(reverse("account_request_login_code"), {"email": cast.amina.email})
    code = words_of(Letter.objects.get(to=cast.amina)).paragraphs[1]
    assert code in json.dumps(dict(client.session))
    (row,) = Session.objects.all()
    assert row.get_decoded() == {}


def test_one_persons_session_is_not_put_in_anothers_place(cast: Cast, signed_in: SignIn) -> None:
    olu, dara = signed_in(cast.olu), signed_in(cast.dara)
    rows = {each.session_data for each in Session.objects.all()}
    assert len(rows) == 2
    for row in Session.objects.all():
        (other,) = rows - {row.session_data}
        Session.objects.filter(pk=row.pk).update(session_data=other)
    assert [each.get("/").status_code for each in (olu, dara)] == [302, 302]


def test_whoever_goes_leaves_no_row(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    amina.post(reverse("account_logout"))
    assert Session.objects.count() == 0


def test_a_changed_key_is_turned_without_signing_anybody_out(
    cast: Cast, signed_in: SignIn, settings: Settings
) -> None:
    amina = signed_in(cast.amina)
    settings.SEALING_KEYS = [sealing.write_key(sealing.new_key()), *settings.SEALING_KEYS]
    assert amina.get("/").status_code == 200


def test_sessions_that_ran_out_are_forgotten(cast: Cast, signed_in: SignIn) -> None:
    signed_in(cast.amina)
    signed_in(cast.dara)
    old = Session.objects.all()[:1].get()
    Session.objects.filter(pk=old.pk).update(expire_date=timezone.now() - timedelta(days=1))
    forget_sessions.call()
    assert Session.objects.count() == 1


def test_damaged_data_is_nobodys(cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    for damaged in ("", "%", "AAAA", "x" * 400):
        Session.objects.update(session_data=damaged)
        assert amina.get("/").status_code == 302
    assert not SessionStore("never").exists("never")
