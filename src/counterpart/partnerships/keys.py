"""The data key of each partnership, and what its people wrote, sealed with it."""

from counterpart.common.keyring import Keyring
from counterpart.common.sealing import Stored
from counterpart.partnerships.models import Partnership, PartnershipKey
from counterpart.people.models import Person

RING = Keyring(PartnershipKey, "partnership")


def seal_in(
    partnership: Partnership, text: str, *, author: Person, table: str, row: object, column: str
) -> bytes:
    return RING.seal(partnership, text, author=author.pk, table=table, row=row, column=column)


def open_in(
    partnership: Partnership, sealed: Stored, *, author: Person, table: str, row: object, column: str
) -> str:
    return RING.open(partnership, sealed, author=author.pk, table=table, row=row, column=column)
