"""Who did what when: verbs and opaque ids, never words or names."""

from __future__ import annotations

from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from django.db.models import Model

    from counterpart.journal.chain import Fault


HAND: ContextVar[Model | None] = ContextVar("hand", default=None)


def record(thing: Model, verb: str, *, by: Model | None, at: datetime) -> None:
    """Write an entry in the caller's transaction; `by` is nobody where time itself acted."""
    from counterpart.journal import actions

    actions.record(thing, verb, by=HAND.get() or by, at=at)


@contextmanager
def by_hand_of(helper: Model | None) -> Iterator[None]:
    """What is done in here for somebody is written down as done by whoever really did it."""
    before = HAND.set(helper)
    try:
        yield
    finally:
        HAND.reset(before)


def verify() -> list[Fault]:
    """Where entries were removed or changed since they were chained; empty where all is well."""
    from counterpart.journal import chain

    return chain.verify()
