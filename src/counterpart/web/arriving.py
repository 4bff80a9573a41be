"""Coming in by a shared link: remembered while somebody proves that an address is theirs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from counterpart.people.models import Person
from counterpart.people.newcomers import introduce
from counterpart.programmes import actions, inviting
from counterpart.programmes.models import SharedLink

KEPT = "shared-link"
NAME = "shared-link-name"


def remember(request: HttpRequest, link: SharedLink, name: str) -> None:
    """The name too: nobody is called anything by somebody who only typed their address."""
    request.session[KEPT], request.session[NAME] = str(link.pk), name


def finish(request: HttpRequest, person: Person) -> str | None:
    """Bring in whoever just signed in and had come by a shared link; answers where they go next."""
    kept = request.session.pop(KEPT, None)
    introduce(person, request.session.pop(NAME, ""), at=timezone.now())
    link = SharedLink.objects.filter(pk=UUID(kept)).first() if kept else None
    return come_in(request, link, person) if link else None


def come_in(request: HttpRequest, link: SharedLink, person: Person) -> str:
    now = timezone.now()
    try:
        membership = inviting.enter(link, person, at=now)
        if membership.is_current:
            actions.join(membership, by=person, at=now)
            return reverse("joining-offers")
    except (inviting.LinkNotGood, inviting.LinkFull):
        messages.error(
            request,
            _("This link stopped working a moment ago. Please ask whoever gave it to you for a new one."),
        )
    return reverse("home")
