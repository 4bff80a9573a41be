"""Links that sign somebody in, printed for whoever runs the command."""

from datetime import datetime
from urllib.parse import urlsplit

from counterpart.people.models import Person, Token


def sign_in_link(person: Person, *, at: datetime, days: int) -> str:
    """A link that signs this person in, once, after a button press."""
    return _link(person, Token.Purpose.SIGN_IN, at, days)


def demo_link(person: Person, *, at: datetime, days: int) -> str:
    """A link that signs in by being opened, as often as one likes; without demo mode it leads nowhere."""
    return _link(person, Token.Purpose.DEMO, at, days)


def _link(person: Person, purpose: Token.Purpose, at: datetime, days: int) -> str:
    from django.conf import settings
    from django.urls import reverse

    from counterpart.people import tokens

    _, raw = tokens.issue(person, purpose=purpose, at=at, days=days)
    public = urlsplit(settings.PUBLIC_URL)
    return f"{public.scheme}://{public.netloc}{reverse('sign-in-link', args=[raw])}"
