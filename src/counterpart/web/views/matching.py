"""A match as its organiser sees it: begun, worked out, looked at, changed, published."""

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
from django_htmx.http import HttpResponseClientRedirect

from counterpart.matching import actions, bridge, queries, words
from counterpart.matching.models import Proposal, Run
from counterpart.matching.refusals import OutOfDate, Refused
from counterpart.partnerships.models import Kind
from counterpart.people.models import Person
from counterpart.programmes import queries as collecting
from counterpart.web import pictures
from counterpart.web.asking import Asking
from counterpart.web.forms.matching import PublishForm, SeenForm, TwoForm
from counterpart.web.signed_in import signed_in
from counterpart.web.views.programmes import organised

PAGE = 25
FOUND = 20


def _find(request: Asking, pk: UUID) -> Run:
    return get_object_or_404(Run.objects.visible_to(request.user).select_related("programme"), pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def new(request: Asking, pk: UUID) -> HttpResponse:
    """Where a match begins, and the way back to the one under way."""
    programme = organised(request.user, pk)
    last = queries.latest_run(programme)
    if request.method == "POST":
        try:
            run = actions.start(programme, by=request.user, at=timezone.now())
        except Refused as refused:
            messages.error(request, str(refused.sentence))
            return redirect("programme", pk=pk)
        return redirect("run", pk=run.pk)
    if last and not last.published_at:
        return redirect("run", pk=last.pk)
    context = {"programme": programme, "last": last, "progress": collecting.progress(programme)}
    return render(request, "matching/new.html", context)


@require_safe
@signed_in
def run(request: Asking, pk: UUID) -> HttpResponse:
    """How far it is; it can be left and come back to."""
    found = _find(request, pk)
    if found.is_ready or found.published_at:
        return redirect("run-review", pk=pk)
    return render(request, "matching/run.html", {"programme": found.programme, "run": found})


@require_safe
@signed_in
def progress(request: Asking, pk: UUID) -> HttpResponse:
    """The bar alone, for a page that asks again by itself."""
    found = _find(request, pk)
    if found.finished_at or not request.htmx:
        return HttpResponseClientRedirect(_address(found)) if request.htmx else redirect("run", pk=pk)
    return render(request, "matching/bar.html", {"run": found})


def _address(found: Run) -> str:
    return redirect("run", pk=found.pk).url


@require_safe
@signed_in
def review(request: Asking, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    if not found.finished_at or found.failed:
        return redirect("run", pk=pk)
    return _review(request, found, PublishForm(unknown=found.unknown_managers))


def _review(request: Asking, found: Run, form: PublishForm, status: int = 200) -> HttpResponse:
    only = request.GET.get("only", "all")
    page = Paginator(queries.pairs(found, only), PAGE).get_page(request.GET.get("page"))
    looking = Paginator(queries.still_looking(found), PAGE).get_page(request.GET.get("looking"))
    context = {
        "programme": found.programme,
        "run": found,
        "form": form,
        "only": only,
        "counts": queries.counts(found),
        "page": page,
        "lines": queries.lines(page),
        "looking": looking,
        "left_out": queries.left_out(list(looking)),
        "overrides": queries.overrides(found.programme)[:FOUND],
        "not_kept": queries.pins_not_kept(found),
        "twos": _twos(found),
        "share": words.share_of_best(found),
        "not_in_it": queries.told_besides(found),
    }
    return render(request, "matching/review.html", context, status=status)


def _twos(found: Run) -> list[pictures.Two]:
    """The pairs whose two both told where they stand."""
    twos = queries.names_and_stages(found)
    return [pictures.Two(pictures.Dot(*first), pictures.Dot(*second)) for first, second in twos]


@require_safe
@signed_in
def pair(request: Asking, pk: UUID, one: UUID, other: UUID) -> HttpResponse:
    """Why these two, or why not: any two people of the programme."""
    found = _find(request, pk)
    first, second = _members(found, one, other)
    pairs = Proposal.objects.filter(run=found, kind=Kind.PAIR, places__person=first)
    proposal = pairs.filter(places__person=second).first()
    weighed = bridge.weigh(found.programme, first, second) if not found.published_at else None
    context = {
        "programme": found.programme,
        "run": found,
        "one": first,
        "other": second,
        "line": next(iter(queries.lines(queries.pairs(found).filter(pk=proposal.pk))), None)
        if proposal
        else None,
        "ways": queries.read_ways(weighed) if weighed else [],
        "against": [words.against(reason) for reason in weighed.against] if weighed and not proposal else [],
        "takes_part": weighed is not None,
        "differs": words.differs(queries.differing(first, second)),
    }
    return render(request, "matching/pair.html", context)


@require_safe
@signed_in
def person(request: Asking, pk: UUID, person: UUID) -> HttpResponse:
    """Somebody else for this one: find them by name."""
    found = _find(request, pk)
    (one,) = _members(found, person)
    name = request.GET.get("name", "").replace("\0", "").strip()[:120]
    others = queries.taking_part(found.programme, name).exclude(pk=one.pk)
    context = {
        "programme": found.programme,
        "run": found,
        "one": one,
        "name": name,
        "others": others[:FOUND],
        "more": others.count() > FOUND,
    }
    return render(request, "matching/person.html", context)


def _members(found: Run, *ids: UUID) -> list[Person]:
    members = Person.objects.filter(memberships__programme=found.programme)
    return [get_object_or_404(members, pk=each) for each in ids]


@require_POST
@signed_in
def pin(request: Asking, pk: UUID) -> HttpResponse:
    return _overrule(request, pk, actions.pin, _("%(one)s and %(other)s are together."))


@require_POST
@signed_in
def forbid(request: Asking, pk: UUID) -> HttpResponse:
    return _overrule(request, pk, actions.forbid, _("%(one)s and %(other)s are kept apart."))


def _overrule(request: Asking, pk: UUID, act: Callable[..., None], said: str) -> HttpResponse:
    found = _find(request, pk)
    form = TwoForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Choose two people of this programme."))
        return redirect("run", pk=pk)
    one, other = _members(found, form.cleaned_data["one"], form.cleaned_data["other"])
    said = said % {"one": one.first_name, "other": other.first_name}
    return _change(request, found, partial(act, found, one, other), said)


@require_POST
@signed_in
def undo(request: Asking, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    seen = SeenForm(request.POST)
    act = partial(actions.undo, found, seen=seen.cleaned_data["round"] if seen.is_valid() else None)
    return _change(request, found, act, _("The last change is taken back."))


@require_POST
@signed_in
def one_way(request: Asking, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    yes = request.POST.get("yes") == "yes"
    return _change(
        request, found, partial(actions.accept_one_way, found, yes), _("The match is worked out again.")
    )


@require_POST
@signed_in
def again(request: Asking, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    return _change(request, found, partial(actions.again, found), _("The match is worked out again."))


def _change(request: Asking, found: Run, act: Callable[..., object], said: str) -> HttpResponse:
    """Work a change out at once where that is quick, and say what it costs; or show how far it is."""
    before = words.Before(found.served, found.value)
    try:
        act(by=request.user, at=timezone.now())
    except Refused as refused:
        messages.error(request, str(refused.sentence))
        return redirect("run", pk=found.pk)
    if found.people <= actions.QUICK and actions.work_out(found.pk, found.round, at=timezone.now()):
        found.refresh_from_db()
        said = f"{said} {words.price(before, found)}"
    messages.success(request, said)
    return redirect("run", pk=found.pk)


@require_POST
@signed_in
def publish(request: Asking, pk: UUID) -> HttpResponse:
    found = _find(request, pk)
    form = PublishForm(request.POST, unknown=found.unknown_managers)
    if not form.is_valid():
        return _review(request, found, form, status=422)
    try:
        actions.publish(
            found,
            by=request.user,
            at=timezone.now(),
            unchecked_ok=form.cleaned_data["unchecked"],
            seen=form.cleaned_data["round"],
        )
    except OutOfDate as outdated:
        found.refresh_from_db()
        if found.is_ready and found.round == form.cleaned_data["round"]:
            actions.again(found, by=request.user, at=timezone.now())
        messages.error(request, str(outdated.sentence))
    except Refused as refused:
        messages.error(request, str(refused.sentence))
    else:
        messages.success(request, _("Published. Everybody has been asked, and hears what happens next."))
    return redirect("run", pk=pk)
