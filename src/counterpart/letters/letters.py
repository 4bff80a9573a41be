"""The kinds that letters themselves post."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from counterpart.letters.kind import Kind, Weight
from counterpart.letters.models import Letter
from counterpart.people.models import Person


@dataclass(frozen=True)
class Test(Kind):
    """What an owner sends to see whether letters arrive."""

    weight = Weight.NEEDED
    about = gettext_lazy("When you send yourself a test letter")
    ROWS = {}

    def subject(self) -> str:
        return _("A test letter from Counterpart")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("This letter arrived, so invitations and sign-in codes will arrive too."),
            _("It was sent from %(url)s.") % {"url": settings.PUBLIC_URL},
        ]


@dataclass(frozen=True)
class Digest(Kind):
    """Everything that could wait, in one letter. Its things are letters of their own in the list."""

    weight = Weight.NUDGE
    about = gettext_lazy("Reminders and everything else that can wait")

    letter: UUID

    def things(self) -> list[Letter]:
        """What has not been read meanwhile."""
        unread = Letter.objects.filter(within=self.letter).unread().select_related("to")
        if not (found := list(unread.order_by("posted_at", "pk"))):
            raise ObjectDoesNotExist
        return found

    def subject(self) -> str:
        number = len(self.things())
        return ngettext("%(number)d thing from Counterpart", "%(number)d things from Counterpart", number) % {
            "number": number
        }

    def paragraphs(self, to: Person) -> list[str]:
        return [_("None of this is urgent. It comes in one letter, so that you get few.")]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See all your letters"), reverse("letters")
