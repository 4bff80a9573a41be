"""What the answers come to: people begin together, a ring closes again among the rest, or it comes apart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from counterpart import letters
from counterpart.journal import record
from counterpart.matching import bridge, words
from counterpart.matching.actions.searching import write_matches
from counterpart.matching.letters import BeganWithoutYou, DidNotComeTogether, Proposed, Together
from counterpart.matching.models import Answer, Direction, Proposal
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.models import Kind
from counterpart.people.models import Avoidance, Person
from counterpart.programmes.models import Membership

REFUSALS = {Answer.Says.NO, Answer.Says.DECIDES}


@dataclass(frozen=True)
class Asked:
    """One of the people of a proposal, as far as answers and membership go."""

    person: Person
    hosts: bool
    says: str
    gone: bool  # from the programme, or from one of the others

    @property
    def is_out(self) -> bool:
        return self.gone or self.says in REFUSALS


def settle(proposal: Proposal, at: datetime, *, lapsed: bool = False) -> bool:
    """Decide what can be decided by now; False where answers are still to come. Its caller holds the row."""
    asked = _asked(proposal)
    yes = [each for each in asked if each.says == Answer.Says.YES and not each.gone]
    left = yes if lapsed else [each for each in asked if not each.is_out]
    if not _is_enough(proposal, asked, left):
        return _come_apart(proposal, asked, left, at, lapsed=lapsed)
    return len(yes) == len(left) and _bring_together(proposal, asked, yes, at)


def _asked(proposal: Proposal) -> list[Asked]:
    says = dict(proposal.answers.values_list("person", "says"))
    places = list(proposal.places.select_related("person").order_by("pk"))
    here = Membership.objects.joined().filter(
        programme=proposal.run.programme_id, person__is_active=True, person__places__proposal=proposal
    )
    there = set(here.values_list("person", flat=True)) - _keep_away(proposal)
    return [
        Asked(place.person, place.hosts, says.get(place.person_id, ""), place.person_id not in there)
        for place in places
    ]


def _keep_away(proposal: Proposal) -> set[UUID]:
    """Who has said, since they were asked, that they would rather not meet one of the others."""
    told = Avoidance.objects.filter(person__places__proposal=proposal, avoided__places__proposal=proposal)
    return set(told.values_list("person", flat=True))


def _is_enough(proposal: Proposal, asked: Sequence[Asked], left: Sequence[Asked]) -> bool:
    """Everybody of a pair or a ring; of a circle its hosts, and learners enough to begin."""
    if proposal.kind != Kind.CIRCLE:
        return len(left) == len(asked)
    hosts = all(each in left for each in asked if each.hosts)
    return hosts and sum(not each.hosts for each in left) >= bridge.FEWEST_LEARNERS


def _come_apart(
    proposal: Proposal, asked: Iterable[Asked], left: Sequence[Asked], at: datetime, *, lapsed: bool
) -> bool:
    """Once, and in the same words whatever the reason was."""
    outcome = Proposal.Outcome.LAPSED if lapsed else Proposal.Outcome.APART
    if not Proposal.objects.unsettled().filter(pk=proposal.pk).update(settled_at=at, outcome=outcome):
        return False
    record(proposal, outcome.value, by=None, at=at)
    again = _close_again(proposal, [each.person for each in left], at)
    tell = [each.person for each in asked if each.says not in REFUSALS and each.person not in again]
    letters.post(DidNotComeTogether(proposal.pk), to=tell, at=at)
    return True


def _close_again(proposal: Proposal, willing: Sequence[Person], at: datetime) -> list[Person]:
    """Ask those who are left of a ring about a smaller one, or a pair; returns who is asked."""
    if proposal.kind != Kind.RING or len(willing) < 2:
        return []
    run = proposal.run
    found = bridge.close_again(
        run.programme, [each.pk for each in willing], one_way_too=run.one_way_too, instead_of=proposal
    )
    if found is None:
        return []
    (smaller,) = write_matches(run, [found])
    Proposal.objects.filter(pk=smaller.pk).update(lapses_at=at + words.TO_ANSWER, instead_of=proposal)
    record(smaller, "asked instead", by=None, at=at)
    people = [each for each in willing if each.pk in found.people]
    letters.post(Proposed(smaller.pk), to=people, at=at)
    return people


def _bring_together(proposal: Proposal, asked: Iterable[Asked], yes: Sequence[Asked], at: datetime) -> bool:
    people = [each.person for each in yes]
    partnership = partnerships.begin(
        proposal.run.programme,
        kind=proposal.kind,
        people=people,
        hosts=[each.person for each in yes if each.hosts],
        skill=proposal.skill,
        topics=_topics(proposal, people),
        at=at,
    )
    Proposal.objects.filter(pk=proposal.pk).update(
        settled_at=at, outcome=Proposal.Outcome.TOGETHER, partnership=partnership
    )
    record(proposal, "together", by=None, at=at)
    letters.post(Together(proposal.pk), to=people, at=at)
    silent = [each.person for each in asked if not each.says and not each.gone]
    letters.post(BeganWithoutYou(proposal.pk), to=silent, at=at)
    return True


def _topics(proposal: Proposal, people: Sequence[Person]) -> list[partnerships.TopicTold]:
    ways = Direction.objects.filter(proposal=proposal, learner__in=people, teacher__in=people)
    return [
        partnerships.TopicTold(learner=way.learner, teacher=way.teacher, seek=term.seek, skill=term.skill)
        for way in ways.select_related("learner", "teacher").prefetch_related("terms__seek", "terms__skill")
        for term in way.terms.all()
    ]
