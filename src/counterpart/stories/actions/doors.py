"""Opening the public page of a programme, and shutting it: of one by its organisers, of all by the owner."""

from datetime import datetime

from django.db import transaction

from counterpart import journal
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from counterpart.stories.models import Door, DoorsShut


@transaction.atomic
def open_page(programme: Programme, words: str, *, by: Person, at: datetime) -> None:
    """Or change its words."""
    _door, is_new = Door.objects.update_or_create(
        programme=programme, defaults={"words": words}, create_defaults={"words": words, "by": by, "at": at}
    )
    journal.record(programme, "opened its door" if is_new else "changed its door", by=by, at=at)


@transaction.atomic
def shut_page(programme: Programme, *, by: Person, at: datetime) -> None:
    if Door.objects.filter(programme=programme).delete()[0]:
        journal.record(programme, "shut its door", by=by, at=at)


@transaction.atomic
def shut_all(*, by: Person, at: datetime) -> None:
    if not DoorsShut.objects.exists():
        journal.record(DoorsShut.objects.create(by=by, at=at), "shut every door", by=by, at=at)


@transaction.atomic
def let_open(*, by: Person, at: datetime) -> None:
    if row := DoorsShut.objects.first():
        journal.record(row, "lets doors open", by=by, at=at)
        DoorsShut.objects.all().delete()
