"""The link in a letter that stops letters of its kind, bound to one person and one kind.

Signed with the secret key (HMAC-SHA256) rather than kept: it must still work when an old letter is opened.
"""

from uuid import UUID

from django.core import signing

from counterpart.letters.kind import Kind, Weight, find
from counterpart.people.models import Person

SALT = "counterpart.letters.stop"


def stop_token(person: Person, kind: type[Kind]) -> str:
    """The same whenever it is asked for."""
    return signing.Signer(salt=SALT).sign_object([person.pk.hex, kind.name()])


def stopped_by(raw: str) -> tuple[Person, type[Kind]] | None:
    """Whose letters of which kind; None where the link was not made here or there is nothing to stop."""
    try:
        person, name = signing.Signer(salt=SALT).unsign_object(raw)
        kind = find(name)
        reader = Person.objects.filter(pk=UUID(person)).first()
    except (signing.BadSignature, ImportError, KeyError):
        return None
    return (reader, kind) if reader and kind.weight is not Weight.NEEDED else None
