"""Links that sign somebody in, printed for whoever runs the command."""

from datetime import datetime

from counterpart.people.models import Person


def sign_in_link(person: Person, *, at: datetime, days: int) -> str:
    """A link that signs this person in, once."""
    from django.conf import settings

    from counterpart.people import tokens
    from counterpart.people.models import Token

    _, raw = tokens.issue(person, purpose=Token.Purpose.SIGN_IN, at=at, days=days)
    return str(settings.PUBLIC_URL) + f"/in/{raw}/"
