"""Letters as they read."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext as _

from counterpart.letters.kind import Kind, Weight, rows_at_hand
from counterpart.letters.models import Letter, Mute
from counterpart.letters.words import Words, kind_of, one_line, words_of
from counterpart.people.models import Person

TEST = "counterpart.letters.letters.Test"  # its name, as kinds lie above queries


def outbox(limit: int = 50) -> list[Words]:
    """The newest letters to anybody, with subject, paragraphs, label and link: shown in demo mode alone."""
    return _readable(Letter.objects.select_related("to").order_by("-posted_at", "pk")[:limit])


def inbox(person: Person, limit: int = 50) -> list[Words]:
    """What a person was told, newest first."""
    letters = Letter.objects.visible_to(person).select_related("to")
    return _readable(letters.order_by("-posted_at", "pk")[:limit])


@dataclass(frozen=True)
class Listed:
    letter: Letter
    title: str


def listed(letters: Iterable[Letter]) -> list[Listed]:
    """One line for each of one person's letters, with as many queries for a hundred as for ten."""
    kinds = [(letter, kind_of(letter)) for letter in letters]
    found = []
    with rows_at_hand(kind for _letter, kind in kinds):
        for letter, kind in kinds:
            try:
                title = kind.about if kind.ROWS is None else kind.subject()
            except ObjectDoesNotExist:
                continue  # what it was about is gone
            found.append(Listed(letter, one_line(title)))
    return found


def stoppable() -> list[type[Kind]]:
    """The kinds among which people choose, in the order of their words."""
    autodiscover_modules("letters")
    kinds = [kind for kind in Kind.ALL.values() if kind.__module__.startswith("counterpart.")]
    return sorted(
        (kind for kind in kinds if kind.weight is not Weight.NEEDED), key=lambda kind: str(kind.about)
    )


def muted(person: Person) -> set[str]:
    return set(Mute.objects.filter(person=person).values_list("kind", flat=True))


def _readable(letters: Iterable[Letter]) -> list[Words]:
    """Without those about something that is gone."""
    found = []
    for letter in letters:
        try:
            found.append(words_of(letter))
        except ObjectDoesNotExist:
            continue
    return found


def last_test(person: Person) -> Letter | None:
    """The newest letter that somebody sent to see whether letters arrive."""
    return Letter.objects.visible_to(person).filter(kind=TEST).order_by("-posted_at", "pk").first()


def fate(letter: Letter) -> str:
    """What became of it, for whoever set up the mail server."""
    if letter.sent_at and settings.EMAIL_BACKEND.endswith(".console.EmailBackend"):
        return _("It was printed where Counterpart runs: EMAIL_URL names no mail server yet.")
    if letter.sent_at:
        return _("The mail server took it. If it does not arrive, look among what was sorted out as junk.")
    if not letter.problem:
        return _("It waits to be sent. If it still waits in a minute, the worker is not running.")
    why = _what_went_wrong(letter.problem)
    return why if letter.dropped_at else _("%(why)s We try again.") % {"why": why}


def _what_went_wrong(problem: str) -> str:
    said = {
        "SMTPAuthenticationError": _("The mail server refuses the name or the password in EMAIL_URL."),
        "SMTPNotSupportedError": _(
            "The mail server does not do what EMAIL_URL asks for: TLS, or signing in."
        ),
        "SMTPSenderRefused": _("The mail server refuses to send for the address in FROM_EMAIL."),
        "SMTPRecipientsRefused": _("The mail server does not take letters to your address."),
        "SMTPDataError": _("The mail server refuses the letter itself."),
        "SSLError": _("The mail server speaks another kind of TLS than EMAIL_URL says."),
        "SSLCertVerificationError": _("The certificate of the mail server is not to be trusted."),
        "gaierror": _("There is no mail server of the name that EMAIL_URL gives."),
        "ConnectionRefusedError": _("Nothing answers at the mail server's port in EMAIL_URL."),
    }
    away = _("The mail server in EMAIL_URL does not answer (%(problem)s).") % {"problem": problem}
    return said.get(problem, away)
