"""How a page with forms answers: as it is, or with what is to be mended."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from counterpart.web.asking import Asking

MEND = 422


def answer(request: Asking, template: str, context: dict[str, object], *forms: BaseForm) -> HttpResponse:
    wrong = any(form.errors for form in forms)
    if wrong and not request.htmx:
        messages.error(request, _("One thing is to be changed; it is marked below."))
    return render(request, template, context, status=MEND if wrong else 200)
