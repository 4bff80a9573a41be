"""Introducing somebody outside: whoever introduces, the one inside, and the page of the one outside."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from counterpart.introductions import outside, queries, sealed
from counterpart.introductions.actions import Enough, Over
from counterpart.introductions.models import Outside
from counterpart.web import drafts
from counterpart.web.answer import answer as answered
from counterpart.web.asking import Asking
from counterpart.web.evenly import evenly
from counterpart.web.forms.introductions import IntroducingOutside
from counterpart.web.signed_in import signed_in

GONE = 410


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def introduce(request: Asking, pk: UUID) -> HttpResponse:
    """For a wish that I read: somebody I know who is not here."""
    read = next((each for each in queries.wishes_of_companions(request.user) if each.wish.pk == pk), None)
    if read is None:
        raise Http404
    form = IntroducingOutside(request.POST or None, initial=drafts.take(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        whom = outside.Stranger(said["name"], said["address"])
        try:
            outside.introduce(
                read.wish, whom, said["words"], key=said["key"], by=request.user, at=timezone.now()
            )
            messages.success(request, _("Both are asked. You hear from us within a month."))
            return redirect("introductions")
        except outside.Yourself:
            form.add_error("address", _("That is your own address. Whom else do you know?"))
        except outside.SwitchedOff:
            form.add_error(
                None, _("Here nobody outside is written to. You can introduce people you know here.")
            )
        except (Over, Enough):
            form.add_error(
                None,
                _("That is not possible at the moment. Please try again once one was answered."),
            )
    return answered(request, "introductions/introduce_outside.html", {"read": read, "form": form}, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def one(request: Asking, pk: UUID) -> HttpResponse:
    """Two lines, and a yes or a no of the one inside; how to reach the other once both have said yes."""
    rows = Outside.objects.visible_to(request.user).select_related("wish__person", "by")
    found = get_object_or_404(rows, pk=pk)
    inside = found.wish.person_id == request.user.pk
    if request.method == "POST":
        if not inside:
            raise PermissionDenied
        yes = request.POST.get("answer") == "yes"
        try:
            outside.answer_inside(found, yes=yes, by=request.user, at=timezone.now())
            messages.success(request, _("Thank you.") if yes else _("Nobody learns of it."))
        except Over:
            messages.info(request, _("It ran out, or was answered already."))
        return redirect("outside", pk)
    over = not found.is_open(timezone.now())
    context = {
        "row": found,
        "inside": inside,
        # Neither says whether somebody outside said no: whom they are stands here once both have said yes.
        "words": sealed.lines_outside(found) if found.met or not over else "",
        "other": sealed.stranger(found) if found.met else None,
        "said": True if found.wisher_yes_at else False if found.wisher_no_at else None,
        "over": over,
    }
    return render(request, "introductions/outside.html", context)


@never_cache
@evenly
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """The page of whoever has the letter. Reading it changes nothing, and does not say who is inside."""
    found = outside.found_by(token)
    if found is None:
        raise Http404
    if request.method == "POST":
        _answer(request, found)
        found.refresh_from_db()
    known = sealed.stranger(found)
    over = known is None or not (found.met or found.is_open(timezone.now()))
    context = {"row": found, "known": known, "over": over, "never": outside.said_never(found)}
    response = render(
        request,
        "introductions/outside_answer.html",
        context,
        status=GONE if over and not request.POST else 200,
    )
    response["X-Robots-Tag"] = "noindex"
    return response


def _answer(request: HttpRequest, found: Outside) -> None:
    says, now = request.POST.get("answer"), timezone.now()
    try:
        if says == "never":
            outside.never_again(found, at=now)
        elif says in ("yes", "no"):
            outside.answer_outside(found, yes=says == "yes", at=now)
    except Over:
        pass  # the page says how it stands
