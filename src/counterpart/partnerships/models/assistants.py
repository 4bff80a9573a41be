import uuid

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from counterpart.people.models import Avoidance, Person


class AssistantQuerySet(models.QuerySet["Assistant"]):
    def standing(self) -> "AssistantQuerySet":
        return self.filter(ended_at=None, person__is_active=True, helper__is_active=True)

    def for_helper(self, helper: Person) -> "AssistantQuerySet":
        """For whom somebody books; nobody whom they would rather not have to do with."""
        avoided = Avoidance.objects.filter(person=OuterRef("helper"), avoided=OuterRef("person"))
        return self.standing().filter(~Exists(avoided), helper=helper).select_related("person", "helper")


class Assistant(models.Model):
    """Somebody who finds times for another: they see whom that person meets and when, and nothing else."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    helper = models.ForeignKey(Person, models.CASCADE, related_name="+")
    name = models.CharField(max_length=120)  # as whoever asked calls them: it tells nobody who is here
    asked_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = AssistantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="one_assistant_at_a_time"
            ),
            models.CheckConstraint(condition=~Q(person=F("helper")), name="nobody_assists_themselves"),
        ]
