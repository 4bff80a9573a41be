"""A seat in a circle that has begun, for somebody who would like what it is about."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from counterpart.matching import beside, circles
from counterpart.matching.refusals import NoSeat
from counterpart.partnerships.actions import circles as seats
from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person


@transaction.atomic
def take_seat(circle: UUID, *, by: Person, at: datetime) -> bool:
    """Sit down, or wait for a seat: False. Raises `NoSeat` where that circle is not for them."""
    found = _hold(circle, by)
    if circles.stopping(by, [found]):
        raise NoSeat
    return seats.take_seat(found, seek=circles.wish_for(found, by), by=by, at=at)


@transaction.atomic
def come_to_host(circle: UUID, *, by: Person, at: datetime) -> None:
    """Host a circle that looks for somebody, from outside. To host takes no room."""
    found = _hold(circle, by)
    if circles.stopping(by, [found]).get(found.pk) == "rules":
        raise NoSeat
    seats.come_to_host(found, by=by, at=at)


def _hold(circle: UUID, by: Person) -> Partnership:
    """The circle's row, too, before it is read who sits there: of two who never sit together one comes."""
    beside.hold([by.pk])
    list(Partnership.objects.select_for_update().filter(pk=circle).values_list("pk"))
    found = circles.around(by).filter(pk=circle).first()
    if found is None:
        raise NoSeat
    return found
