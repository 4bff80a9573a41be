"""The open door of a programme: the page that anybody may read, and who opens it."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.programmes import inviting
from counterpart.programmes.models import Programme, SharedLink
from counterpart.stories.actions import doors
from counterpart.stories.models import Door, DoorsShut, Story
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.door import Words
from counterpart.web.signed_in import signed_in
from counterpart.web.views.programmes import organised

SHOWN = 6


@require_safe
def door(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The same for everybody: nothing here depends on who reads it."""
    found = Door.objects.filter(pk=pk).exclude(programme__state=Programme.State.CLOSED)
    one = found.select_related("programme").first()
    if one is None or DoorsShut.objects.exists():
        raise Http404
    stories = Story.objects.for_open_door(one.programme).order_by("-told_at", "pk")[:SHOWN]
    link = SharedLink.objects.good(timezone.now()).filter(programme=one.programme).order_by("-pk").first()
    context = {
        "door": one,
        "stories": stories.prefetch_related("voices__person", "topics").select_related("programme"),
        "join": inviting.words_of(link) if link else "",
        "messages": [],
    }
    return render(request, "open/door.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def programme_door(request: Asking, pk: UUID) -> HttpResponse:
    """The organiser: its words, and whether it is open."""
    programme, now = organised(request.user, pk), timezone.now()
    found = Door.objects.filter(programme=programme).first()
    form = Words(request.POST or None, initial={"words": found.words if found else programme.welcome})
    if request.method == "POST":
        if "shut" in request.POST:
            doors.shut_page(programme, by=request.user, at=now)
            return redirect("programme-door", pk)
        if form.is_valid():
            doors.open_page(programme, form.cleaned_data["words"], by=request.user, at=now)
            return redirect("programme-door", pk)
    context: dict[str, object] = {
        "programme": programme,
        "form": form,
        "door": found,
        "shut": DoorsShut.objects.exists(),
        "stories": Story.objects.for_open_door(programme).count(),
        "link": SharedLink.objects.good(now).filter(programme=programme).exists(),
    }
    return answer(request, "open/programme.html", context, form)


@require_POST
@signed_in
def doors_of_all(request: Asking) -> HttpResponse:
    """The owner: whether programmes of this instance may have a public page."""
    if not request.user.is_owner:
        raise PermissionDenied
    act = doors.shut_all if request.POST.get("do") == "shut" else doors.let_open
    act(by=request.user, at=timezone.now())
    return redirect("owner")
