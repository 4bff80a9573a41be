import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone

from counterpart.partnerships.models.together import Partnership
from counterpart.people.models import Person


class AssumptionQuerySet(models.QuerySet["Assumption"]):
    def visible_to(self, person: Person) -> "AssumptionQuerySet":
        """One's own, and what the others of a partnership let one read."""
        return self.filter(partnership__seats__person=person).filter(Q(shared=True) | Q(author=person))


class Assumption(models.Model):
    """How somebody sees a thing before they talk about it with who stands elsewhere, and how after.

    The words before stay as they were: only then does what comes after say anything.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="assumptions")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    shared = models.BooleanField(default=False)
    before = models.BinaryField()  # sealed: shared with the partnership's key, my own with mine
    after = models.BinaryField(null=True)
    written_at = models.DateTimeField(default=timezone.now)
    looked_at = models.DateTimeField(null=True, blank=True)  # when what comes after was written

    objects = AssumptionQuerySet.as_manager()

    class Meta:
        ordering = ("written_at", "id")
