"""Letters between somebody and whoever books for them."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, Weight
from counterpart.partnerships.models import Assistant
from counterpart.people.models import Person


@dataclass(frozen=True)
class AboutBooking(Kind):
    ROWS = {"assistant": (Assistant, "person", "helper")}

    assistant: UUID

    def found(self) -> Assistant:
        return cast("Assistant", self.row("assistant"))


@dataclass(frozen=True)
class AsksToBook(AboutBooking):
    weight = Weight.REPLY
    about = gettext_lazy("When somebody asks you to book their meetings")

    def subject(self) -> str:
        return _("%(name)s asks you to book their meetings") % {"name": self.found().person.name}

    def paragraphs(self, to: Person) -> list[str]:
        name = {"name": self.found().person.first_name}
        return [
            _(
                "%(name)s takes part in a programme in which people teach each other, and would like you to "
                "find the times."
            )
            % name,
            _("You see whom %(name)s meets and when. You can book, move and call off; nothing else is shown.")
            % name,
            _("Sign in with this e-mail address; a code will be sent to you. You can stop it there, too."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See the times"), reverse("booking-for", args=[self.assistant])

    def still_holds(self, at: datetime) -> bool:
        return self.found().ended_at is None


@dataclass(frozen=True)
class BooksNoMore(AboutBooking):
    weight = Weight.REPLY
    about = gettext_lazy("When whoever books for you stops")

    def subject(self) -> str:
        return _("%(name)s does not book for you any more") % {"name": self.found().name}

    def paragraphs(self, to: Person) -> list[str]:
        return [_("What is booked stays booked. You can name somebody else at any time.")]

    def action(self, to: Person) -> tuple[str, str]:
        return _("My calendar"), reverse("calendar")
