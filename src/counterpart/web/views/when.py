"""The last of three short screens: where I stand, when and how, and whom I would rather not meet."""

from datetime import datetime
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from counterpart.people import actions, avoiding, queries
from counterpart.people.models import Avoidance, Person, Stage
from counterpart.web import drafts
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.telling import Avoid, WhenAndHow, days_and_parts, hours_of, language_name
from counterpart.web.signed_in import signed_in


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def when(request: Asking) -> HttpResponse:
    person = request.user
    if request.method == "POST":
        form = WhenAndHow(request.POST, person=person)
        if form.is_valid():
            _tell_when(form, person, timezone.now())
            return redirect("home")
    else:
        form = WhenAndHow(person=person, initial=_as_told(person, request) | drafts.take(request))
    return _when_page(request, form, Avoid())


def _when_page(request: Asking, form: WhenAndHow, avoid: Avoid) -> HttpResponse:
    context = {
        "form": form,
        "avoid": avoid,
        "avoided": queries.avoided(request.user),
        "chosen": [language_name(code) for code in form["languages"].value() or []],
    }
    return answer(request, "joining/when.html", context, form, avoid)


def _as_told(person: Person, request: HttpRequest) -> dict[str, object]:
    days, parts = days_and_parts(person.hours)
    return {
        **{name: getattr(person, name) for name in ("name", "stage", "function", "place", "background")},
        "days": [] if len(days) == 7 else days,
        "parts": [] if len(parts) == 4 else parts,
        "time_zone": person.time_zone,
        "languages": person.languages or [getattr(request, "LANGUAGE_CODE", "en").split("-")[0]],
        "capacity": person.capacity,
        "hosting": person.hosting,
    }


def _tell_when(form: WhenAndHow, person: Person, now: datetime) -> None:
    said = form.cleaned_data
    stage = said["stage"]
    actions.tell_frame(
        name=said["name"],
        stage=None if stage is None else Stage(stage),
        function=said["function"],
        place=said["place"],
        background=said["background"],
        by=person,
        at=now,
    )
    actions.tell_hours(
        languages=said["languages"],
        time_zone=said["time_zone"],
        hours=hours_of(said["days"], said["parts"]),
        capacity=said["capacity"],
        hosting=said["hosting"],
        by=person,
        at=now,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def avoid(request: Asking) -> HttpResponse:
    """Somebody one would rather not meet. The answer is the same whether or not they are here."""
    if request.method != "POST":
        return redirect("joining-when")
    form = Avoid(request.POST)
    if form.is_valid():
        try:
            avoiding.avoid(form.cleaned_data["address"], by=request.user, at=timezone.now())
            return redirect("joining-when")
        except avoiding.ThatIsYou:
            form.add_error("address", _("This is your own address. Whose did you mean?"))
        except avoiding.Enough:
            form.add_error("address", _("Your list is as long as it can be. Take somebody off it first."))
    blank = WhenAndHow(person=request.user, initial=_as_told(request.user, request))
    return _when_page(request, blank, form)


@require_POST
@signed_in
def stop_avoiding(request: Asking, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Avoidance.objects.visible_to(request.user), pk=pk)
    avoiding.stop_avoiding(found, by=request.user, at=timezone.now())
    return redirect("joining-when")
