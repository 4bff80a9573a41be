"""Why you two, or why you in a ring or a circle, and yes or not this time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counterpart.matching import queries, refusals, words
from counterpart.matching.actions import answering
from counterpart.matching.models import Proposal
from counterpart.partnerships.models import Partnership
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
        return _page(request, found, Answering(of_two=found.is_pair))
    form = Answering(request.POST, of_two=found.is_pair)
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
    if _sits_there(request, found):
        return redirect("partnership", found.partnership_id)
    return redirect("home")


def _sits_there(request: Asking, found: Proposal) -> bool:
    """A circle may have begun without them."""
    there = found.partnership_id
    return bool(there and Partnership.objects.visible_to(request.user).filter(pk=there).exists())


def _page(request: Asking, found: Proposal, form: Answering) -> HttpResponse:
    if _sits_there(request, found):
        return redirect("partnership", found.partnership_id)  # others' circle, where this one said no
    if not Proposal.objects.open(timezone.now()).filter(pk=found.pk).exists():
        return redirect("home")
    context = {
        "proposal": found,
        "answered": queries.has_answered(found, request.user),
        "form": form,
    }
    status = MEND if form.errors else 200
    if found.is_pair:
        context["why"] = queries.why(found, request.user)
        return render(request, "member/proposal.html", context, status=status)
    group = queries.group(found, request.user)
    context |= {
        "group": group,
        "everybody": [request.user, *group.others],
        "names": words.listed([each.first_name for each in group.others]),
    }
    return render(request, "together/proposal.html", context, status=status)
