"""The data key of each person, and words sealed with it."""

from collections.abc import Sequence

from django.conf import settings

from counterpart.common import sealing
from counterpart.people.models import Person, PersonKey


def sealing_keys() -> Sequence[bytes]:
    """The key-encryption keys: the first closes, all of them open."""
    return [sealing.read_key(text) for text in settings.SEALING_KEYS]


def data_key(person: Person) -> bytes:
    """The person's own key, made when first needed."""
    row = PersonKey.objects.filter(person=person).first()
    if row is None:
        fresh = sealing.wrap(sealing_keys(), sealing.new_key(), where=_where(person))
        row, _ = PersonKey.objects.get_or_create(person=person, defaults={"wrapped": fresh})
    return sealing.unwrap(sealing_keys(), row.wrapped, where=_where(person))


def seal_for(person: Person, text: str, *, table: str, row: object, column: str) -> bytes:
    return sealing.seal(data_key(person), text, where=_place(person, table, row, column))


def open_for(person: Person, sealed: sealing.Stored, *, table: str, row: object, column: str) -> str:
    return sealing.unseal(data_key(person), sealed, where=_place(person, table, row, column))


def _place(person: Person, table: str, row: object, column: str) -> str:
    return sealing.place(table=table, row=row, author=person.pk, column=column)


def _where(person: Person) -> str:
    return sealing.place(table="people_personkey", row=person.pk, author=person.pk, column="wrapped")
