"""Quiet words to partners whose meetings falter: warm, without a reproach, and with one thing to do."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, Weight
from counterpart.partnerships import quiet
from counterpart.partnerships.models import Nudge
from counterpart.partnerships.queries import momentum
from counterpart.people.models import Person


@dataclass(frozen=True)
class QuietWord(Kind):
    """To one of them, or to all, that there is something small to do."""

    weight = Weight.NUDGE
    about = gettext_lazy("A quiet word when it is time to meet, to sign or to write a line")
    ROWS = {"nudge": (Nudge,)}

    nudge: UUID

    def subject(self) -> str:
        return _("A quiet word: %(title)s") % {"title": quiet.title(self.row("nudge"))}

    def paragraphs(self, to: Person) -> list[str]:
        nudge = self._found()
        return [quiet.lead(nudge, quiet.names(nudge, to)), quiet.closing(nudge)]

    def action(self, to: Person) -> tuple[str, str]:
        nudge = self._found()
        return quiet.label(nudge), quiet.path(nudge)

    def still_holds(self, at: datetime) -> bool:
        nudge = Nudge.objects.filter(pk=self.nudge).first()
        return nudge is not None and momentum.is_open(nudge, at)

    def _found(self) -> Nudge:
        return Nudge.objects.get(pk=self.nudge)
