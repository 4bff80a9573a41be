import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart.people.models import Person, Seek
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill

LEARNERS = 8  # in a circle at most
TEACHERS = "teaching-upwards"  # the topic of a circle of those who show something to people further along


class Kind(models.TextChoices):
    PAIR = "pair", _("Pair")
    RING = "ring", _("Ring")
    CIRCLE = "circle", _("Circle")


class PartnershipQuerySet(models.QuerySet["Partnership"]):
    def current(self) -> "PartnershipQuerySet":
        return self.filter(ended_at=None)

    def visible_to(self, person: Person) -> "PartnershipQuerySet":
        """Only the people in it. Organisers see that it meets on their own pages, never this."""
        return self.filter(seats__person=person)


class Partnership(models.Model):
    """People matched with each other. It does not know how it began."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="partnerships")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PAIR)
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, related_name="+")  # what a circle is about
    began_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)  # where it came to a good end: when it ended
    room = models.PositiveSmallIntegerField(default=LEARNERS)  # of a circle, for those who learn
    once = models.BooleanField(default=False)  # one meeting about one thing, that somebody asked for
    hostless_since = models.DateTimeField(null=True, blank=True)  # a circle that looks for a host

    objects = PartnershipQuerySet.as_manager()

    @property
    def is_pair(self) -> bool:
        return self.kind == Kind.PAIR


class PartnershipKey(models.Model):
    """The data key of one partnership, wrapped."""

    partnership = models.OneToOneField(Partnership, models.CASCADE, primary_key=True, related_name="+")
    wrapped = models.BinaryField()


class SeatQuerySet(models.QuerySet["Seat"]):
    def taking_room(self) -> "SeatQuerySet":
        """Of now. To host a circle takes none, nor does it to sit among those who teach, or in one that a
        member opened: whoever sits there chose it."""
        chosen = Q(partnership__skill__slug=TEACHERS) | Q(partnership__opening__isnull=False)
        chosen |= Q(partnership__once=True)  # nor does meeting once
        return self.filter(partnership__ended_at=None, hosts=False).exclude(chosen)


class Opening(models.Model):
    """That a member opened a circle. The programme reads the words, and the name while they sit there."""

    circle = models.OneToOneField(Partnership, models.CASCADE, primary_key=True, related_name="opening")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    words = models.CharField(max_length=300)  # why, and for whom
    at = models.DateTimeField(default=timezone.now)
    alone_since = models.DateTimeField(null=True, blank=True)  # one person sits there and nobody else


class Seat(models.Model):
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="seats")
    person = models.ForeignKey(Person, models.CASCADE, related_name="seats")
    hosts = models.BooleanField(default=False)  # a circle
    hands_over_at = models.DateTimeField(null=True, blank=True)  # would rather that somebody else hosts

    objects = SeatQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["partnership", "person"], name="one_seat_each")]


class Waiting(models.Model):
    """Somebody who would like a seat in a full circle. The first who came is the first to be offered one."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="waiting")
    person = models.ForeignKey(Person, models.CASCADE, related_name="waiting")
    at = models.DateTimeField(default=timezone.now)
    offered_at = models.DateTimeField(null=True, blank=True)  # a seat is held for them

    class Meta:
        ordering = ("at", "id")
        constraints = [models.UniqueConstraint(fields=["partnership", "person"], name="waits_once")]


class Topic(models.Model):
    """One skill that goes from one person to the other. A private one is known by its seek alone."""

    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="topics")
    learner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    teacher = models.ForeignKey(Person, models.CASCADE, related_name="+")
    seek = models.ForeignKey(Seek, models.SET_NULL, null=True, related_name="+")
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(learner=models.F("teacher")), name="learns_from_another")
        ]
