"""What a helper writes, for whoever asked alone: sealed with the helper's key."""

from counterpart.asks.models import Help
from counterpart.people import keys

WHERE = {"table": "asks_help", "column": "words"}


def seal(row: Help, text: str) -> bytes:
    return keys.seal_for(row.by, text, row=row.pk, **WHERE)


def words_of(row: Help) -> str:
    return keys.open_for(row.by, row.words, row=row.pk, **WHERE)
