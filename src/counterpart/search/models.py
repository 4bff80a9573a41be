"""What can be found, and by which words. The database keeps it: see `door`."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Entry(models.Model):
    """The words of one thing, as whoever may read it reads them; nothing sealed, and no private wish."""

    class Kind(models.TextChoices):
        PERSON = "person", _("People")
        STORY = "story", _("Stories")
        ASK = "ask", _("Small things asked")
        CIRCLE = "circle", _("Circles")

    kind = models.CharField(max_length=6, choices=Kind)
    key = models.UUIDField()  # of the thing
    text = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="found_once")]
