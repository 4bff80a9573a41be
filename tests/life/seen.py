"""What there is at one moment, read table by table: joined here, which costs less than many questions."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from counterpart.matching.models import Approach, Place, Proposal
from counterpart.partnerships.models import Meeting, Partnership, Seat


class Together(NamedTuple):
    kind: str
    began_at: datetime
    ended_at: datetime | None


class Booked(NamedTuple):
    partnership: UUID
    starts_at: datetime | None
    ends_at: datetime | None
    cancelled_at: datetime | None
    proposed_at: datetime
    sequence: int


class Asked(NamedTuple):
    outcome: str
    partnership: UUID | None
    settled_at: datetime | None
    lapses_at: datetime | None


@dataclass
class Seen:
    """All of it, by primary keys."""

    together: dict[UUID, Together] = field(default_factory=dict)
    seats: dict[UUID, dict[UUID, bool]] = field(default_factory=dict)  # partnership: person: hosts
    meetings: dict[UUID, Booked] = field(default_factory=dict)
    proposals: dict[UUID, Asked] = field(default_factory=dict)
    approaches: dict[UUID, Asked] = field(default_factory=dict)
    places: dict[UUID, dict[UUID, bool]] = field(default_factory=dict)  # proposal: person: hosts


def look() -> Seen:
    seen = Seen()
    for pk, kind, began_at, ended_at in Partnership.objects.values_list("pk", "kind", "began_at", "ended_at"):
        seen.together[pk] = Together(kind, began_at, ended_at)
    seen.seats = _nested(Seat.objects.values_list("partnership", "person", "hosts"))
    for meeting in Meeting.objects.all():
        seen.meetings[meeting.pk] = Booked(
            meeting.partnership_id,
            meeting.starts_at,
            meeting.ends_at,
            meeting.cancelled_at,
            meeting.proposed_at,
            meeting.sequence,
        )
    for proposal in Proposal.objects.all():
        seen.proposals[proposal.pk] = _asked(proposal)
    for approach in Approach.objects.defer("note"):
        seen.approaches[approach.pk] = _asked(approach)
    seen.places = _nested(Place.objects.values_list("proposal", "person", "hosts"))
    return seen


def _asked(row: Proposal | Approach) -> Asked:
    return Asked(row.outcome, row.partnership_id, row.settled_at, row.lapses_at)


def _nested(rows: Iterable[tuple[UUID, UUID, bool]]) -> dict[UUID, dict[UUID, bool]]:
    found: dict[UUID, dict[UUID, bool]] = defaultdict(dict)
    for outer, inner, value in rows:
        found[outer][inner] = value
    return found
