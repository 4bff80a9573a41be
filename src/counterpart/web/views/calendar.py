"""The private address of one's meetings, for a calendar program; and what that program gets."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe

from counterpart.partnerships import entries, queries
from counterpart.people import feeds
from counterpart.people.models import Token
from counterpart.web.asking import Asking
from counterpart.web.signed_in import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def calendar(request: Asking) -> HttpResponse:
    """Make an address, another in its place, or none. It is shown once, as we keep only its digest."""
    address = ""
    now = timezone.now()
    if request.method == "POST":
        if request.POST.get("do") in ("named", "busy"):
            raw = feeds.make(busy=request.POST["do"] == "busy", by=request.user, at=now)
            address = entries.absolute(reverse("calendar-feed", args=[raw]))
        elif request.POST.get("do") == "stop":
            feeds.stop(by=request.user, at=now)
    current = feeds.current(request.user, now)
    context = {
        "address": address,
        "current": current,
        "busy": current is not None and current.purpose == Token.Purpose.BUSY,
    }
    return render(request, "together/calendar.html", context)


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the address reads it, without signing in: calendar programs cannot."""
    now = timezone.now()
    found = feeds.find(token, now)
    if found is None:
        raise Http404
    reader = found.person
    with translation.override(reader.language):
        made = entries.feed(
            queries.in_calendar(reader, now), reader, busy=found.purpose == Token.Purpose.BUSY, at=now
        )
    response = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    response["Cache-Control"] = "private, no-store"
    return response
