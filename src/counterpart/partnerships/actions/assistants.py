"""Somebody books for another. They are asked by whom they book for, and either of the two can end it."""

from datetime import datetime, timedelta

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships.letters.assistants import AsksToBook, BooksNoMore
from counterpart.partnerships.models import Assistant
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.people.newcomers import Newcomer, welcome

MOST = 5  # people asked within a day: each gets a letter


class ThatIsYou(Exception):
    """Who books for themselves needs no assistant."""


class Enough(Exception):
    """More people asked within a day than anybody needs."""


@transaction.atomic
def ask_to_book(newcomer: Newcomer, *, by: Person, at: datetime) -> Assistant:
    """From now on they book for `by`; whoever did so before does no more."""
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if newcomer.email.strip().lower() == by.email:
        raise ThatIsYou
    before = Assistant.objects.filter(person=by, ended_at=None).select_related("helper").first()
    if before and before.helper.email == newcomer.email.strip().lower():
        return before
    if Assistant.objects.filter(person=by, asked_at__gt=at - timedelta(days=1)).count() >= MOST:
        raise Enough
    if before:
        stop_booking(before, by=by, at=at)
    (helper,) = welcome([newcomer], at=at).values()
    made = Assistant.objects.create(person=by, helper=helper, name=newcomer.name, asked_at=at)
    journal.record(made, "asked to book", by=by, at=at)
    if not avoiding.avoids(helper, by):
        letters.post(AsksToBook(made.pk), to=[helper], at=at)
    return made


@transaction.atomic
def stop_booking(assistant: Assistant, *, by: Person, at: datetime) -> None:
    """Said by either of the two; the other is told once."""
    if not Assistant.objects.filter(pk=assistant.pk, ended_at=None).update(ended_at=at):
        return
    journal.record(assistant, "stopped booking", by=by, at=at)
    if by.pk == assistant.helper_id:
        letters.post(BooksNoMore(assistant.pk), to=[assistant.person], at=at)
