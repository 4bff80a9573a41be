"""A meeting while it is on, on two phones at once: cards, our notes, my notes, one thing to try."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.partnerships import actions, cards, queries, rules
from counterpart.partnerships.models import AgendaItem, Meeting, Note, Partnership
from counterpart.people.models import Person
from counterpart.web import drafts
from counterpart.web.asking import Asking
from counterpart.web.forms.talking import KINDS, Choice, Doing, Jotting
from counterpart.web.signed_in import signed_in
from counterpart.web.talking import address, carried_out, find, names_of, why_not

MEND = 422
LATE = 409
NOTHING_NEW = 204
AT_ONCE = 12  # cards: more than anybody reads while the other waits


@require_POST
@signed_in
def talk_now(request: Asking, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Partnership.objects.visible_to(request.user), pk=pk)
    try:
        meeting = actions.talk_now(found, by=request.user, at=timezone.now())
    except actions.AlreadyEnded as because:
        messages.error(request, why_not(because, _("You have parted, so no new meeting begins here.")))
        return redirect("partnership", found.pk)
    return redirect("meeting", found.pk, meeting.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def meeting(request: Asking, pk: UUID, meeting: UUID) -> HttpResponse:
    """The page; a post writes something down."""
    found = find(request, pk, meeting)
    if request.method != "POST":
        return _page(request, found, _drafted(drafts.take(request)))
    kind = _kind_of(request)
    form = Jotting(request.POST, auto_id=f"id_{kind}_%s").labelled(kind, names_of(request.user, found))
    if not form.is_valid():
        return _to_mend(request, found, form)
    said = form.cleaned_data
    write = partial(actions.jot, found, said["body"], kind=said["kind"], key=said["key"])
    if not carried_out(request, found, write):
        return _refused(request, found, form)
    if request.htmx:
        return _fresh(request, found, said["kind"])
    return redirect(f"{address(found)}#{said['kind']}")


@require_safe
@signed_in
def now(request: Asking, pk: UUID, meeting: UUID) -> HttpResponse:
    """What is new since the page was last told; nothing, where there is nothing."""
    found = find(request, pk, meeting)
    seen = request.GET.get("version", "")
    version = queries.version(found, request.user)
    if seen == str(version):
        return HttpResponse(status=NOTHING_NEW)
    context = _living(request.user, found)
    context["same_table"] = seen.partition("-")[0] == version.table
    return render(request, "together/meeting/now.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def deck(request: Asking, pk: UUID, meeting: UUID) -> HttpResponse:
    """Look through the cards and lay some on the table."""
    found = find(request, pk, meeting)
    if request.method != "POST":
        return render(request, "together/meeting/deck.html", _deck(request, found))
    form = Choice(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["card"])))
        return redirect("meeting-deck", found.partnership_id, found.pk)
    carried_out(request, found, partial(actions.put, found, form.cleaned_data["card"]))
    return redirect(f"{address(found)}#table")


@require_POST
@signed_in
def card(request: Asking, pk: UUID, meeting: UUID, item: int) -> HttpResponse:
    found = find(request, pk, meeting)
    lying = get_object_or_404(AgendaItem.objects.filter(meeting=found), pk=item)
    lying.meeting = found
    form = Doing(request.POST)
    if form.is_valid():
        carried_out(request, found, _deed(lying, form.cleaned_data["does"]))
    if request.htmx:
        return render(request, "together/meeting/now.html", _living(request.user, found))
    return redirect(f"{address(found)}#table")


def _deed(item: AgendaItem, does: str) -> Callable[..., object]:
    return {
        "talked": partial(actions.talk_about, item, done=True),
        "open": partial(actions.talk_about, item, done=False),
        "love": partial(actions.love, item, loved=True),
        "unlove": partial(actions.love, item, loved=False),
        "aside": partial(actions.put_aside, item),
    }[does]


def _living(reader: Person, found: Meeting) -> dict[str, object]:
    """Whatever changes while people talk."""
    talk = queries.talk(found, reader)
    writes = rules.can_take_part(reader, found)
    return {
        "meeting": found,
        "talk": talk,
        "writes": writes,
        "open": [lying for lying in talk.table if not lying.item.done_at],
        "done": [lying for lying in talk.table if lying.item.done_at],
        "suggested": queries.suggested(found) if writes and not talk.table else [],
    }


def _page(request: Asking, found: Meeting, begun: dict[str, Jotting], status: int = 200) -> HttpResponse:
    names = names_of(request.user, found)
    forms = {kind: begun.get(kind) or _form(kind) for kind in Note.Kind}
    context = _living(request.user, found) | {
        "names": names,
        "forms": {str(kind): form.labelled(kind, names) for kind, form in forms.items()},
        "not_kept": next((form["body"].value() for form in begun.values() if form.is_bound), ""),
    }
    return render(request, "together/meeting/meeting.html", context, status=status)


def _form(kind: Note.Kind, initial: dict[str, object] | None = None) -> Jotting:
    return Jotting(auto_id=f"id_{kind}_%s", initial=initial or {})


def _kind_of(request: Asking) -> Note.Kind:
    said = request.POST.get("kind")
    return Note.Kind(said) if said in Note.Kind.values else Note.Kind.OURS


def _drafted(draft: dict[str, str | list[str]]) -> dict[str, Jotting]:
    """What somebody had typed when their sign-in ran out, where it was typed."""
    kind = draft.get("kind")
    if kind not in Note.Kind.values:
        return {}
    return {str(kind): _form(Note.Kind(kind), dict(draft))}


def _to_mend(request: Asking, found: Meeting, form: Jotting) -> HttpResponse:
    kind = _kind_of(request)
    if not request.htmx:
        return _page(request, found, {str(kind): form}, status=MEND)
    names = names_of(request.user, found)
    context = {"meeting": found, "names": names, "kind": kind, "form": form.labelled(kind, names)}
    return render(request, "together/meeting/write.html", context, status=MEND)


def _fresh(request: Asking, found: Meeting, kind: Note.Kind) -> HttpResponse:
    """An empty form in the place of the one that was sent, and all that is new."""
    names = names_of(request.user, found)
    context = _living(request.user, found) | {
        "names": names,
        "kind": kind,
        "form": _form(kind).labelled(kind, names),
    }
    return render(request, "together/meeting/written.html", context)


def _refused(request: Asking, found: Meeting, form: Jotting) -> HttpResponse:
    """Too late: what was typed stays where it was typed, or stands on the page to be copied."""
    if request.htmx:
        return HttpResponse(status=LATE)
    now = find(request, found.partnership_id, found.pk)
    return _page(request, now, {str(form.cleaned_data["kind"]): form}, status=LATE)


def _deck(request: Asking, found: Meeting) -> dict[str, object]:
    said = request.GET.get("kind", "")
    kind = cards.Kind(said) if said in list(cards.Kind) else None
    lying = {each.card.slug for each in queries.talk(found, request.user).table}
    form = cards.Form(found.partnership.kind)
    shown = [
        card
        for card in cards.load().values()
        if form in card.forms and kind in (None, card.kind) and card.slug not in lying
    ]
    page = Paginator(shown, AT_ONCE).get_page(request.GET.get("page"))
    return {
        "meeting": found,
        "writes": rules.can_take_part(request.user, found),
        "kinds": [(each, KINDS[each], each == kind) for each in cards.Kind],
        "kind": kind,
        "page": page,
        "cards": [(card, KINDS[card.kind]) for card in page],
    }
