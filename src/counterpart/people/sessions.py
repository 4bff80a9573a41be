"""Who is signed in, kept so that a copy of the database opens neither a session nor a code on its way.

The browser holds the words of a session; the row has their digest for a key, and what it remembers is sealed.
"""

import base64
import binascii
from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.utils import timezone

from counterpart.common import sealing
from counterpart.common.keyring import sealing_keys
from counterpart.people import tokens

LONGEST = 40  # characters of a key in the table: 160 bits of the digest


def kept_as(words: str | None) -> str:
    return tokens.digest(words or "")[:LONGEST]


class SessionStore(db.SessionStore):
    def _get_session_from_db(self) -> Session | None:
        good = Session.objects.filter(session_key=kept_as(self.session_key), expire_date__gt=timezone.now())
        found = good.first() if self.session_key else None
        if found is None:
            self._session_key = None
        return found

    def exists(self, session_key: str) -> bool:
        return super().exists(kept_as(session_key))

    def create_model_instance(self, data: dict[str, Any]) -> AbstractBaseSession:
        row = super().create_model_instance(data)
        row.session_key = kept_as(self.session_key)
        return row

    def delete(self, session_key: str | None = None) -> None:
        words = session_key or self.session_key
        if words is not None:
            super().delete(kept_as(words))

    def encode(self, session_dict: dict[str, Any]) -> str:
        plain = self.serializer().dumps(session_dict)
        return base64.b64encode(sealing.wrap(sealing_keys(), plain, where=self._where())).decode()

    def decode(self, session_data: bytes | str) -> dict[str, Any]:
        try:
            sealed = base64.b64decode(session_data)
            found: dict[str, Any] = self.serializer().loads(
                sealing.unwrap(sealing_keys(), sealed, where=self._where())
            )
        except (sealing.CannotOpen, binascii.Error, ValueError):
            return {}  # as if nobody had signed in
        return found

    def _where(self) -> str:
        row = kept_as(self.session_key)
        return sealing.place(table="django_session", row=row, author=row, column="session_data")
