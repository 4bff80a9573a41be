"""Something is not right, resting, and what the contact person reads."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.matching import circles
from counterpart.matching.words import listed
from counterpart.partnerships import queries, rules
from counterpart.partnerships.actions import concerns as actions
from counterpart.partnerships.actions import pausing
from counterpart.partnerships.actions.together import AlreadyEnded
from counterpart.partnerships.models import Concern, Kind, Partnership
from counterpart.partnerships.queries import parting
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.web import drafts
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.parting import NotRight
from counterpart.web.signed_in import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def not_right(request: Asking, pk: UUID) -> HttpResponse:
    found = find(request, pk)
    listener = parting.listener(found)
    others = queries.others(found, request.user)
    resting = None if found.ended_at else parting.rest(found, request.user)
    may_pause = rules.can_pause(found) and not (resting and resting.mine)
    form = _form(request, found, listener, others, may_pause)
    if request.method != "POST" or not form.is_valid():
        return _page(request, found, listener, others, form)
    said = form.cleaned_data
    if said.get("words") and (listener is None or said["to"] != listener.pk):
        return _somebody_else_listens(request, found, listener, others, form)
    try:
        actions.say_not_right(
            found,
            words=said.get("words", ""),
            to=listener,
            then=said["then"],
            key=said["key"],
            by=request.user,
            at=timezone.now(),
        )
    except actions.AlreadyTold:
        pass  # the first click did it
    except actions.NotListening:
        return _somebody_else_listens(request, found, listener, others, form)
    _say_what_happens(request, said, listener)
    return redirect("home" if said["then"] == actions.BLOCK else "partnership-not-right", *_back(said, pk))


def _back(said: dict[str, object], pk: UUID) -> list[UUID]:
    return [] if said["then"] == actions.BLOCK else [pk]


def _form(
    request: Asking, found: Partnership, listener: Person | None, others: Sequence[Person], may_pause: bool
) -> NotRight:
    return NotRight(
        request.POST if request.method == "POST" else None,
        initial={"to": listener.pk if listener else None, **drafts.take(request)},
        kind=Kind(found.kind),
        names=_names(others),
        may_pause=may_pause,
        ended=found.ended_at is not None,
        heard=listener is not None,
    )


def _somebody_else_listens(
    request: Asking, found: Partnership, listener: Person | None, others: Sequence[Person], form: NotRight
) -> HttpResponse:
    """The words go to nobody but whom the page named. They stay on it, under the name that is true now."""
    form.add_error(None, _("Meanwhile the contact person has changed. Nothing was sent; please look again."))
    return _page(request, found, listener, others, form)


def _say_what_happens(request: Asking, said: dict[str, object], listener: Person | None) -> None:
    if said.get("words") and listener:
        told = _("%(name)s gets a letter now, and answers you by mail. Nobody else learns of it.")
        messages.success(request, told % {"name": listener.name})
    if said["then"] == actions.PAUSE:
        messages.success(request, _("You rest now. Nothing is asked of any of you."))
    if said["then"] == actions.BLOCK:
        messages.success(request, _("It is over, and you are never matched again. Nobody is told why."))


def _page(
    request: Asking, found: Partnership, listener: Person | None, others: Sequence[Person], form: NotRight
) -> HttpResponse:
    further = _shows_further_along(request.user, others) and not circles.sits_among_teachers(request.user)
    context = named(found, others) | {
        "listener": listener,
        "organisers": [] if listener else parting.organisers(found),
        "told": parting.told(found, request.user),
        "shows_further_along": further,
        "circle": circles.nearby(request.user).of_teachers if further else None,
        "form": form,
    }
    return answer(request, "together/not_right.html", context, form)


def _shows_further_along(me: Person, others: Sequence[Person]) -> bool:
    return me.stage is not None and any(each.stage is not None and me.stage < each.stage for each in others)


def named(found: Partnership, others: Sequence[Person]) -> dict[str, object]:
    """What every page about a partnership says of its people: one other of a pair, or all by name."""
    other = others[0] if found.is_pair and others else None
    return {"partnership": found, "others": others, "other": other, "names": _names(others)}


def _names(people: Sequence[Person]) -> str:
    return listed([each.first_name for each in people])


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def pause(request: Asking, pk: UUID) -> HttpResponse:
    found = find(request, pk)
    others = queries.others(found, request.user)
    if request.method != "POST":
        if not rules.can_pause(found):
            return redirect("partnership", found.pk)
        return render(request, "together/pause.html", named(found, others))
    try:
        pausing.pause(found, by=request.user, at=timezone.now())
        messages.success(request, _("You rest now. Nothing is asked of any of you."))
    except pausing.AlreadyResting:
        pass  # the first click did it
    except pausing.NeverRests:
        messages.info(request, _("A circle goes on for the others. You can leave it at any time."))
    except AlreadyEnded:
        messages.info(request, _("You had parted already, so nothing is asked of any of you."))
    return redirect("partnership", found.pk)


@require_POST
@signed_in
def resume(request: Asking, pk: UUID) -> HttpResponse:
    found = find(request, pk)
    try:
        pausing.resume(found, by=request.user, at=timezone.now())
        messages.success(request, _("Your rest is over. Welcome back."))
    except pausing.NotResting:
        pass  # the first click did it, or it is the other's rest
    except AlreadyEnded:
        messages.info(request, _("You have parted meanwhile."))
    return redirect("partnership", found.pk)


@require_safe
@signed_in
def concerns(request: Asking) -> HttpResponse:
    """For contact persons alone."""
    heard = parting.concerns(request.user)
    if not heard and not Programme.objects.filter(contact=request.user).exists():
        raise Http404
    return render(request, "together/concerns.html", {"heard": heard})


@require_POST
@signed_in
def seen(request: Asking, pk: UUID) -> HttpResponse:
    concern = get_object_or_404(Concern.objects.filter(to=request.user), pk=pk)
    actions.see(concern, by=request.user, at=timezone.now())
    return redirect("concerns")


def find(request: Asking, pk: UUID) -> Partnership:
    return get_object_or_404(
        Partnership.objects.visible_to(request.user).select_related("programme__contact"), pk=pk
    )
