import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from counterpart.people.models import Person


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, person: Person) -> "LetterQuerySet":
        """Letters that carry a secret live in the mailbox alone."""
        return self.filter(to=person, until=None)

    def unread(self) -> "LetterQuerySet":
        return self.filter(read_at=None)

    def waiting(self) -> "LetterQuerySet":
        return self.filter(sent_at=None, dropped_at=None)

    def due(self, at: datetime) -> "LetterQuerySet":
        return self.waiting().filter(next_try_at__lte=at).order_by("next_try_at", "posted_at")


class Letter(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(Person, models.CASCADE, related_name="letters")
    kind = models.CharField(max_length=120)
    keys = models.JSONField(default=dict)
    posted_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    # The outbox. A letter is sent at least once, always under the same Message-ID.
    message_id = models.CharField(max_length=200, unique=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    problem = models.CharField(max_length=120, blank=True)  # the name of what went wrong last

    # A secret (a sign-in code): sealed, not sent after `until`, blanked once sent.
    sealed = models.BinaryField(null=True, blank=True)
    until = models.DateTimeField(null=True, blank=True)

    objects = LetterQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(sent_at=None, dropped_at=None),
                name="letters_waiting",
            ),
            models.Index(fields=["to", "-posted_at"]),
        ]
