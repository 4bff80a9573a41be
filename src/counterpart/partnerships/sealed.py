"""Notes and assumptions: what we share is sealed with the partnership's key, my own with mine."""

from counterpart.common import sealing
from counterpart.partnerships import keys
from counterpart.partnerships.models import Assumption, Note
from counterpart.people import keys as own_keys


def seal_note(note: Note, text: str) -> bytes:
    return sealing.seal(_key(note), text, where=place_of(note))


def read_note(note: Note) -> str:
    return sealing.unseal(_key(note), note.body, where=place_of(note))


def place_of(note: Note) -> str:
    return sealing.place(table="partnerships_note", row=note.pk, author=note.author_id, column="body")


def _key(note: Note) -> bytes:
    if note.kind == Note.Kind.MINE:
        return own_keys.data_key(note.author)
    return keys.RING.data_key(note.meeting.partnership)


def seal_assumption(row: Assumption, text: str, column: str) -> bytes:
    key = keys.RING.data_key(row.partnership) if row.shared else own_keys.data_key(row.author)
    return sealing.seal(key, text, where=place_of_assumption(row, column))


def place_of_assumption(row: Assumption, column: str) -> str:
    return sealing.place(table="partnerships_assumption", row=row.pk, author=row.author_id, column=column)
