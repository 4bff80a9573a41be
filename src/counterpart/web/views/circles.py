"""Circles that somebody could sit in: a seat taken, waited for, or left to the next; and opening one."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.matching import actions, circles
from counterpart.matching.refusals import NoSeat
from counterpart.partnerships import rules
from counterpart.partnerships.actions import AlreadyEnded, opening
from counterpart.partnerships.actions import circles as seats
from counterpart.partnerships.models import Kind, Meeting, Partnership
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.actions import NotASkill, understand
from counterpart.skills.models import Skill
from counterpart.web import drafts
from counterpart.web.answer import answer
from counterpart.web.asking import Asking
from counterpart.web.forms.circles import Comes, Opens
from counterpart.web.signed_in import signed_in

PAGE = 10


@require_safe
@signed_in
def open_circles(request: Asking) -> HttpResponse:
    me = request.user
    page = Paginator(circles.around(me), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "circles": circles.read(me, list(page.object_list)),
        "mine": circles.sits_in(me),
        "programmes": rules.opens_in(me),
        "enough": opening.opened_by(me) >= opening.AT_ONCE,
    }
    return render(request, "together/circles.html", context)


@require_POST
@signed_in
def seat(request: Asking, pk: UUID) -> HttpResponse:
    found = get_object_or_404(circles.around(request.user), pk=pk)
    try:
        if _sits_down(request, found):
            return redirect("partnership", found.pk)
    except NoSeat as refused:
        messages.error(request, str(refused.sentence))
    except seats.AlreadyHosted:
        messages.info(request, _("Somebody else hosts it by now."))
    except AlreadyEnded:
        messages.info(request, _("This circle ended a moment ago."))
    return redirect("circles")


def _sits_down(request: Asking, found: Partnership) -> bool:
    says, me, now = request.POST.get("answer"), request.user, timezone.now()
    if says == "no":
        seats.stop_waiting(found, by=me, at=now)
        messages.info(request, _("You are not waiting for a seat there any more."))
        return False
    if says == "host":
        actions.come_to_host(found.pk, by=me, at=now)
        messages.success(request, _("You host this circle now. Thank you."))
        return True
    sits = actions.take_seat(found.pk, by=me, at=now)
    if sits:
        messages.success(request, _("You have a seat. Say hello to the others."))
    else:
        messages.info(request, _("Every seat is taken. You wait in line, and a letter tells you."))
    return sits


@require_POST
@signed_in
def coming(request: Asking, pk: UUID, meeting: UUID) -> HttpResponse:
    """To the next gathering, or not this time."""
    rows = Meeting.objects.visible_to(request.user).filter(partnership=pk, partnership__kind=Kind.CIRCLE)
    found = get_object_or_404(rows.select_related("partnership"), pk=meeting)
    form = Comes(request.POST)
    try:
        if form.is_valid():
            said = form.cleaned_data
            seats.say_coming(
                found,
                comes=said["answer"] == "yes",
                sequence=said["sequence"],
                by=request.user,
                at=timezone.now(),
            )
            messages.success(request, _("The others see it here."))
    except seats.Moved:
        messages.info(request, _("The gathering has changed meanwhile. Please look once more."))
    except (AlreadyEnded, seats.NotSeated):
        messages.info(request, _("That is no longer to be done here."))
    return redirect("partnership", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_one(request: Asking, pk: UUID) -> HttpResponse:
    """On a topic, with a sentence on why and for whom."""
    joined = Membership.objects.joined().filter(person=request.user).values("programme")
    programme = get_object_or_404(Programme.objects.filter(pk__in=joined), pk=pk)
    if not rules.can_open(request.user, programme):
        messages.info(request, _("Just now no circle can be opened in this programme."))
        return redirect("circles")
    if request.method != "POST":
        return _open_page(request, programme, Opens(initial=drafts.take(request)))
    form = Opens(request.POST)
    skill = _topic(form) if form.is_valid() else None
    if skill is None:
        return _open_page(request, programme, form)
    return _opened(request, programme, skill, form)


def _topic(form: Opens) -> Skill | None:
    """One of the vocabulary, or their own words joined to it."""
    try:
        found = understand(form.cleaned_data["topic"])
    except NotASkill as refused:
        form.add_error("topic", str(refused))
        return None
    if len(found) > 1:
        form.add_error("topic", _("These are several topics. A circle has one; the others may be the next."))
        return None
    return found[0]


def _opened(request: Asking, programme: Programme, skill: Skill, form: Opens) -> HttpResponse:
    said = form.cleaned_data
    try:
        opening.open_circle(
            programme,
            skill,
            said["words"],
            room=said["room"],
            hosts=said["hosts"] == "yes",
            key=said["key"],
            by=request.user,
            at=timezone.now(),
        )
    except opening.OpenedEnough:
        messages.info(request, _("You have opened two circles. Once you leave one, you can open another."))
        return redirect("circles")
    except opening.NotOpening:
        messages.info(request, _("Just now no circle can be opened in this programme."))
        return redirect("circles")
    except opening.AlreadyThere:
        return redirect("circles")  # the first click did it
    messages.success(request, _("It is open. Everybody in the programme finds it under 'Circles'."))
    return redirect("partnership", said["key"])


def _open_page(request: Asking, programme: Programme, form: Opens) -> HttpResponse:
    context: dict[str, object] = {
        "programme": programme,
        "form": form,
        "every": Skill.objects.ours().current().values_list("name", flat=True),
        "enough": opening.opened_by(request.user) >= opening.AT_ONCE,
    }
    return answer(request, "together/circle_open.html", context, form)
