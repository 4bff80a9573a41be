"""One wrapped data key for each owner (a person, a partnership), and words sealed with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db import models, transaction

from counterpart.common import sealing

AT_A_TIME = 200  # keys wrapped again in one transaction: others write in between


def sealing_keys() -> Sequence[bytes]:
    """The key-encryption keys: the first closes, all of them open. `BadKey` where one is not a key."""
    return [sealing.read_key(text) for text in settings.SEALING_KEYS]


@dataclass(frozen=True)
class Keyring:
    """The keys in a table of two columns: `owner`, which is its primary key, and `wrapped`."""

    model: type[models.Model]
    owner: str

    def data_key(self, owner: models.Model) -> bytes:
        """The owner's own key, made when first needed."""
        row = self._rows().filter(pk=owner.pk).first()
        if row is None:
            fresh = sealing.wrap(sealing_keys(), sealing.new_key(), where=self._where(owner.pk))
            row, _ = self._rows().get_or_create(**{self.owner: owner}, defaults={"wrapped": fresh})
        return self._unwrap(row)

    def data_keys(self, owners: Iterable[object]) -> dict[object, bytes]:
        """The keys of many owners by their ids, with one look; of those who have one by now."""
        return {row.pk: self._unwrap(row) for row in self._rows().filter(pk__in=set(owners))}

    def seal(
        self, owner: models.Model, text: str, *, author: object, table: str, row: object, column: str
    ) -> bytes:
        where = sealing.place(table=table, row=row, author=author, column=column)
        return sealing.seal(self.data_key(owner), text, where=where)

    def open(
        self,
        owner: models.Model,
        sealed: sealing.Stored,
        *,
        author: object,
        table: str,
        row: object,
        column: str,
    ) -> str:
        where = sealing.place(table=table, row=row, author=author, column=column)
        return sealing.unseal(self.data_key(owner), sealed, where=where)

    def rotate(self) -> int:
        """Wrap every key with the first of the key-encryption keys, some at a time; answers how many.

        Pages are served and keys are made meanwhile: nothing is read while something is written.
        """
        count = 0
        rows = list(self._rows().order_by("pk")[:AT_A_TIME])
        while rows:
            with transaction.atomic():
                count += sum(self._wrap_again(row) for row in rows)
            rows = list(self._rows().filter(pk__gt=rows[-1].pk).order_by("pk")[:AT_A_TIME])
        return count

    def _wrap_again(self, row: models.Model) -> int:
        old = self._wrapped(row)
        fresh = sealing.wrap(sealing_keys(), self._unwrap(row), where=self._where(row.pk))
        return self._rows().filter(pk=row.pk, wrapped=old).update(wrapped=fresh)

    def misfits(self, limit: int = 2) -> bool:
        """Whether one of the keys looked at cannot be opened with the key-encryption keys we have."""
        try:
            for row in self._rows().order_by("pk")[:limit]:
                self._unwrap(row)
        except sealing.CannotOpen:
            return True
        return False

    def _rows(self) -> "models.QuerySet[Any]":
        return self.model._default_manager.all()

    def _wrapped(self, row: models.Model) -> bytes:
        wrapped: sealing.Stored = row.wrapped  # type: ignore[attr-defined] # every such table has it
        return bytes(wrapped)

    def _unwrap(self, row: models.Model) -> bytes:
        return sealing.unwrap(sealing_keys(), self._wrapped(row), where=self._where(row.pk))

    def _where(self, pk: object) -> str:
        return sealing.place(table=self.model._meta.db_table, row=pk, author=pk, column="wrapped")
