"""Two people together: what each shows the other, and what they write."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counterpart.partnerships import actions, queries, rules
from counterpart.partnerships.actions.together import Resting
from counterpart.partnerships.models import Partnership
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
        messages.error(request, _("You two have parted, so nothing more can be written here."))
        return redirect("partnership", found.pk)
    form = Line(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        said = form.cleaned_data
        actions.write(found, said["body"], key=said["key"], by=request.user, at=timezone.now())
    except Resting:
        messages.error(request, _("You two are resting, so nothing is sent. Your words are still here."))
        return _page(request, found, form)
    except actions.AlreadyEnded:
        messages.error(request, _("You two parted a moment ago, so this was not kept."))
    except actions.AlreadyWritten:
        pass  # the first click did it
    return redirect("partnership", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def part(request: Asking, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    if request.method != "POST":
        context = {"partnership": found, "other": queries.other(found, request.user)}
        return render(request, "member/part.html", context)
    try:
        actions.end(found, by=request.user, at=timezone.now())
        messages.success(request, _("You two have parted. Nobody is asked why."))
    except actions.AlreadyEnded:
        messages.info(request, _("You two had parted already."))
    return redirect("home")


def _find(request: Asking, pk: UUID) -> Partnership:
    return get_object_or_404(
        Partnership.objects.visible_to(request.user).select_related("programme__contact"), pk=pk
    )


def _page(request: Asking, found: Partnership, form: Line) -> HttpResponse:
    other = queries.other(found, request.user)
    context = {
        "partnership": found,
        "other": other,
        "ways": queries.ways(found, request.user),
        "beginning": queries.beginning(found, request.user),
        "shared": queries.shared(found, other) if found.ended_at is None else None,
        "times": queries.next_times(found, timezone.now()),
        "shares_steps": courage.is_shared_with(found, request.user),
        "thread": queries.thread(found, request.user),
        "talks": queries.talks(found, timezone.now()),
        "form": form,
        "rest": None if found.ended_at else parting.rest(found, request.user),
    }
    return render(request, "member/partnership.html", context, status=MEND if form.errors else 200)
