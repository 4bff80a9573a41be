"""Letters about an agreement. They say that there is one to read, never what stands in it."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, Weight
from counterpart.partnerships.models import Agreement, Partnership
from counterpart.people.models import Person


@dataclass(frozen=True)
class WroteAgreement(Kind):
    """The first version, or another one."""

    weight = Weight.REPLY
    about = gettext_lazy("When your counterpart writes an agreement or would change it")

    ROWS = {"agreement": (Agreement, "by")}

    agreement: UUID

    def subject(self) -> str:
        found = self._found()
        said = _("%(name)s has written an agreement") if found.number == 1 else _("%(name)s proposes changes")
        return said % {"name": found.by}

    def paragraphs(self, to: Person) -> list[str]:
        if self._found().number == 1:
            return [
                _(
                    "It is one page: what each of you would like to learn, how often you meet, what stays "
                    "between you."
                ),
                _("Read it, and sign it or propose something else. That takes about five minutes."),
            ]
        return [
            _("What is different is marked. Sign it, or propose something else."),
            _("Whatever you have all signed so far goes on until then."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read and sign"), reverse("agreement", args=[self._found().partnership_id])

    def _found(self) -> Agreement:
        return cast("Agreement", self.row("agreement"))


@dataclass(frozen=True)
class Agreed(Kind):
    weight = Weight.REPLY
    about = gettext_lazy("When you have all agreed")

    ROWS = {"partnership": (Partnership,)}

    partnership: UUID

    def subject(self) -> str:
        return _("You two have agreed") if self.row("partnership").is_pair else _("You have all agreed")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("Everybody has signed, so this is how you do it. It can be changed whenever it does not fit."),
            _("Next, find a time to meet."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Go on from here"), reverse("partnership", args=[self.partnership])
