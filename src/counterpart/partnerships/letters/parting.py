"""Letters about resting, ending and thanking, and the one to the contact person. None carries a word."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, Weight
from counterpart.partnerships.models import Concern, Keepsake, Partnership
from counterpart.people.models import Person


@dataclass(frozen=True)
class AboutPartnership(Kind):
    ROWS = {"partnership": (Partnership, "programme")}

    partnership: UUID

    def _found(self) -> Partnership:
        return cast("Partnership", self.row("partnership"))

    def _programme(self) -> dict[str, object]:
        return {"programme": self._found().programme}


@dataclass(frozen=True)
class Rests(AboutPartnership):
    weight = Weight.NEEDED
    about = gettext_lazy("When a partnership rests")

    def subject(self) -> str:
        return _("Your partnership in %(programme)s rests for now") % self._programme()

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("Nothing is asked of either of you meanwhile, and nobody is asked for a reason.")
            if self._found().is_pair
            else _("Nothing is asked of any of you meanwhile, and nobody is asked for a reason."),
            _("A letter tells you when it goes on. What you wrote to each other stays where it is."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See how it stands"), reverse("partnership", args=[self.partnership])


@dataclass(frozen=True)
class GoesOn(AboutPartnership):
    weight = Weight.NEEDED
    about = gettext_lazy("When a partnership goes on")

    def subject(self) -> str:
        return _("Your partnership in %(programme)s goes on") % self._programme()

    def paragraphs(self, to: Person) -> list[str]:
        return [_("The rest is over. You can write to each other again, whenever you like.")]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Open it"), reverse("partnership", args=[self.partnership])


@dataclass(frozen=True)
class Finished(AboutPartnership):
    weight = Weight.NEEDED
    about = gettext_lazy("When a partnership comes to a good end")

    def subject(self) -> str:
        if self._found().is_pair:
            return _("You two have come to a good end")
        return _("Your time together has come to a good end")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("Your partnership in %(programme)s is finished. What you wrote to each other stays readable.")
            % self._programme(),
            _("Look back at what became of it, say thank you, and see what could come next."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Look back"), reverse("partnership-ending", args=[self.partnership])


@dataclass(frozen=True)
class Thanked(Kind):
    weight = Weight.REPLY
    about = gettext_lazy("When somebody thanks you")

    ROWS = {"keepsake": (Keepsake, "author", "partnership")}

    keepsake: UUID

    def subject(self) -> str:
        return _("%(name)s thanks you") % {"name": self._found().author}

    def paragraphs(self, to: Person) -> list[str]:
        if self._found().partnership.is_pair:
            return [_("The words stand in Counterpart, where only the two of you read them.")]
        return [_("The words stand in Counterpart, where only all of you read them.")]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read them"), reverse("partnership-ending", args=[self._found().partnership_id])

    def _found(self) -> Keepsake:
        return cast("Keepsake", self.row("keepsake"))


@dataclass(frozen=True)
class Concerned(Kind):
    """To the contact person. It does not say who wrote: a letter lies open in more places than a page."""

    weight = Weight.NEEDED
    about = gettext_lazy("When somebody turns to you as the contact person")

    ROWS = {"concern": (Concern, "partnership__programme")}

    concern: UUID

    def subject(self) -> str:
        return _("Somebody turns to you in confidence")

    def paragraphs(self, to: Person) -> list[str]:
        concern = self.row("concern")
        return [
            _("Somebody in %(programme)s says that something is not right.")
            % {"programme": concern.partnership.programme},
            _("What they wrote stands in Counterpart, where nobody but you can read it."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read it"), reverse("concerns")
