import uuid

from django.db import models
from django.utils import timezone

from counterpart.partnerships.models.together import Partnership
from counterpart.people.models import Person


class MessageQuerySet(models.QuerySet["Message"]):
    def visible_to(self, person: Person) -> "MessageQuerySet":
        return self.filter(partnership__seats__person=person)


class Message(models.Model):
    """What one wrote to the other, sealed with the partnership's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="messages")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    body = models.BinaryField()
    written_at = models.DateTimeField(default=timezone.now)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("written_at", "id")
