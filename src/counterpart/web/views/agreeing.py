"""Two people begin: what each reads beforehand, what they agree on, how it feels at the start."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counterpart.partnerships import queries, rules
from counterpart.partnerships.actions import AlreadyEnded, agreeing
from counterpart.partnerships.models import Agreement, Induction, Partnership
from counterpart.partnerships.queries import agreeing as agreements
from counterpart.people.models import Person
from counterpart.web import drafts
from counterpart.web.asking import Asking
from counterpart.web.forms.agreeing import Agreeing, HowItFeels
from counterpart.web.signed_in import signed_in
from counterpart.web.talking import why_not

MEND = 422


def _find(request: Asking, pk: UUID) -> Partnership:
    visible = Partnership.objects.visible_to(request.user).select_related("programme__contact")
    return get_object_or_404(visible.prefetch_related("seats__person"), pk=pk)


def _others(request: Asking, found: Partnership) -> list[Person]:
    return [seat.person for seat in found.seats.all() if seat.person_id != request.user.pk]


def _have_parted(request: Asking, found: Partnership, because: AlreadyEnded | None = None) -> HttpResponse:
    parted = _("You have parted, so nothing more is agreed on here.")
    messages.info(request, why_not(because, parted))
    return redirect("agreement", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def induction(request: Asking, pk: UUID, side: str) -> HttpResponse:
    """What to know before one shows somebody something, or lets oneself be shown."""
    if side not in Induction.Side.values:
        raise Http404
    found = _find(request, pk)
    if request.method == "POST":
        agreeing.read_induction(found, side, by=request.user, at=timezone.now())
        left = queries.beginning(found, request.user).to_read
        return redirect("induction", found.pk, left[0]) if left else redirect("partnership", found.pk)
    context = {
        "partnership": found,
        "others": _others(request, found),
        "side": side,
        "has_read": Induction.objects.visible_to(request.user).filter(side=side).exists(),
    }
    return render(request, "together/induction.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def agreement(request: Asking, pk: UUID) -> HttpResponse:
    """What stands, what waits for a signature, and what it changed."""
    found = _find(request, pk)
    if request.method == "POST":
        return _sign(request, found)
    versions = agreements.versions(found, request.user)
    if not versions and rules.can_write(request.user, found):
        return redirect("agreement-write", found.pk)
    context = {
        "partnership": found,
        "others": _others(request, found),
        "versions": versions,
        "latest": versions[0] if versions else None,
        "in_force": next((each for each in versions if not each.open), None),
        "waits_for_me": bool(versions) and request.user in versions[0].open,
    }
    return render(request, "together/agreement.html", context)


def _sign(request: Asking, found: Partnership) -> HttpResponse:
    chosen = Agreement.objects.visible_to(request.user).filter(partnership=found)
    version = get_object_or_404(chosen.defer("words"), number=_number(request.POST.get("version", "")))
    try:
        together = agreeing.sign(version, by=request.user, at=timezone.now())
    except AlreadyEnded as because:
        return _have_parted(request, found, because)
    except agreeing.Overtaken:
        messages.warning(request, _("There is a newer version by now. Please read that one first."))
        return redirect("agreement", found.pk)
    except agreeing.AlreadySigned:
        return redirect("agreement", found.pk)  # the first click did it
    messages.success(request, _("You have agreed.") if together else _("Signed. The others sign next."))
    return _on(request, found)


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0


def _on(request: Asking, found: Partnership) -> HttpResponse:
    """After the first signature: how does it feel, before it begins? Once."""
    if agreements.has_started(found, request.user):
        return redirect("agreement", found.pk)
    return redirect("partnership-start", found.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def write(request: Asking, pk: UUID) -> HttpResponse:
    """The first version, or the next one: it begins with what the latest says."""
    found = _find(request, pk)
    if not rules.can_write(request.user, found):
        return _have_parted(request, found)
    now, words = agreements.latest(found, request.user) or agreements.proposed(found)
    data = request.POST if request.method == "POST" else None
    people = agreements.people_of(found)
    form = Agreeing(data, people=people, me=request.user, now=now, words=words, **drafts.take(request))
    if data is None or not form.is_valid():
        context = {"partnership": found, "others": _others(request, found), "form": form, "now": now}
        return render(request, "together/write.html", context, status=200 if data is None else MEND)
    return _propose(request, found, form)


def _propose(request: Asking, found: Partnership, form: Agreeing) -> HttpResponse:
    said = form.cleaned_data
    try:
        agreeing.propose(
            found, form.terms(), after=said["after"], key=said["key"], by=request.user, at=timezone.now()
        )
    except AlreadyEnded as because:
        return _have_parted(request, found, because)
    except agreeing.Overtaken:
        messages.warning(
            request, _("Somebody wrote a newer version meanwhile. Please read it; yours was not sent.")
        )
        return redirect("agreement", found.pk)
    except agreeing.AlreadyProposed:
        return redirect("agreement", found.pk)  # the first click did it
    messages.success(request, _("Signed by you, and sent. A letter tells you what comes of it."))
    return _on(request, found)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def start(request: Asking, pk: UUID) -> HttpResponse:
    """How confident, and how much at home? Each answer may be left out, and so may the page."""
    found = _find(request, pk)
    if not rules.can_write(request.user, found):
        return _have_parted(request, found)
    data = request.POST if request.method == "POST" else None
    form = HowItFeels(data, wishes=agreements.wishes_served(found, request.user))
    if data is None or not form.is_valid():
        context = {
            "partnership": found,
            "others": _others(request, found),
            "form": form,
            "has_started": agreements.has_started(found, request.user),
        }
        return render(request, "together/start.html", context, status=200 if data is None else MEND)
    belonging = form.cleaned_data["belonging"]
    agreeing.start(found, form.said(), belonging, by=request.user, at=timezone.now())
    if form.said() or belonging is not None:
        messages.success(request, _("Kept, for you alone. Later you see how far you came."))
    return redirect("partnership", found.pk)
