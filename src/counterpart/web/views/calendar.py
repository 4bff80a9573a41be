"""The private address of one's meetings, for a calendar program; what that program gets; and who books."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_http_methods, require_safe

from counterpart.partnerships import entries, queries
from counterpart.partnerships.queries.assistants import who_books_for
from counterpart.people import feeds
from counterpart.people.models import Token
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.programmes import NameAndAddress
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
    return page(request, NameAndAddress(), address)


def page(request: Asking, form: NameAndAddress, address: str = "") -> HttpResponse:
    current = feeds.current(request.user, timezone.now())
    context: dict[str, object] = {
        "address": address,
        "current": current,
        "busy": current is not None and current.purpose == Token.Purpose.BUSY,
        "assistant": next(iter(who_books_for([request.user])), None),
        "form": form,
    }
    return answer(request, "together/calendar.html", context, form)


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
