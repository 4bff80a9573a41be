"""People together: what each shows another, and what they write."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from counterpart.matching.words import listed
from counterpart.partnerships import actions, queries, rules
from counterpart.partnerships.actions import circles
from counterpart.partnerships.actions.together import Resting
from counterpart.partnerships.models import Kind, Partnership
from counterpart.partnerships.queries import circles as circle_queries
from counterpart.partnerships.queries import courage, parting
from counterpart.web import drafts
from counterpart.web.asking import Asking
from counterpart.web.forms.writing import Line
from counterpart.web.signed_in import signed_in

MEND = 422


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def partnership(request: Asking, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    if request.method != "POST":
        return _page(request, found, Line(initial=drafts.take(request)))
    if not rules.can_write(request.user, found):
        messages.error(request, _("This has ended, so nothing more can be written here."))
        return redirect("partnership", found.pk)
    form = Line(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        said = form.cleaned_data
        actions.write(found, said["body"], key=said["key"], by=request.user, at=timezone.now())
    except Resting:
        messages.error(request, _("You are resting, so nothing is sent. Your words are still here."))
        return _page(request, found, form)
    except actions.AlreadyEnded:
        messages.error(request, _("This ended a moment ago, so what you wrote was not kept."))
    except actions.AlreadyWritten:
        pass  # the first click did it
    return redirect("partnership", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def part(request: Asking, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    if request.method != "POST":
        return render(request, "member/part.html", _with_others(request, found))
    try:
        if found.kind == Kind.CIRCLE:
            circles.leave(found, by=request.user, at=timezone.now())
            messages.success(request, _("You have left the circle. Nobody is asked why."))
        else:
            actions.end(found, by=request.user, at=timezone.now())
            messages.success(request, _("You have parted. Nobody is asked why."))
    except (actions.AlreadyEnded, circles.NotSeated):
        messages.info(request, _("You had parted already."))
    return redirect("home")


@require_POST
@signed_in
def host(request: Asking, pk: UUID) -> HttpResponse:
    """Hand a circle over, or host it from now on."""
    found = get_object_or_404(Partnership.objects.visible_to(request.user).filter(kind=Kind.CIRCLE), pk=pk)
    try:
        if request.POST.get("answer") == "hand-over":
            circles.hand_over(found, by=request.user, at=timezone.now())
            messages.success(request, _("The others are asked. You host until one of them says yes."))
        else:
            circles.host(found, by=request.user, at=timezone.now())
            messages.success(request, _("You host this circle now. Thank you."))
    except circles.AlreadyHosted:
        messages.info(request, _("Somebody else hosts it by now."))
    except (actions.AlreadyEnded, circles.NotSeated):
        messages.info(request, _("That is no longer to be done here."))
    return redirect("partnership", found.pk)


def _find(request: Asking, pk: UUID) -> Partnership:
    return get_object_or_404(
        Partnership.objects.visible_to(request.user).select_related(
            "programme__contact", "skill__merged_into"
        ),
        pk=pk,
    )


def _with_others(request: Asking, found: Partnership) -> dict[str, Any]:
    others = queries.others(found, request.user)
    return {
        "partnership": found,
        "others": others,
        "other": others[0] if others else None,
        "names": listed([each.first_name for each in others]),
    }


def _page(request: Asking, found: Partnership, form: Line) -> HttpResponse:
    context = _with_others(request, found)
    if found.is_pair:
        context["ways"] = queries.ways(found, request.user)
        context["shared"] = queries.shared(found, context["other"]) if found.ended_at is None else None
    else:
        context["arrows"] = queries.arrows(found, request.user)
        context["everybody"] = [request.user, *context["others"]]
    if found.kind == Kind.CIRCLE:
        context["hosting"] = circle_queries.hosting(found, request.user)
        context["alone"] = found.ended_at is None and not context["others"]
    context |= {
        "beginning": queries.beginning(found, request.user),
        "times": (times := queries.next_times(found, timezone.now())),
        "shares_steps": courage.is_shared_with(found, request.user),
        "thread": queries.thread(found, request.user),
        "talks": queries.talks(found, timezone.now()),
        "form": form,
        "rest": None if found.ended_at else parting.rest(found, request.user),
    }
    if found.kind == Kind.CIRCLE and times.next:
        context["gathering"] = circle_queries.gathering(times.next, request.user)
    return render(request, "member/partnership.html", context, status=MEND if form.errors else 200)
