"""Stories, lessons and trend notes: what happened to somebody, in their own words, and what others say."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart.people.models import Avoidance, Person
from counterpart.programmes.models import Membership, Organiser, Programme
from counterpart.skills.models import Skill


class StoryQuerySet(models.QuerySet["Story"]):
    def told(self) -> "StoryQuerySet":
        """Everybody who tells it agreed, and it was neither withdrawn nor hidden."""
        return self.filter(told_at__isnull=False, withdrawn_at=None, hidden_at=None)

    def of(self, person: Person) -> "StoryQuerySet":
        """Told, or to be told, by this person."""
        return self.filter(Exists(Voice.objects.filter(story=OuterRef("pk"), person=person)))

    def readable_by(self, person: Person) -> "StoryQuerySet":
        """Told in a programme one takes part in or organises."""
        here = (
            Membership.objects.joined().filter(person=person).exclude(programme__state=Programme.State.CLOSED)
        )
        looked_after = Organiser.objects.filter(person=person)
        either = Q(pk__in=here.values("programme")) | Q(pk__in=looked_after.values("programme"))
        return self.told().filter(programme__in=Programme.objects.filter(either).values("pk"))

    def visible_to(self, person: Person) -> "StoryQuerySet":
        """What one may read; one's own, whatever became of it; and as an organiser what was hidden."""
        looked_after = Organiser.objects.filter(person=person)
        hidden = Q(hidden_at__isnull=False, withdrawn_at=None, programme__in=looked_after.values("programme"))
        return self.filter(
            Q(pk__in=self.model.objects.readable_by(person).values("pk"))
            | Q(pk__in=self.model.objects.of(person).values("pk"))
            | hidden
        )

    def without_avoided(self, person: Person) -> "StoryQuerySet":
        """Nothing told by name by somebody whom one would rather not meet. They notice nothing of it.

        What is told without a name stays, or avoiding one after the other would tell who told it.
        """
        avoided = Avoidance.objects.filter(person=person, avoided__isnull=False)
        told = Voice.objects.filter(story=OuterRef("pk"), person__in=avoided.values("avoided"))
        return self.exclude(Exists(told), named=True)

    def fresh(self, at: datetime) -> "StoryQuerySet":
        """A trend note leaves the list once it has run out."""
        return self.filter(Q(expires_on=None) | Q(expires_on__gte=at.date()))

    def for_open_door(self, programme: Programme) -> "StoryQuerySet":
        """Told, and everybody who tells it lets the public read it."""
        silent = Voice.objects.filter(story=OuterRef("pk")).exclude(
            person__in=OpenDoor.objects.filter(story=OuterRef(OuterRef("pk"))).values("person")
        )
        return self.told().filter(programme=programme).exclude(Exists(silent))


class Story(models.Model):
    class Kind(models.TextChoices):
        STORY = "story", _("Story")
        LESSON = "lesson", _("Lesson")
        TREND = "trend", _("Trend note")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="stories")
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.STORY)
    author = models.ForeignKey(Person, models.CASCADE, related_name="stories")
    named = models.BooleanField(default=True)  # else: somebody in the programme
    title = models.CharField(max_length=120)
    body = models.TextField()  # of a lesson: what I did
    cost = models.TextField(blank=True)  # a lesson: what it cost
    now = models.TextField(blank=True)  # a lesson: what I would do now
    whom = models.CharField(max_length=200, blank=True)  # a lesson: for whom
    tries = models.TextField(blank=True)  # a trend note: try it in ten minutes
    expires_on = models.DateField(null=True, blank=True)  # a trend note
    topics = models.ManyToManyField(Skill, related_name="stories")
    version = models.PositiveIntegerField(default=1)  # everybody who tells it agrees to one
    written_at = models.DateTimeField(default=timezone.now)
    told_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)  # by an organiser, who says why
    hidden_because = models.CharField(max_length=300, blank=True)

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ("-told_at", "pk")
        indexes = [
            models.Index(fields=["programme", "-told_at"], name="story_told"),
            models.Index(fields=["kind", "-told_at"], name="story_kind"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_told(self) -> bool:
        return self.told_at is not None and self.withdrawn_at is None and self.hidden_at is None

    def is_out_of_date(self, at: datetime) -> bool:
        return self.expires_on is not None and self.expires_on < at.date()


class Voice(models.Model):
    """Somebody who tells a story, and the version of it that they agreed to."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="voices")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    agreed_version = models.PositiveIntegerField(null=True, blank=True)
    agreed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="one_voice_a_story")]


class OpenDoor(models.Model):
    """Consent of one who tells a story that the public may read it."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="open_doors")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="one_consent_a_story")]


class CommentQuerySet(models.QuerySet["Comment"]):
    def standing(self) -> "CommentQuerySet":
        return self.filter(withdrawn_at=None, hidden_at=None)

    def visible_to(self, person: Person) -> "CommentQuerySet":
        """Below a story that one reads; one's own; and as an organiser what was hidden."""
        looked_after = Organiser.objects.filter(person=person)
        read = self.filter(withdrawn_at=None, story__in=Story.objects.visible_to(person).values("pk"))
        return read.filter(
            Q(hidden_at=None) | Q(author=person) | Q(story__programme__in=looked_after.values("programme"))
        )

    def without_avoided(self, person: Person) -> "CommentQuerySet":
        """As with stories: what is said without a name stays."""
        avoided = Avoidance.objects.filter(person=person, avoided__isnull=False)
        return self.with_name().exclude(author__in=avoided.values("avoided"), named=True)

    def with_name(self) -> "CommentQuerySet":
        """Whether its author is named: not where they told the story above it without their name."""
        tellers = Voice.objects.filter(story=OuterRef("story"), person=OuterRef("author"), story__named=False)
        return self.annotate(named=~Exists(tellers))


class Comment(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    story = models.ForeignKey(Story, models.CASCADE, related_name="comments")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    body = models.TextField()
    written_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_because = models.CharField(max_length=300, blank=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        ordering = ("written_at", "pk")
        indexes = [models.Index(fields=["story", "written_at"], name="comment_of_story")]


class Taught(models.Model):
    """'This taught me something': it counts for whoever told it as having mentored, topic by topic."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="taught")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Skill, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["story", "person", "topic"], name="taught_once_a_topic")
        ]


class Follow(models.Model):
    """Somebody, or a topic, whose stories one would not miss. Nobody else sees it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="follows")
    whom = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    topic = models.ForeignKey(Skill, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "whom"], name="follows_somebody_once"),
            models.UniqueConstraint(fields=["person", "topic"], name="follows_a_topic_once"),
            models.CheckConstraint(
                condition=Q(whom__isnull=True) ^ Q(topic__isnull=True), name="follows_one_thing"
            ),
        ]


class Reading(models.Model):
    """Somebody opened a story. Only they see that."""

    story = models.ForeignKey(Story, models.CASCADE, related_name="readings")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["story", "person"], name="read_once")]


class ReportQuerySet(models.QuerySet["Report"]):
    def open(self) -> "ReportQuerySet":
        return self.filter(settled_at=None, story__withdrawn_at=None).filter(
            Q(comment=None) | Q(comment__withdrawn_at=None)
        )

    def visible_to(self, person: Person) -> "ReportQuerySet":
        """To the organisers of the programme, who never read whose it is."""
        return self.filter(story__programme__organisers__person=person)


class Report(models.Model):
    """Somebody found that a story, or a comment below it, should not stand there."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    story = models.ForeignKey(Story, models.CASCADE, related_name="reports")
    comment = models.ForeignKey(Comment, models.CASCADE, null=True, related_name="reports")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = ReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["story", "by"], condition=Q(comment=None), name="story_reported_once"
            ),
            models.UniqueConstraint(fields=["comment", "by"], name="comment_reported_once"),
        ]


class Door(models.Model):
    """A page of a programme that anybody may read, while it stands here: an organiser opened it."""

    programme = models.OneToOneField(Programme, models.CASCADE, primary_key=True, related_name="door")
    words = models.TextField()  # what it is, to somebody who hesitates
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class DoorsShut(models.Model):
    """Whoever looks after this instance wants no public page of any programme."""

    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
