"""Kinds for tests of the post itself."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import get_language

from counterpart.letters import Kind, SecretKind
from counterpart.people.models import Person


@dataclass(frozen=True)
class About(Kind):
    """Somebody, who may be gone by the time the letter is sent."""

    person: UUID

    def subject(self) -> str:
        return f"About {Person.objects.get(pk=self.person).name}\r\nBcc: everyone@example.org"

    def paragraphs(self, to: Person) -> list[str]:
        return ["<b>Bold</b> & plain", f"in {get_language()}, {date_format(localtime(now()), 'T')}"]

    def action(self, to: Person) -> tuple[str, str]:
        return "Look", "/styleguide/?a=1&b=2"


@dataclass(frozen=True)
class Code(SecretKind):
    def subject(self) -> str:
        return "Your code"

    def paragraphs(self, to: Person) -> list[str]:
        return [f"It is {self.secret}."]


@dataclass(frozen=True)
class Broken(Kind):
    def subject(self) -> str:
        raise ZeroDivisionError

    def paragraphs(self, to: Person) -> list[str]:
        return []
