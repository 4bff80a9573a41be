"""When two people meet: find a time, choose, move, call off, and the list of all.

Whoever books for one of them (`who`) walks the same way, and sees names and times alone.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart import journal
from counterpart.partnerships import calendar, queries, rules
from counterpart.partnerships.actions import AlreadyEnded, booking, changing
from counterpart.partnerships.models import Assistant, Meeting, Partnership, Worth
from counterpart.partnerships.queries import assistants
from counterpart.people.models import Person
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.meeting import LONG, SHORT, WhenToMeet
from counterpart.web.signed_in import signed_in
from counterpart.web.talking import why_not
from counterpart.web.times import choices, theirs

TOLD = ("key", "seen", "minutes", "link", "kind")  # of a new meeting
TALK = Meeting.Kind.TALK
FIXED = ("minutes", "kind", "key", "seen")  # of a meeting that is made already


@dataclass
class Round:
    """Who asks about which partnership, and perhaps which of its meetings."""

    request: Asking
    partnership: Partnership
    assistant: Assistant | None
    at: datetime = field(default_factory=timezone.now)

    def __post_init__(self) -> None:
        self.me = self.assistant.person if self.assistant else self.request.user
        self.people = queries.people_of(self.partnership)
        self.others = [each for each in self.people if each.pk != self.request.user.pk]
        self.names = {
            "name": queries.whom(self.partnership, self.me),
            "books_for": self.assistant and self.assistant.person.first_name,
            "all_meetings": self.url("meetings"),
        }

    def url(self, step: str, meeting: UUID | None = None) -> str:
        """Of another step of the way, for a partner or for whoever books for one."""
        which = [meeting] if meeting else []
        if self.assistant is None:
            name = step if step == "meetings" else f"meeting-{step}"
            return reverse(name, args=[self.partnership.pk, *which])
        if step == "meetings":
            return reverse("booking-for", args=[self.assistant.pk])
        return reverse(f"booking-{step}", args=[self.assistant.pk, self.partnership.pk, *which])

    @property
    def fixed(self) -> tuple[str, ...]:
        """Where they meet, and what for, is for the partners alone; a day in the other's place is for two."""
        if self.assistant:
            return ("link", "kind")
        return () if self.partnership.is_pair else ("kind",)

    @property
    def over(self) -> bool:
        return not rules.can_write(self.me, self.partnership)

    @property
    def has_read(self) -> bool:
        return rules.can_meet(self.me, self.partnership)

    def slots(self, minutes: int, but: Meeting | None = None) -> list[datetime]:
        """Never the time at which they meet already."""
        found = calendar.slots(
            self.partnership, self.people, by=self.me, minutes=minutes, at=self.at, but=but
        )
        return [each for each in found if but is None or each != but.starts_at]

    def do(self, form: WhenToMeet, deed: Callable[[], object]) -> bool:
        """Whether it is done, now or by somebody who was faster; else the form says what to change."""
        try:
            with journal.by_hand_of(self.request.user):
                deed()
        except booking.TooLate:
            form.add_error(None, _("That time has passed. Please choose a later one."))
        except booking.Taken:
            form.add_error(None, _("Somebody is taken then. Please choose another time."))
        except booking.SomebodyWasFaster:
            messages.info(self.request, _("The meetings changed a moment ago. Here is how they stand."))
        except AlreadyEnded as because:
            ended = _("It ended a moment ago, so nothing was changed.")
            messages.info(self.request, why_not(because, ended))
        except booking.AlreadyBooked:
            pass  # the first click did it
        return form.is_valid()


@require_safe
@signed_in
def meetings(request: Asking, pk: UUID) -> HttpResponse:
    found = _partnership(request.user, pk)
    context = {
        "partnership": found,
        "whom": queries.whom(found, request.user),
        "assistants": assistants.who_books_for(seat.person for seat in found.seats.all()),
        "times": queries.times(found, request.user, timezone.now()),
        "answers": Worth.Says.choices,
    }
    return render(request, "together/meetings.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def find(request: Asking, pk: UUID, who: UUID | None = None) -> HttpResponse:
    """Choose one of three times, name another, or let the others choose."""
    now = _with(request, pk, who)
    if now.over or not now.has_read:
        return _parted(now) if now.over else _first_read(now)
    agreed, asks = _length(request) or calendar.terms(now.partnership).minutes, "ask" in request.POST
    made = Meeting.objects.filter(partnership=now.partnership).count()
    initial = {"key": uuid4(), "seen": made, "minutes": agreed, "kind": request.GET.get("kind", "")}
    form = WhenToMeet(request.POST or None, without=now.fixed, initial=initial, needs_time=not asks)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        told = {name: said[name] for name in form.fields if name in TOLD} | {"by": now.me}
        when = now.slots(said["minutes"]) if asks else said["starts_at"]
        deed: Callable[..., object] = booking.offer if asks else booking.book
        if asks and not when:
            form.add_error(None, _("There is no time to choose from. Please name one yourself."))
        elif now.do(form, partial(deed, now.partnership, when, at=now.at, **told)):
            single = asks or said["minutes"] in SHORT or said.get("kind", TALK) != TALK
            return redirect(now.url("meetings") if single else now.url("rest", said["key"]))
    return _page(now, form, now.slots(agreed), "find")


def _length(request: Asking) -> int | None:
    """Where a link asks for a catch-up, or for half a day."""
    wanted = request.GET.get("minutes", "")
    return next((each for each in SHORT + LONG if str(each) == wanted), None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choose(request: Asking, pk: UUID, meeting: UUID, who: UUID | None = None) -> HttpResponse:
    """Choose among the times that somebody offered, or name another."""
    now, found = _round(request, pk, meeting, who)
    if now.over or found.starts_at or found.cancelled_at:
        return _parted(now) if now.over else redirect(now.url("meetings"))
    if not now.has_read:
        return _first_read(now)
    form = WhenToMeet(request.POST or None, without=FIXED + now.fixed, initial={"link": found.link})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        deed = partial(booking.choose, found, said["starts_at"], link=said.get("link", ""))
        if now.do(form, partial(deed, by=now.me, at=now.at)):
            return redirect(now.url("rest", meeting))
    length, taken = timedelta(minutes=found.minutes), calendar.busy(now.people, now.at, found)
    offered = [slot.starts_at for slot in found.slots.all() if slot.starts_at > now.at]
    left = [start for start in offered if calendar.free((start, start + length), taken)]
    return _page(now, form, left or now.slots(found.minutes, found), "choose", found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def move(request: Asking, pk: UUID, meeting: UUID, who: UUID | None = None) -> HttpResponse:
    """Another time, or another address to meet at."""
    now, found = _round(request, pk, meeting, who)
    if answered := _not_ahead(now, found):
        return answered
    assert found.starts_at
    initial = {"link": found.link, "seen": found.sequence}
    without = ("minutes", "kind", "key", *now.fixed)
    form = WhenToMeet(request.POST or None, without=without, needs_time=False, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        link = said.get("link", found.link)
        deed = partial(changing.move, found, said["starts_at"] or found.starts_at, link=link)
        if now.do(form, partial(deed, seen=said["seen"], by=now.me, at=now.at)):
            return redirect(now.url("meetings"))
    return _page(now, form, now.slots(found.minutes, found), "move", found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def cancel(request: Asking, pk: UUID, meeting: UUID, who: UUID | None = None) -> HttpResponse:
    """Call it off and, in the same step, choose the next; or let the others choose, or skip this one."""
    now, found = _round(request, pk, meeting, who)
    if answered := _not_ahead(now, found):
        return answered
    asks, skips = "ask" in request.POST, "skip" in request.POST
    form = WhenToMeet(
        request.POST or None,
        without=("minutes", "kind", "link"),
        needs_time=not (asks or skips),
        initial={"seen": found.sequence, "key": uuid4()},
    )
    slots = now.slots(found.minutes, found)
    if request.method == "POST" and form.is_valid():
        said: dict[str, Any] = form.cleaned_data
        instead = None if skips else slots if asks else said["starts_at"]
        deed = partial(changing.cancel, found, instead=instead, seen=said["seen"], key=said["key"])
        if asks and not slots:
            form.add_error(None, _("There is no time to choose from. Please name one yourself."))
        elif now.do(form, partial(deed, by=now.me, at=now.at)):
            return redirect(now.url("meetings"))
    return _page(now, form, slots, "cancel", found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def rest(request: Asking, pk: UUID, meeting: UUID, who: UUID | None = None) -> HttpResponse:
    """The rest of the series is offered, all of it ticked."""
    now, found = _round(request, pk, meeting, who)
    starts = [] if now.over else calendar.rest(found, now.people, by=now.me, at=now.at)
    if not starts or _more_is_booked(found, now.at):
        return redirect(now.url("meetings"))
    offered = choices(starts, now.others)
    if request.method == "POST":
        ticked = set(request.POST.getlist("start"))
        chosen = [start for start, each in zip(starts, offered, strict=True) if each.value in ticked]
        seen = request.POST.get("seen", "")
        form = WhenToMeet({"seen": seen}, without=("minutes", "kind", "key", "link"), needs_time=False)
        deed = partial(booking.book_rest, found, chosen, by=now.me, at=now.at)
        if form.is_valid():
            now.do(form, partial(deed, seen=form.cleaned_data["seen"]))
        return redirect(now.url("meetings"))
    made = Meeting.objects.filter(partnership=pk).count()
    context = {"partnership": now.partnership, "meeting": found, "choices": offered, "seen": made} | now.names
    return render(request, "together/rest.html", context)


@require_POST
@signed_in
def worth(request: Asking, pk: UUID, meeting: UUID) -> HttpResponse:
    _now, found = _round(request, pk, meeting)
    says = request.POST.get("says", "")
    if says in Worth.Says.values:
        try:
            changing.say_worth(found, Worth.Says(says), by=request.user, at=timezone.now())
            messages.success(request, _("Thank you. Nobody sees it with your name."))
        except changing.NotHeldYet:
            messages.info(request, _("This meeting is still to come."))
    return redirect("home") if "home" in request.POST else redirect("meetings", pk)


def _partnership(person: Person, pk: UUID) -> Partnership:
    rows = Partnership.objects.visible_to(person).select_related("programme")
    return get_object_or_404(rows.prefetch_related("seats__person"), pk=pk)


def _with(request: Asking, pk: UUID, who: UUID | None) -> Round:
    if who is None:
        return Round(request, _partnership(request.user, pk), None)
    assistant = get_object_or_404(Assistant.objects.for_helper(request.user), pk=who)
    return Round(request, _partnership(assistant.person, pk), assistant)


def _round(request: Asking, pk: UUID, meeting: UUID, who: UUID | None = None) -> tuple[Round, Meeting]:
    now = _with(request, pk, who)
    found = get_object_or_404(Meeting.objects.filter(partnership=now.partnership), pk=meeting)
    found.partnership = now.partnership
    return now, found


def _more_is_booked(found: Meeting, at: datetime) -> bool:
    """A meeting that is under way takes nobody's place."""
    others = Meeting.objects.filter(partnership=found.partnership).exclude(pk=found.pk)
    return others.ahead(at).filter(starts_at__gt=at).exists()


def _first_read(now: Round) -> HttpResponse:
    if now.assistant:
        said = _("%(name)s first reads how it begins. Then you can book.")
        messages.info(now.request, said % {"name": now.me.first_name})
        return redirect(now.url("meetings"))
    messages.info(now.request, _("Here everybody first reads how it begins. It takes under ten minutes."))
    return redirect("partnership", now.partnership.pk)


def _parted(now: Round) -> HttpResponse:
    messages.info(now.request, _("This has come to its end, so there is nothing more to arrange."))
    return redirect(now.url("meetings"))


def _not_ahead(now: Round, found: Meeting) -> HttpResponse | None:
    """Only what is booked and still to come can be moved or called off."""
    if now.over:
        return _parted(now)
    if found.cancelled_at is None and found.ends_at and found.ends_at > now.at:
        return None
    if found.starts_at is None and found.cancelled_at is None:
        return redirect(now.url("choose", found.pk))
    messages.info(now.request, _("That meeting was called off, or is over. Here is how they stand."))
    return redirect(now.url("meetings"))


def _page(
    now: Round, form: WhenToMeet, slots: list[datetime], step: str, meeting: Meeting | None = None
) -> HttpResponse:
    context: dict[str, object] = {
        "partnership": now.partnership,
        "meeting": meeting,
        "theirs": theirs(meeting.starts_at, now.others) if meeting and meeting.starts_at else "",
        "form": form,
        "slots": choices(slots, now.others),
        "step": step,
        "cancel_url": now.url("cancel", meeting.pk) if meeting else "",
        **now.names,
    }
    return answer(now.request, "together/time.html", context, form)
