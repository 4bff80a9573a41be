"""A note of one's own, looked at once more: changed or removed."""

from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from counterpart.partnerships import actions, rules, sealed
from counterpart.partnerships.models import Note
from counterpart.web import drafts
from counterpart.web.asking import Asking
from counterpart.web.forms.talking import Change
from counterpart.web.signed_in import signed_in
from counterpart.web.talking import address, carried_out, find, names_of

MEND = 422


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def note(request: Asking, pk: UUID, meeting: UUID, note: UUID) -> HttpResponse:
    """Change or remove a note of one's own."""
    found = find(request, pk, meeting)
    mine = get_object_or_404(
        Note.objects.visible_to(request.user), pk=note, meeting=found, author=request.user
    )
    mine.meeting = found
    if request.method != "POST":
        begun = {"body": sealed.read_note(mine), "revision": mine.revision} | drafts.take(request)
        return _note(request, mine, Change(initial=begun))
    form = Change(request.POST)
    removing = "remove" in request.POST
    if not form.is_valid() and not (removing and "revision" not in form.errors):
        return _note(request, mine, form)
    revision = form.cleaned_data["revision"]
    deed = (
        partial(actions.tear_up, mine, revision=revision)
        if removing
        else partial(actions.mend, mine, form.cleaned_data["body"], revision=revision)
    )
    try:
        carried_out(request, found, deed)
    except actions.ChangedMeanwhile:
        return _changed_meanwhile(request, mine, form)
    return redirect(f"{address(found)}#{mine.kind}")


def _note(request: Asking, mine: Note, form: Change, stored: str = "") -> HttpResponse:
    names = names_of(request.user, mine.meeting)
    context = {"meeting": mine.meeting, "note": mine, "form": form, "names": names, "stored": stored}
    context["writes"] = rules.can_take_part(request.user, mine.meeting)
    wrong = bool(form.errors or stored)
    return render(request, "together/meeting/note.html", context, status=MEND if wrong else 200)


def _changed_meanwhile(request: Asking, mine: Note, form: Change) -> HttpResponse:
    """Both are shown: what stands now, and what was typed; whoever wrote both decides."""
    now = Note.objects.filter(pk=mine.pk).select_related("meeting__partnership", "author").first()
    if now is None:
        messages.error(request, _("You removed this note elsewhere."))
        return redirect(address(mine.meeting))
    typed = form.cleaned_data.get("body", "")
    return _note(
        request, now, Change(initial={"body": typed, "revision": now.revision}), sealed.read_note(now)
    )
