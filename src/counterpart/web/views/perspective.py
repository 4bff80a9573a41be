"""From where others stand: with whom I have learned, and how we saw things before and see them now."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.partnerships.actions import AlreadyEnded
from counterpart.partnerships.actions import perspective as actions
from counterpart.partnerships.models import Assumption, Partnership
from counterpart.partnerships.queries import perspective as queries
from counterpart.partnerships.queries import whom
from counterpart.web import drafts
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.perspective import Assuming, LookingAgain
from counterpart.web.perspective_picture import ladder
from counterpart.web.signed_in import signed_in
from counterpart.web.talking import why_not

LABELS = {
    "stage": gettext_lazy("Where one stands"),
    "function": gettext_lazy("What one does"),
    "place": gettext_lazy("Where one is"),
    "background": gettext_lazy("The field one comes from"),
}


@require_safe
@signed_in
def perspective(request: Asking) -> HttpResponse:
    people = queries.learned_with(request.user)
    frames = queries.breadth(request.user, people)
    context = {
        "people": people,
        "frames": [(each, LABELS[each.name]) for each in frames],
        "picture": ladder(request.user, people),
        "partnerships": Partnership.objects.current().visible_to(request.user).exists(),
    }
    return render(request, "around/perspective.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def assumptions(request: Asking, pk: UUID) -> HttpResponse:
    """What we assumed, and how we see it now; a post writes one down."""
    found = _partnership(request, pk)
    if request.method != "POST":
        return _page(request, found, Assuming(initial=drafts.take(request)))
    form = Assuming(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    said, shared = form.cleaned_data, form.cleaned_data["shared"] == "yes"
    try:
        actions.assume(
            found, said["words"], shared=shared, key=said["key"], by=request.user, at=timezone.now()
        )
        messages.success(request, _("Written down. Look at it again once you have talked about it."))
    except AlreadyEnded as because:
        form.add_error("words", why_not(because, _("You have parted, so nothing more is written here.")))
        return _page(request, found, form)
    except actions.Enough:
        form.add_error("words", _("That is a lot to look at again. Remove one before you add another."))
        return _page(request, found, form)
    return redirect("assumptions", pk)


@require_POST
@signed_in
def assumption(request: Asking, pk: UUID, row: UUID) -> HttpResponse:
    """Look again at one of mine, or remove it."""
    found = _partnership(request, pk)
    mine = Assumption.objects.filter(partnership=found, author=request.user).select_related("partnership")
    chosen = get_object_or_404(mine, pk=row)
    if "remove" in request.POST:
        actions.tear_up(chosen, by=request.user, at=timezone.now())
        messages.success(request, _("Removed."))
        return redirect("assumptions", pk)
    form = LookingAgain(request.POST)
    if not form.is_valid():
        return _page(request, found, Assuming(), (chosen.pk, form))
    try:
        actions.look_again(chosen, form.cleaned_data["after"], by=request.user, at=timezone.now())
    except AlreadyEnded as because:
        form.add_error("after", why_not(because, _("You have parted, so what you both read stays as it is.")))
        return _page(request, found, Assuming(), (chosen.pk, form))
    return redirect("assumptions", pk)


def _page(
    request: Asking, found: Partnership, form: Assuming, again: tuple[UUID, LookingAgain] | None = None
) -> HttpResponse:
    """`again`: which one somebody looked at again, and what is to be mended there."""
    wrong = dict([again] if again else [])
    rows = queries.seen(found, request.user)
    context = {
        "partnership": found,
        "whom": whom(found, request.user),
        "form": form,
        "seen": [(each, wrong.get(each.row.pk) or _looking(each)) for each in rows],
    }
    return answer(request, "together/perspective.html", context, form, *wrong.values())


def _looking(each: queries.Seen) -> LookingAgain | None:
    if not each.mine:
        return None
    return LookingAgain(initial={"after": each.after}, auto_id=f"id_{each.row.pk}_%s")


def _partnership(request: Asking, pk: UUID) -> Partnership:
    return get_object_or_404(Partnership.objects.visible_to(request.user).select_related("programme"), pk=pk)
