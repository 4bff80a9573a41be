import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart.partnerships.models import Kind, Partnership
from counterpart.people.models import Person, Seek
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, person: Person) -> "RunQuerySet":
        return self.filter(programme__organisers__person=person)


class Run(models.Model):
    """One search for a matching, made in the background; nothing takes effect until it is published."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="runs")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    seed = models.PositiveIntegerField(default=1)
    one_way_too = models.BooleanField(default=False)  # accept one-way where nothing two-way exists
    progress = models.PositiveSmallIntegerField(default=0)  # 0..100
    finished_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=300, blank=True)  # a sentence for the organiser
    value = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    people = models.PositiveIntegerField(default=0)
    unknown_managers = models.PositiveIntegerField(default=0)
    one_way_would_serve = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            # A second click on 'match' finds the first one's run.
            models.UniqueConstraint(
                fields=["programme"], condition=Q(finished_at=None), name="one_run_at_a_time"
            )
        ]


class Override(models.Model):
    """What an organiser decided over the machine: these two, or never these two."""

    class Kind(models.TextChoices):
        PIN = "pin", _("Together")
        FORBID = "forbid", _("Not together")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="overrides")
    kind = models.CharField(max_length=8, choices=Kind)
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")  # the lower id of the two
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "first", "second"], name="overruled_once")
        ]


class ProposalQuerySet(models.QuerySet["Proposal"]):
    def published(self) -> "ProposalQuerySet":
        return self.filter(run__published_at__isnull=False)

    def open(self, at: datetime) -> "ProposalQuerySet":
        return self.published().filter(settled_at=None, lapses_at__gt=at)

    def visible_to(self, person: Person) -> "ProposalQuerySet":
        """The two it is about, once published. Organisers read proposals through their run."""
        return self.published().filter(Exists(Place.objects.filter(proposal=OuterRef("pk"), person=person)))


class Proposal(models.Model):
    """Two people who might become counterparts, if both say yes within seven days."""

    class Outcome(models.TextChoices):
        TOGETHER = "together"
        APART = "apart"  # somebody declined, or somebody decides about the other's work
        LAPSED = "lapsed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PAIR)
    value = models.FloatField()
    pinned = models.BooleanField(default=False)
    lapses_at = models.DateTimeField(null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    partnership = models.OneToOneField(Partnership, models.SET_NULL, null=True, related_name="+")

    objects = ProposalQuerySet.as_manager()


class Place(models.Model):
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="places")
    person = models.ForeignKey(Person, models.CASCADE, related_name="places")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="one_place_each")]


class Direction(models.Model):
    """One person learning from another, and how well it serves the learner."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="directions")
    learner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    teacher = models.ForeignKey(Person, models.CASCADE, related_name="+")
    benefit = models.FloatField()


class Term(models.Model):
    """One skill's part of a benefit. A private one is known by its seek alone."""

    direction = models.ForeignKey(Direction, models.CASCADE, related_name="terms")
    seek = models.ForeignKey(Seek, models.SET_NULL, null=True, related_name="+")
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, related_name="+")
    level = models.PositiveSmallIntegerField(null=True)  # of the teacher; empty where private
    gain = models.FloatField()


class Answer(models.Model):
    """Never shown to the other; 'decides' means that one of the two decides about the other's work."""

    class Says(models.TextChoices):
        YES = "yes"
        NO = "no"
        DECIDES = "decides"

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="answers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    says = models.CharField(max_length=8, choices=Says)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="one_answer_each")]


class StillLooking(models.Model):
    """Somebody a run could not place, and why: a code and its facts, never a private topic."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="still_looking")
    person = models.ForeignKey(Person, models.CASCADE, related_name="still_looking")
    reason = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "person"], name="looked_for_once")]
