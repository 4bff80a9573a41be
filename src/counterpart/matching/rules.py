"""May they? Who organises a programme sees and steers its match; who is asked answers for themselves."""

from counterpart.matching.models import Proposal, Run
from counterpart.people.models import Person
from counterpart.programmes.models import Programme

MATCHABLE = frozenset({Programme.State.COLLECTING, Programme.State.MATCHING, Programme.State.RUNNING})


def can_match(person: Person, programme: Programme) -> bool:
    return programme.organisers.filter(person=person).exists()


def can_change(person: Person, run: Run) -> bool:
    return can_match(person, run.programme)


def can_answer(person: Person, proposal: Proposal) -> bool:
    return proposal.places.filter(person=person).exists()
