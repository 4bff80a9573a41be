"""Letters between partners. They say that something was written, never what."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, Weight
from counterpart.partnerships.links import answer_token
from counterpart.partnerships.models import Message, Partnership
from counterpart.people.models import Person


@dataclass(frozen=True)
class Wrote(Kind):
    weight = Weight.REPLY
    about = gettext_lazy("When your counterpart writes to you")
    ROWS = {"message": (Message, "author", "partnership")}

    message: UUID

    def subject(self) -> str:
        return _("%(name)s wrote to you") % {"name": self._found().author}

    def paragraphs(self, to: Person) -> list[str]:
        if self._found().partnership.is_pair:
            return [_("What it says stands in Counterpart, where only the two of you read it.")]
        return [_("What it says stands in Counterpart, where only all of you read it.")]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read it"), reverse("partnership", args=[self._found().partnership_id])

    def by_mail(self, to: Person, posted_at: datetime) -> tuple[str, str]:
        found = self._found()
        label = _("Answer %(name)s without signing in") % {"name": found.author.first_name}
        return label, reverse("answer", args=[answer_token(to, found.partnership_id, at=posted_at)])

    def _found(self) -> Message:
        return cast("Message", self.row("message"))


@dataclass(frozen=True)
class Parted(Kind):
    weight = Weight.NEEDED
    about = gettext_lazy("When a partnership ends")
    ROWS = {"partnership": (Partnership, "programme")}

    partnership: UUID

    def subject(self) -> str:
        if self._found().is_pair:
            return _("You two have parted ways")
        return _("Your time together has ended")

    def paragraphs(self, to: Person) -> list[str]:
        found = self._found()
        return [
            _("Your partnership in %(programme)s has come to its end. Nobody is asked for a reason.")
            % {"programme": found.programme},
            _("What you wrote to each other stays readable for the two of you.")
            if found.is_pair
            else _("What you wrote to each other stays readable for all of you."),
        ]

    def _found(self) -> Partnership:
        return cast("Partnership", self.row("partnership"))

    def action(self, to: Person) -> tuple[str, str]:
        return _("See what happens next"), reverse("home")
