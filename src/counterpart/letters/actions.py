from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from counterpart import jobs, journal
from counterpart.letters.kind import Kind, SecretKind
from counterpart.letters.letters import Test
from counterpart.letters.models import Letter
from counterpart.people import keys
from counterpart.people.models import Person

SEND = "counterpart.letters.tasks.send"


@transaction.atomic
def post(kind: Kind, *, to: Person | Iterable[Person], at: datetime) -> None:
    people = [to] if isinstance(to, Person) else to
    Letter.objects.bulk_create([_letter(kind, person, at) for person in people], batch_size=500)
    jobs.later(SEND)


@transaction.atomic
def post_secret(kind: SecretKind, *, to: Person, at: datetime, until: datetime) -> None:
    letter = _letter(kind, to, at)
    letter.until = until
    letter.sealed = keys.seal_for(to, kind.secret, table="letters_letter", row=letter.pk, column="sealed")
    letter.save(force_insert=True)
    jobs.later(SEND)


def _letter(kind: Kind, to: Person, at: datetime) -> Letter:
    letter = Letter(to=to, kind=kind.name(), keys=kind.keys(), posted_at=at, next_try_at=at)
    letter.message_id = f"<{letter.pk}@{urlsplit(settings.PUBLIC_URL).hostname}>"
    return letter


@transaction.atomic
def send_test(to: Person, *, by: Person, at: datetime) -> None:
    """Let an owner see whether letters arrive."""
    journal.record(to, "sent a test letter", by=by, at=at)
    post(Test(), to=to, at=at)


def read(letter: Letter, *, by: Person, at: datetime) -> None:
    Letter.objects.visible_to(by).unread().filter(pk=letter.pk).update(read_at=at)
