"""What somebody was told, when letters may come, and stopping a kind of them from the mail itself."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.letters import actions, chat, links, queries
from counterpart.letters.models import Chat, Letter
from counterpart.letters.quiet import hours_of
from counterpart.letters.words import Words, words_of
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.letters import ChatAddress, Choices
from counterpart.web.signed_in import signed_in

PAGE = 20


@require_safe
@signed_in
def letters(request: Asking) -> HttpResponse:
    """The unread ones stand first."""
    mine = Letter.objects.visible_to(request.user).unread_first().select_related("to")
    page = Paginator(mine, PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "letters": queries.listed(page.object_list),
        "unread": any(each.read_at is None for each in page.object_list),
    }
    return render(request, "letters/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def letter(request: Asking, pk: UUID) -> HttpResponse:
    """Opening it from the list, or doing what it is for, marks it as read."""
    found = get_object_or_404(Letter.objects.visible_to(request.user).select_related("to"), pk=pk)
    words = _words(found)
    if request.method != "POST":
        return render(request, "letters/one.html", {"letter": found, "words": words})
    actions.read(found, by=request.user, at=timezone.now())
    return redirect(words.path if words.path and "go" in request.POST else reverse("letter", args=[pk]))


def _words(found: Letter) -> Words:
    try:
        return words_of(found)
    except ObjectDoesNotExist as gone:
        raise Http404 from gone


@require_POST
@signed_in
def read_all(request: Asking) -> HttpResponse:
    actions.read_all(by=request.user, at=timezone.now())
    return redirect("letters")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choices(request: Asking) -> HttpResponse:
    kinds = queries.stoppable()
    if request.method != "POST":
        return _choices(request, Choices(kinds=kinds, initial=_as_chosen(request)))
    form = Choices(request.POST, kinds=kinds)
    if form.is_valid():
        _choose(form, request, timezone.now())
        messages.success(request, _("Done. Letters come as you chose."))
        return redirect("letter-choices")
    return _choices(request, form)


@require_POST
@signed_in
def connect_chat(request: Asking) -> HttpResponse:
    """Let a line come into one's chat, too, or no more."""
    if not settings.CHAT_HOSTS:
        raise Http404
    if "stop" in request.POST:
        chat.disconnect(by=request.user, at=timezone.now())
        return redirect("letter-choices")
    form = ChatAddress(request.POST)
    if form.is_valid():
        try:
            chat.connect(form.cleaned_data["address"], by=request.user, at=timezone.now())
            messages.success(request, _("Connected. A first line is on its way there."))
            return redirect("letter-choices")
        except chat.HostNotAllowed:
            form.add_error("address", _("Nothing may be sent there from here. Possible are the ones below."))
        except chat.NotAChat:
            form.add_error("address", _("This is no address that a chat gives for incoming messages."))
    return _choices(request, Choices(kinds=queries.stoppable(), initial=_as_chosen(request)), form)


def _choices(request: Asking, form: Choices, chat_form: ChatAddress | None = None) -> HttpResponse:
    there, chat_form = Chat.objects.filter(person=request.user).first(), chat_form or ChatAddress()
    context: dict[str, object] = {
        "form": form,
        "hosts": [host.removeprefix(".") for host in settings.CHAT_HOSTS],
        "chat": there,
        "chat_host": chat.host_of(there) if there else "",
        "chat_form": chat_form,
    }
    return answer(request, "letters/choices.html", context, form, chat_form)


def _as_chosen(request: Asking) -> dict[str, Any]:
    hours, unwanted = hours_of(request.user), queries.muted(request.user)
    wanted = [kind.name() for kind in queries.stoppable() if kind.name() not in unwanted]
    return {"begin": hours.begin, "end": hours.end, "weekends": hours.weekends, "wanted": wanted}


def _choose(form: Choices, request: Asking, now: datetime) -> None:
    said = form.cleaned_data
    actions.choose(
        begin=said["begin"],
        end=said["end"],
        weekends=said["weekends"],
        unwanted=[kind for kind in queries.stoppable() if kind.name() not in said["wanted"]],
        by=request.user,
        at=now,
    )


@csrf_exempt  # a mail program posts here by itself (RFC 8058); the signed link is all that entitles it
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link stops nothing, as mail programs open links to look at them; the button does."""
    if (found := links.stopped_by(token)) is None:
        raise Http404
    person, kind = found
    if request.method == "POST":
        again = "again" in request.POST
        (actions.resume if again else actions.stop)(kind, by=person, at=timezone.now())
    context = {"about": kind.about, "stopped": kind.name() in queries.muted(person)}
    return render(request, "letters/stop.html", context)
