"""Circles that somebody could sit in: a seat taken, waited for, or left to whoever is next."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from counterpart.matching import circles
from counterpart.matching.actions import take_seat
from counterpart.matching.refusals import NoSeat
from counterpart.partnerships.actions import AlreadyEnded
from counterpart.partnerships.actions.circles import stop_waiting
from counterpart.web.asking import Asking
from counterpart.web.signed_in import signed_in


@require_safe
@signed_in
def open_circles(request: Asking) -> HttpResponse:
    return render(request, "together/circles.html", {"circles": circles.open_to(request.user)})


@require_POST
@signed_in
def seat(request: Asking, pk: UUID) -> HttpResponse:
    found = get_object_or_404(circles.about_wishes_of(request.user), pk=pk)
    try:
        if request.POST.get("answer") == "no":
            stop_waiting(found, by=request.user, at=timezone.now())
            messages.info(request, _("You are not waiting for a seat there any more."))
        elif take_seat(found.pk, by=request.user, at=timezone.now()):
            messages.success(request, _("You have a seat. Say hello to the others."))
            return redirect("partnership", found.pk)
        else:
            messages.info(request, _("Every seat is taken. You wait in line, and a letter tells you."))
    except NoSeat as refused:
        messages.error(request, str(refused.sentence))
    except AlreadyEnded:
        messages.info(request, _("This circle ended a moment ago."))
    return redirect("circles")
