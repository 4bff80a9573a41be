"""Yes, no, or silence. Whatever comes first settles a proposal; all that come later are told politely."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from counterpart import letters
from counterpart.journal import record
from counterpart.matching.actions.settling import settle
from counterpart.matching.letters import ProposalReminder
from counterpart.matching.models import Answer, Place, Proposal
from counterpart.matching.refusals import AlreadyAnswered, AlreadySettled
from counterpart.people.models import Avoidance, Person
from counterpart.programmes.models import Membership

DAYS_LEFT_AT_REMINDER = 3


@transaction.atomic
def answer(proposal: Proposal, *, by: Person, says: str, at: datetime) -> None:
    """Say yes, no, or that one of them decides about another's work.

    Raises `AlreadySettled` where another's no, a lapse or another click came first, `AlreadyAnswered` where
    this person has answered. Where somebody who is needed has left meanwhile it settles the proposal instead.
    """
    held = _hold(proposal, at)
    if held.answers.filter(person=by).exists():
        raise AlreadyAnswered
    if not (_somebody_gone().filter(pk=held.pk).exists() and settle(held, at)):
        Answer.objects.create(proposal=held, person=by, says=says, at=at)
        record(held, "answered", by=by, at=at)
        settle(held, at)
    proposal.refresh_from_db()


def _hold(proposal: Proposal, at: datetime) -> Proposal:
    """The proposal as it is now, and nobody else's until this transaction ends."""
    held = Proposal.objects.open(at).select_for_update().filter(pk=proposal.pk).first()
    if held is None:
        raise AlreadySettled
    return held


def remind(*, at: datetime) -> int:
    """One reminder each, three days before a proposal lapses, to whoever has not answered."""
    soon = at + timedelta(days=DAYS_LEFT_AT_REMINDER)
    due = Proposal.objects.open(at).filter(lapses_at__lte=soon, reminded_at=None)
    return sum(_remind(proposal, at) for proposal in due)


@transaction.atomic
def _remind(proposal: Proposal, at: datetime) -> bool:
    if not Proposal.objects.open(at).filter(pk=proposal.pk, reminded_at=None).update(reminded_at=at):
        return False
    answered = Answer.objects.filter(proposal=proposal, person=OuterRef("person"))
    silent = Place.objects.filter(~Exists(answered), proposal=proposal).select_related("person")
    letters.post(ProposalReminder(proposal.pk), to=[place.person for place in silent], at=at)
    record(proposal, "reminded", by=None, at=at)
    return True


def lapse(*, at: datetime) -> int:
    """After seven days whoever has not answered counts as not willing, and the proposal is settled."""
    due = Proposal.objects.unsettled().filter(lapses_at__lte=at)
    return sum(_settle(proposal, at, lapsed=True) for proposal in due)


def let_go(*, at: datetime) -> int:
    """Where somebody has left the programme, or keeps away from another, the others need not wait."""
    return sum(_settle(each, at) for each in _somebody_gone())


@transaction.atomic
def _settle(proposal: Proposal, at: datetime, *, lapsed: bool = False) -> bool:
    held = Proposal.objects.unsettled().select_for_update().filter(pk=proposal.pk).first()
    return held is not None and settle(held, at, lapsed=lapsed)


def _somebody_gone() -> QuerySet[Proposal]:
    here = Membership.objects.joined().filter(
        programme=OuterRef("proposal__run__programme"), person=OuterRef("person"), person__is_active=True
    )
    away = Avoidance.objects.filter(person=OuterRef("person"), avoided__places__proposal=OuterRef("proposal"))
    gone = Place.objects.filter(~Exists(here) | Exists(away), proposal=OuterRef("pk"))
    return Proposal.objects.unsettled().filter(Exists(gone))
