"""The meetings of partners, as one of them reads about them."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from counterpart.partnerships import cards
from counterpart.partnerships.models import AgendaItem, Meeting, Partnership, Worth
from counterpart.people.models import Person

MOST = 100  # past meetings on one page, the latest
ASKED = timedelta(days=14)  # as long is it asked whether a meeting was worth the time
KEPT = timedelta(days=31)  # of the past, in a calendar


@dataclass(frozen=True)
class Held:
    meeting: Meeting
    worth: Worth | None  # what the reader said; nobody reads what the other did


@dataclass(frozen=True)
class Times:
    open: Meeting | None  # offered, with times to choose from
    ahead: list[Meeting]
    held: list[Held] = field(default_factory=list)

    @property
    def next(self) -> Meeting | None:
        return self.ahead[0] if self.ahead else None


def people_of(partnership: Partnership) -> list[Person]:
    return list(Person.objects.filter(seats__partnership=partnership, is_active=True).order_by("pk"))


def whom(partnership: Partnership, reader: Person) -> str:
    """First names of everybody else, for a sentence."""
    seats = partnership.seats.all()
    names = sorted(seat.person.first_name for seat in seats if seat.person_id != reader.pk)
    return str(get_text_list(names, _("and"))) or _("whoever comes")


def with_people() -> "Prefetch[str]":
    return Prefetch("partnership__seats__person")


def times(partnership: Partnership, reader: Person, at: datetime) -> Times:
    mine = Prefetch("worths", Worth.objects.filter(person=reader), to_attr="mine")
    held = Meeting.objects.filter(partnership=partnership).held(at).prefetch_related(mine)
    held = held.order_by("-starts_at", "pk")[:MOST]
    return replace(
        next_times(partnership, at),
        held=[Held(each, next(iter(getattr(each, "mine", [])), None)) for each in held],
    )


def next_times(partnership: Partnership, at: datetime) -> Times:
    return times_of([partnership], at)[partnership.pk]


def times_of(partnerships: Sequence[Partnership], at: datetime) -> dict[UUID, Times]:
    """What waits to be chosen and what is to come, of all of them in one query."""
    rows = Meeting.objects.filter(partnership__in=partnerships).standing()
    found = list(
        rows.filter(Q(starts_at=None) | Q(ends_at__gt=at)).order_by("starts_at", "proposed_at", "pk")
    )
    return {each.pk: _times([one for one in found if one.partnership_id == each.pk]) for each in partnerships}


def _times(found: Sequence[Meeting]) -> Times:
    offered = [each for each in found if each.starts_at is None]
    return Times(offered[-1] if offered else None, [each for each in found if each.starts_at])


def unrated(reader: Person, at: datetime) -> Meeting | None:
    """The last meeting of which somebody has not said whether it was worth their time."""
    said = Worth.objects.filter(meeting=OuterRef("pk"), person=reader)
    rows = Meeting.objects.visible_to(reader).held(at).filter(ends_at__gt=at - ASKED).exclude(Exists(said))
    rows = rows.filter(partnership__ended_at=None)
    return rows.prefetch_related(with_people()).order_by("-starts_at", "pk").first()


def in_calendar(reader: Person, at: datetime) -> list[Meeting]:
    rows = Meeting.objects.visible_to(reader).booked().filter(ends_at__gt=at - KEPT)
    return list(rows.prefetch_related(with_people()).order_by("starts_at", "pk")[:500])


def agenda(meeting: Meeting) -> list[str]:
    """The titles of the cards on its table."""
    slugs = AgendaItem.objects.filter(meeting=meeting).values_list("card", flat=True)
    deck = cards.load()
    return [deck[slug].title for slug in slugs if slug in deck]
