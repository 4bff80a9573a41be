import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart.partnerships.models import Kind, Partnership
from counterpart.people.models import Person, Seek
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.models import Skill


class RunQuerySet(models.QuerySet["Run"]):
    def visible_to(self, person: Person) -> "RunQuerySet":
        return self.filter(programme__organisers__person=person)

    def unpublished(self) -> "RunQuerySet":
        return self.filter(published_at=None)

    def published(self) -> "RunQuerySet":
        return self.filter(published_at__isnull=False)

    def at_work(self) -> "RunQuerySet":
        return self.unpublished().filter(finished_at=None)


class Run(models.Model):
    """One search for a matching, made in the background; nothing takes effect until it is published.

    Every change an organiser makes before that begins another `round` of the same run: what an earlier round
    still works out, and whatever was decided while looking at it, comes too late.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="runs")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    seed = models.PositiveIntegerField(default=1)
    round = models.PositiveIntegerField(default=1)
    one_way_too = models.BooleanField(default=False)  # accept one-way where nothing two-way exists
    progress = models.PositiveSmallIntegerField(default=0)  # 0..100
    finished_at = models.DateTimeField(null=True, blank=True)
    failed = models.BooleanField(default=False)  # the last round came to no result
    value = models.FloatField(default=0)
    bound = models.FloatField(default=0)
    people = models.PositiveIntegerField(default=0)
    served = models.PositiveIntegerField(default=0)
    unknown_managers = models.PositiveIntegerField(default=0)
    one_way_would_serve = models.PositiveIntegerField(default=0)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = RunQuerySet.as_manager()

    class Meta:
        constraints = [
            # A second click on 'match' finds the first one's run.
            models.UniqueConstraint(
                fields=["programme"], condition=Q(published_at=None), name="one_run_at_a_time"
            )
        ]

    @property
    def is_ready(self) -> bool:
        """Worked out, for an organiser to look at and publish."""
        return self.finished_at is not None and not self.failed and self.published_at is None


class OverrideQuerySet(models.QuerySet["Override"]):
    def standing(self) -> "OverrideQuerySet":
        """The last word on each two people."""
        later = Override.objects.filter(
            programme=OuterRef("programme"),
            first=OuterRef("first"),
            second=OuterRef("second"),
            undone_at=None,
            number__gt=OuterRef("number"),
        )
        return self.filter(~Exists(later), undone_at=None)


class Override(models.Model):
    """What an organiser decided over the machine: these two, or never these two. The last one counts."""

    class Kind(models.TextChoices):
        PIN = "pin", _("Together")
        FORBID = "forbid", _("Not together")

    number = models.BigAutoField(primary_key=True)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="overrides")
    kind = models.CharField(max_length=8, choices=Kind)
    first = models.ForeignKey(Person, models.CASCADE, related_name="+")  # the lower id of the two
    second = models.ForeignKey(Person, models.CASCADE, related_name="+")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")

    objects = OverrideQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["programme", "first", "second"])]


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Conditional updates start from these, so they ask for columns of the proposal alone: with a join the
    update would become a subquery, which PostgreSQL does not ask again once it has waited for the row."""

    def published(self) -> "ProposalQuerySet":
        return self.filter(lapses_at__isnull=False)

    def unsettled(self) -> "ProposalQuerySet":
        return self.published().filter(settled_at=None)

    def open(self, at: datetime) -> "ProposalQuerySet":
        return self.unsettled().filter(lapses_at__gt=at)

    def came_apart(self) -> "ProposalQuerySet":
        return self.filter(outcome__in=[Proposal.Outcome.APART, Proposal.Outcome.LAPSED])

    def visible_to(self, person: Person) -> "ProposalQuerySet":
        """The two it is about, once published and while they take part. Organisers read through their run."""
        here = Membership.objects.joined().filter(programme=OuterRef("run__programme"), person=person)
        return self.published().filter(
            Exists(Place.objects.filter(proposal=OuterRef("pk"), person=person)), Exists(here)
        )


class Proposal(models.Model):
    """People who might learn together, if they say yes within seven days: two, a ring, or a circle.

    Of a circle the host and enough learners are needed; of the others everybody.
    """

    class Outcome(models.TextChoices):
        TOGETHER = "together"
        APART = "apart"  # somebody declined, left, or somebody decides about another's work
        LAPSED = "lapsed"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    run = models.ForeignKey(Run, models.CASCADE, related_name="proposals")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.PAIR)
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, related_name="+")  # what a circle is about
    instead_of = models.OneToOneField("self", models.SET_NULL, null=True, related_name="+")  # a wider ring
    value = models.FloatField()
    pinned = models.BooleanField(default=False)
    is_reverse = models.BooleanField(default=False)  # somebody teaches somebody further along
    same_stage = models.BooleanField(default=False)
    lapses_at = models.DateTimeField(null=True, blank=True)  # set by publishing
    reminded_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True)
    partnership = models.OneToOneField(Partnership, models.SET_NULL, null=True, related_name="+")

    objects = ProposalQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["run", "value"]),
            models.Index(fields=["lapses_at"], condition=Q(settled_at=None), name="unsettled_by_lapse"),
        ]

    @property
    def is_pair(self) -> bool:
        return self.kind == Kind.PAIR


class Place(models.Model):
    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="places")
    person = models.ForeignKey(Person, models.CASCADE, related_name="places")
    hosts = models.BooleanField(default=False)  # a circle

    class Meta:
        constraints = [models.UniqueConstraint(fields=["proposal", "person"], name="one_place_each")]


class Direction(models.Model):
    """One person learning from another, and how well it serves the learner."""

    proposal = models.ForeignKey(Proposal, models.CASCADE, related_name="directions")
    learner = models.ForeignKey(Person, models.CASCADE, related_name="+")
    teacher = models.ForeignKey(Person, models.CASCADE, related_name="+")
    benefit = models.FloatField()
    is_reverse = models.BooleanField(default=False)


class Term(models.Model):
    """One seek that a direction serves. A private one is known by its seek alone: no skill, level or gain."""

    direction = models.ForeignKey(Direction, models.CASCADE, related_name="terms")
    seek = models.ForeignKey(Seek, models.SET_NULL, null=True, related_name="+")
    skill = models.ForeignKey(Skill, models.PROTECT, null=True, related_name="+")  # what the teacher offers
    level = models.PositiveSmallIntegerField(null=True)  # of the teacher
    gain = models.FloatField(null=True)


class Answer(models.Model):
    """Never shown to another; 'decides' means that one of them decides about another's work."""

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


class ApproachQuerySet(models.QuerySet["Approach"]):
    """As with proposals, conditional updates start from these: no joins."""

    def unsettled(self) -> "ApproachQuerySet":
        return self.filter(settled_at=None)

    def open(self, at: datetime) -> "ApproachQuerySet":
        return self.unsettled().filter(lapses_at__gt=at)

    def of(self, *people: Person) -> "ApproachQuerySet":
        return self.filter(Q(asker__in=people) | Q(asked__in=people))

    def visible_to(self, person: Person) -> "ApproachQuerySet":
        """Only the two, while they take part. Organisers see that people are together, never this."""
        here = Membership.objects.joined().filter(programme=OuterRef("programme"), person=person)
        return self.of(person).filter(Exists(here))


class Approach(models.Model):
    """One member asks another, without waiting for a match; it has an answer within seven days."""

    class Outcome(models.TextChoices):
        TOGETHER = "together"
        APART = "apart"  # not now, or somebody left or found others
        DECIDES = "decides"  # one of the two said that one decides about the other's work
        LAPSED = "lapsed"
        WITHDRAWN = "withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="approaches")
    asker = models.ForeignKey(Person, models.CASCADE, related_name="approaches")
    asked = models.ForeignKey(Person, models.CASCADE, related_name="approached")
    note = models.BinaryField()  # sealed with the key of whoever is asked; letters never carry it
    asked_at = models.DateTimeField(default=timezone.now)
    lapses_at = models.DateTimeField()
    reminded_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    partnership = models.OneToOneField(Partnership, models.SET_NULL, null=True, related_name="+")

    objects = ApproachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "asker", "asked"],
                condition=Q(settled_at=None),
                name="asked_once_at_a_time",
            ),
            models.CheckConstraint(condition=~Q(asker=F("asked")), name="asks_another"),
        ]
        indexes = [
            models.Index(fields=["lapses_at"], condition=Q(settled_at=None), name="unanswered_by_lapse"),
        ]


class Question(models.Model):
    """'Tell me more': one question back and one answer, sealed with the same key as the note."""

    approach = models.OneToOneField(Approach, models.CASCADE, primary_key=True, related_name="question")
    words = models.BinaryField()
    at = models.DateTimeField(default=timezone.now)
    reply = models.BinaryField(null=True, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
