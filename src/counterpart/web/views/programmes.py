"""A programme as its organiser sees it, from its first day to its last."""

from contextlib import suppress
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.people.models import Person
from counterpart.programmes import actions, queries, rules
from counterpart.programmes.letters import reminder_words
from counterpart.programmes.models import Membership, Organiser, Programme
from counterpart.radar.queries import programmes_of
from counterpart.web import organising
from counterpart.web.asking import Asking
from counterpart.web.forms.programmes import NameAndAddress, NewProgramme, TermsForm, as_said
from counterpart.web.signed_in import signed_in

MEND = 422
PAGE = 50
HERE = Q(memberships__left_at=None, memberships__admitted_at__isnull=False)


def organised(person: Person, pk: UUID, *, open_only: bool = False) -> Programme:
    """The programme, for whoever organises it."""
    visible = Programme.objects.visible_to(person).select_related("contact")
    programme = get_object_or_404(visible, pk=pk)
    may = rules.can_change if open_only else rules.can_organise
    if not may(person, programme):
        raise PermissionDenied
    return programme


def said(request: Asking) -> QueryDict | None:
    """What was sent, also where that is nothing at all."""
    return request.POST if request.method == "POST" else None


def today() -> date:
    return timezone.localdate()


@require_safe
@signed_in
def programmes(request: Asking) -> HttpResponse:
    mine = Programme.objects.organised_by(request.user).order_by("-made_at", "pk")
    taking_part = (
        Membership.objects.current()
        .filter(person=request.user)
        .select_related("programme")
        .order_by("-added_at", "pk")
    )
    context = {
        "organised": mine.annotate(people=Count("memberships", filter=HERE, distinct=True))[:PAGE],
        "taking_part": taking_part[:PAGE],
        "can_make": rules.can_make(request.user),
    }
    return render(request, "programmes/programmes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: Asking) -> HttpResponse:
    if not rules.can_make(request.user):
        raise PermissionDenied
    form = NewProgramme(said(request), by=request.user, today=today())
    if request.method != "POST" or not form.is_valid():
        status = MEND if request.method == "POST" else 200
        return render(request, "programmes/new.html", {"form": form}, status=status)
    key = form.cleaned_data["id"]
    try:
        programme = actions.prepare(
            form.terms(), organiser=form.organiser(), id=key, by=request.user, at=timezone.now()
        )
    except actions.AlreadyPrepared:
        return redirect("programme", pk=key)
    except actions.ContactOrganises:
        return _contact_organises(request, form, "programmes/new.html", {})
    if not rules.can_organise(request.user, programme):
        messages.success(
            request, _("%(name)s is made, and its organiser was written to.") % {"name": programme}
        )
        return redirect("owner")
    return redirect("import-upload", pk=programme.pk)


def _contact_organises(
    request: Asking, form: TermsForm, template: str, context: dict[str, object]
) -> HttpResponse:
    form.add_error("contact_email", _("This person organises it. Choose somebody who does not."))
    return render(request, template, context | {"form": form}, status=MEND)


@require_safe
@signed_in
def programme(request: Asking, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Programme.objects.visible_to(request.user).select_related("contact"), pk=pk)
    if not rules.can_organise(request.user, found):
        organisers = Organiser.objects.filter(programme=found).select_related("person").order_by("at")
        has_radar = programmes_of(request.user).filter(pk=found.pk).exists()
        about = {"about": found, "organisers": organisers, "has_radar": has_radar}
        return render(request, "programmes/about.html", about)
    progress = queries.progress(found)
    context = {
        "programme": found,
        "progress": progress,
        "step": organising.step(found, progress, timezone.now()),
    }
    return render(request, "programmes/programme.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def change(request: Asking, pk: UUID) -> HttpResponse:
    found = organised(request.user, pk, open_only=True)
    form = TermsForm(said(request), initial=as_said(found))
    context: dict[str, object] = {"programme": found}
    if request.method != "POST" or not form.is_valid():
        status = MEND if request.method == "POST" else 200
        return render(request, "programmes/change.html", context | {"form": form}, status=status)
    try:
        actions.change(found, form.terms(found.policy), by=request.user, at=timezone.now())
    except actions.ContactOrganises:
        return _contact_organises(request, form, "programmes/change.html", context)
    messages.success(request, _("Kept."))
    return redirect("programme", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def organisers(request: Asking, pk: UUID) -> HttpResponse:
    found = _appointable(request.user, pk)
    form = NameAndAddress(said(request))
    if request.method == "POST" and form.is_valid() and _appoint(request, found, form):
        return redirect("organisers", pk=pk)
    there = Organiser.objects.filter(programme=found).select_related("person").order_by("at", "pk")
    context = {"about": found, "form": form, "organisers": there}
    if rules.can_organise(request.user, found):  # an owner appoints without seeing the rest
        context["programme"] = found
    return render(request, "programmes/organisers.html", context, status=MEND if form.errors else 200)


def _appointable(person: Person, pk: UUID) -> Programme:
    seen = Programme.objects.known_to(person) | Programme.objects.visible_to(person)
    programme = get_object_or_404(seen.distinct(), pk=pk)
    if not rules.can_appoint(person, programme):
        raise PermissionDenied
    return programme


def _appoint(request: Asking, programme: Programme, form: NameAndAddress) -> bool:
    try:
        actions.appoint(programme, form.newcomer(), by=request.user, at=timezone.now())
    except actions.ContactOrganises:
        form.add_error("email", _("People turn to this person because they do not organise it."))
        return False
    except actions.AlreadyOrganises:
        messages.info(request, _("They organise it already."))
        return True
    messages.success(request, _("Appointed. A letter tells them."))
    return True


@require_POST
@signed_in
def dismiss(request: Asking, pk: UUID, organiser: int) -> HttpResponse:
    found = _appointable(request.user, pk)
    row = get_object_or_404(Organiser.objects.select_related("person"), programme=found, pk=organiser)
    try:
        actions.dismiss(row, by=request.user, at=timezone.now())
    except actions.LastOrganiser:
        messages.warning(request, _("Somebody has to organise it. Appoint another person first."))
    if row.person == request.user and not request.user.is_owner:
        return redirect("programmes")
    return redirect("organisers", pk=pk)


@require_safe
@signed_in
def collecting(request: Asking, pk: UUID) -> HttpResponse:
    """Who has come in, who has told something, and who was silent so far."""
    found = organised(request.user, pk)
    only = request.GET.get("only", "")
    only = only if only in ("told", "silent") else ""
    page = Paginator(queries.roll(found, only), PAGE).get_page(request.GET.get("page"))
    progress = queries.progress(found)
    context = {
        "programme": found,
        "only": only,
        "tabs": _tabs(only, progress),
        "page": page,
        "progress": progress,
        "next": queries.next_step(found, progress, today()),
        "reminder": reminder_words(found),
    }
    return render(request, "programmes/collecting.html", context)


def _tabs(only: str, progress: queries.Progress) -> list[dict[str, object]]:
    tabs = [
        ("", _("All"), progress.added),
        ("told", _("Have told something"), progress.told),
        ("silent", _("Not yet"), progress.silent),
    ]
    return [
        {"only": key, "label": label, "count": count, "current": key == only} for key, label, count in tabs
    ]


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close(request: Asking, pk: UUID) -> HttpResponse:
    found = organised(request.user, pk)
    if request.method != "POST":
        return render(request, "programmes/close.html", {"programme": found})
    with suppress(actions.AlreadyClosed):
        actions.close(found, by=request.user, at=timezone.now())
    return redirect("programme", pk=pk)


@require_POST
@signed_in
def take_out(request: Asking, pk: UUID, membership: UUID) -> HttpResponse:
    """Somebody was added by mistake, or asked to be taken out."""
    found = organised(request.user, pk, open_only=True)
    row = get_object_or_404(
        Membership.objects.current().select_related("person"), programme=found, pk=membership
    )
    with suppress(actions.AlreadyLeft):
        actions.leave(row, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s is no longer in this programme.") % {"name": row.person})
    return redirect("collecting", pk=pk)
