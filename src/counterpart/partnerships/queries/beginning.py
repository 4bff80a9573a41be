"""Where people stand before they first meet: what is to be read, written or signed, and by whom.

No sealed word is opened here, so that home and the page of two can ask it of every partnership.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Prefetch, prefetch_related_objects

from counterpart.partnerships.models import Agreement, Partnership, Seat
from counterpart.partnerships.sides import BOTH, sides, unread
from counterpart.people.models import Person

HELLO = timedelta(days=3)  # from the match to the first line
DRAFT = timedelta(days=10)  # and to the first agreement


@dataclass(frozen=True)
class Beginning:
    to_read: list[str]  # the sides of the reader of which they have read nothing yet
    must_read: bool
    first: Person  # writes the first line
    first_by: datetime
    drafts: Person  # writes the first agreement
    draft_by: datetime
    latest: Agreement | None
    in_force: Agreement | None
    waits_for: list[Person]  # who have not signed the latest yet

    @property
    def is_agreed(self) -> bool:
        return self.latest is not None and not self.waits_for

    @property
    def read_before_meeting(self) -> bool:
        return self.must_read and bool(self.to_read)


def beginning(partnership: Partnership, reader: Person) -> Beginning:
    return beginnings([partnership], reader)[partnership.pk]


def beginnings(partnerships: Sequence[Partnership], reader: Person) -> dict[UUID, Beginning]:
    """The same number of questions for one partnership and for ten."""
    prefetch_related_objects(partnerships, Prefetch("seats", Seat.objects.select_related("person")))
    versions = _versions(partnerships)
    left = unread(reader, BOTH)
    mine = sides(partnerships, reader) if left else {}
    return {
        each.pk: _beginning(each, versions[each.pk], [side for side in mine.get(each.pk, []) if side in left])
        for each in partnerships
    }


def in_force(partnership: Partnership) -> Agreement | None:
    """The last version that everybody with a seat has signed; its rhythm counts."""
    people = {seat.person_id for seat in partnership.seats.all()}
    return _last_signed(_versions([partnership])[partnership.pk], people)


def writers(partnership: Partnership) -> list[Person]:
    """Who is further along in working life says hello first, who is least far drafts the agreement."""
    seats = sorted(partnership.seats.all(), key=lambda seat: (-(seat.person.stage or 0), seat.pk))
    return [seat.person for seat in seats]


def _beginning(partnership: Partnership, versions: list[Agreement], to_read: list[str]) -> Beginning:
    people = writers(partnership)
    latest = versions[-1] if versions else None
    signed = _signed(latest) if latest else set()
    return Beginning(
        to_read=to_read,
        must_read=partnership.programme.reads_first,
        first=people[0],
        first_by=partnership.began_at + HELLO,
        drafts=people[-1],
        draft_by=partnership.began_at + DRAFT,
        latest=latest,
        in_force=_last_signed(versions, {person.pk for person in people}),
        waits_for=[person for person in people if person.pk not in signed] if latest else [],
    )


def _versions(partnerships: Iterable[Partnership]) -> dict[UUID, list[Agreement]]:
    found: dict[UUID, list[Agreement]] = defaultdict(list)
    rows = Agreement.objects.filter(partnership__in=partnerships).defer("words").select_related("by")
    for agreement in rows.prefetch_related("signatures").order_by("number"):
        found[agreement.partnership_id].append(agreement)
    return found


def _signed(agreement: Agreement) -> set[UUID]:
    return {signature.person_id for signature in agreement.signatures.all()}


def _last_signed(versions: list[Agreement], people: set[UUID]) -> Agreement | None:
    signed_by_all = [each for each in versions if people <= _signed(each)]
    return signed_by_all[-1] if signed_by_all else None
