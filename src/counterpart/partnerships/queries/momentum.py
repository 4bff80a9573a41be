"""The facts from which the health of partnerships is told, with as many questions for one as for many."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import (
    DateTimeField,
    Exists,
    F,
    Max,
    OuterRef,
    Prefetch,
    Q,
    QuerySet,
    Subquery,
    UUIDField,
)
from django.db.models.functions import Coalesce
from django.utils.timezone import localtime

from counterpart.partnerships import health
from counterpart.partnerships.health import Facts, Met, Said
from counterpart.partnerships.models import (
    TEACHERS,
    Agreement,
    Meeting,
    Message,
    Nudge,
    Partnership,
    Pause,
    Seat,
)
from counterpart.people.models import Person
from counterpart.programmes.models import Programme

_LAST = Message.objects.filter(partnership=OuterRef("pk")).order_by("-written_at", "-id")
_OPEN_PAUSE = Pause.objects.open().filter(partnership=OuterRef("pk"))
_LAST_PAUSE = Pause.objects.filter(partnership=OuterRef("pk"), ended_at__isnull=False).order_by("-ended_at")
MEETING = (
    *("proposed_by", "proposed_at", "minutes", "starts_at", "ends_at"),
    *("cancelled_at", "cancelled_by"),
)


def awake(at: datetime, *, after: UUID | None, most: int) -> list[UUID]:
    """The next page of partnerships that go on, in a programme that goes on. A circle that somebody opened is
    left to itself: nobody is reminded of what they chose freely."""
    rows = Partnership.objects.current().filter(opening=None).exclude(programme__state=Programme.State.CLOSED)
    rows = rows.filter(Q(programme__ends_on=None) | Q(programme__ends_on__gte=localtime(at).date()))
    if after:
        rows = rows.filter(pk__gt=after)
    return list(rows.exclude(Exists(_OPEN_PAUSE)).order_by("pk").values_list("pk", flat=True)[:most])


def facts_of(partnerships: Sequence[UUID]) -> dict[UUID, Facts]:
    seats = Prefetch("seats", Seat.objects.select_related("person").order_by("pk"))
    rows = (
        Partnership.objects.filter(pk__in=partnerships)
        .annotate(
            last_written=Subquery(_LAST.values("written_at")[:1], output_field=DateTimeField()),
            last_author=Subquery(_LAST.values("author")[:1], output_field=UUIDField()),
            rests=Exists(_OPEN_PAUSE),
            awake_since=Subquery(_LAST_PAUSE.values("ended_at")[:1], output_field=DateTimeField()),
        )
        .select_related("programme")
        .prefetch_related(seats)
    )
    versions, meetings, said = _versions(partnerships), _meetings(partnerships), _said(partnerships)
    return {
        each.pk: _facts(each, versions[each.pk], tuple(meetings[each.pk]), tuple(said[each.pk]))
        for each in rows
    }


def _versions(partnerships: Iterable[UUID]) -> dict[UUID, list[Agreement]]:
    found: dict[UUID, list[Agreement]] = defaultdict(list)
    rows = Agreement.objects.filter(partnership__in=partnerships).defer("words")
    for each in rows.prefetch_related("signatures").order_by("number"):
        found[each.partnership_id].append(each)
    return found


def _meetings(partnerships: Iterable[UUID]) -> dict[UUID, list[Met]]:
    found: dict[UUID, list[Met]] = defaultdict(list)
    rows = Meeting.objects.filter(partnership__in=partnerships).order_by("proposed_at", "pk")
    for partnership, *told in rows.values_list("partnership", *MEETING):
        found[partnership].append(Met(*told))
    return found


def _said(partnerships: Iterable[UUID]) -> dict[UUID, list[Said]]:
    found: dict[UUID, list[Said]] = defaultdict(list)
    for each in Nudge.objects.filter(partnership__in=partnerships):
        found[each.partnership_id].append(Said(each.matter, each.since, each.step, each.at, each.person_id))
    return found


def _facts(
    row: Partnership, versions: list[Agreement], meetings: tuple[Met, ...], said: tuple[Said, ...]
) -> Facts:
    seated = sorted((seat.person for seat in row.seats.all()), key=lambda each: -(each.stage or 0))
    here = tuple(each.pk for each in seated if each.is_active)
    everybody = {each.pk for each in seated}
    signed = [(each, {one.person_id for one in each.signatures.all()}) for each in versions]
    in_force = [each for each, by in signed if everybody <= by]
    moments = [one.at for each in versions for one in each.signatures.all()] + [each.at for each in versions]
    return Facts(
        began_at=row.began_at,
        people=here,
        rhythm=in_force[-1].rhythm if in_force else row.programme.rhythm,
        rests=getattr(row, "rests", False),
        is_over=row.ended_at is not None or row.programme.is_closed,
        awake_since=getattr(row, "awake_since", None),
        drafted=bool(versions),
        agreed=bool(in_force),
        unsigned=tuple(who for who in here if signed and who not in signed[-1][1]),
        last_signed=max(moments, default=None),
        last_written=getattr(row, "last_written", None),
        last_author=getattr(row, "last_author", None),
        meetings=meetings,
        said=said,
    )


def is_open(nudge: Nudge, at: datetime) -> bool:
    """Whether the matter is still the same."""
    facts = facts_of([nudge.partnership_id])[nudge.partnership_id]
    return _is_open(nudge, facts, at)


def _is_open(nudge: Nudge, facts: Facts, at: datetime) -> bool:
    found = health.trouble(facts, at)
    return found is not None and (found.matter, found.since) == (nudge.matter, nudge.since)


def quiet_words(person: Person, partnerships: Sequence[Partnership], at: datetime) -> dict[UUID, Nudge]:
    """The last word to somebody about each of their partnerships, where the matter is still the same."""
    rows = Nudge.objects.told_to(person).filter(partnership__in=partnerships) if partnerships else []
    last = {each.partnership_id: each for each in rows}
    facts = facts_of(list(last)) if last else {}
    return {pk: each for pk, each in last.items() if _is_open(each, facts[pk], at)}


@dataclass(frozen=True)
class Going:
    """How a programme goes: counts alone."""

    together: int
    with_next: int
    held: int


def going(programme: Programme, at: datetime) -> Going:
    current = Partnership.objects.current().filter(programme=programme, opening__alone_since=None)
    ahead = Meeting.objects.booked().filter(partnership=OuterRef("pk"), ends_at__gt=at)
    return Going(
        together=current.count(),
        with_next=current.filter(Exists(ahead)).count(),
        held=Meeting.objects.filter(partnership__programme=programme).held(at).count(),
    )


def without_next(programme: Programme) -> QuerySet[Partnership]:
    """Whom the organiser may help: who, and since when they have not met. Never why, or who waits.

    Nor the circle of those who teach: who sits there is for nobody else. Nor two who meet once about one
    thing: that could tell who asked without a name.
    """
    shown = Nudge.objects.filter(partnership=OuterRef("pk"), step=health.Step.SHOWN.value).order_by("-at")
    booked = Meeting.objects.booked().filter(partnership=OuterRef("pk"), ends_at__gt=OuterRef("shown_at"))
    woke = Pause.objects.filter(partnership=OuterRef("pk"), ended_at__gt=OuterRef("shown_at"))
    return (
        Partnership.objects.current()
        .filter(programme=programme, once=False)
        .exclude(skill__slug=TEACHERS)
        .annotate(shown_at=Subquery(shown.values("at")[:1]))
        .filter(~Exists(booked), ~Exists(woke), ~Exists(_OPEN_PAUSE), shown_at__isnull=False)
        .annotate(since=_last_met())
        .prefetch_related(Prefetch("seats", Seat.objects.select_related("person").order_by("person__name")))
        .order_by("since", "pk")
    )


def _last_met() -> Coalesce:
    last = (
        Meeting.objects.booked()
        .filter(partnership=OuterRef("pk"), ends_at__lte=OuterRef("shown_at"))
        .order_by()
        .values("partnership")
        .annotate(last=Max("ends_at"))
        .values("last")
    )
    return Coalesce(Subquery(last, output_field=DateTimeField()), F("began_at"))
