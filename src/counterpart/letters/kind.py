from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any, ClassVar, Self, get_type_hints
from uuid import UUID

from django.utils.module_loading import import_string

if TYPE_CHECKING:
    from counterpart.people.models import Person


@dataclass(frozen=True)
class Kind(ABC):
    """What a letter is about: frozen dataclasses in the `letters` module of the app that posts them.

    Their fields are ids (UUID, int, str): rows are fetched when the words are made, in the reader's language
    and time zone. A row that is gone by then (`ObjectDoesNotExist`) means that the letter is not sent.
    """

    ALL: ClassVar[dict[str, type[Kind]]] = {}

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


def find(name: str) -> type[Kind]:
    """The kind of a stored letter, whether or not its module has been imported yet."""
    if name not in Kind.ALL:
        import_string(name)
    return Kind.ALL[name]
