"""Letters to people: a kind, its keys and whom it is for. The words are made when it is sent or read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from counterpart.letters.kind import Kind, SecretKind, Weight

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from counterpart.people.models import Person

__all__ = ["Kind", "SecretKind", "Weight", "post", "post_secret"]


def post(kind: Kind, *, to: Person | Iterable[Person], at: datetime) -> None:
    """Put one letter for each person into the outbox, within the caller's transaction."""
    from counterpart.letters import actions

    actions.post(kind, to=to, at=at)


def post_secret(kind: SecretKind, *, to: Person, at: datetime, until: datetime) -> None:
    """Post a letter that carries a secret (a code, a one-time link).

    It is sealed, blanked once sent, and never sent after `until`.
    """
    from counterpart.letters import actions

    actions.post_secret(kind, to=to, at=at, until=until)
