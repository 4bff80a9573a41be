"""What a search found, as plain values to write down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from counterpart.matching.reasons import Reason
from counterpart.partnerships.models import Kind


@dataclass(frozen=True)
class Part:
    """One seek that a direction serves, by the skill the teacher offers. A private one is its seek alone."""

    seek: UUID
    skill: int | None = None
    level: int | None = None
    gain: float | None = None


@dataclass(frozen=True)
class OneWay:
    learner: UUID
    teacher: UUID
    benefit: float
    is_reverse: bool
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Match:
    people: tuple[UUID, ...]
    value: float
    pinned: bool
    same_stage: bool
    ways: tuple[OneWay, ...]
    kind: str = Kind.PAIR
    hosts: tuple[UUID, ...] = ()  # of a circle
    skill: int | None = None  # what a circle is about

    @property
    def is_reverse(self) -> bool:
        return any(way.is_reverse for way in self.ways)


@dataclass(frozen=True)
class LeftOut:
    person: UUID
    reason: Reason
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    matches: tuple[Match, ...]
    left_out: tuple[LeftOut, ...]
    value: float
    bound: float
    people: int
    served: int
    unknown_managers: int
    one_way_would_serve: int


@dataclass(frozen=True)
class Weighed:
    """Any two people: what each would bring the other, and what stands against it."""

    ways: tuple[OneWay, ...]
    against: tuple[Reason, ...]


@dataclass(frozen=True)
class Fits:
    """Somebody a member may ask: what goes each way, of what both told in the open."""

    person: UUID
    value: float
    ways: tuple[OneWay, ...]
