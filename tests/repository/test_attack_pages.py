"""Somebody looks for what pages, their headers, the log and the browser's own habits give away."""

import logging
from uuid import uuid4

import pytest
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from pytest_django.fixtures import Settings

from counterpart.people.models import Person
from counterpart.web.around import MOST_BYTES, refuse_endless
from tests.repository.matrix import ROUTES
from tests.repository.world import World


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_nothing_that_names_amina_is_kept_on_the_way(name: str, world: World) -> None:
    """Pages that are refused or missing carry her face in their header, too."""
    route = ROUTES[name]
    address = reverse(name, kwargs=route.args(world))
    for actor in ("partner", "outsider"):
        response = world.client(actor).get(address)
        kept = {each.strip() for each in response.headers["Cache-Control"].split(",")}
        assert {"private", "no-store"} <= kept


def test_every_answer_says_what_a_page_may_load(world: World) -> None:
    client = Client(raise_request_exception=False)
    for address in ("/who-reads/", "/nowhere/", "/static/nothing.css", "/static/../settings.py"):
        policy = client.get(address).headers["Content-Security-Policy"]
        assert {"default-src 'none'", "script-src 'self'", "style-src 'self'"} <= set(policy.split("; "))
    elsewhere = client.get("/", headers={"host": "evil.example"})
    assert elsewhere.status_code == 400
    assert "Content-Security-Policy" in elsewhere.headers


def test_an_endless_upload_is_refused_before_it_is_read(world: World) -> None:
    asked = RequestFactory().generic("POST", "/", CONTENT_LENGTH=str(MOST_BYTES + 1))
    with pytest.raises(RequestDataTooBig):
        refuse_endless(_never)(asked)


def _never(request: HttpRequest) -> HttpResponse:
    raise AssertionError("it was read")


# A mail program posts here by itself (RFC 8058): the link is all that entitles it.
FROM_MAIL = {"letter-stop"}
FROM_PAGES = [name for name, route in ROUTES.items() if route.post and name not in FROM_MAIL]


@pytest.mark.parametrize("name", FROM_PAGES)
def test_no_other_site_posts_for_amina(name: str, world: World) -> None:
    address = reverse(name, kwargs=ROUTES[name].args(world))
    for actor in ("partner", "organiser", "owner"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(world.people[actor])
        answer = client.post(address, ROUTES[name].data(world), headers={"origin": "https://evil.example"})
        assert answer.status_code == 403


def test_the_log_holds_no_words_of_a_link(world: World, caplog: pytest.LogCaptureFixture) -> None:
    """The link is still good after each of these, so whoever read the log could use it."""
    answering = ROUTES["answer"].args(world)["token"]
    words = {"i": world.invitation, "in": world.sign_in, "join": world.link_words, "answer": answering}
    client = Client(enforce_csrf_checks=True)
    for door, word in words.items():
        assert client.post(f"/{door}/{word}/").status_code == 403
        assert client.put(f"/{door}/{word}/").status_code in (403, 405)
    Client().post(f"/join/{world.link_words}/", {"email": "nobody"})
    words["stop"] = ROUTES["letter-stop"].args(world)["token"]
    assert client.put(f"/stop/{words['stop']}/").status_code == 405

    (console,) = (each for each in logging.getLogger().handlers if type(each) is logging.StreamHandler)
    lines = [console.format(record) for record in caplog.records]

    assert len(lines) >= 7
    assert [line for line in lines if any(word in line for word in words.values())] == []


def test_signing_in_makes_a_new_session(world: World) -> None:
    """Whoever gave Ivo a session before he came in holds nothing afterwards."""
    client = Client()
    client.get(reverse("account_request_login_code"))
    session = client.session
    session["planted"] = True
    session.save()
    before = client.cookies["sessionid"].value
    client.post(reverse("invitation", args=[world.invitation]))
    assert client.session["_auth_user_id"] == str(world.people["invited"].pk)
    assert client.cookies["sessionid"].value != before


def test_cookies_are_for_this_site_alone(world: World, settings: Settings) -> None:
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.SECURE = True
    client = Client()
    client.get(reverse("account_request_login_code"), secure=True)
    client.post(
        reverse("partnership", args=[world.partnership.pk]), {"writer": "x", "body": "y"}, secure=True
    )
    client.post(reverse("theme"), {"theme": "dark"}, secure=True)
    client.post(reverse("invitation", args=[world.invitation]), secure=True)
    assert set(client.cookies) == {"csrftoken", "draft", "theme", "sessionid"}
    for name, cookie in client.cookies.items():
        assert (name, cookie["secure"], cookie["samesite"]) == (name, True, "Lax")
        assert name == "csrftoken" or cookie["httponly"]


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example/",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "https:evil.example",
        "http://testserver@evil.example/",
    ],
)
def test_nobody_is_led_to_another_site(world: World, target: str) -> None:
    theme = Client().post(reverse("theme"), {"next": target})
    assert theme.headers["Location"] == "/"
    amina = world.client("partner")
    asked = amina.get(reverse("account_request_login_code"), {"next": target})
    assert asked.headers["Location"] == "/"
    out = amina.post(reverse("account_logout"), {"next": target})
    assert out.headers["Location"] == "/"


def test_who_was_disabled_is_out_at_once(world: World) -> None:
    fatou = world.client("member")
    assert fatou.get("/").status_code == 200
    Person.objects.filter(pk=world.people["member"].pk).update(is_active=False)
    assert fatou.get("/").status_code == 302


def test_no_address_that_is_not_there_breaks_anything(world: World) -> None:
    pk = world.programme.pk
    client = world.client("organiser")
    client.raise_request_exception = False
    for address in (
        f"/programmes/{pk}/organisers/{10**40}/",
        f"/programmes/{pk}/people/?page=%00&only=%00",
        f"/match/{world.run.pk}/review/?page={10**40}",
        f"/match/{world.run.pk}/pair/{uuid4()}/{uuid4()}/",
        "/skills/suggestions/?side=%00%ff",
        "/i/%00/",
        "/.well-known/change-password",
        "/accounts/password/reset/",
    ):
        for method in ("get", "post"):
            assert getattr(client, method)(address).status_code < 500


def test_what_is_typed_stands_in_no_address(world: World) -> None:
    """Addresses are logged by whatever stands in front of us, and a wish may be private."""
    page = world.client("partner").get(reverse("joining-seeks")).text
    assert f'hx-post="{reverse("skill-suggestions")}?side=in"' in page
    assert world.client("partner").get(reverse("skill-suggestions"), {"words": "shame"}).status_code == 405


def test_a_piece_of_a_page_leads_back_to_the_page_after_signing_in(db: None) -> None:
    asked = {"HX-Request": "true", "HX-Current-URL": "http://testserver/joining/seeks/"}
    answer = Client().post(reverse("skill-suggestions"), {"words": "shame"}, headers=asked)
    assert answer.headers["HX-Redirect"].endswith("?next=%2Fjoining%2Fseeks%2F")
    elsewhere = asked | {"HX-Current-URL": "https://evil.example/"}
    answer = Client().post(reverse("skill-suggestions"), {"words": "shame"}, headers=elsewhere)
    assert answer.headers["HX-Redirect"].endswith("?next=%2Fskills%2Fsuggestions%2F")
