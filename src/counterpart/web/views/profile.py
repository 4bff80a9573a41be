"""Everything I told, who sees it, and what I bring into which programme."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from counterpart.partnerships.queries import ending
from counterpart.people import queries
from counterpart.programmes import actions, bringing
from counterpart.programmes.models import Membership, MembershipQuerySet
from counterpart.web.asking import Asking
from counterpart.web.forms.telling import days_and_parts, language_name
from counterpart.web.signed_in import signed_in


@require_safe
@signed_in
def profile(request: Asking) -> HttpResponse:
    person = request.user
    days, parts = days_and_parts(person.hours)
    context = {
        "offers": queries.offers(person),
        "wishes": queries.wishes(person),
        "languages": [language_name(code) for code in person.languages],
        "has_hours": bool(days or parts),
        "memberships": _own(request),
        "earlier": ending.earlier(person),
    }
    return render(request, "member/profile.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def brought(request: Asking, pk: UUID) -> HttpResponse:
    """Which offers and wishes count in one programme."""
    membership = get_object_or_404(_own(request), pk=pk)
    if request.method == "POST":
        bringing.bring(
            membership,
            offers=_ids(request, "offer"),
            seeks=_ids(request, "seek"),
            by=request.user,
            at=timezone.now(),
        )
        messages.success(request, _("Kept."))
        return redirect("profile")
    context = {
        "membership": membership,
        "offers": queries.offers(request.user),
        "wishes": queries.wishes(request.user),
        "withheld": bringing.withheld(membership),
    }
    return render(request, "member/brought.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave(request: Asking, pk: UUID) -> HttpResponse:
    """Go, without a reason."""
    membership = get_object_or_404(_own(request), pk=pk)
    if request.method != "POST":
        return render(request, "member/leave.html", {"membership": membership})
    try:
        actions.leave(membership, by=request.user, at=timezone.now())
        messages.success(request, _("You have left. Nobody is asked why."))
    except actions.AlreadyLeft:
        pass  # the first click did it
    return redirect("home")


def _own(request: Asking) -> MembershipQuerySet:
    return (
        Membership.objects.current()
        .filter(person=request.user)
        .select_related("programme")
        .order_by("added_at")
    )


def _ids(request: Asking, name: str) -> set[UUID]:
    found: set[UUID] = set()
    for text in request.POST.getlist(name):
        try:
            found.add(UUID(text))
        except ValueError:
            continue
    return found
