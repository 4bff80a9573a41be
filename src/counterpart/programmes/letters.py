"""The letters of a programme's launch."""

from dataclasses import dataclass
from typing import cast
from uuid import UUID

from django.urls import reverse
from django.utils import formats
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from counterpart.letters import Kind, SecretKind, Weight
from counterpart.people.models import Person
from counterpart.programmes.models import Invitation, Programme


def _names(programme: Programme) -> dict[str, object]:
    contact = programme.contact
    return {
        "programme": programme.name,
        "day": formats.date_format(programme.closes_on) if programme.closes_on else "",
        "contact": contact.name if contact else "",
        "address": contact.email if contact else "",
    }


def _contact(programme: Programme) -> list[str]:
    if not programme.contact:
        return []
    return [
        _("If something troubles you, write to %(contact)s (%(address)s), who does not organise it.")
        % _names(programme)
    ]


@dataclass(frozen=True)
class _WithLink(SecretKind):
    """A letter whose button signs in once."""

    invitation: UUID

    def _invitation(self) -> Invitation:
        rows = Invitation.objects.select_related("membership__programme__contact", "by")
        return rows.get(pk=self.invitation)

    def action(self, to: Person) -> tuple[str, str] | None:
        return (_("See what it is"), reverse("invitation", args=[self.secret])) if self.secret else None


@dataclass(frozen=True)
class Invited(_WithLink):
    weight = Weight.NUDGE
    about = gettext_lazy("When somebody invites you to a programme")

    def subject(self) -> str:
        return _("You are invited to %(programme)s") % _names(self._invitation().membership.programme)

    def paragraphs(self, to: Person) -> list[str]:
        invitation = self._invitation()
        programme = invitation.membership.programme
        return invitation_words(programme, invitation.by)


def invitation_words(programme: Programme, by: Person | None) -> list[str]:
    """What an invitation says after its greeting; the organiser reads it before sending."""
    words = [
        _("%(organiser)s invites you to %(programme)s.")
        % {"organiser": by.name if by else _("Your organiser"), **_names(programme)},
        *(each.strip() for each in programme.welcome.split("\n\n") if each.strip()),
        _(
            "Two people meet: each shows the other something, and each learns. You say what you can show and "
            "what you would like; it takes about three minutes. Then we look for somebody for you."
        ),
    ]
    if programme.closes_on:
        words.append(_("Please answer until %(day)s.") % _names(programme))
    words.append(_("Whether you take part is up to you. If you would rather not, you need not do anything."))
    return [*words, *_contact(programme)]


@dataclass(frozen=True)
class Reminded(_WithLink):
    weight = Weight.NUDGE
    about = gettext_lazy("When an invitation still waits for you")

    def subject(self) -> str:
        return _("%(programme)s: there is still a place for you") % _names(
            self._invitation().membership.programme
        )

    def paragraphs(self, to: Person) -> list[str]:
        programme = self._invitation().membership.programme
        return reminder_words(programme)


def reminder_words(programme: Programme) -> list[str]:
    words = [
        _(
            "Some days ago you were invited to %(programme)s. One thing you can show, or one you would like, "
            "is enough for us to look for somebody."
        )
        % _names(programme)
    ]
    if programme.closes_on:
        words.append(
            _("We look after %(day)s, among everybody who has told something by then.") % _names(programme)
        )
    words.append(_("This is the only reminder. If you would rather not, you need not do anything."))
    return [*words, *_contact(programme)]


@dataclass(frozen=True)
class Admitted(Kind):
    weight = Weight.NEEDED
    about = gettext_lazy("When you are let into a programme")
    ROWS = {"programme": (Programme, "contact")}

    programme: UUID

    def subject(self) -> str:
        return _("Welcome to %(programme)s") % _names(cast("Programme", self.row("programme")))

    def paragraphs(self, to: Person) -> list[str]:
        programme = Programme.objects.get(pk=self.programme)
        return [
            _("You asked to take part in %(programme)s, and the organiser let you in.") % _names(programme),
            _("Next, say what you can show and what you would like."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Tell it"), reverse("home")


@dataclass(frozen=True)
class TurnedAway(Kind):
    weight = Weight.NEEDED
    about = gettext_lazy("When a programme is not open to you")
    ROWS = {"programme": (Programme, "contact")}

    programme: UUID

    def subject(self) -> str:
        return _("About %(programme)s") % _names(cast("Programme", self.row("programme")))

    def paragraphs(self, to: Person) -> list[str]:
        programme = Programme.objects.select_related("contact").get(pk=self.programme)
        return [
            _("You asked to take part in %(programme)s. It is not open to you this time.")
            % _names(programme),
            *_contact(programme),
        ]


@dataclass(frozen=True)
class Appointed(Kind):
    weight = Weight.NEEDED
    about = gettext_lazy("When you are to organise a programme")
    ROWS = {"programme": (Programme, "contact")}

    programme: UUID

    def subject(self) -> str:
        return _("You organise %(programme)s") % _names(cast("Programme", self.row("programme")))

    def paragraphs(self, to: Person) -> list[str]:
        programme = Programme.objects.get(pk=self.programme)
        return [
            _("You can now look after %(programme)s: add people, invite them, and match them.")
            % _names(programme),
            _("Sign in with this e-mail address; a code will be sent to you."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("Open the programme"), reverse("programme", args=[self.programme])


@dataclass(frozen=True)
class Trusted(Kind):
    """To the person whom people can turn to."""

    weight = Weight.NEEDED
    about = gettext_lazy("When you are named as somebody to turn to")
    ROWS = {"programme": (Programme, "contact")}

    programme: UUID

    def subject(self) -> str:
        return _("People in %(programme)s can turn to you") % _names(cast("Programme", self.row("programme")))

    def paragraphs(self, to: Person) -> list[str]:
        programme = Programme.objects.get(pk=self.programme)
        return [
            _(
                "You were named as the person to write to when something in %(programme)s troubles somebody. "
                "Your name and this address stand in its invitations."
            )
            % _names(programme),
            _("You do not organise it, and nothing that people write to each other is shown to you."),
        ]

    def action(self, to: Person) -> tuple[str, str]:
        return _("See what it is"), reverse("programme", args=[self.programme])
