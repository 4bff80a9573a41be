"""Words typed by somebody whose sign-in had run out. They wait, sealed, until the same person is back.

The key lies in a cookie of that browser alone, so that nothing typed stands readable in the database.
"""

import base64
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from counterpart.common import sealing

COOKIE = "draft"
WRITER = "writer"  # a hidden field of every form whose words are worth keeping: whose words they are
LONGEST = 20_000
HOUR = 3600
NOT_WORDS = frozenset({"csrfmiddlewaretoken"})


def keep(request: HttpRequest, response: HttpResponse) -> None:
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_WORDS}
    text = json.dumps(fields)
    if WRITER not in fields or len(text) > LONGEST:
        return
    key = sealing.new_key()
    closed = base64.b64encode(sealing.seal(key, text, where=request.path)).decode()
    request.session["draft"] = {"path": request.path, "closed": closed}
    response.set_cookie(
        COOKIE,
        sealing.write_key(key),
        max_age=HOUR,
        httponly=True,
        secure=settings.SECURE,
        samesite="Lax",
    )


def take(request: HttpRequest) -> dict[str, str | list[str]]:
    """What this person had typed on this page, once; nothing where it was somebody else."""
    kept = request.session.get("draft")
    if request.method != "GET" or not kept or kept.get("path") != request.path:
        return {}
    del request.session["draft"]
    try:
        key = sealing.read_key(request.COOKIES.get(COOKIE, ""))
        fields = json.loads(sealing.unseal(key, base64.b64decode(kept["closed"]), where=request.path))
    except (sealing.BadKey, sealing.CannotOpen):
        return {}
    if fields.pop(WRITER) != [str(request.user.pk)]:
        return {}
    return {name: values if len(values) > 1 else values[0] for name, values in fields.items() if values}
