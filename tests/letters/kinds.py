"""Kinds for tests of the post itself."""

from dataclasses import dataclass
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import get_language

from counterpart.letters import Kind, SecretKind, Weight
from counterpart.people.models import Person


@dataclass(frozen=True)
class About(Kind):
    """Somebody, who may be gone by the time the letter is sent."""

    about = "When somebody is told of"

    person: UUID

    def subject(self) -> str:
        return f"About {Person.objects.get(pk=self.person).name}\r\nBcc: everyone@example.org"

    def paragraphs(self, to: Person) -> list[str]:
        return ["<b>Bold</b> & plain", f"in {get_language()}, {date_format(localtime(now()), 'T')}"]

    def action(self, to: Person) -> tuple[str, str]:
        return "Look", "/styleguide/?a=1&b=2"


@dataclass(frozen=True)
class Code(SecretKind):
    weight = Weight.NEEDED
    about = "When you ask for a code"

    def subject(self) -> str:
        return "Your code"

    def paragraphs(self, to: Person) -> list[str]:
        return [f"It is {self.secret}."]


@dataclass(frozen=True)
class Broken(Kind):
    about = "When something breaks"

    def subject(self) -> str:
        raise ZeroDivisionError

    def paragraphs(self, to: Person) -> list[str]:
        return []


@dataclass(frozen=True)
class Nudge(Kind):
    """What nobody waits for."""

    weight = Weight.NUDGE
    about = "When something could be done"

    number: int

    def subject(self) -> str:
        return f"Nudge {self.number}"

    def paragraphs(self, to: Person) -> list[str]:
        return ["It can wait."]

    def action(self, to: Person) -> tuple[str, str]:
        return "Look", "/"


@dataclass(frozen=True)
class OtherNudge(Nudge):
    about = "When something else could be done"

    def subject(self) -> str:
        return f"Other nudge {self.number}"


@dataclass(frozen=True)
class InvitesYou(SecretKind):
    """A link that runs out, and that nobody waits for."""

    weight = Weight.NUDGE
    about = "When you are invited"

    number: int = 0

    def subject(self) -> str:
        return f"Invitation {self.number}"

    def paragraphs(self, to: Person) -> list[str]:
        return ["Come in."]
