import uuid

from django.db import models
from django.utils import timezone

from counterpart.partnerships.models.together import Partnership
from counterpart.people.models import Person


class PauseQuerySet(models.QuerySet["Pause"]):
    def open(self) -> "PauseQuerySet":
        return self.filter(ended_at=None)


class Pause(models.Model):
    """Nothing is asked of a partnership while it rests. Nobody is asked why.

    Each rests for themselves: it goes on when whoever paused says so, and nobody else can say it for them.
    """

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="pauses")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "by"], condition=models.Q(ended_at=None), name="one_pause_each"
            )
        ]


class ConcernQuerySet(models.QuerySet["Concern"]):
    def visible_to(self, person: Person) -> "ConcernQuerySet":
        """The contact it went to, and whoever wrote it."""
        return self.filter(models.Q(to=person) | models.Q(by=person))


class Concern(models.Model):
    """Something is not right. It goes to the contact alone; the other is not told why anything stopped."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="concerns")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    to = models.ForeignKey(Person, models.CASCADE, related_name="concerns")
    words = models.BinaryField()  # sealed with the contact's key
    at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(null=True, blank=True)

    objects = ConcernQuerySet.as_manager()


class Keepsake(models.Model):
    """What somebody writes at the end: thanks to their partners, or a lesson to keep; sealed."""

    class Kind(models.TextChoices):
        THANKS = "thanks"
        LESSON = "lesson"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="keepsakes")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    body = models.BinaryField()  # thanks with the partnership's key, a lesson with its author's
    at = models.DateTimeField(default=timezone.now)
    may_share_at = models.DateTimeField(null=True, blank=True)  # since when others may read it

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "author", "kind"], name="one_keepsake_a_kind")
        ]
