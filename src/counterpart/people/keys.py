"""The data key of each person, and words sealed with it."""

from counterpart.common.keyring import Keyring
from counterpart.common.sealing import Stored
from counterpart.people.models import Person, PersonKey

RING = Keyring(PersonKey, "person")


def data_key(person: Person) -> bytes:
    return RING.data_key(person)


def seal_for(person: Person, text: str, *, table: str, row: object, column: str) -> bytes:
    return RING.seal(person, text, author=person.pk, table=table, row=row, column=column)


def open_for(person: Person, sealed: Stored, *, table: str, row: object, column: str) -> str:
    return RING.open(person, sealed, author=person.pk, table=table, row=row, column=column)
