"""What two people write to each other before they are together, sealed with the key of whoever is asked."""

from counterpart.common.sealing import Stored
from counterpart.matching.models import Approach
from counterpart.people import keys
from counterpart.people.models import Person

TABLES = {"note": "matching_approach", "words": "matching_question", "reply": "matching_question"}


def seal(approach: Approach, text: str, *, by: Person, column: str) -> bytes:
    return keys.RING.seal(
        approach.asked, text, author=by.pk, table=TABLES[column], row=approach.pk, column=column
    )


def unseal(approach: Approach, sealed: Stored, *, by: Person, column: str) -> str:
    return keys.RING.open(
        approach.asked, sealed, author=by.pk, table=TABLES[column], row=approach.pk, column=column
    )
