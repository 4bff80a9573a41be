import uuid
from datetime import datetime

from django.db import models
from django.db.models import Case, Q, When
from django.utils import timezone

from counterpart.people.models import Person


class LetterQuerySet(models.QuerySet["Letter"]):
    def visible_to(self, person: Person) -> "LetterQuerySet":
        """Letters that carry a secret live in the mailbox alone, and what a digest tells stands by itself."""
        return self.filter(to=person, until=None, digest=False)

    def unread(self) -> "LetterQuerySet":
        return self.filter(read_at=None)

    def unread_first(self) -> "LetterQuerySet":
        return self.order_by(Case(When(read_at=None, then=0), default=1), "-posted_at", "pk")

    def waiting(self) -> "LetterQuerySet":
        return self.filter(sent_at=None, dropped_at=None, within=None)

    def nudges(self) -> "LetterQuerySet":
        return self.filter(nudge=True)

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

    # One that nobody waits for keeps its turn: two in a week. What is beyond is told within one digest.
    nudge = models.BooleanField(default=False)
    digest = models.BooleanField(default=False)
    within = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="things")
    turn_at = models.DateTimeField(null=True, blank=True)  # when it was last let through
    first_turn_at = models.DateTimeField(null=True, blank=True)  # patience with the mail server starts here

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
            models.Index(fields=["to", "turn_at"], condition=Q(nudge=True), name="letters_turns"),
        ]


class QuietHours(models.Model):
    """When somebody wants no letter that can wait. Who has no row has these defaults."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    begin = models.PositiveSmallIntegerField(default=20)  # hours of their own clock; the same twice: never
    end = models.PositiveSmallIntegerField(default=7)
    weekends = models.BooleanField(default=False)  # whether letters may come on Saturdays and Sundays

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(begin__lte=23, end__lte=23), name="hours_of_a_day"),
        ]


class Mute(models.Model):
    """Somebody wants no letters of one kind by mail. They still stand in the list."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=120)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="muted_once")]


class ChatQuerySet(models.QuerySet["Chat"]):
    def standing(self) -> "ChatQuerySet":
        return self.filter(stopped_at=None, person__is_active=True)


class Chat(models.Model):
    """Where somebody wants a line, too, when a letter has gone out to them."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, models.CASCADE, related_name="+")
    address = models.BinaryField()  # sealed: whoever has it can write there
    made_at = models.DateTimeField(default=timezone.now)
    failures = models.PositiveSmallIntegerField(default=0)  # one after the other
    stopped_at = models.DateTimeField(null=True, blank=True)  # it had not answered for too long

    objects = ChatQuerySet.as_manager()
