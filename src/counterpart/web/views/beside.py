"""Letting a counterpart see steps, and standing beside somebody who lets one see theirs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from counterpart.partnerships.actions import AlreadyEnded
from counterpart.partnerships.actions import beside as actions
from counterpart.partnerships.models import Beside, Partnership, PartnershipQuerySet, Sharing, Step
from counterpart.partnerships.queries import courage as queries
from counterpart.people.models import Person, Seek
from counterpart.web.asking import Asking
from counterpart.web.signed_in import signed_in
from counterpart.web.talking import why_not


@require_POST
@signed_in
def share(request: Asking, pk: UUID) -> HttpResponse:
    """Let the people of one partnership see this wish's steps, or keep them to oneself again."""
    seek = get_object_or_404(Seek.objects.visible_to(request.user), pk=pk)
    partnership = get_object_or_404(_mine(request), pk=_uuid(request.POST.get("with", "")))
    if request.POST.get("see") != "yes":
        actions.keep_to_myself(seek, partnership, by=request.user, at=timezone.now())
        messages.success(request, _("Only you see these steps again."))
        return redirect("courage-wish", seek.pk)
    try:
        actions.share(seek, partnership, by=request.user, at=timezone.now())
        messages.success(request, _("They see these steps now. You can take that back at any time."))
    except AlreadyEnded as because:
        messages.info(request, why_not(because, _("You have parted, so nothing more is shared.")))
    except actions.NotShared:
        messages.info(request, _("It was taken away a moment ago, in another window."))
        return redirect("courage")
    return redirect("courage-wish", seek.pk)


@require_safe
@signed_in
def shared(request: Asking, pk: UUID) -> HttpResponse:
    """What the others of a partnership let me see."""
    partnership = get_object_or_404(_mine(request).select_related("programme"), pk=pk)
    paths = queries.shared_paths(partnership, request.user)
    besides = queries.besides([step for path in paths for step in path.steps])
    mine = {
        step: row.how for step, rows in besides.items() for row in rows if row.person_id == request.user.pk
    }
    context = {
        "partnership": partnership,
        "others": Person.objects.filter(seats__partnership=partnership).exclude(pk=request.user.pk),
        "paths": paths,
        "mine": mine,
    }
    return render(request, "together/courage/shared.html", context)


@require_POST
@signed_in
def beside(request: Asking, pk: UUID, step: UUID) -> HttpResponse:
    """I am with you, or: let us do it together."""
    partnership = get_object_or_404(_mine(request), pk=pk)
    seeks = Sharing.objects.read_by(request.user).filter(partnership=partnership).values("seek")
    found = get_object_or_404(
        Step.objects.visible_to(request.user).filter(seek__in=seeks).select_related("seek__person"), pk=step
    )
    how = request.POST.get("how")
    if how not in Beside.How.values:
        return redirect("together-courage", partnership.pk)
    try:
        actions.stand_beside(found, partnership, how, by=request.user, at=timezone.now())
        messages.success(request, _("%(name)s will know.") % {"name": found.seek.person.first_name})
    except actions.AlreadyBeside:
        pass  # the first click did it
    except AlreadyEnded as because:
        messages.info(request, why_not(because, _("This is not shared any more.")))
    except actions.NotShared:
        messages.info(request, _("This is not shared any more."))
    return redirect("together-courage", partnership.pk)


def _mine(request: Asking) -> PartnershipQuerySet:
    return Partnership.objects.visible_to(request.user)


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
