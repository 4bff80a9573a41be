"""The first two of three short screens: what I can show, and what I'd like. Changed here later, too."""

from collections.abc import Sequence
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from counterpart.people import actions, queries
from counterpart.people.models import Offer, Seek
from counterpart.skills import queries as vocabulary
from counterpart.skills.actions import NotASkill, understand
from counterpart.skills.models import Skill
from counterpart.web import drafts
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.telling import HowWell, Wish, WishWords, Words
from counterpart.web.signed_in import signed_in

PLAIN = {1: 2, 4: 3}  # degrees that no screen names, shown as the nearest that one does


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def offers(request: Asking) -> HttpResponse:
    form = _offer_words(request)
    if request.method == "POST" and form.is_valid() and _added_offers(request, form):
        return redirect("joining-seeks" if "next" in request.POST else "joining-offers")
    return _offers_page(request, form)


def _offer_words(request: Asking) -> Words:
    return Words(
        request.POST if request.method == "POST" else None,
        label=_("Something else, in your words"),
        example=_("for example: short videos"),
        initial=drafts.take(request),
    )


def _added_offers(request: Asking, form: Words) -> bool:
    now = timezone.now()
    try:
        with transaction.atomic():
            words = _typed(request, form)
            for skill in [*_tapped(request), *(understand(words) if words else [])]:
                actions.tell_offer(skill, by=request.user, at=now)
    except (NotASkill, actions.Enough) as refused:
        form.add_error("words", _refusal(refused))
        return False
    return True


def _offers_page(request: Asking, form: Words) -> HttpResponse:
    told = queries.offers(request.user)
    suggestions = _not_yet(vocabulary.starters("offer"), {offer.skill.slug for offer in told})
    context = {
        "form": form,
        "told": [(offer, HowWell(initial={"level": offer.level}, prefix=str(offer.pk))) for offer in told],
        "chips": [skill for skill in suggestions if skill.has_level],
        "questions": [skill for skill in suggestions if not skill.has_level],
        "every": _every(request),
    }
    return answer(request, "joining/offers.html", context, form)


@require_POST
@signed_in
def offer(request: Asking, pk: UUID) -> HttpResponse:
    """Change how well, or take it away."""
    found = get_object_or_404(Offer.objects.visible_to(request.user), pk=pk)
    now = timezone.now()
    if "less" in request.POST:
        actions.withdraw_offer(found, by=request.user, at=now)
    else:
        form = HowWell(request.POST, prefix=str(found.pk))
        if form.is_valid() and found.skill.has_level:
            actions.change_level(found, form.cleaned_data["level"], by=request.user, at=now)
    return redirect("joining-offers")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def seeks(request: Asking) -> HttpResponse:
    form = _wish_words(request, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _added_seeks(request, form):
        return redirect("joining-when" if "next" in request.POST else "joining-seeks")
    return _seeks_page(request, form)


def _wish_words(request: Asking, said: QueryDict | None) -> WishWords:
    return WishWords(
        said,
        label=_("Something else, in your words"),
        example=_("for example: saying no"),
        initial=drafts.take(request),
    )


def _added_seeks(request: Asking, form: WishWords) -> bool:
    private, nervous = form.cleaned_data["private"], form.cleaned_data["nervous"]
    now = timezone.now()
    try:
        with transaction.atomic():
            for topic in _wanted(request, form, private=private):
                actions.tell_seek(
                    topic, by=request.user, at=now, private=private, dread="" if nervous else None
                )
    except (NotASkill, actions.Enough) as refused:
        form.add_error("words", _refusal(refused))
        return False
    return True


def _seeks_page(request: Asking, form: WishWords, wrong: tuple[Seek, Wish] | None = None) -> HttpResponse:
    told = queries.wishes(request.user)
    known = {wish.skill.slug for wish in told if wish.skill}
    suggestions = _not_yet(vocabulary.starters("wish"), known)
    context = {
        "form": form,
        "told": [(wish, _wish_form(wish, wrong)) for wish in told],
        "chips": [skill for skill in suggestions if skill.has_level],
        "questions": [skill for skill in suggestions if not skill.has_level],
        "every": _every(request),
    }
    return answer(request, "joining/seeks.html", context, form, *([wrong[1]] if wrong else []))


def _wish_form(wish: queries.Wish, wrong: tuple[Seek, Wish] | None) -> Wish:
    if wrong and wrong[0].pk == wish.seek.pk:
        return wrong[1]
    degree = wish.seek.importance
    initial = {
        "importance": PLAIN.get(degree, degree),
        "nervous": wish.makes_nervous,
        "dread": wish.dread or "",
        "private": wish.is_private,
    }
    return Wish(initial=initial, prefix=str(wish.seek.pk))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def seek(request: Asking, pk: UUID) -> HttpResponse:
    """Change how much, who sees it and what makes one nervous, or take it away."""
    found = get_object_or_404(Seek.objects.visible_to(request.user).select_related("skill"), pk=pk)
    if request.method != "POST":
        typed = drafts.take(request)
        if not typed:
            return redirect("joining-seeks")
        return _seeks_page(request, _wish_words(request, None), (found, Wish(typed, prefix=str(found.pk))))
    now = timezone.now()
    if "less" in request.POST:
        actions.withdraw_seek(found, by=request.user, at=now)
        return redirect("joining-seeks")
    form = Wish(request.POST, prefix=str(found.pk))
    if not form.is_valid():
        return _seeks_page(
            request, WishWords(label=_("Something else, in your words"), example=""), (found, form)
        )
    actions.change_seek(
        found,
        importance=form.cleaned_data["importance"],
        private=form.cleaned_data["private"],
        dread=form.cleaned_data["dread"],
        by=request.user,
        at=now,
    )
    return redirect("joining-seeks")


@require_POST
@signed_in
def suggestions(request: Asking) -> HttpResponse:
    """What somebody may be about to type, as buttons of the form they type in.

    Posted, though nothing changes: addresses stand in logs, and what is typed may be private.
    """
    side = "in" if request.GET.get("side") == "in" else "out"
    found = vocabulary.suggest(request.POST.get("words", "")[:200])
    return render(request, "joining/suggestions.html", {"skills": found, "side": side})


def _tapped(request: Asking) -> list[Skill]:
    """A suggestion, or what somebody picked while typing it."""
    slugs = [request.POST.get(name, "") for name in ("add", "pick")]
    # PostgreSQL refuses to be asked for a NUL.
    asked = [slug for slug in slugs if slug and slug.isprintable()]
    return list(Skill.objects.ours().current().filter(slug__in=asked)) if asked else []


def _typed(request: Asking, form: Words) -> str:
    """Words are told whatever else was tapped, but for those that a pick completed."""
    return "" if "pick" in request.POST else str(form.cleaned_data["words"]).strip()


def _wanted(request: Asking, form: WishWords, *, private: bool) -> Sequence[Skill | str]:
    """What was tapped and what was typed. Of private words no row is made."""
    tapped, words = _tapped(request), _typed(request, form)
    if not words:
        return tapped
    if not private:
        return [*tapped, *understand(words)]
    recognised = vocabulary.recognise(words)
    if not recognised or any(isinstance(one, str) and len(one) > Skill.NAME_LENGTH for one in recognised):
        raise NotASkill(_("Say it in a few words, with at least one letter or number."))
    return [*tapped, *recognised]


def _refusal(refused: Exception) -> ValidationError:
    if isinstance(refused, actions.Enough):
        return ValidationError(_("That is a great deal already. Take one away before you add another."))
    return ValidationError(str(refused))


def _not_yet(skills: list[Skill], told: set[str]) -> list[Skill]:
    return [skill for skill in skills if skill.slug not in told]


def _every(request: Asking) -> list[str]:
    """For the plain page: all the words one may choose from, where nothing can be fetched while typing."""
    if request.htmx:
        return []
    return list(Skill.objects.ours().current().values_list("name", flat=True))
