"""The words of an agreement: sealed as one, with the partnership's key."""

import json
from dataclasses import dataclass, field
from uuid import UUID

from counterpart.common.sealing import place, unseal
from counterpart.partnerships import keys
from counterpart.partnerships.models import Agreement

TABLE, COLUMN = "partnerships_agreement", "words"


@dataclass(frozen=True)
class Promised:
    """What each wants to learn, what stays between them, how to stop, and what the organiser says in it."""

    aims: dict[UUID, str] = field(default_factory=dict)  # learner -> words
    between_us: str = ""
    stopping: str = ""
    own_words: str = ""


def seal(agreement: Agreement, promised: Promised) -> bytes:
    said = {
        "aims": {str(learner): words for learner, words in promised.aims.items()},
        "between_us": promised.between_us,
        "stopping": promised.stopping,
        "own_words": promised.own_words,
    }
    return keys.RING.seal(
        agreement.partnership,
        json.dumps(said, ensure_ascii=False),
        author=agreement.by_id,
        table=TABLE,
        row=agreement.pk,
        column=COLUMN,
    )


def unsealed(key: bytes, agreement: Agreement) -> Promised:
    where = place(table=TABLE, row=agreement.pk, author=agreement.by_id, column=COLUMN)
    said = json.loads(unseal(key, agreement.words, where=where))
    aims = {UUID(learner): words for learner, words in said.pop("aims").items()}
    return Promised(aims=aims, **said)
