"""People who are known by their address before they ever signed in."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import transaction

from counterpart import journal
from counterpart.people import avoiding
from counterpart.people.models import Person

BATCH = 500


@dataclass(frozen=True)
class Newcomer:
    """What others may say of somebody who is not here yet. Who is here already speaks for themselves."""

    email: str
    name: str
    stage: int | None = None
    function: str = ""
    place: str = ""
    background: str = ""
    languages: tuple[str, ...] = ()
    time_zone: str = "UTC"


@transaction.atomic
def welcome(newcomers: Iterable[Newcomer], *, at: datetime) -> dict[str, Person]:
    """Make an account for everybody whose address is new; answers all of them by address.

    Nothing of an account that is here already is changed, whatever was said about it; only one that never
    came in and has no name yet is called as was said.
    """
    by_email = {each.email.strip().lower(): each for each in newcomers}
    known = _known(by_email)
    _name(known, by_email)
    fresh = [_person(email, each, at) for email, each in by_email.items() if email not in known]
    Person.objects.bulk_create(fresh, batch_size=BATCH, ignore_conflicts=True)
    if fresh:
        avoiding.recognise()  # before anybody can be shown to whoever keeps away from them
    return known | _known([person.email for person in fresh])


@transaction.atomic
def introduce(person: Person, name: str, *, at: datetime) -> None:
    """Who has shown that the address is theirs says how they are called, where nobody has said it."""
    if name and Person.objects.filter(pk=person.pk, name="").update(name=name):
        person.name = name
        journal.record(person, "told name", by=person, at=at)


def _name(known: dict[str, Person], said: dict[str, Newcomer]) -> None:
    for email, person in known.items():
        if not person.name and person.last_login is None and said[email].name:
            person.name = said[email].name
            person.save(update_fields=["name"])


def _known(emails: Iterable[str]) -> dict[str, Person]:
    asked = list(emails)
    found: dict[str, Person] = {}
    for start in range(0, len(asked), BATCH):
        found |= {p.email: p for p in Person.objects.filter(email__in=asked[start : start + BATCH])}
    return found


def _person(email: str, said: Newcomer, at: datetime) -> Person:
    return Person(
        email=email,
        name=said.name,
        # As Django makes one that nothing matches, and fast enough for 50,000 people.
        password=UNUSABLE_PASSWORD_PREFIX + secrets.token_urlsafe(30),
        stage=said.stage,
        function=said.function,
        place=said.place,
        background=said.background,
        languages=list(said.languages),
        time_zone=said.time_zone,
        added_at=at,
    )
