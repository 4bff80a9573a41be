"""One place to look for people, topics, stories, small things asked and circles."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from counterpart.search import queries
from counterpart.search.door import LONGEST
from counterpart.web.asking import Asking
from counterpart.web.signed_in import signed_in

CHIPS = 3  # topics of a person


@require_safe
@signed_in
def search(request: Asking) -> HttpResponse:
    """Nothing is kept of what somebody looked for."""
    typed = _plain(request.GET.get("q", ""))
    found = queries.find(typed, request.user, at=timezone.now())
    context = {
        "typed": typed,
        "found": found,
        "people": [(each, found.offers.get(each.pk, [])[:CHIPS]) for each in found.people],
    }
    return render(request, "around/search.html", context)


def _plain(typed: str) -> str:
    """Half a pair of surrogates, and what no database takes, is left out."""
    return typed.replace("\x00", "").encode(errors="ignore").decode()[:LONGEST].strip()
