"""Yes, no, or silence. Whatever comes first settles a proposal; all that come later are told politely."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from counterpart import letters
from counterpart.journal import record
from counterpart.matching.letters import DidNotComeTogether, ProposalReminder, Together
from counterpart.matching.models import Answer, Direction, Place, Proposal
from counterpart.matching.refusals import AlreadyAnswered, AlreadySettled
from counterpart.partnerships import actions as partnerships
from counterpart.people.models import Person
from counterpart.programmes.models import Membership

DAYS_LEFT_AT_REMINDER = 3


@transaction.atomic
def answer(proposal: Proposal, *, by: Person, says: str, at: datetime) -> None:
    """Say yes, no, or that one of the two decides about the other's work.

    Raises `AlreadySettled` where the other's no, a lapse or another click came first, `AlreadyAnswered` where
    this person has answered. Where one of the two has left meanwhile it settles the proposal instead.
    """
    held = _hold(proposal, at)
    if held.answers.filter(person=by).exists():
        raise AlreadyAnswered
    if _somebody_gone().filter(pk=held.pk).exists():
        _end(held, Proposal.Outcome.APART, at)
        proposal.refresh_from_db()
        return
    Answer.objects.create(proposal=held, person=by, says=says, at=at)
    record(held, "answered", by=by, at=at)
    if says != Answer.Says.YES:
        _settle_apart(held, Proposal.Outcome.APART, tell=_people(held, but=by), at=at)
    elif held.answers.filter(says=Answer.Says.YES).count() == held.places.count():
        _bring_together(held, at)
    proposal.refresh_from_db()


def _hold(proposal: Proposal, at: datetime) -> Proposal:
    """The proposal as it is now, and nobody else's until this transaction ends."""
    held = Proposal.objects.open(at).select_for_update().filter(pk=proposal.pk).first()
    if held is None:
        raise AlreadySettled
    return held


def _people(proposal: Proposal, *, but: Person | None = None) -> list[Person]:
    return [place.person for place in proposal.places.select_related("person") if place.person != but]


def _settle_apart(
    proposal: Proposal, outcome: Proposal.Outcome, *, tell: Iterable[Person], at: datetime
) -> bool:
    """Once, and in the same words whatever the reason was."""
    if not Proposal.objects.unsettled().filter(pk=proposal.pk).update(settled_at=at, outcome=outcome):
        return False
    record(proposal, outcome.value, by=None, at=at)
    letters.post(DidNotComeTogether(proposal.pk), to=tell, at=at)
    return True


def _bring_together(proposal: Proposal, at: datetime) -> None:
    people = _people(proposal)
    partnership = partnerships.begin(
        proposal.run.programme, kind=proposal.kind, people=people, topics=_topics(proposal), at=at
    )
    Proposal.objects.filter(pk=proposal.pk).update(
        settled_at=at, outcome=Proposal.Outcome.TOGETHER, partnership=partnership
    )
    record(proposal, "together", by=None, at=at)
    letters.post(Together(proposal.pk), to=people, at=at)


def _topics(proposal: Proposal) -> list[partnerships.TopicTold]:
    ways = Direction.objects.filter(proposal=proposal).select_related("learner", "teacher")
    return [
        partnerships.TopicTold(learner=way.learner, teacher=way.teacher, seek=term.seek, skill=term.skill)
        for way in ways.prefetch_related("terms__seek", "terms__skill")
        for term in way.terms.all()
    ]


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
    """After seven days without two answers a proposal ends by itself."""
    due = Proposal.objects.unsettled().filter(lapses_at__lte=at)
    return sum(_end(proposal, Proposal.Outcome.LAPSED, at) for proposal in due)


def let_go(*, at: datetime) -> int:
    """Where one of the two has left the programme, the other need not wait."""
    return sum(_end(each, Proposal.Outcome.APART, at) for each in _somebody_gone())


def _somebody_gone() -> QuerySet[Proposal]:
    here = Membership.objects.joined().filter(
        programme=OuterRef("proposal__run__programme"), person=OuterRef("person"), person__is_active=True
    )
    gone = Place.objects.filter(~Exists(here), proposal=OuterRef("pk"))
    return Proposal.objects.unsettled().filter(Exists(gone))


@transaction.atomic
def _end(proposal: Proposal, outcome: Proposal.Outcome, at: datetime) -> bool:
    return _settle_apart(proposal, outcome, tell=_people(proposal), at=at)
