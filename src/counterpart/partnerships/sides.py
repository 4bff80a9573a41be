"""Whether somebody shows or learns in a partnership: each side has something of its own to read first."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from counterpart.partnerships.models import Induction, Partnership, Topic
from counterpart.people.models import Person

BOTH = [Induction.Side.TEACHING.value, Induction.Side.LEARNING.value]


def sides(partnerships: Iterable[Partnership], person: Person) -> dict[UUID, list[str]]:
    """One of the two or both; both, where no topic says."""
    found: dict[UUID, set[str]] = defaultdict(set)
    topics = Topic.objects.filter(partnership__in=partnerships)
    for pk, learner, teacher in topics.values_list("partnership", "learner", "teacher"):
        if person.pk == teacher:
            found[pk].add(Induction.Side.TEACHING.value)
        if person.pk == learner:
            found[pk].add(Induction.Side.LEARNING.value)
    return {each.pk: [side for side in BOTH if side in found[each.pk]] or BOTH for each in partnerships}


def unread(person: Person, mine: Iterable[str]) -> list[str]:
    """Read once, in whichever partnership, it is read."""
    read = set(Induction.objects.visible_to(person).values_list("side", flat=True))
    return [side for side in mine if side not in read]
