"""The kinds that letters themselves post."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from counterpart.letters.kind import Kind
from counterpart.people.models import Person


@dataclass(frozen=True)
class Test(Kind):
    """What an owner sends to see whether letters arrive."""

    def subject(self) -> str:
        return _("A test letter from Counterpart")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("This letter arrived, so invitations and sign-in codes will arrive too."),
            _("It was sent from %(url)s.") % {"url": settings.PUBLIC_URL},
        ]
