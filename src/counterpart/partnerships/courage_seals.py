"""Steps and check-ins as they are sealed: with the key of whose they are, so that nobody else's row fits.

Whoever opens one has come through a door first: `queries.courage` for the owner, and for a partner with whom
the wish is shared.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from counterpart.common import sealing
from counterpart.partnerships.models import CheckIn, Step
from counterpart.people import keys
from counterpart.people.models import Person

STEPS = "partnerships_step"
CHECK_INS = "partnerships_checkin"


class NotAFigure(ValueError):
    """How uneasy or how sure somebody feels goes from 0 to 100."""


@dataclass(frozen=True)
class Small:
    """A step as its owner reads it. `real` is none until it was done."""

    step: Step
    words: str
    predicted: int
    real: int | None

    @property
    def is_done(self) -> bool:
        return self.step.done_at is not None

    @property
    def was_easier(self) -> bool:
        return self.real is not None and self.real < self.predicted


def seal_words(owner: Person, row: UUID, words: str) -> bytes:
    return keys.seal_for(owner, words, table=STEPS, row=row, column="words")


def seal_figure(owner: Person, row: UUID, figure: int, *, column: str, table: str = STEPS) -> bytes:
    if not 0 <= figure <= 100:
        raise NotAFigure
    return keys.seal_for(owner, str(figure), table=table, row=row, column=column)


def open_steps(owner: Person, steps: Iterable[Step]) -> list[Small]:
    wanted = list(steps)
    if not wanted:
        return []
    key = keys.data_key(owner)
    return [
        Small(
            step,
            _open(key, owner, STEPS, step.pk, "words", step.words),
            int(_open(key, owner, STEPS, step.pk, "predicted", step.predicted)),
            int(_open(key, owner, STEPS, step.pk, "real", step.real)) if step.real else None,
        )
        for step in wanted
    ]


def open_check_ins(owner: Person, check_ins: Iterable[CheckIn]) -> list[tuple[CheckIn, int]]:
    wanted = list(check_ins)
    if not wanted:
        return []
    key = keys.data_key(owner)
    return [(each, int(_open(key, owner, CHECK_INS, each.pk, "value", each.value))) for each in wanted]


def _open(key: bytes, owner: Person, table: str, row: UUID, column: str, closed: bytes | memoryview) -> str:
    where = sealing.place(table=table, row=row, author=owner.pk, column=column)
    return sealing.unseal(key, closed, where=where)
