"""What the pages of a meeting have in common: finding it, doing something there, naming the others."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.text import get_text_list
from django.utils.translation import gettext as _

from counterpart.partnerships import actions, queries
from counterpart.partnerships.models import Meeting
from counterpart.people.models import Person
from counterpart.web.asking import Asking


def find(request: Asking, pk: UUID, meeting: UUID) -> Meeting:
    rows = Meeting.objects.visible_to(request.user).select_related("partnership__programme")
    return get_object_or_404(rows, pk=meeting, partnership=pk)


def address(found: Meeting) -> str:
    return reverse("meeting", args=[found.partnership_id, found.pk])


def carried_out(request: Asking, found: Meeting, deed: Callable[..., object]) -> bool:
    """Do it, or say in a sentence why it cannot be."""
    try:
        deed(by=request.user, at=timezone.now())
    except actions.AlreadyWritten:
        pass  # the first click did it
    except actions.AlreadyEnded as because:
        parted = _("You have parted, so this was not kept. What was written before stays.")
        messages.error(request, why_not(because, parted))
        return False
    except actions.CalledOff:
        messages.error(request, _("This meeting was called off, so this was not kept."))
        return False
    except actions.TableFull:
        messages.error(request, _("The table is full. Talk about a card or put one aside first."))
        return False
    return True


def why_not(because: actions.AlreadyEnded | None, parted: str) -> str:
    """What to say where nothing passes between them any more, or for now."""
    if isinstance(because, actions.Resting):
        return _("You are resting, so nothing passes between you until it goes on.")
    return parted


def names_of(reader: Person, found: Meeting) -> str:
    others = [each.first_name for each in queries.members(found.partnership) if each.pk != reader.pk]
    return get_text_list(others, _("and"))
