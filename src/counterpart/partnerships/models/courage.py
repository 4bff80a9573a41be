import uuid

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from counterpart.partnerships.models.together import Partnership
from counterpart.people.models import Person, Seek


class StepQuerySet(models.QuerySet["Step"]):
    def visible_to(self, person: Person) -> "StepQuerySet":
        """My own, and those of a wish that somebody shares with a partnership we are both in."""
        shared = Sharing.objects.read_by(person)
        return self.filter(Q(seek__person=person) | Q(seek__in=shared.values("seek")))

    def ahead(self) -> "StepQuerySet":
        return self.filter(done_at=None)


class Step(models.Model):
    """One small act of courage towards a wish. Words and figures are sealed with its owner's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seek = models.ForeignKey(Seek, models.CASCADE, related_name="steps")
    place = models.PositiveSmallIntegerField(default=0)  # smallest first
    words = models.BinaryField()
    predicted = models.BinaryField()  # how uneasy it will be, 0 to 100
    real = models.BinaryField(null=True, blank=True)  # how it really was
    made_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = StepQuerySet.as_manager()

    class Meta:
        ordering = ("place", "made_at", "id")


class CheckIn(models.Model):
    """How confident somebody feels about a wish, or at home here (no wish), 0 to 100; sealed."""

    class Moment(models.TextChoices):
        START = "start"
        BETWEEN = "between"
        END = "end"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="check_ins")
    seek = models.ForeignKey(Seek, models.CASCADE, null=True, blank=True, related_name="check_ins")
    moment = models.CharField(max_length=8, choices=Moment, default=Moment.BETWEEN)
    value = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ("at", "id")
        indexes = [models.Index(fields=["person", "at"])]


class SharingQuerySet(models.QuerySet["Sharing"]):
    def read_by(self, person: Person) -> "SharingQuerySet":
        """What others let this person see: while both are in the partnership, and it has not ended."""
        return (
            self.filter(partnership__seats__person=person, partnership__ended_at=None)
            .filter(partnership__seats__person=F("seek__person"))
            .exclude(seek__person=person)
        )


class Sharing(models.Model):
    """Somebody lets their partners see the steps and the line of one wish."""

    seek = models.ForeignKey(Seek, models.CASCADE, related_name="sharings")
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="sharings")
    at = models.DateTimeField(default=timezone.now)

    objects = SharingQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["seek", "partnership"], name="shared_once")]


class Beside(models.Model):
    """A partner stands beside somebody at a step: with them in thought, or doing it together."""

    class How(models.TextChoices):
        WITH_YOU = "with_you"
        TOGETHER = "together"

    step = models.ForeignKey(Step, models.CASCADE, related_name="besides")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    how = models.CharField(max_length=8, choices=How)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["step", "person"], name="beside_once")]


class AskLater(models.Model):
    """Somebody would rather not be asked how sure they feel by now, until some day."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    until = models.DateTimeField()
