"""Letters about the seats of a circle."""

from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from counterpart.letters import Kind
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person


@dataclass(frozen=True)
class AboutCircle(Kind):
    circle: UUID

    def found(self) -> Partnership:
        return Partnership.objects.select_related("skill__merged_into").get(pk=self.circle)

    def topic(self) -> str:
        skill = self.found().skill
        return skill.now.name if skill else ""


@dataclass(frozen=True)
class CircleChanged(AboutCircle):
    """Somebody came, went, or would like another to host: it reads as things stand when it is read."""

    def subject(self) -> str:
        return _("Your circle about %(topic)s") % {"topic": self.topic()}

    def paragraphs(self, to: Person) -> list[str]:
        if self.found().seats.filter(hosts=True, hands_over_at=None).exists():
            return [_("Who sits in it has changed. See who is there now.")]
        return [
            _("It needs somebody to host it from now on. Would you?"),
            _("To host is to find a time and to open the talk. Nobody has to know everything."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See your circle"), reverse("partnership", args=[self.circle])


@dataclass(frozen=True)
class SeatOffered(AboutCircle):
    def subject(self) -> str:
        return _("A seat for you in a circle about %(topic)s") % {"topic": self.topic()}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("You were next in line, and a seat is free now. It is held for you for seven days."),
            _("After that it goes to whoever is next. Not taking it is fine and needs no reason."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See the circle"), reverse("circles")
