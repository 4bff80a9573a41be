"""The door of every page that is somebody's own. Typed words wait behind it while somebody signs in."""

from collections.abc import Callable
from datetime import tzinfo
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django_htmx.http import HttpResponseClientRedirect

from counterpart.web import drafts
from counterpart.web.asking import Asking

P = ParamSpec("P")


def signed_in(
    view: Callable[Concatenate[Asking, P], HttpResponse],
) -> Callable[Concatenate[HttpRequest, P], HttpResponse]:
    @wraps(view)
    def inside(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        asking = cast("Asking", request)
        if not request.user.is_authenticated:
            return _to_the_door(asking)
        with timezone.override(_clock(asking)):
            return view(asking, *args, **kwargs)

    return inside


def _clock(request: Asking) -> tzinfo:
    """Times are shown by the reader's own clock."""
    try:
        return ZoneInfo(request.user.time_zone)
    except (ZoneInfoNotFoundError, ValueError):
        return timezone.get_default_timezone()


def _to_the_door(request: Asking) -> HttpResponse:
    back = request.get_full_path()
    if request.htmx and drafts.WRITER not in request.POST:  # a piece of a page is no place to come back to
        back = request.htmx.current_url_abs_path or back
    door = f"{reverse('account_request_login_code')}?{urlencode({'next': back})}"
    response = HttpResponseClientRedirect(door) if request.htmx else redirect(resolve_url(door))
    if request.method == "POST":
        drafts.keep(request, response)
    return response
