"""What goes on beyond the two of us: one page with a door to each."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from counterpart.web.asking import Asking
from counterpart.web.signed_in import signed_in


@require_safe
@signed_in
def around(request: Asking) -> HttpResponse:
    return render(request, "around/around.html")
