from collections.abc import Iterable
from datetime import datetime
from urllib.parse import urlsplit
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from counterpart import jobs, journal
from counterpart.letters.kind import Kind, SecretKind, Weight
from counterpart.letters.letters import Test
from counterpart.letters.models import Letter, Mute, QuietHours
from counterpart.people import keys
from counterpart.people.models import Person

SEND = "counterpart.letters.tasks.send"


class Needed(Exception):
    """Letters of this kind cannot be stopped: somebody asked for them, or cannot do without."""


@transaction.atomic
def post(kind: Kind, *, to: Person | Iterable[Person], at: datetime) -> None:
    people = [to] if isinstance(to, Person) else to
    Letter.objects.bulk_create([draft(kind, person, at) for person in people], batch_size=500)
    jobs.later(SEND)


@transaction.atomic
def post_secret(kind: SecretKind, *, to: Person, at: datetime, until: datetime) -> None:
    letter = draft(kind, to, at)
    letter.until = until
    letter.sealed = keys.seal_for(to, kind.secret, table="letters_letter", row=letter.pk, column="sealed")
    letter.save(force_insert=True)
    jobs.later(SEND)


def draft(kind: Kind, to: Person, at: datetime, pk: UUID | None = None) -> Letter:
    letter = Letter(pk=pk or uuid4(), to=to, kind=kind.name(), keys=kind.keys(), posted_at=at, next_try_at=at)
    letter.nudge = kind.weight is Weight.NUDGE
    letter.message_id = f"<{letter.pk}@{urlsplit(settings.PUBLIC_URL).hostname}>"
    return letter


@transaction.atomic
def send_test(to: Person, *, by: Person, at: datetime) -> None:
    """Let an owner see whether letters arrive."""
    journal.record(to, "sent a test letter", by=by, at=at)
    post(Test(), to=to, at=at)


def read(letter: Letter, *, by: Person, at: datetime) -> None:
    Letter.objects.visible_to(by).unread().filter(pk=letter.pk).update(read_at=at)


def read_all(*, by: Person, at: datetime) -> None:
    Letter.objects.visible_to(by).unread().filter(posted_at__lte=at).update(read_at=at)


@transaction.atomic
def choose(
    *, begin: int, end: int, weekends: bool, unwanted: Iterable[type[Kind]], by: Person, at: datetime
) -> None:
    """When letters that can wait may come, and of which kinds none shall come by mail."""
    _known(unwanted := list(unwanted))
    hours = {"begin": begin, "end": end, "weekends": weekends}
    QuietHours.objects.update_or_create(person=by, defaults=hours)
    names = {kind.name() for kind in unwanted}
    Mute.objects.filter(person=by).exclude(kind__in=names).delete()
    Mute.objects.bulk_create([Mute(person=by, kind=name, at=at) for name in names], ignore_conflicts=True)
    journal.record(by, "chose about letters", by=by, at=at)


@transaction.atomic
def stop(kind: type[Kind], *, by: Person, at: datetime) -> None:
    """No more letters of this kind by mail. Once more changes nothing."""
    _known([kind])
    if Mute.objects.get_or_create(person=by, kind=kind.name(), defaults={"at": at})[1]:
        journal.record(by, "stopped a kind of letter", by=by, at=at)


@transaction.atomic
def resume(kind: type[Kind], *, by: Person, at: datetime) -> None:
    if Mute.objects.filter(person=by, kind=kind.name()).delete()[0]:
        journal.record(by, "resumed a kind of letter", by=by, at=at)


def _known(kinds: Iterable[type[Kind]]) -> None:
    if any(kind.weight is Weight.NEEDED for kind in kinds):
        raise Needed
