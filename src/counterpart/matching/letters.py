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
from counterpart.matching.models import Approach, Proposal, Run
from counterpart.matching.pool import was_let_down
from counterpart.people.models import Person


def _home(label: str) -> tuple[str, str]:
    return label, reverse("home")


@dataclass(frozen=True)
class AboutProposal(Kind):
    ROWS = {"proposal": (Proposal, "run__programme", "skill__merged_into")}

    proposal: UUID

    def found(self) -> Proposal:
        return cast("Proposal", self.row("proposal"))

    def others(self, to: Person) -> str:
        """Everybody else it is about: 'Bengt Lindqvist and Femi Ade'."""
        people = Person.objects.filter(places__proposal=self.proposal).exclude(pk=to.pk)
        return words.listed([str(person) for person in people.order_by("places__pk")])

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
        found = self.found()
        before = [_("The ring before did not come together. Here is another.")] if found.instead_of_id else []
        return [
            *before,
            words.together_could(found.kind, self.others(to)),
            _("Read why, and say yes or not this time. Either is fine and needs no reason."),
            words.until_when(found.kind, self.until()),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return words.see_why(self.found().kind), reverse("proposal", args=[self.proposal])


@dataclass(frozen=True)
class ProposalReminder(AboutProposal):
    weight = Weight.NUDGE
    about = gettext_lazy("When an answer of yours is due soon")

    def subject(self) -> str:
        return _("An answer until %(day)s") % {"day": self.until()}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("You have not yet said whether you would like to meet %(other)s.") % {"other": self.others(to)},
            _("A yes or a 'not this time' until %(day)s is enough. After that we look again by ourselves.")
            % {"day": self.until()},
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return words.see_why(self.found().kind), reverse("proposal", args=[self.proposal])


@dataclass(frozen=True)
class Together(AboutProposal):
    weight = Weight.NEEDED
    about = gettext_lazy("When all of you have said yes")

    def subject(self) -> str:
        if self.found().is_pair:
            return _("You have a counterpart")
        return _("You have people to learn with")

    def paragraphs(self, to: Person) -> list[str]:
        found = self.found()
        if found.is_pair:
            said = _("You and %(other)s both said yes.") % {"other": self.others(to)}
        else:
            people = Person.objects.filter(seats__partnership=found.partnership_id).exclude(pk=to.pk)
            names = [str(person) for person in people.order_by("seats__pk")]
            said = _("You said yes, and so did %(others)s.") % {"others": words.listed(names)}
        return [said, _("See what you can show each other, and write the first line.")]

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
class BeganWithoutYou(AboutProposal):
    """A circle that somebody did not answer about goes on, and may still have a seat for them."""

    weight = Weight.NEEDED
    about = gettext_lazy("When a circle has begun without you")

    def subject(self) -> str:
        return _("The circle has begun")

    def paragraphs(self, to: Person) -> list[str]:
        skill = self.found().skill
        return [
            _("There was no answer from you in time, so the circle about %(topic)s has begun without you.")
            % {"topic": skill.now.name if skill else ""},
            _("Nothing is lost: where it has an open seat you can still take it."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See the circles"), reverse("circles")


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


@dataclass(frozen=True)
class AboutApproach(Kind):
    """One member asks another. What they write stands in no letter."""

    ROWS = {"approach": (Approach, "programme", "asker", "asked")}

    approach: UUID

    def found(self) -> Approach:
        return cast("Approach", self.row("approach"))

    def until(self) -> str:
        return date_format(localtime(self.found().lapses_at), "l j F")

    def action(self, to: Person) -> tuple[str, str]:
        return _("Read it"), reverse("approach", args=[self.approach])


@dataclass(frozen=True)
class Approached(AboutApproach):
    weight = Weight.REPLY
    about = gettext_lazy("When somebody asks you to be their counterpart")

    def subject(self) -> str:
        return _("%(name)s would like to meet you") % {"name": self.found().asker}

    def paragraphs(self, to: Person) -> list[str]:
        found = self.found()
        names = {"name": found.asker.first_name, "programme": found.programme}
        return [
            _("%(name)s found you in %(programme)s and wrote you a note.") % names,
            _("Say yes, not now, or ask for more. Each of them is fine and needs no reason."),
            _("Please answer until %(day)s. Nothing happens unless you say yes.") % {"day": self.until()},
        ]


@dataclass(frozen=True)
class ApproachReminder(AboutApproach):
    weight = Weight.NUDGE
    about = gettext_lazy("When such a question waits for your answer")

    def subject(self) -> str:
        return _("An answer until %(day)s") % {"day": self.until()}

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("You have not yet said whether you would like to meet %(name)s.")
            % {"name": self.found().asker},
            _("A yes or a 'not now' until %(day)s is enough.") % {"day": self.until()},
        ]


@dataclass(frozen=True)
class WouldLikeToKnow(AboutApproach):
    weight = Weight.REPLY
    about = gettext_lazy("When somebody you asked would like to know more")

    def subject(self) -> str:
        return _("%(name)s would like to know more") % {"name": self.found().asked}

    def paragraphs(self, to: Person) -> list[str]:
        names = {"name": self.found().asked.first_name, "day": self.until()}
        return [
            _("Before %(name)s answers, there is one question for you.") % names,
            _("The day stays the same: %(name)s answers until %(day)s.") % names,
        ]


@dataclass(frozen=True)
class ToldMore(AboutApproach):
    weight = Weight.REPLY
    about = gettext_lazy("When somebody who asked you has told more")

    def subject(self) -> str:
        return _("%(name)s has told you more") % {"name": self.found().asker}

    def paragraphs(self, to: Person) -> list[str]:
        return [_("Please say yes or not now until %(day)s. Either is fine.") % {"day": self.until()}]


@dataclass(frozen=True)
class SaidYes(AboutApproach):
    weight = Weight.NEEDED
    about = gettext_lazy("When somebody you asked says yes")

    def subject(self) -> str:
        return _("You have a counterpart")

    def paragraphs(self, to: Person) -> list[str]:
        return [
            _("You asked %(name)s, and the answer is yes.") % {"name": self.found().asked},
            _("See what you can show each other, and write the first line."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        together = self.found().partnership_id
        url = reverse("partnership", args=[together]) if together else reverse("home")
        return _("Write to each other"), url


@dataclass(frozen=True)
class NotThisOne(AboutApproach):
    """The same words for 'not now', silence, and everything else; to whoever waited."""

    weight = Weight.NEEDED
    about = gettext_lazy("When it did not come together with somebody you asked")

    def subject(self) -> str:
        return _("This one did not come together")

    def paragraphs(self, to: Person) -> list[str]:
        found = self.found()
        if to.pk == found.asked_id:
            names = {"name": found.asker.first_name, "programme": found.programme}
            return [_("You and %(name)s in %(programme)s: this one did not come together.") % names]
        names = {"name": found.asked.first_name, "programme": found.programme}
        return [
            _("You asked %(name)s in %(programme)s. This one did not come together.") % names,
            _("That happens for many reasons, most of them a full calendar. Somebody else may fit."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _home(_("See what happens next"))
