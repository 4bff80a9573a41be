"""My wishes as small steps: what makes me nervous, what I try, how it was, how sure I feel. Mine alone."""

from contextlib import suppress
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.partnerships import small_steps
from counterpart.partnerships.actions import courage as actions
from counterpart.partnerships.models import Step
from counterpart.partnerships.queries import courage as queries
from counterpart.people.models import Seek
from counterpart.skills import queries as skills
from counterpart.stories.queries import lessons_about
from counterpart.web import drafts, kind_words
from counterpart.web.answer import MEND
from counterpart.web.asking import Asking
from counterpart.web.forms.courage import HowItWas, HowSure, Nervous, NewStep, OneOfSeveral
from counterpart.web.signed_in import signed_in


@require_safe
@signed_in
def courage(request: Asking) -> HttpResponse:
    paths = queries.overview(request.user)
    told = [(path, kind_words.about_steps(path.done) if path.done else "") for path in paths]
    return render(request, "together/courage/overview.html", {"told": told})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def wish(request: Asking, pk: UUID) -> HttpResponse:
    """One wish and its steps; a post adds one."""
    seek = _seek(request, pk)
    if request.method != "POST":
        return _page(request, seek)
    form = NewStep(request.POST)
    if not form.is_valid():
        return _page(request, seek, new=form)
    said = form.cleaned_data
    try:
        actions.add_step(
            seek, said["words"], said["predicted"], key=said["key"], by=request.user, at=timezone.now()
        )
    except actions.AlreadyKept:
        pass  # the first click did it
    except actions.Enough:
        messages.info(request, _("There are many steps here already. Take one away before you add another."))
    except actions.NoLongerThere:
        return _gone(request)
    return redirect("courage-wish", seek.pk)


@require_POST
@signed_in
def nervous(request: Asking, pk: UUID) -> HttpResponse:
    seek = _seek(request, pk)
    form = Nervous(request.POST)
    if not form.is_valid():
        return _page(request, seek, nervous=form)
    try:
        actions.name_dread(seek, form.cleaned_data["dread"], by=request.user, at=timezone.now())
    except actions.NoLongerThere:
        return _gone(request)
    messages.success(request, _("Kept. Only you see it."))
    return redirect("courage-wish", seek.pk)


@require_POST
@signed_in
def sure(request: Asking, pk: UUID) -> HttpResponse:
    seek = _seek(request, pk)
    form = HowSure(request.POST)
    if not form.is_valid():
        return _page(request, seek, sure=form)
    try:
        _check_in(request, seek, form)
    except actions.NoLongerThere:
        return _gone(request)
    return redirect("courage-wish", seek.pk)


@require_POST
@signed_in
def order(request: Asking, pk: UUID) -> HttpResponse:
    seek = _seek(request, pk)
    try:
        actions.smallest_first(seek, by=request.user, at=timezone.now())
    except actions.NoLongerThere:
        return _gone(request)
    return redirect("courage-wish", seek.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def step(request: Asking, pk: UUID) -> HttpResponse:
    """I did it: how was it really?"""
    found = _step(request, pk)
    form = HowItWas(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.do_step(found, form.cleaned_data["real"], by=request.user, at=timezone.now())
        except actions.AlreadyDone:
            messages.info(request, _("You told before how this one was; that stays."))
        except actions.NoLongerThere:
            return _gone(request)
        return redirect("courage-wish", found.seek_id)
    path = queries.path(request.user, found.seek)
    small = next((each for each in path.steps if each.step.pk == found.pk), None)
    if small is None or small.is_done:
        return redirect("courage-wish", found.seek_id)
    context = {"path": path, "small": small, "form": form}
    return render(request, "together/courage/step.html", context, status=MEND if form.errors else 200)


@require_POST
@signed_in
def move(request: Asking, pk: UUID) -> HttpResponse:
    """Earlier, later, or away."""
    found, now = _step(request, pk), timezone.now()
    try:
        if request.POST.get("to") == "away":
            actions.take_away(found, by=request.user, at=now)
        elif request.POST.get("to") in ("earlier", "later"):
            actions.move(found, earlier=request.POST["to"] == "earlier", by=request.user, at=now)
    except actions.NoLongerThere:
        return _gone(request)
    return redirect("courage-wish", found.seek_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check_in(request: Asking) -> HttpResponse:
    """Once a month, all that was begun on one page."""
    data = request.POST if request.method == "POST" else None
    forms = [
        (path, OneOfSeveral(data, prefix=str(path.wish.seek.pk), label=path.wish.words))
        for path in queries.begun(request.user)
    ]
    if request.method != "POST" or not all(form.is_valid() for _path, form in forms):
        wrong = any(form.errors for _path, form in forms)
        context = {"forms": forms}
        return render(request, "together/courage/check_in.html", context, status=MEND if wrong else 200)
    for path, form in forms:
        if form.cleaned_data["value"] is not None:
            _check_in(request, path.wish.seek, form)
    return redirect("courage")


@require_POST
@signed_in
def later(request: Asking) -> HttpResponse:
    actions.ask_later(by=request.user, at=timezone.now())
    return redirect("home")


def _check_in(request: Asking, seek: Seek, form: HowSure) -> None:
    said = form.cleaned_data
    moment = queries.moment(seek)
    with suppress(actions.AlreadyKept):  # the first click did it
        actions.check_in(
            seek, said["value"], key=said["key"], by=request.user, at=timezone.now(), moment=moment
        )


def _seek(request: Asking, pk: UUID) -> Seek:
    return get_object_or_404(Seek.objects.visible_to(request.user).select_related("skill"), pk=pk)


def _step(request: Asking, pk: UUID) -> Step:
    """One's own; a partner who reads it cannot do it for somebody."""
    own = Step.objects.visible_to(request.user).filter(seek__person=request.user)
    return get_object_or_404(own.select_related("seek__skill"), pk=pk)


def _gone(request: Asking) -> HttpResponse:
    messages.info(request, _("It was taken away a moment ago, in another window."))
    return redirect("courage")


def _page(
    request: Asking,
    seek: Seek,
    *,
    new: NewStep | None = None,
    sure: HowSure | None = None,
    nervous: Nervous | None = None,
) -> HttpResponse:
    path = queries.path(request.user, seek)
    wish = path.wish
    ideas = small_steps.suggested(skills.and_above(wish.skill))
    forms = {
        "new": new or NewStep(initial=_begun_words(request, [str(idea) for idea in ideas])),
        "sure": sure or HowSure(),
        "nervous": nervous or Nervous(initial={"nervous": wish.makes_nervous, "dread": wish.dread or ""}),
    }
    there = {each.words for each in path.steps}
    context = {
        **forms,
        "path": path,
        "lead": kind_words.about(path),
        "about_sure": kind_words.about_sure(path.sure),
        "besides": queries.besides(path.steps),
        "choices": queries.choices(request.user, seek),
        "lessons": lessons_about([wish.skill] if wish.skill else [], request.user, at=timezone.now()),
        "ideas": [(n, idea) for n, idea in enumerate(ideas) if str(idea) not in there],
    }
    wrong = any(form.errors for form in forms.values())
    return render(request, "together/courage/wish.html", context, status=MEND if wrong else 200)


def _begun_words(request: Asking, ideas: list[str]) -> dict[str, object]:
    """What was typed before a sign-in ran out, else the idea that was tapped."""
    kept = drafts.take(request)
    if kept:
        return {**kept}
    number = request.GET.get("idea", "")
    if number.isascii() and number.isdigit() and int(number[:3]) < len(ideas):
        return {"words": ideas[int(number[:3])]}
    return {}
