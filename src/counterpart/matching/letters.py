from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from counterpart.letters import Kind
from counterpart.matching import words
from counterpart.matching.models import Proposal, Run
from counterpart.matching.pool import was_let_down
from counterpart.people.models import Person


def _home(label: str) -> tuple[str, str]:
    return label, reverse("home")


@dataclass(frozen=True)
class AboutProposal(Kind):
    proposal: UUID

    def found(self) -> Proposal:
        return Proposal.objects.select_related("run__programme").get(pk=self.proposal)

    def others(self, to: Person) -> str:
        """Everybody else it is about: 'Bengt Lindqvist and Femi Ade'."""
        people = Person.objects.filter(places__proposal=self.proposal).exclude(pk=to.pk)
        return words.listed([str(person) for person in people.order_by("places__pk")])

    def until(self) -> str:
        lapses_at = self.found().lapses_at
        return date_format(localtime(lapses_at), "l j F") if lapses_at else ""


@dataclass(frozen=True)
class Proposed(AboutProposal):
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
    run: UUID

    def found(self) -> Run:
        return Run.objects.select_related("programme").get(pk=self.run)

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
