"""How a programme goes, as its organiser sees it: that people meet, never what is said."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from counterpart.partnerships.queries import momentum
from counterpart.web.asking import Asking
from counterpart.web.signed_in import signed_in
from counterpart.web.views.programmes import PAGE, organised


@require_safe
@signed_in
def how_it_goes(request: Asking, pk: UUID) -> HttpResponse:
    found = organised(request.user, pk)
    page = Paginator(momentum.without_next(found), PAGE).get_page(request.GET.get("page"))
    context = {"programme": found, "going": momentum.going(found, timezone.now()), "page": page}
    return render(request, "programmes/meeting.html", context)
