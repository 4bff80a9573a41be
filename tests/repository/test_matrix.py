"""Every route with every kind of person: who gets it, who is refused, and what no page may say."""

from collections.abc import Iterator
from http.cookies import SimpleCookie

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import resolve_url
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.repository import asking, meeting_people, opened, telling
from tests.repository import world as planted
from tests.repository.matrix import ROUTES, STRANGERS, Route
from tests.repository.world import ACTORS, World

READERS = {
    opened.WORDS: {"partner", "member"},
    planted.PROGRAMME: {"invited", "asking", "member", "partner", "organiser", "contact", "owner"},
    planted.PRIVATE: {"partner", "member"},
    planted.MESSAGE: {"partner"},
    planted.DREAD: {"partner"},
    planted.AVOIDED: {"partner"},
    planted.STEP: {"partner"},
    planted.HIDDEN: set(),
    planted.OURS: {"partner"},
    planted.MINE: {"partner"},
    planted.BENGTS: set(),
    planted.CONCERN: {"contact"},
    planted.THANKS: {"partner"},
    planted.LESSON: {"partner"},
    meeting_people.WISH: {"partner"},
    meeting_people.LINES: {"partner"},
    asking.ASK: {"member", "partner", "contact"},
    asking.HELP: {"partner"},
    telling.STORY: {"member", "partner", "organiser"},
    telling.DOOR: {"member", "partner", "organiser"},
    telling.DRAFT: {"partner"},
    telling.REPORT: {"organiser"},
    planted.CHAT_TOKEN: set(),
}


def test_every_route_stands_in_the_matrix_and_nothing_else() -> None:
    assert sorted(_names(get_resolver().url_patterns)) == sorted(ROUTES)


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_a_route_lets_in_whom_it_should_and_tells_nobody_more(name: str, world: World) -> None:
    route = ROUTES[name]
    answers = {(actor, method): _ask(world, actor, method, name) for actor, method in _cells()}
    wrong = {
        cell: (said, expected)
        for cell, answer in answers.items()
        if (said := _said(answer)) not in (expected := _expected(route, *cell))
    }
    told = {
        (*cell, canary)
        for cell, answer in answers.items()
        for canary in _canaries(answer)
        if cell[0] not in READERS[canary] and canary not in route.tells
    }
    assert (wrong, told) == ({}, set())


def test_the_canaries_are_there_to_be_found(world: World) -> None:
    """Where nobody may read them, this would be an empty test."""
    read = {
        canary
        for name, route in ROUTES.items()
        for actor in ("partner", "contact", "organiser")
        if route.get and actor in route.get
        for canary in _canaries(_ask(world, actor, "get", name))
    }
    assert read == {canary for canary, readers in READERS.items() if readers}
    bengt = Client()
    bengt.force_login(world.cast.bengt)
    assert planted.BENGTS in bengt.get(reverse("meeting", kwargs=ROUTES["meeting"].args(world))).text


def _cells() -> Iterator[tuple[str, str]]:
    return ((actor, method) for actor in ACTORS for method in ("get", "post"))


def _ask(world: World, actor: str, method: str, name: str) -> HttpResponse:
    """One request, whose effects are taken back."""
    route = ROUTES[name]
    address = reverse(name, kwargs=route.args(world))
    client = world.client(actor)
    kept = SimpleCookie({name: each.value for name, each in client.cookies.items()})
    with transaction.atomic():
        data = route.data(world) if method == "post" else {}
        response: HttpResponse = getattr(client, method)(address, data)
        if response.streaming:
            response.content = b"".join(response)
        transaction.set_rollback(True)
    client.cookies = kept
    return response


def _said(response: HttpResponse) -> str:
    if response.status_code in (301, 302):
        to_sign_in = response.headers["Location"].startswith(resolve_url(settings.LOGIN_URL))
        return "sign in" if to_sign_in else "302"
    return str(response.status_code)


def _expected(route: Route, actor: str, method: str) -> set[str]:
    if actor in route.elsewhere.split():
        return {"302", "sign in"}
    if actor in route.missing.split():
        return {"404", "405"}
    let_in = route.get if method == "get" else route.post
    other = route.post if method == "get" else route.get
    if let_in is None:
        # Only who may use the other method has to learn that this one is not there.
        return {"405"} if actor in (other or "").split() else {"405", "404", "403", "sign in"}
    if actor in let_in.split():
        return {str(route.answer)} if method == "get" else {"200", "302", "422"}
    if actor in STRANGERS.split():
        return {"sign in"}
    return {"403"} if actor in route.forbidden.split() else {"404"}


def _canaries(response: HttpResponse) -> list[str]:
    text = f"{response.content.decode()} {response.headers}"
    assert "<c-" not in text
    return [canary for canary in READERS if canary in text]


def _names(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from _names(pattern.url_patterns)
        else:
            yield pattern.name or str(pattern.pattern)
