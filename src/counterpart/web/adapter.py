"""allauth, made to speak through our outbox and in our words."""

from datetime import timedelta
from typing import Any, ClassVar, cast

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart import letters
from counterpart.people.models import Person
from counterpart.web import arriving
from counterpart.web.letters import SignInCode


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    error_messages: ClassVar[dict[str, Any]] = DefaultAccountAdapter.error_messages | {
        "too_many_login_attempts": _("That was a lot in a short time. Please try again in a few minutes."),
        "rate_limited": _("That was a lot in a short time. Please try again in a few minutes."),
        "account_inactive": _("This account is resting. Whoever organises your programme can tell you more."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People come in by an invitation or a shared link, never by signing up."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Codes go into the outbox; allauth has nothing else to say to anybody."""
        if template_prefix != "account/email/login_code":
            return
        person = Person.objects.filter(email=email.strip().lower(), is_active=True).first()
        if person:
            now = timezone.now()
            until = now + timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
            letters.post_secret(SignInCode(secret=context["code"]), to=person, at=now, until=until)

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """Only what went wrong is worth a line; that a code was sent or somebody came in, the page shows."""
        if kwargs.get("message"):
            super().add_message(request, level, *args, **kwargs)

    def post_login(self, request: HttpRequest, user: Person, **kwargs: Any) -> HttpResponse:
        arrived = arriving.finish(request, user)
        if arrived:
            kwargs["redirect_url"] = arrived
        return cast("HttpResponse", super().post_login(request, user, **kwargs))
