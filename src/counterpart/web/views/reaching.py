"""Reaching out oneself: whom one could ask, asking, and what the two read until it is answered."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.matching import actions, beside, bridge, queries, refusals, rules
from counterpart.matching.models import Approach
from counterpart.people.models import Person
from counterpart.programmes.models import Membership, Programme
from counterpart.web import drafts
from counterpart.web.asking import Asking
from counterpart.web.forms.answering import Answering
from counterpart.web.forms.reaching import Asks, TellsMore, WantsToKnow
from counterpart.web.signed_in import signed_in

MEND = 422
SUGGESTED = 3


@require_safe
@signed_in
def reach(request: Asking, pk: UUID) -> HttpResponse:
    """Up to three people who fit, and what is open already."""
    me, programme, now = request.user, _programme(request, pk), timezone.now()
    open_ones = queries.approaches_of(me, at=now)
    mine = [each for each in open_ones if each.asker_id == me.pk]
    enough, rests = len(mine) >= actions.OPEN_AT_ONCE, not rules.can_ask(programme)
    found = [] if rests or enough else bridge.suggest(programme, me, most=SUGGESTED)
    rooms = beside.rooms([me.pk, *(each.person for each in found)])
    full = rooms[me.pk].free < 1
    unasked = {person: each.unasked for person, each in rooms.items()}
    context = {
        "programme": programme,
        "mine": mine,
        "of_me": [each for each in open_ones if each.asked_id == me.pk],
        "rests": rests,
        "full": full,
        "enough": enough,
        "suggested": [] if full else queries.suggested(me, found, unasked),
    }
    return render(request, "together/reach.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask(request: Asking, pk: UUID, person: UUID) -> HttpResponse:
    """Why this one, and a note. Whoever cannot be asked, for whichever reason, is as if not there."""
    programme = _programme(request, pk)
    other = Person.objects.filter(pk=person).first() or Person(pk=person)
    if request.method != "POST":
        return _ask_page(request, programme, other, Asks(initial=drafts.take(request)))
    form = Asks(request.POST)
    if not form.is_valid():
        return _ask_page(request, programme, other, form)
    return _ask(request, programme, other, form)


def _ask_page(request: Asking, programme: Programme, other: Person, form: Asks) -> HttpResponse:
    found = _still_there(programme, request.user, other)
    if found is None:
        messages.info(request, str(refusals.NotToBeAsked.sentence))
        return redirect("reach", programme.pk)
    context = {"programme": programme, "suggested": found, "why": found.why, "form": form}
    return render(request, "together/reach_ask.html", context, status=MEND if form.errors else 200)


def _still_there(programme: Programme, me: Person, other: Person) -> queries.Suggested | None:
    if not rules.can_ask(programme):
        return None
    rooms = beside.rooms([other.pk])
    found = bridge.fits(programme, me, other)
    if found is None or rooms[other.pk].unasked < 1:
        return None
    return queries.suggested(me, [found], {other.pk: rooms[other.pk].unasked})[0]


def _ask(request: Asking, programme: Programme, other: Person, form: Asks) -> HttpResponse:
    said = form.cleaned_data
    decides = said["decides"] == "yes"
    try:
        actions.ask(
            programme,
            other,
            said["note"],
            key=said["key"],
            by=request.user,
            at=timezone.now(),
            decides=decides,
        )
    except refusals.Refused as refused:
        messages.info(request, str(refused.sentence))
        return redirect("reach", programme.pk)
    if decides:
        messages.info(request, _("Then the two of you are not put together. Nobody was asked."))
        return redirect("reach", programme.pk)
    messages.success(request, _("Asked. You have an answer within seven days."))
    return redirect("approach", said["key"])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def approach(request: Asking, pk: UUID) -> HttpResponse:
    """What the two read until it is answered; whoever is asked answers here."""
    found = _approach(request, pk)
    if request.method != "POST":
        return _page(request, found)
    if found.asked_id != request.user.pk:
        raise PermissionDenied
    form = Answering(request.POST)
    if not form.is_valid():
        return _page(request, found, form=form)
    try:
        actions.reply(found, by=request.user, says=form.says(), at=timezone.now())
    except refusals.AlreadySettled:
        messages.info(request, _("This one was settled a moment ago, before your answer arrived."))
    found.refresh_from_db()
    if found.partnership_id:
        return redirect("partnership", found.partnership_id)
    if form.says() == "yes":
        messages.info(request, _("This one did not come together."))
    return redirect("home")


@require_POST
@signed_in
def more(request: Asking, pk: UUID) -> HttpResponse:
    """Whoever is asked asks one thing back."""
    found = _approach(request, pk)
    if found.asked_id != request.user.pk:
        raise PermissionDenied
    form = WantsToKnow(request.POST)
    if not form.is_valid():
        return _page(request, found, question=form)
    try:
        actions.want_to_know(found, form.cleaned_data["question"], by=request.user, at=timezone.now())
    except refusals.Refused as refused:
        messages.info(request, str(refused.sentence))
    return redirect("approach", found.pk)


@require_POST
@signed_in
def tell(request: Asking, pk: UUID) -> HttpResponse:
    """Whoever asked tells more."""
    found = _approach(request, pk)
    if found.asker_id != request.user.pk:
        raise PermissionDenied
    form = TellsMore(request.POST)
    if not form.is_valid():
        return _page(request, found, answer=form)
    try:
        actions.tell_more(found, form.cleaned_data["answer"], by=request.user, at=timezone.now())
    except refusals.Refused as refused:
        messages.info(request, str(refused.sentence))
    return redirect("approach", found.pk)


@require_POST
@signed_in
def withdraw(request: Asking, pk: UUID) -> HttpResponse:
    found = _approach(request, pk)
    if found.asker_id != request.user.pk:
        raise PermissionDenied
    try:
        actions.withdraw(found, by=request.user, at=timezone.now())
        messages.success(request, _("Taken back."))
    except refusals.AlreadySettled:
        messages.info(request, _("This one was settled a moment ago, before you took it back."))
    return redirect("reach", found.programme_id)


def _programme(request: Asking, pk: UUID) -> Programme:
    """For whoever takes part, where its organiser lets people ask."""
    mine = Membership.objects.joined().filter(person=request.user).values("programme")
    return get_object_or_404(Programme.objects.filter(pk__in=mine, asking=True), pk=pk)


def _approach(request: Asking, pk: UUID) -> Approach:
    rows = Approach.objects.visible_to(request.user).select_related("programme__contact", "asker", "asked")
    return get_object_or_404(rows, pk=pk)


def _page(
    request: Asking,
    found: Approach,
    *,
    form: Answering | None = None,
    question: WantsToKnow | None = None,
    answer: TellsMore | None = None,
) -> HttpResponse:
    if found.partnership_id:
        return redirect("partnership", found.partnership_id)
    if not Approach.objects.open(timezone.now()).filter(pk=found.pk).exists():
        messages.info(request, _("This one is no longer open."))
        return redirect("home")
    me = request.user
    other = found.asker if found.asked_id == me.pk else found.asked
    forms: list[Form | None] = [form, question, answer]
    context = {
        "approach": found,
        "other": other,
        "is_mine": found.asker_id == me.pk,
        "why": queries.why_them(found, me, bridge.told_by(found.programme, found.asker, found.asked)),
        "written": queries.written(found),
        "form": form or Answering(),
        "question": question or WantsToKnow(),
        "answer": answer or TellsMore(),
    }
    wrong = any(each is not None and each.errors for each in forms)
    return render(request, "together/approach.html", context, status=MEND if wrong else 200)
