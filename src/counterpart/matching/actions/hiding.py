"""A wish that was told in the open and has become private since, or was taken back, loses its name."""

from django.db import transaction
from django.db.models import Q

from counterpart.matching.models import Term
from counterpart.partnerships import actions as partnerships


@transaction.atomic
def hide_private() -> None:
    """The pages hide it at once; this takes it out of the rows, so that no copy of them shows it."""
    gone = Q(seek=None) | Q(seek__skill=None)
    Term.objects.filter(gone).exclude(skill=None).update(skill=None, level=None, gain=None)
    partnerships.hide_private()
