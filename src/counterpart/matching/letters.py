from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, Weight
from counterpart.matching import words
from counterpart.matching.models import Proposal, Run
from counterpart.matching.pool import was_let_down
from counterpart.people.models import Person


def _home(label: str) -> tuple[str, str]:
    return label, reverse("home")


@dataclass(frozen=True)
class AboutProposal(Kind):
    ROWS = {"proposal": (Proposal, "run__programme")}

    proposal: UUID

    def found(self) -> Proposal:
        return cast("Proposal", self.row("proposal"))

    def other(self, to: Person) -> Person:
        return Person.objects.get(places__proposal=self.proposal, pk__in=self._others(to))

    def _others(self, to: Person) -> list[UUID]:
        people = Person.objects.filter(places__proposal=self.proposal).exclude(pk=to.pk)
        return list(people.values_list("pk", flat=True)[:1])

    def until(self) -> str:
        lapses_at = self.found().lapses_at
        return date_format(localtime(lapses_at), "l j F") if lapses_at else ""


@dataclass(frozen=True)
class Proposed(AboutProposal):
    weight = Weight.NEEDED
    about = gettext_lazy("When there is somebody for you")

    def subject(self) -> str:
        return _("Somebody to meet in %(programme)s") % {"programme": self.found().run.programme}

    def paragraphs(self, to: Person) -> list[str]:
        other = self.other(to)
        return [
            _("We think that you and %(other)s have something to show each other.") % {"other": other},
            _("Read why, and say yes or not this time. Either is fine and needs no reason."),
            _("Please answer until %(day)s. Nothing happens unless both of you say yes.")
            % {"day": self.until()},
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See why you two"), reverse("proposal", args=[self.proposal])


@dataclass(frozen=True)
class ProposalReminder(AboutProposal):
    weight = Weight.NUDGE
    about = gettext_lazy("When an answer of yours is due soon")

    def subject(self) -> str:
        return _("An answer until %(day)s") % {"day": self.until()}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("You have not yet said whether you would like to meet %(other)s.") % {"other": self.other(to)},
            _("A yes or a 'not this time' until %(day)s is enough. After that we look again by ourselves.")
            % {"day": self.until()},
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See why you two"), reverse("proposal", args=[self.proposal])


@dataclass(frozen=True)
class Together(AboutProposal):
    weight = Weight.NEEDED
    about = gettext_lazy("When both of you have said yes")

    def subject(self) -> str:
        return _("You have a counterpart")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("You and %(other)s both said yes.") % {"other": self.other(to)},
            _("See what you can show each other, and write the first line."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        partnership = self.found().partnership_id
        return _("Write to each other"), reverse(
            "partnership", args=[partnership]
        ) if partnership else reverse("home")


@dataclass(frozen=True)
class DidNotComeTogether(AboutProposal):
    weight = Weight.NEEDED
    about = gettext_lazy("When something did not come together")

    def subject(self) -> str:
        return _("This one did not come together")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            words.came_apart(self._first(to)),
            words.next_look(self.found().run),
        ]

    def _first(self, to: Person) -> bool:
        """By what they answered themselves; the other's answer leaves no trace in these words."""
        found = self.found()
        said = found.answers.filter(person=to).values_list("says", flat=True).first()
        return was_let_down(found.outcome, said)

    def action(self, to: Person) -> tuple[str, str]:
        return _home(_("See what happens next"))


@dataclass(frozen=True)
class NoCounterpartYet(Kind):
    weight = Weight.NEEDED
    about = gettext_lazy("When we go on looking for you")
    ROWS = {"run": (Run, "programme")}

    run: UUID

    def found(self) -> Run:
        return cast("Run", self.row("run"))

    def subject(self) -> str:
        return _("Still looking for your counterpart")

    def paragraphs(self, to: Person) -> list[str]:
        run = self.found()
        return [
            _("There was nobody for you in %(programme)s this time. You come first next time.")
            % {"programme": run.programme},
            words.next_look(run),
            words.one_thing(run.still_looking.get(person=to)),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _home(_("See what happens next"))
