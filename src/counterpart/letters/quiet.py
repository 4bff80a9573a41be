"""When a letter that can wait may come: by the reader's own clock, not at night and not at the weekend."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from counterpart.letters.models import QuietHours
from counterpart.people.models import Person

SATURDAY = 5
MINUTE = timedelta(minutes=1)


def opens_at(at: datetime, *, zone: ZoneInfo, hours: QuietHours) -> datetime:
    """The first moment from `at` on that is not quiet."""
    while (later := _quiet_until(at.astimezone(zone), hours)) is not None:
        # A clock set back, or a moment that a clock set forward leaves out, must not hold us here.
        later = later.astimezone(at.tzinfo)
        at = later if later > at else at + MINUTE
    return at


def _quiet_until(local: datetime, hours: QuietHours) -> datetime | None:
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0, fold=0)
    if local.weekday() >= SATURDAY and not hours.weekends:
        return midnight + timedelta(days=1)
    if not _is_quiet(local.hour, hours):
        return None
    today = midnight.replace(hour=hours.end)
    return today if local < today else today + timedelta(days=1)


def _is_quiet(hour: int, hours: QuietHours) -> bool:
    if hours.begin <= hours.end:
        return hours.begin <= hour < hours.end
    return hour >= hours.begin or hour < hours.end


def hours_of(person: Person) -> QuietHours:
    return QuietHours.objects.filter(person=person).first() or QuietHours(person=person)


def zone_of(person: Person) -> ZoneInfo:
    try:
        return ZoneInfo(person.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return ZoneInfo("UTC")
