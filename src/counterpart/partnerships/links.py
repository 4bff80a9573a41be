"""The link in a letter by which somebody writes to their counterpart without signing in.

Bound to one person and one partnership, signed with the secret key (HMAC-SHA256), good for two weeks from the
letter on. It lets its holder write, and shows nothing that was written.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core import signing

from counterpart.partnerships.models import Partnership
from counterpart.people.models import Person

SALT = "counterpart.partnerships.answer"
GOOD_FOR = timedelta(days=14)


@dataclass(frozen=True)
class MayAnswer:
    person: Person
    partnership: Partnership
    until: datetime

    def is_good(self, at: datetime) -> bool:
        return at < self.until and self.person.is_active and self.partnership.ended_at is None


def answer_token(person: Person, partnership: UUID, *, at: datetime) -> str:
    """The same for the same letter, however often it is sent."""
    said = [person.pk.hex, partnership.hex, int((at + GOOD_FOR).timestamp())]
    return signing.Signer(salt=SALT).sign_object(said)


def found_by(raw: str) -> MayAnswer | None:
    """Who writes where, whether or not the link is still good; None where it was not made here."""
    try:
        who, where, until = signing.Signer(salt=SALT).unsign_object(raw)
    except signing.BadSignature:
        return None
    person = Person.objects.filter(pk=UUID(who)).first()
    if person is None:
        return None
    seen = Partnership.objects.visible_to(person).filter(pk=UUID(where)).first()
    return MayAnswer(person, seen, datetime.fromtimestamp(until, tz=UTC)) if seen else None
