"""Letters about small steps. They say that somebody stands beside one, never at what."""

from dataclasses import dataclass
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, Weight
from counterpart.partnerships.models import Beside
from counterpart.people.models import Person


@dataclass(frozen=True)
class StoodBeside(Kind):
    weight = Weight.REPLY
    about = gettext_lazy("When your counterpart stands beside you at a step")

    ROWS = {"beside": (Beside, "person", "step")}

    beside: int

    def subject(self) -> str:
        beside = self._found()
        if beside.how == Beside.How.TOGETHER:
            return _("%(name)s would like to do it together with you") % {"name": beside.person}
        return _("%(name)s is with you") % {"name": beside.person}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("It is about one of the small steps you let them see. Which one, only your own page says."),
            _("There is nothing you have to answer."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See it"), reverse("courage-wish", args=[self._found().step.seek_id])

    def _found(self) -> Beside:
        return cast("Beside", self.row("beside"))
