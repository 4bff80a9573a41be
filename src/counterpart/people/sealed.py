"""What only its author reads: a private wish and what makes somebody nervous.

A private wish is kept as the slug of a skill we know, or as the typed words themselves: no row of the
vocabulary may appear because of it. The matching opens private wishes in memory; nothing else opens them for
anybody but their author and, through a proposal, the person they are proposed to.
"""

from collections.abc import Iterable
from uuid import UUID

from counterpart.common import sealing
from counterpart.people import keys
from counterpart.people.models import Avoidance, Person, Seek

TABLE = "people_seek"
AVOIDANCES = "people_avoidance"
NERVOUS = "~"  # stands before the words about a dread, which may be none


class NotTheirs(Exception):
    """Somebody else's sealed words were asked for."""


def seal_topic(person: Person, row: UUID, topic: str) -> bytes:
    return keys.seal_for(person, topic, table=TABLE, row=row, column="sealed_topic")


def seal_dread(person: Person, row: UUID, dread: str | None) -> bytes:
    """None where nothing makes them nervous; '' where something does and they did not say what."""
    text = "" if dread is None else NERVOUS + dread
    return keys.seal_for(person, text, table=TABLE, row=row, column="dread")


def private_topics(person: Person, seeks: Iterable[Seek]) -> dict[UUID, str]:
    """The slug, or the words as typed, of each private wish of one person, with one look at the key."""
    return _opened(
        person, {seek.pk: seek.sealed_topic for seek in seeks if seek.sealed_topic}, "sealed_topic"
    )


def dreads(reader: Person, seeks: Iterable[Seek]) -> dict[UUID, str | None]:
    """What makes the reader nervous, wish by wish; nobody reads somebody else's."""
    wanted = list(seeks)
    if any(seek.person_id != reader.pk for seek in wanted):
        raise NotTheirs
    opened = _opened(reader, {seek.pk: seek.dread for seek in wanted}, "dread")
    return {row: text[1:] if text else None for row, text in opened.items()}


def seal_address(person: Person, row: UUID, address: str) -> bytes:
    return keys.seal_for(person, address, table=AVOIDANCES, row=row, column="address")


def addresses(author: Person, avoidances: Iterable[Avoidance]) -> dict[UUID, str]:
    wanted = list(avoidances)
    if any(row.person_id != author.pk for row in wanted):
        raise NotTheirs
    return _opened(author, {row.pk: row.address for row in wanted}, "address", AVOIDANCES)


def everybodys_addresses(avoidances: Iterable[Avoidance]) -> dict[UUID, str]:
    """For `avoiding.recognise` alone: what many people typed, with one look at their keys."""
    wanted = list(avoidances)
    data_keys = keys.RING.data_keys(row.person_id for row in wanted)
    return {
        row.pk: sealing.unseal(
            data_keys[row.person_id],
            row.address,
            where=sealing.place(table=AVOIDANCES, row=row.pk, author=row.person_id, column="address"),
        )
        for row in wanted
    }


def _opened(
    person: Person, sealed: dict[UUID, sealing.Stored], column: str, table: str = TABLE
) -> dict[UUID, str]:
    if not sealed:
        return {}
    key = keys.data_key(person)
    return {
        row: sealing.unseal(
            key, value, where=sealing.place(table=table, row=row, author=person.pk, column=column)
        )
        for row, value in sealed.items()
    }
