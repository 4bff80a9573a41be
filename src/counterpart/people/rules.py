"""May they? What somebody told is theirs alone to change and to unseal."""

from counterpart.people.models import Avoidance, Offer, Person, Seek


def can_change(person: Person, thing: Offer | Seek | Avoidance) -> bool:
    return person.is_active and thing.person_id == person.pk
