"""How a programme goes, as its organiser sees it: that people meet, never what is said."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from counterpart.asks.queries import days_to_first_offer
from counterpart.partnerships.actions import circles
from counterpart.partnerships.queries import momentum
from counterpart.programmes.models import Programme
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.programmes import Host
from counterpart.web.signed_in import signed_in
from counterpart.web.views.programmes import PAGE, organised


@require_safe
@signed_in
def how_it_goes(request: Asking, pk: UUID) -> HttpResponse:
    found = organised(request.user, pk)
    return _page(request, found, Host(programme=found))


@require_POST
@signed_in
def open_circle(request: Asking, pk: UUID) -> HttpResponse:
    """Let those who show something to people further along sit together."""
    found = organised(request.user, pk, open_only=True)
    form = Host(request.POST, programme=found)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        circles.open_for_teachers(found, form.cleaned_data["host"], by=request.user, at=timezone.now())
        messages.success(request, _("Open. Whoever teaches finds it on their home; the host has a letter."))
    except circles.AlreadyOpen:
        messages.info(request, _("It is open already."))
    return redirect("programme-meeting", pk)


def _page(request: Asking, found: Programme, form: Host) -> HttpResponse:
    circle = circles.for_teachers(found)
    page = Paginator(momentum.without_next(found), PAGE).get_page(request.GET.get("page"))
    context: dict[str, object] = {
        "programme": found,
        "going": momentum.going(found, timezone.now()),
        "page": page,
        "first_offer": days_to_first_offer(found),
        "circle": circle,
        "sit": circle.seats.filter(hosts=False).count() if circle else 0,
        "form": form,
    }
    return answer(request, "programmes/meeting.html", context, form)
