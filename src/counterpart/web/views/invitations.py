"""Asking people in: a letter to each, one reminder, one link for many, and a yes to those who wait."""

from urllib.parse import urlsplit
from uuid import UUID

import segno
from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from counterpart.programmes import inviting, queries
from counterpart.programmes.letters import invitation_words
from counterpart.programmes.models import Membership, SharedLink
from counterpart.web.asking import Asking
from counterpart.web.forms.invitations import LinkForMany
from counterpart.web.signed_in import signed_in
from counterpart.web.views.programmes import organised, said, today

MEND = 422
PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def invite(request: Asking, pk: UUID) -> HttpResponse:
    programme = organised(request.user, pk, open_only=True)
    if request.method == "POST":
        try:
            count = inviting.invite(programme, by=request.user, at=timezone.now())
        except inviting.AlreadyInvited:
            count = 0
        _say_sent(request, count)
        return redirect("collecting", pk=pk)
    context = {
        "programme": programme,
        "progress": queries.progress(programme),
        "letter": invitation_words(programme, request.user),
    }
    return render(request, "programmes/invite.html", context)


def _say_sent(request: Asking, count: int) -> None:
    if count:
        words = ngettext("%(count)s letter is on its way.", "%(count)s letters are on their way.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("Everybody has their letter already."))


@require_POST
@signed_in
def remind(request: Asking, pk: UUID) -> HttpResponse:
    programme = organised(request.user, pk, open_only=True)
    try:
        count = inviting.remind(programme, by=request.user, at=timezone.now())
    except inviting.AlreadyInvited:
        count = 0
    _say_sent(request, count)
    return redirect("collecting", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def shared_link(request: Asking, pk: UUID) -> HttpResponse:
    programme = organised(request.user, pk, open_only=True)
    form = LinkForMany(said(request), today=today())
    if request.method == "POST" and form.is_valid():
        inviting.share(
            programme,
            domains=form.cleaned_data["domains"],
            expires_at=form.expires_at(),
            cap=form.cleaned_data["cap"],
            by=request.user,
            at=timezone.now(),
        )
        return redirect("shared-link", pk=pk)
    link = (
        SharedLink.objects.visible_to(request.user).good(timezone.now()).filter(programme=programme).first()
    )
    context = {"programme": programme, "form": form, "link": link, "came": link and link.memberships.count()}
    if link:
        address = address_of(link)
        context |= {"address": address, "picture": _picture(address)}
    return render(request, "programmes/shared_link.html", context, status=MEND if form.errors else 200)


def address_of(link: SharedLink) -> str:
    """With the host that people reach us by, never the one this request came to."""
    public = urlsplit(settings.PUBLIC_URL)
    return f"{public.scheme}://{public.netloc}{reverse('join-shared', args=[inviting.words_of(link)])}"


def _picture(address: str) -> str:
    """A code to point a phone at, as inline SVG; segno escapes what it writes."""
    code = segno.make(address, micro=False)
    drawn = code.svg_inline(scale=5, border=3, dark="#000", light="#fff", title=_("The link, for a phone"))
    return mark_safe(drawn)  # noqa: S308 -- drawn by the library from an address of ours


@require_POST
@signed_in
def revoke_link(request: Asking, pk: UUID) -> HttpResponse:
    programme = organised(request.user, pk, open_only=True)
    for link in SharedLink.objects.visible_to(request.user).filter(programme=programme, revoked_at=None):
        inviting.revoke(link, by=request.user, at=timezone.now())
    messages.success(request, _("The link no longer works. Who came in by it stays."))
    return redirect("shared-link", pk=pk)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def approvals(request: Asking, pk: UUID) -> HttpResponse:
    """People who came by the shared link and wait for a yes."""
    programme = organised(request.user, pk, open_only=True)
    waiting = Membership.objects.waiting_for_approval().filter(programme=programme).select_related("person")
    if request.method == "POST":
        key = request.POST.get("membership", "")
        row = get_object_or_404(Membership.objects.filter(programme=programme), pk=_uuid(key))
        _decide(request, row)
        return redirect("approvals", pk=pk)
    page = Paginator(waiting.order_by("added_at", "pk"), PAGE).get_page(request.GET.get("page"))
    return render(request, "programmes/approvals.html", {"programme": programme, "page": page})


def _uuid(text: str) -> UUID:
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


def _decide(request: Asking, row: Membership) -> None:
    decide = inviting.admit if request.POST.get("answer") == "admit" else inviting.turn_away
    try:
        decide(row, by=request.user, at=timezone.now())
    except inviting.AlreadyAnswered:
        messages.info(request, _("Somebody has answered this already."))
