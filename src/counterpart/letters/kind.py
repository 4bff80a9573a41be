from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field, fields
from enum import Enum
from typing import TYPE_CHECKING, Any, ClassVar, Self, get_type_hints
from uuid import UUID

from django.core.exceptions import ObjectDoesNotExist
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from datetime import datetime

    from counterpart.people.models import Person

Rows = dict[tuple["type[Model]", object], "Model | None"]
AT_HAND: ContextVar[Rows | None] = ContextVar("at_hand", default=None)


class Weight(Enum):
    """Why somebody gets a letter, which says how it is sent."""

    NEEDED = "needed"
    """They asked for it, or something of theirs depends on it: at once, always, and nobody can stop it."""

    REPLY = "reply"
    """It answers what they did or wait for: at once, unless they want no letters of its kind."""

    NUDGE = "nudge"
    """Nobody waits for it: at most two a week, by day, and what is beyond comes together in one letter."""


@dataclass(frozen=True)
class Kind(ABC):
    """What a letter is about: frozen dataclasses in the `letters` module of the app that posts them.

    Their fields are ids (UUID, int, str): rows are fetched when the words are made, in the reader's language
    and time zone. A row that is gone by then (`ObjectDoesNotExist`) means that the letter is not sent.
    """

    ALL: ClassVar[dict[str, type[Kind]]] = {}

    weight: ClassVar[Weight] = Weight.REPLY
    about: ClassVar[str | Promise]
    """Every kind says when it comes, for whoever chooses among kinds: 'When your counterpart writes'."""

    ROWS: ClassVar[dict[str, tuple[type[Model], *tuple[str, ...]]] | None] = None
    """The fields whose rows (with what is joined to them) are all that the subject reads, through `row`.

    A list of letters fetches them at once; one of a kind that does not say shows `about` in its stead.
    """

    def __init_subclass__(cls) -> None:
        if cls.subject is not Kind.subject:
            Kind.ALL[cls.name()] = cls

    @classmethod
    def name(cls) -> str:
        return f"{cls.__module__}.{cls.__qualname__}"

    @abstractmethod
    def subject(self) -> str:
        """One line, in the reader's language."""

    @abstractmethod
    def paragraphs(self, to: Person) -> list[str]:
        """The words, without what anybody sealed."""

    def action(self, to: Person) -> tuple[str, str] | None:
        """The label of the one thing to do, and its path (`reverse(...)`)."""
        return None

    def attachments(self, to: Person) -> list[tuple[str, str, str]]:
        """What goes along by mail: a file's name, its text, and its media type."""
        return []

    def by_mail(self, to: Person, posted_at: datetime) -> tuple[str, str] | None:
        """What can be done from the mail alone, without signing in: its label, and a signed path."""
        return None

    def still_holds(self, at: datetime) -> bool:
        """Whether a letter that had to wait is still true; else it is not mailed."""
        return True

    def row(self, name: str) -> Any:
        """The row that a field of ROWS names, from those at hand where there are any."""
        model, *joined = (self.ROWS or {})[name]
        key = getattr(self, name)
        at_hand = AT_HAND.get() or {}
        if (model, key) not in at_hand:
            return model._default_manager.select_related(*joined).get(pk=key)
        if (found := at_hand[model, key]) is None:
            raise ObjectDoesNotExist
        return found

    def keys(self) -> dict[str, Any]:
        return {
            each.name: str(value) if isinstance(value, UUID) else value
            for each in fields(self)
            if each.name != "secret"
            for value in [getattr(self, each.name)]
        }

    @classmethod
    def from_keys(cls, keys: dict[str, Any]) -> Self:
        hints = get_type_hints(cls)
        return cls(**{name: UUID(value) if hints[name] is UUID else value for name, value in keys.items()})


@dataclass(frozen=True)
class SecretKind(Kind):
    """A letter with a secret. It never stands in `keys`; it is '' once the letter has been sent."""

    secret: str = field(default="", repr=False, kw_only=True)


@contextmanager
def rows_at_hand(kinds: Iterable[Kind]) -> Iterator[None]:
    """Fetch what the subjects of many letters read: one query for each model, however many letters."""
    wanted: dict[tuple[type[Model], tuple[str, ...]], set[object]] = {}
    for kind in kinds:
        for name, (model, *joined) in (kind.ROWS or {}).items():
            wanted.setdefault((model, tuple(joined)), set()).add(getattr(kind, name))
    rows: Rows = {}
    for (model, names), keys in wanted.items():
        found = model._default_manager.select_related(*names).in_bulk(list(keys))
        rows |= {(model, key): found.get(key) for key in keys}
    token = AT_HAND.set(rows)
    try:
        yield
    finally:
        AT_HAND.reset(token)


def find(name: str) -> type[Kind]:
    """The kind of a stored letter, whether or not its module has been imported yet."""
    if name not in Kind.ALL:
        import_string(name)
    return Kind.ALL[name]
