"""What I gave and what I received: counts that only I see."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from counterpart.insights.queries import Line, gave_and_received
from counterpart.web.asking import Asking
from counterpart.web.signed_in import signed_in


@require_safe
@signed_in
def given(request: Asking) -> HttpResponse:
    both = gave_and_received(request.user, at=timezone.now())
    context = {
        "gave": [(each.topic, _said(each)) for each in both.gave],
        "received": [(each.topic, _said(each)) for each in both.received],
    }
    return render(request, "around/given.html", context)


def _said(line: Line) -> list[str]:
    return [_words(form, n) % {"n": n} for form, n in line.by_form]


def _words(form: str, n: int) -> str:
    return {
        "meetings": ngettext("%(n)s meeting", "%(n)s meetings", n),
        "asks": ngettext("%(n)s small thing asked", "%(n)s small things asked", n),
        "stories": ngettext("%(n)s time by a story", "%(n)s times by a story", n),
        "introductions": ngettext("%(n)s introduction", "%(n)s introductions", n),
    }[form]
