"""A seat in a circle that has begun, for somebody who would like what it is about."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from counterpart.matching import beside, circles
from counterpart.matching.refusals import NoSeat
from counterpart.partnerships.actions import circles as seats
from counterpart.people.models import Person


@transaction.atomic
def take_seat(circle: UUID, *, by: Person, at: datetime) -> bool:
    """Sit down, or wait for a seat: False. Raises `NoSeat` where that circle is not for them."""
    beside.hold([by.pk])
    found = circles.about_wishes_of(by).filter(pk=circle).first()
    if found is None or not circles.may_sit(by, [found]):
        raise NoSeat
    return seats.take_seat(found, seek=circles.wish_for(found, by), by=by, at=at)
