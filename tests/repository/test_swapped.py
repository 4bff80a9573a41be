"""Whoever writes to the database and copies a sealed value elsewhere gets nothing out of it."""

import json

import pytest
from django.apps import apps
from django.db import models
from django.urls import reverse

from counterpart.common import sealing
from counterpart.matching import actions as matching
from tests.repository.matrix import ROUTES
from tests.repository.world import ACTORS, World

# Wrapped keys, a file on its way in, and the secret of a letter, which is blanked once it is sent.
NO_WORDS = {"wrapped", "table", "sealed"}
Box = tuple[bytes, bytes, str]  # the key, what is stored, and where


@pytest.fixture
def opened(world: World, monkeypatch: pytest.MonkeyPatch) -> dict[str, Box]:
    """Every sealed value that any page of the matrix opens for anybody, by its place."""
    asked = world.reaching.sent
    matching.want_to_know(asked, "What is it about?", by=asked.asked, at=world.at)
    matching.tell_more(asked, "About your talk", by=asked.asker, at=world.at)
    found: dict[str, Box] = {}
    real = sealing._open

    def watched(key: bytes, stored: sealing.Stored, where: str) -> bytes:
        plain = real(key, stored, where)
        found[where] = (key, bytes(stored), where)
        return plain

    monkeypatch.setattr(sealing, "_open", watched)
    for name, route in ROUTES.items():
        for actor in ACTORS:
            if actor in (route.get or "").split():
                world.client(actor).get(reverse(name, kwargs=route.args(world)))
    world.client("partner").get(reverse("approach", args=[asked.pk]))
    monkeypatch.undo()
    return {where: box for where, box in found.items() if _is_value(where)}


def test_a_sealed_value_opens_in_its_own_place_alone(opened: dict[str, Box]) -> None:
    boxes = list(opened.values())
    accepted = [
        (where, other)
        for key, _stored, where in boxes
        for _key, stored, other in boxes
        if where != other and _opens(key, stored, where)
    ]
    assert accepted == []
    assert all(_opens(*box) for box in boxes)


def test_every_sealed_column_is_among_them(opened: dict[str, Box]) -> None:
    """Of the columns that seal words; else nothing would be said of one that is new."""
    columns = {(table, column) for table, _row, _author, column in map(json.loads, opened)}
    sealed = {
        (model._meta.db_table, field.name)
        for model in apps.get_models()
        for field in model._meta.fields
        if isinstance(field, models.BinaryField) and field.name not in NO_WORDS
    }
    assert sealed - columns == set()


def _is_value(where: str) -> bool:
    """Not a key, nor what was typed when signed out."""
    return where.startswith("[") and json.loads(where)[-1] not in NO_WORDS


def _opens(key: bytes, stored: bytes, where: str) -> bool:
    try:
        sealing.unseal(key, stored, where=where)
    except sealing.CannotOpen:
        return False
    return True
