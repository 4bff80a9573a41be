"""Which of the things somebody told they bring into one programme. All of them, unless they say otherwise."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from counterpart import journal
from counterpart.people.models import Offer, Person, Seek
from counterpart.programmes.models import Membership, Withheld


@transaction.atomic
def bring(membership: Membership, *, offers: set[UUID], seeks: set[UUID], by: Person, at: datetime) -> None:
    """Bring these, and withhold whatever else they told."""
    # Locked, so that two tabs do not both write their list.
    Membership.objects.select_for_update().get(pk=membership.pk)
    Withheld.objects.filter(membership=membership).delete()
    Withheld.objects.bulk_create(
        [
            *(
                Withheld(membership=membership, offer=offer)
                for offer in Offer.objects.filter(person=membership.person_id)
                if offer.pk not in offers
            ),
            *(
                Withheld(membership=membership, seek=seek)
                for seek in Seek.objects.filter(person=membership.person_id)
                if seek.pk not in seeks
            ),
        ]
    )
    journal.record(membership, "chose what to bring", by=by, at=at)


def withheld(membership: Membership) -> set[UUID]:
    """The ids of the offers and seeks that are not brought."""
    rows = Withheld.objects.filter(membership=membership).values_list("offer", "seek")
    return {offer or seek for offer, seek in rows}
