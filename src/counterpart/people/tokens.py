"""Links that let one person do one thing. Whoever holds its words holds its power; we keep a digest only."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction

from counterpart.people.models import Person, Token

BYTES = 32


class AlreadyUsed(Exception):
    """Somebody was faster with this link, or it is no longer good."""


def digest(raw: str) -> str:
    return hashlib.sha256(raw.encode(errors="surrogatepass")).hexdigest()


def issue(person: Person, *, purpose: Token.Purpose, at: datetime, days: int) -> tuple[Token, str]:
    """A new link for somebody: the row, and the words that go into the address and nowhere else."""
    raw = secrets.token_urlsafe(BYTES)
    token = Token.objects.create(
        person=person,
        purpose=purpose,
        digest=digest(raw),
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    return token, raw


def find(raw: str, *, purpose: Token.Purpose) -> Token | None:
    """The link, whether or not it is still good: a page says what to do with one that is not."""
    return Token.objects.filter(digest=digest(raw), purpose=purpose).select_related("person").first()


@transaction.atomic
def use(token: Token, *, at: datetime) -> None:
    if not Token.objects.good(at).filter(pk=token.pk).update(used_at=at):
        raise AlreadyUsed
    token.used_at = at
