"""None of these says who the other is before both have said yes."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.introductions.models import Introduction, Outside, Wish
from counterpart.letters import Kind, Weight
from counterpart.people.models import Person


@dataclass(frozen=True)
class About(Kind):
    ROWS = {"introduction": (Introduction, "wish__person", "other", "by")}

    introduction: UUID

    def found(self) -> Introduction:
        return cast("Introduction", self.row("introduction"))

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read it"), reverse("introduction", args=[self.introduction])


@dataclass(frozen=True)
class Wished(Kind):
    about = gettext_lazy("When somebody you are together with would like to meet somebody")
    weight = Weight.REPLY
    ROWS = {"wish": (Wish, "person")}

    wish: UUID

    def subject(self) -> str:
        return _("%(name)s would like to meet somebody") % {"name": self.row("wish").person.first_name}

    def paragraphs(self, to: Person) -> list[str]:
        return [_("Perhaps you know somebody. Both are asked before either learns who the other is.")]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read it"), reverse("introductions")


@dataclass(frozen=True)
class Introduced(About):
    about = gettext_lazy("When somebody would introduce you")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("%(name)s would introduce you to somebody") % {"name": self.found().by.first_name}

    def paragraphs(self, to: Person) -> list[str]:
        return [_("Read two lines about why, and say yes or not. Nobody learns of a no.")]


@dataclass(frozen=True)
class Met(About):
    about = gettext_lazy("When you and somebody both said yes to an introduction")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("You are introduced")

    def paragraphs(self, to: Person) -> list[str]:
        found = self.found()
        other = found.other if to.pk == found.wish.person_id else found.wish.person
        return [
            _("%(other)s and you both said yes to what %(name)s wrote.")
            % {"other": other.name, "name": found.by.first_name},
            _("You reach %(other)s at %(address)s. A hello is enough.")
            % {"other": other.first_name, "address": other.email},
        ]


@dataclass(frozen=True)
class ThankYou(About):
    about = gettext_lazy("When two people whom you introduced both said yes")
    weight = Weight.REPLY

    def subject(self) -> str:
        return _("The two you introduced know each other now")

    def paragraphs(self, to: Person) -> list[str]:
        return [_("Both said yes. It is among what you gave.")]


@dataclass(frozen=True)
class CameToNothing(About):
    about = gettext_lazy("When an introduction has run out")
    weight = Weight.REPLY

    def subject(self) -> str:
        return _("An introduction ran out this time")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("Not everybody said yes within two weeks, for whatever reason. It says nothing of anybody."),
            _("What was wished is still there, and somebody else may know somebody."),
        ]


@dataclass(frozen=True)
class AboutOutside(Kind):
    ROWS = {"outside": (Outside, "wish__person", "by")}

    outside: UUID

    def found(self) -> Outside:
        return cast("Outside", self.row("outside"))

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read it"), reverse("outside", args=[self.outside])


@dataclass(frozen=True)
class IntroducedOutside(AboutOutside):
    about = gettext_lazy("When somebody would introduce you to somebody outside")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("%(name)s would introduce you to somebody") % {"name": self.found().by.first_name}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("It is somebody outside. Read two lines about why, and say yes or not. Nobody learns of a no."),
        ]


@dataclass(frozen=True)
class MetOutside(AboutOutside):
    about = gettext_lazy("When you and somebody outside both said yes to an introduction")
    weight = Weight.NEEDED

    def subject(self) -> str:
        return _("You are introduced")

    def paragraphs(self, to: Person) -> list[str]:
        said = {"name": self.found().by.first_name}
        return [_("Both said yes to what %(name)s wrote. How to reach each other stands there.") % said]


@dataclass(frozen=True)
class ThankYouOutside(AboutOutside):
    about = gettext_lazy("When somebody outside whom you introduced said yes")
    weight = Weight.REPLY

    def subject(self) -> str:
        return _("The two you introduced know each other now")

    def paragraphs(self, to: Person) -> list[str]:
        return [_("Both said yes. It is among what you gave.")]


@dataclass(frozen=True)
class NothingOutside(AboutOutside):
    about = gettext_lazy("When an introduction to somebody outside has run out")
    weight = Weight.REPLY

    def subject(self) -> str:
        return _("An introduction ran out this time")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("Not everybody said yes within a month, for whatever reason. It says nothing of anybody."),
            _("What was wished is still there, and somebody else may know somebody."),
        ]
