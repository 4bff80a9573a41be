"""Why you two, and yes or not this time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counterpart.matching import queries, refusals
from counterpart.matching.actions import answering
from counterpart.matching.models import Proposal
from counterpart.web.asking import Asking
from counterpart.web.forms.answering import Answering
from counterpart.web.signed_in import signed_in

MEND = 422


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def proposal(request: Asking, pk: UUID) -> HttpResponse:
    found = get_object_or_404(
        Proposal.objects.visible_to(request.user).select_related("run__programme__contact"), pk=pk
    )
    if request.method != "POST":
        return _page(request, found, Answering())
    form = Answering(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    return _answer(request, found, form.says())


def _answer(request: Asking, found: Proposal, says: str) -> HttpResponse:
    try:
        answering.answer(found, by=request.user, says=says, at=timezone.now())
    except refusals.AlreadyAnswered:
        messages.info(request, _("You had answered already; your first answer counts."))
    except refusals.AlreadySettled:
        messages.info(request, _("This one was settled a moment ago, before your answer arrived."))
    found.refresh_from_db()
    if found.partnership_id:
        return redirect("partnership", found.partnership_id)
    return redirect("home")


def _page(request: Asking, found: Proposal, form: Answering) -> HttpResponse:
    if found.partnership_id:
        return redirect("partnership", found.partnership_id)
    if not Proposal.objects.open(timezone.now()).filter(pk=found.pk).exists():
        return redirect("home")
    context = {
        "proposal": found,
        "why": queries.why(found, request.user),
        "answered": queries.has_answered(found, request.user),
        "form": form,
    }
    return render(request, "member/proposal.html", context, status=MEND if form.errors else 200)
