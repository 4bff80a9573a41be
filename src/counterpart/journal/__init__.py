"""Who did what when: verbs and opaque ids, never words or names."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Model


def record(thing: Model, verb: str, *, by: Model | None, at: datetime) -> None:
    """Write an entry in the caller's transaction; `by` is nobody where time itself acted."""
    from counterpart.journal import actions

    actions.record(thing, verb, by=by, at=at)
