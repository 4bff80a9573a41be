"""The one next thing of an organiser in a programme, a sentence about now, for home and for the overview."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterpart.matching import queries as matching
from counterpart.matching.models import Proposal, Run
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person
from counterpart.programmes import queries
from counterpart.programmes.models import Programme
from counterpart.programmes.queries import Progress

MATCH, APPROVE, LAUNCH, WATCH = range(4)  # what waits for the organiser first, what goes on by itself last


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    icon: str = ""


@dataclass(frozen=True)
class Step:
    title: str
    lead: str
    do: Link | None = None
    beside: Link | None = None
    urgency: int = WATCH


def steps(person: Person, at: datetime) -> list[tuple[Programme, Step]]:
    """Every programme that somebody organises and that goes on, the most urgent first."""
    going_on = Programme.objects.organised_by(person).exclude(state=Programme.State.CLOSED).order_by("name")
    found = [(programme, step(programme, queries.progress(programme), at)) for programme in going_on]
    return sorted(found, key=lambda each: each[1].urgency)


def step(programme: Programme, progress: Progress, at: datetime) -> Step:
    last = matching.latest_run(programme)
    if last and not last.published_at and not programme.is_closed:
        return _match_waits(programme, last, progress)
    known = queries.next_step(programme, progress, localtime(at).date())
    if last and known == "match":
        return _published(programme, last, at)
    if known == "collect":
        return _collect(programme, progress, at)
    return {
        "closed": _closed,
        "approve": _approve,
        "add": _add,
        "invite": _invite,
        "match": _match,
    }[known](programme, progress)


def _match_waits(programme: Programme, run: Run, progress: Progress) -> Step:
    """A match that was begun comes before everything; who would like to come in stands beside it."""
    url = reverse("run", args=[run.pk])
    if run.failed:
        return Step(
            _("The match stopped before it was done."),
            _("Nothing was sent and nothing is lost. It can be tried once more."),
            Link(_("Look at it"), url, "two"),
            _who_would_come(programme, progress),
            MATCH,
        )
    if run.is_ready:
        lead = _(
            "%(served)s of %(people)s have a counterpart. Nothing reaches anybody before you publish it."
        )
        return Step(
            _("A match waits for you to look."),
            lead % {"served": run.served, "people": run.people},
            Link(_("Look at the match"), url, "two"),
            _who_would_come(programme, progress),
            MATCH,
        )
    return Step(
        _("We are looking for who fits with whom."),
        _("It goes on while you are away. Then the match waits here for you to look."),
        Link(_("See how far it is"), url),
        _who_would_come(programme, progress),
    )


def _who_would_come(programme: Programme, progress: Progress) -> Link | None:
    return (
        Link(_would_come(progress), reverse("approvals", args=[programme.pk])) if progress.waiting else None
    )


def _would_come(progress: Progress) -> str:
    said = ngettext(
        "%(n)s person would like to come in", "%(n)s people would like to come in", progress.waiting
    )
    return said % {"n": progress.waiting}


def _published(programme: Programme, run: Run, at: datetime) -> Step:
    together = Partnership.objects.current().filter(programme=programme).count()
    asked = Proposal.objects.open(at).filter(run__programme=programme)
    n, until = asked.count(), asked.aggregate(last=Max("lapses_at"))["last"]
    title = ngettext("%(n)s pair is together.", "%(n)s pairs are together.", together)
    lead = _("Everybody has answered. Who is free can be matched again whenever you like.")
    if until:
        lead = ngettext(
            "%(n)s more pair is asked, and answers by %(day)s.",
            "%(n)s more pairs are asked, and answer by %(day)s.",
            n,
        ) % {"n": n, "day": date_format(localtime(until), "l j F")}
    return Step(
        title % {"n": together},
        lead,
        Link(_("See the match"), reverse("run", args=[run.pk]), "two"),
        Link(_("Match those who are free"), reverse("run-new", args=[programme.pk])),
    )


def _closed(programme: Programme, progress: Progress) -> Step:
    return Step(_("This programme has ended."), _("What people told and wrote stays theirs."))


def _approve(programme: Programme, progress: Progress) -> Step:
    return Step(
        _("%(sentence)s.") % {"sentence": _would_come(progress)},
        _("They came by the shared link and wait for your yes."),
        Link(_("See who"), reverse("approvals", args=[programme.pk])),
        urgency=APPROVE,
    )


def _add(programme: Programme, progress: Progress) -> Step:
    return Step(
        _("Who is it for?"),
        _("Add people from a file, such as a list from your personnel system. Or make one link for many."),
        Link(_("Choose a file"), reverse("import-upload", args=[programme.pk]), "up"),
        Link(_("Make a link"), reverse("shared-link", args=[programme.pk])),
        LAUNCH,
    )


def _invite(programme: Programme, progress: Progress) -> Step:
    title = ngettext(
        "%(n)s person is not invited yet.", "%(n)s people are not invited yet.", progress.uninvited
    )
    return Step(
        title % {"n": progress.uninvited},
        _("Each gets a letter of their own. You read it before it goes."),
        Link(_("Read the invitation"), reverse("invite", args=[programme.pk]), "letter"),
        urgency=LAUNCH,
    )


def _match(programme: Programme, progress: Progress) -> Step:
    return Step(
        _told(progress),
        _("They can be matched. Nothing reaches anybody before you have looked at it."),
        Link(_("To the match"), reverse("run-new", args=[programme.pk]), "two"),
        _who(programme),
        LAUNCH,
    )


def _collect(programme: Programme, progress: Progress, at: datetime) -> Step:
    lead = _("Answers are coming in.")
    if programme.closes_on and programme.closes_on >= localtime(at).date():
        lead = _("Answers come in until %(day)s.") % {"day": date_format(programme.closes_on)}
    return Step(_told(progress), lead, _who(programme))


def _told(progress: Progress) -> str:
    said = _("%(told)s of %(added)s have told something.")
    return said % {"told": progress.told, "added": progress.added}


def _who(programme: Programme) -> Link:
    return Link(_("See who"), reverse("collecting", args=[programme.pk]))
