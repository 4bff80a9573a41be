from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from counterpart.partnerships.queries import ending
from counterpart.people.queries import has_told
from counterpart.programmes import actions
from counterpart.programmes.models import Membership, Programme
from counterpart.web import meeting
from counterpart.web.asking import Asking
from counterpart.web.next import things
from counterpart.web.signed_in import signed_in


@require_safe
@signed_in
def home(request: Asking) -> HttpResponse:
    earlier = ending.earlier(request.user)
    told = has_told(request.user)
    waiting = things(request.user, timezone.now(), earlier, told)
    context: dict[str, object] = {
        "first": waiting[0] if waiting else None,
        "others": waiting[1:],
        "earlier": earlier,
        "has_wishes": told[1],
    }
    context |= meeting.to_rate(request.user, timezone.now())
    return render(request, "member/home.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def join(request: Asking, pk: UUID) -> HttpResponse:
    """Say yes to a programme one was added to, from home instead of the mailed link."""
    membership = get_object_or_404(
        Membership.objects.current()
        .filter(person=request.user, joined_at=None)
        .exclude(programme__state=Programme.State.CLOSED)
        .select_related("programme__contact", "added_by"),
        pk=pk,
    )
    if request.method != "POST":
        context = {"programme": membership.programme, "by": membership.added_by, "person": request.user}
        return render(request, "joining/invitation.html", context)
    try:
        actions.join(membership, by=request.user, at=timezone.now())
    except actions.AlreadyLeft:
        messages.info(request, _("This invitation was taken back."))
        return redirect("home")
    return redirect("joining-offers")
