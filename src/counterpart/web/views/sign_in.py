"""Coming in: a mailed link, an owner's or demo link, and one link for many."""

from typing import cast

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.internal.flows.login_by_code import LoginCodeVerificationProcess
from allauth.account.models import Login
from django.conf import settings
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from counterpart.people import tokens
from counterpart.people.models import Person, Token
from counterpart.people.newcomers import Newcomer, welcome
from counterpart.programmes import actions, inviting
from counterpart.programmes.models import Invitation, SharedLink
from counterpart.web import arriving
from counterpart.web.forms.signing_in import ComeByLink

GONE = 410
MEND = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening it uses nothing up; the button does."""
    found = tokens.find(token, purpose=Token.Purpose.INVITATION)
    invited = found and (
        Invitation.objects.filter(token=found)
        .select_related("membership__programme__contact", "membership__person", "by")
        .first()
    )
    if not found or not invited:
        raise Http404
    if request.user == found.person and not found.is_good(timezone.now()):
        return redirect("home")
    if not _is_open(found) or not invited.membership.is_current or invited.membership.programme.is_closed:
        return render(request, "joining/used_link.html", status=GONE)
    if request.method == "POST":
        return _come_in(request, found, invited)
    context = {"programme": invited.membership.programme, "by": invited.by, "person": found.person}
    return render(request, "joining/invitation.html", context)


def _come_in(request: HttpRequest, token: Token, invited: Invitation) -> HttpResponse:
    now = timezone.now()
    try:
        with transaction.atomic():
            tokens.use(token, at=now)
            actions.join(invited.membership, by=token.person, at=now)
    except (tokens.AlreadyUsed, actions.AlreadyLeft):
        return render(request, "joining/used_link.html", status=GONE)
    return _sign_in(request, token.person, then=reverse("joining-offers"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in_link(request: HttpRequest, token: str) -> HttpResponse:
    """An owner's first way in. In demo mode, and only then, a demo link signs in by being opened."""
    if settings.DEMO and request.method == "GET":
        demo = tokens.find(token, purpose=Token.Purpose.DEMO)
        if demo and _is_open(demo):
            return _sign_in(request, demo.person, then=reverse("home"))
    found = tokens.find(token, purpose=Token.Purpose.SIGN_IN)
    if not found:
        raise Http404
    if not _is_open(found):
        return render(request, "joining/used_link.html", status=GONE)
    if request.method != "POST":
        return render(request, "joining/sign_in_link.html", {"person": found.person})
    try:
        tokens.use(found, at=timezone.now())
    except tokens.AlreadyUsed:
        return render(request, "joining/used_link.html", status=GONE)
    return _sign_in(request, found.person, then=reverse("home"))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def join_shared(request: HttpRequest, token: str) -> HttpResponse:
    """One link for many: an address, a code, and in; or in at once for who is signed in already."""
    link = inviting.find_link(token)
    if link is None:
        raise Http404
    if not SharedLink.objects.good(timezone.now()).filter(pk=link.pk).exists():
        return render(request, "joining/closed_link.html", status=GONE)
    context = {"programme": link.programme, "link": link}
    if isinstance(request.user, Person):
        if request.method == "POST":
            return redirect(arriving.come_in(request, link, request.user))
        return render(request, "joining/shared_link.html", context)
    form = ComeByLink(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _send_code(request, link, form)
    status = MEND if request.method == "POST" else 200
    return render(request, "joining/shared_link.html", context | {"form": form}, status=status)


def _send_code(request: HttpRequest, link: SharedLink, form: ComeByLink) -> HttpResponse:
    """The same answer whether or not the address is known here."""
    email, name = form.cleaned_data["email"].lower(), form.cleaned_data["name"]
    known = welcome([Newcomer(email=email, name="")], at=timezone.now())
    person = known[email]
    arriving.remember(request, link, name)
    LoginCodeVerificationProcess.initiate(
        request=request, user=person if person.is_active else None, email=email
    )
    return redirect("account_confirm_login_code")


def _is_open(token: Token) -> bool:
    return token.is_good(timezone.now()) and token.person.is_active


def _sign_in(request: HttpRequest, person: Person, *, then: str) -> HttpResponse:
    record_authentication(request, person, method="link")
    login = Login(user=person, redirect_url=then, email=person.email)
    return cast("HttpResponse", perform_login(request, login))
