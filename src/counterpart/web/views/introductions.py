"""Meeting people through people: wishes, introductions, who is suggested, and how far one reaches."""

from uuid import UUID, uuid4

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from counterpart.introductions import actions, outside, queries, sealed
from counterpart.introductions.models import Hidden, Introduction, Wish
from counterpart.web import drafts
from counterpart.web.answer import answer as answered
from counterpart.web.asking import Asking
from counterpart.web.forms.introductions import Introducing, ToMeet
from counterpart.web.network_picture import network
from counterpart.web.signed_in import signed_in

SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def introductions(request: Asking) -> HttpResponse:
    """What I wish, what others wish, who is two steps away; a post wishes."""
    form = ToMeet(request.POST or None, initial=drafts.take(request))
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            actions.wish(said["words"], key=said["key"], by=request.user, at=timezone.now())
            messages.success(request, _("Those you are together with read it."))
            return redirect("introductions")
        except actions.Enough:
            form.add_error(
                "words", _("Several of your wishes stand open. Take one back before you add another.")
            )
    me = request.user
    context = {
        "form": form,
        "mine": queries.my_wishes(me),
        "theirs": queries.wishes_of_companions(me),
        "suggested": queries.suggested(me),
        "introductions": queries.mine(me)[:SHOWN],
        "outside": outside.of(me)[:SHOWN],
        "hidden": Hidden.objects.filter(person=me).exists(),
        "alone": not queries.companions_now(me).exists(),
    }
    return answered(request, "introductions/list.html", context, form)


@require_POST
@signed_in
def ask(request: Asking, pk: UUID) -> HttpResponse:
    """One tap: ask whom I know to introduce me to somebody they know."""
    found = next((each for each in queries.suggested(request.user) if each.person.pk == pk), None)
    if found is None:
        raise Http404
    words = _("%(name)s, who can show %(topic)s") % {"name": found.person.name, "topic": found.topic}
    try:
        actions.wish(
            words, key=uuid4(), by=request.user, at=timezone.now(), through=found.through, whom=found.person
        )
        messages.success(request, _("%(name)s has a letter.") % {"name": found.through.first_name})
    except actions.Enough:
        messages.info(request, _("Several of your wishes stand open. Take one back before you add another."))
    return redirect("introductions")


@require_POST
@signed_in
def take_back(request: Asking, pk: UUID) -> HttpResponse:
    found = get_object_or_404(Wish.objects.open().filter(person=request.user), pk=pk)
    actions.take_back(found, by=request.user, at=timezone.now())
    messages.success(request, _("Taken back."))
    return redirect("introductions")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def introduce(request: Asking, pk: UUID) -> HttpResponse:
    """For a wish that I read: choose somebody I know, and write two lines."""
    read = next((each for each in queries.wishes_of_companions(request.user) if each.wish.pk == pk), None)
    if read is None:
        raise Http404
    known = list(queries.could_introduce(read.wish, request.user))
    begun = {"other": str(read.wish.whom_id)} if read.wish.whom_id else {}
    form = Introducing(request.POST or None, known=known, initial=begun | drafts.take(request))
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        other = next(each for each in known if str(each.pk) == said["other"])
        try:
            actions.introduce(
                read.wish, other, said["words"], key=said["key"], by=request.user, at=timezone.now()
            )
            messages.success(
                request, _("Both are asked. You hear from us when both said yes, or in two weeks.")
            )
            return redirect("introductions")
        except actions.Over:
            form.add_error(None, _("These two have been introduced already, or the wish was taken back."))
        except (actions.NotKnown, actions.Enough):
            form.add_error(
                None, _("That is not possible at the moment. Please try somebody else, or next week.")
            )
    context = {"read": read, "form": form, "known": known, "outside": settings.OUTSIDE_INTRODUCTIONS}
    return answered(request, "introductions/introduce.html", context, form)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def introduction(request: Asking, pk: UUID) -> HttpResponse:
    """Two lines, and a yes or a no; each other's names and addresses once both have said yes."""
    rows = Introduction.objects.visible_to(request.user).select_related("wish__person", "other", "by")
    found = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        if not found.is_of(request.user):
            raise PermissionDenied
        try:
            yes = request.POST.get("answer") == "yes"
            actions.answer(found, yes=yes, by=request.user, at=timezone.now())
            messages.success(request, _("Thank you.") if yes else _("Nobody learns of it."))
        except actions.Over:
            messages.info(request, _("It ran out, or was answered already."))
        return redirect("introduction", pk)
    me = request.user
    other = found.other if me.pk == found.wish.person_id else found.wish.person
    context = {
        "introduction": found,
        "words": sealed.lines_of(found),
        "is_mine": found.is_of(me),
        "said": found.said_by(me) if found.is_of(me) else None,
        "over": found.settled_at is not None or found.lapses_at <= timezone.now(),
        "other": other if found.met and found.is_of(me) else None,
    }
    return render(request, "introductions/one.html", context)


@require_POST
@signed_in
def suggestable(request: Asking) -> HttpResponse:
    """Whether people who know those I know may find me."""
    (actions.hide if request.POST.get("do") == "hide" else actions.show)(by=request.user, at=timezone.now())
    return redirect("introductions")


@require_safe
@signed_in
def reach(request: Asking) -> HttpResponse:
    """How far I reach, when I joined and now."""
    found = queries.my_reach(request.user)
    names = [(each, len(found.beyond[each.pk])) for each in found.known]
    context = {"reach": found, "names": names, "picture": network(request.user, found)}
    return render(request, "introductions/reach.html", context)
