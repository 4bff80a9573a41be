"""The one letter the website itself sends: a code to sign in with."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import SecretKind, Weight
from counterpart.people.models import Person


@dataclass(frozen=True)
class SignInCode(SecretKind):
    weight = Weight.NEEDED
    about = gettext_lazy("When you ask for a code to sign in")

    def subject(self) -> str:
        return _("Your code for Counterpart")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("Type this code where you asked for it:"),
            self.secret,
            _("It is good for a quarter of an hour. If you did not ask for it, you need not do anything."),
        ]
