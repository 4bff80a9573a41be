"""Letters as they read."""

from collections.abc import Iterable

from django.core.exceptions import ObjectDoesNotExist

from counterpart.letters.models import Letter
from counterpart.letters.words import Words, words_of
from counterpart.people.models import Person


def outbox(limit: int = 50) -> list[Words]:
    """The newest letters to anybody, with subject, paragraphs, label and link: shown in demo mode alone."""
    return _readable(Letter.objects.select_related("to").order_by("-posted_at", "pk")[:limit])


def inbox(person: Person, limit: int = 50) -> list[Words]:
    """What a person was told, newest first."""
    letters = Letter.objects.visible_to(person).select_related("to")
    return _readable(letters.order_by("-posted_at", "pk")[:limit])


def _readable(letters: Iterable[Letter]) -> list[Words]:
    """Without those about something that is gone."""
    found = []
    for letter in letters:
        try:
            found.append(words_of(letter))
        except ObjectDoesNotExist:
            continue
    return found
