"""One meeting about one thing: somebody asked, and somebody helps."""

from dataclasses import replace
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.db.models import Count, Q

from counterpart.partnerships import promised
from counterpart.partnerships.actions.together import TopicTold, begin
from counterpart.partnerships.models import Agreement, Kind, Partnership, Rhythm, Signature, Where
from counterpart.partnerships.queries.agreeing import proposed
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill

MINUTES = 30


@transaction.atomic
def meet_once(
    programme: Programme, *, learner: Person, teacher: Person, skill: Skill | None, about: str, at: datetime
) -> Partnership:
    """Where they are together already, it is theirs. Else having asked and helping is all they sign."""
    if found := _together(learner, teacher):
        return found
    told = TopicTold(learner, teacher, None, skill)
    partnership = begin(programme, people=[learner, teacher], topics=[told], at=at)
    partnership.once = True
    partnership.save(update_fields=["once"])
    agreement = Agreement(
        pk=uuid4(),
        partnership=partnership,
        number=1,
        by=learner,
        at=at,
        rhythm=Rhythm.ONCE,
        minutes=MINUTES,
        where=Where.VIDEO,
    )
    _row, usual = proposed(partnership)
    agreement.words = promised.seal(agreement, replace(usual, aims={learner.pk: about}))
    agreement.save(force_insert=True)
    Signature.objects.bulk_create(
        Signature(agreement=agreement, person=each, at=at) for each in (learner, teacher)
    )
    return partnership


def _together(one: Person, other: Person) -> Partnership | None:
    both = Count("seats", filter=Q(seats__person__in=[one, other]))
    return Partnership.objects.current().filter(kind=Kind.PAIR).annotate(both=both).filter(both=2).first()
