"""Whom somebody would rather not be matched with. Nobody else reads it or learns from it who is here."""

from datetime import datetime

from django.db import transaction

from counterpart import journal
from counterpart.people import sealed
from counterpart.people.models import Avoidance, Person

MOST = 40


class ThatIsYou(Exception):
    """Nobody can avoid themselves."""


class Enough(Exception):
    """A longer list than anybody needs."""


@transaction.atomic
def avoid(address: str, *, by: Person, at: datetime) -> None:
    """Keep somebody's address; it holds whether or not they are here, or come later."""
    address = address.strip().lower()
    if address == by.email:
        raise ThatIsYou
    Person.objects.select_for_update().filter(pk=by.pk).first()  # two tabs tell one after the other
    rows = list(Avoidance.objects.filter(person=by))
    if address in sealed.addresses(by, rows).values():
        return
    if len(rows) >= MOST:
        raise Enough
    found = Person.objects.filter(email=address).first()
    # Whom one keeps apart from already stays one row, and the list tells nobody whose address this is.
    row = Avoidance(person=by, avoided=None if found and avoids(by, found) else found, at=at)
    row.address = sealed.seal_address(by, row.pk, address)
    row.save(force_insert=True)
    journal.record(row, "told", by=by, at=at)


@transaction.atomic
def keep_apart(other: Person, *, by: Person, at: datetime) -> None:
    """Never be matched with somebody one knows. It is kept by their name: their address was never told."""
    Person.objects.select_for_update().filter(pk=by.pk).first()
    if avoids(by, other):
        return
    row = Avoidance(person=by, avoided=other, at=at)
    row.address = sealed.seal_address(by, row.pk, str(other.name or other.first_name))
    row.save(force_insert=True)
    journal.record(row, "told", by=by, at=at)


def avoids(person: Person, other: Person) -> bool:
    return Avoidance.objects.filter(person=person, avoided=other).exists()


@transaction.atomic
def stop_avoiding(avoidance: Avoidance, *, by: Person, at: datetime) -> None:
    journal.record(avoidance, "withdrawn", by=by, at=at)
    Avoidance.objects.filter(pk=avoidance.pk).delete()


@transaction.atomic
def recognise() -> None:
    """Find those on somebody's list who have come since. Nobody is matched or suggested before this."""
    rows = list(Avoidance.objects.filter(avoided=None))
    addresses = sealed.everybodys_addresses(rows)
    found = dict(Person.objects.filter(email__in=set(addresses.values())).values_list("email", "pk"))
    for row in rows:
        avoided = found.get(addresses[row.pk])
        twice = avoided and Avoidance.objects.filter(person=row.person_id, avoided=avoided).exists()
        if avoided and avoided != row.person_id and not twice:
            Avoidance.objects.filter(pk=row.pk).update(avoided=avoided)
