"""Writing to one's counterpart from a letter. The page shows nothing that was written."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from counterpart.partnerships import actions, links
from counterpart.partnerships.queries import names_of_others
from counterpart.web.forms.writing import Answer

GONE = 410
MEND = 422
TOO_MUCH = 429


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    if (may := links.found_by(token)) is None:
        raise Http404
    others = names_of_others(may.partnership, may.person)
    context: dict[str, object] = {"others": others, "person": may.person, "may": may}
    if not may.is_good(timezone.now()):
        return _closed(request, context)
    if request.method != "POST":
        template = "together/answer_sent.html" if "sent" in request.GET else "together/answer.html"
        return render(request, template, context | {"form": Answer(to=others)})
    form = Answer(request.POST, to=others)
    if not form.is_valid():
        return render(request, "together/answer.html", context | {"form": form}, status=MEND)
    return _write(request, may, form, context)


def _write(
    request: HttpRequest, may: links.MayAnswer, form: Answer, context: dict[str, object]
) -> HttpResponse:
    said = form.cleaned_data
    try:
        actions.answer(may, said["body"], key=said["key"], at=timezone.now())
    except (actions.AlreadyEnded, actions.RanOut):
        return _closed(request, context)
    except actions.TooMuch:
        form.add_error("body", _("That was a lot within one hour. Wait a while, or sign in and write there."))
        return render(request, "together/answer.html", context | {"form": form}, status=TOO_MUCH)
    except actions.AlreadyWritten:
        pass  # the first click did it
    return redirect(f"{request.path}?sent=1")


def _closed(request: HttpRequest, context: dict[str, object]) -> HttpResponse:
    """What was typed is given back, as there is nowhere to keep it."""
    typed = request.POST.get("body", "")[: actions.LONGEST]
    return render(request, "together/answer_closed.html", context | {"typed": typed}, status=GONE)
