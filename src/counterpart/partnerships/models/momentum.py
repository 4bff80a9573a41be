import uuid

from django.db import models
from django.utils import timezone

from counterpart.partnerships import health
from counterpart.partnerships.models.together import Partnership
from counterpart.people.models import Person


class NudgeQuerySet(models.QuerySet["Nudge"]):
    def told_to(self, person: Person) -> "NudgeQuerySet":
        """A quiet word is for one of them alone; a catch-up is offered to all."""
        to_all = models.Q(step=health.Step.CATCH_UP.value, partnership__seats__person=person)
        return self.filter(models.Q(person=person) | to_all).distinct()


class Nudge(models.Model):
    """A step that was taken for partners whose meetings falter. Nobody but time takes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="nudges")
    person = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")  # None: for all of them
    matter = models.CharField(max_length=12, choices=[(each.value, each.value) for each in health.Matter])
    since = models.DateTimeField()  # the same matter, later, is another one
    step = models.CharField(max_length=8, choices=[(each.value, each.value) for each in health.Step])
    at = models.DateTimeField(default=timezone.now)

    objects = NudgeQuerySet.as_manager()

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.UniqueConstraint(
                fields=["partnership", "matter", "since", "step"], name="each_step_once"
            )  # of two workers one takes it
        ]
