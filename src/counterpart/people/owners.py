"""Whoever installs and looks after this instance."""

from datetime import datetime

from django.db import transaction

from counterpart import journal
from counterpart.people.models import Person


@transaction.atomic
def make_owner(email: str, *, name: str, at: datetime) -> Person:
    """A person with this address who owns the instance; asked for twice, it is the same person."""
    person = Person.objects.filter(email=email.strip().lower()).first()
    if person is None:
        # Letters name whoever invites, so nobody is without a name.
        person = Person.objects.create_user(email, name=name or email.split("@")[0])
    elif name:
        Person.objects.filter(pk=person.pk).update(name=name)
    if Person.objects.filter(pk=person.pk, is_owner=False).update(is_owner=True):
        journal.record(person, "became an owner", by=None, at=at)
    person.is_owner = True
    return person
