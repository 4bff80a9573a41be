"""What surrounds every page: nothing of somebody's own is kept on the way, and nothing endless is read."""

from collections.abc import Callable

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

# More than any page takes, so that a form can still say by how much a file is too large.
MOST_BYTES = 32 * 2**20

Answer = Callable[[HttpRequest], HttpResponse]


def refuse_endless(get_response: Answer) -> Answer:
    """Refused before anything is read: an upload that nobody asked for would fill the disk."""

    def around(request: HttpRequest) -> HttpResponse:
        try:
            length = int(request.headers.get("Content-Length") or 0)
        except ValueError:
            length = 0
        if length > MOST_BYTES:
            raise RequestDataTooBig
        return get_response(request)

    return around


def keep_private(get_response: Answer) -> Answer:
    """Whatever somebody who signed in gets, errors too, names them in its header."""

    def around(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if request.user.is_authenticated:
            patch_cache_control(response, private=True, no_store=True)
        return response

    return around
