"""Who did what when: verbs and opaque ids, never words or names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model

    from counterpart.journal.chain import Fault


def record(thing: Model, verb: str, *, by: Model | None, at: datetime) -> None:
    """Write an entry in the caller's transaction; `by` is nobody where time itself acted."""
    from counterpart.journal import actions

    actions.record(thing, verb, by=by, at=at)


def verify() -> list[Fault]:
    """Where entries were removed or changed since they were chained; empty where all is well."""
    from counterpart.journal import chain

    return chain.verify()
