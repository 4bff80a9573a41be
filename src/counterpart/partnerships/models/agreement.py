import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart.partnerships.models.together import Partnership
from counterpart.people.models import Person
from counterpart.programmes.models import Rhythm

__all__ = ["Agreement", "Induction", "Rhythm", "Signature", "Where"]


class Where(models.TextChoices):
    VIDEO = "video", _("By video")
    IN_PERSON = "in_person", _("In person")
    EITHER = "either", _("Now one, now the other")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    def visible_to(self, person: Person) -> "AgreementQuerySet":
        return self.filter(partnership__seats__person=person)


class Agreement(models.Model):
    """One version of what partners promise each other. Whoever would have it otherwise writes the next."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.SERIES)
    minutes = models.PositiveSmallIntegerField(default=60)
    where = models.CharField(max_length=10, choices=Where, default=Where.VIDEO)
    words = models.BinaryField()  # sealed: what each wants to learn, confidentiality, how to stop

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = ("number",)
        constraints = [
            models.UniqueConstraint(fields=["partnership", "number"], name="one_agreement_a_number"),
            models.CheckConstraint(
                condition=models.Q(minutes__range=(15, 240)), name="minutes_within_reason"
            ),
        ]


class Signature(models.Model):
    """One of the partners agrees to one version."""

    agreement = models.ForeignKey(Agreement, models.CASCADE, related_name="signatures")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agreement", "person"], name="one_signature_each")]


class InductionQuerySet(models.QuerySet["Induction"]):
    def visible_to(self, person: Person) -> "InductionQuerySet":
        """One's own: the other never learns who has read what."""
        return self.filter(person=person)


class Induction(models.Model):
    """Somebody read what begins: for who teaches, for who learns. Read once, it counts everywhere."""

    class Side(models.TextChoices):
        TEACHING = "teaching"
        LEARNING = "learning"

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="inductions")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    side = models.CharField(max_length=8, choices=Side)
    at = models.DateTimeField(default=timezone.now)

    objects = InductionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["partnership", "person", "side"], name="read_once_a_side")
        ]
