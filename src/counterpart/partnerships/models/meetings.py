import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from counterpart.partnerships.models.together import Partnership
from counterpart.people.models import Person


def length_of(minutes: int) -> str:
    """As one says it: 60 minutes, 4 hours."""
    hours, over = divmod(minutes, 60)
    if hours > 1 and not over:
        return gettext("%(n)s hours") % {"n": hours}
    return gettext("%(n)s minutes") % {"n": minutes}


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, person: Person) -> "MeetingQuerySet":
        return self.filter(partnership__seats__person=person)

    def standing(self) -> "MeetingQuerySet":
        """Neither called off nor skipped."""
        return self.filter(cancelled_at=None)

    def booked(self) -> "MeetingQuerySet":
        return self.standing().filter(starts_at__isnull=False)

    def open(self) -> "MeetingQuerySet":
        """Offered with times to choose from, and none chosen yet."""
        return self.standing().filter(starts_at=None)

    def as_seen(self, sequence: int) -> "MeetingQuerySet":
        """Unchanged since somebody looked: of two who change it at once the second finds nothing here."""
        return self.booked().filter(sequence=sequence)

    def ahead(self, at: datetime) -> "MeetingQuerySet":
        return self.booked().filter(ends_at__gt=at).order_by("starts_at", "id")

    def held(self, at: datetime) -> "MeetingQuerySet":
        return self.booked().filter(ends_at__lte=at).order_by("starts_at", "id")


class Meeting(models.Model):
    """A conversation: first its times to choose from (`slots`), then the one that was chosen.

    Cancelling it makes another in its place with slots of its own; moving keeps it, with a higher `sequence`,
    which calendars follow.
    """

    class Kind(models.TextChoices):
        TALK = "talk", _("A talk")
        SWAP = "swap", _("Swap a day")
        SHADOW = "shadow", _("One comes along")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.CASCADE, related_name="meetings")
    proposed_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.TALK)
    minutes = models.PositiveSmallIntegerField(default=60)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    link = models.URLField(max_length=500, blank=True)  # of the video call
    sequence = models.PositiveIntegerField(default=0)  # of the calendar entry
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    reminded_at = models.DateTimeField(null=True, blank=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["partnership", "starts_at"]),
            models.Index(
                fields=["starts_at"], condition=Q(cancelled_at=None, reminded_at=None), name="to_remind_of"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True, ends_at__isnull=True)
                | Q(ends_at__gt=models.F("starts_at")),
                name="meeting_ends_after_it_starts",
            ),
        ]

    @property
    def length(self) -> str:
        return length_of(self.minutes)

    @property
    def is_talk(self) -> bool:
        return self.kind == self.Kind.TALK

    def book(self, starts_at: datetime) -> None:
        """Set both ends; the caller saves."""
        self.starts_at, self.ends_at = starts_at, starts_at + timedelta(minutes=self.minutes)


class Slot(models.Model):
    """A time that was offered for a meeting."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="slots")
    starts_at = models.DateTimeField()

    class Meta:
        ordering = ("starts_at",)
        constraints = [models.UniqueConstraint(fields=["meeting", "starts_at"], name="one_slot_a_time")]


class Coming(models.Model):
    """To a gathering of a circle: it goes on without somebody. Moved, it is asked again."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="coming")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    comes = models.BooleanField()
    sequence = models.PositiveIntegerField()  # of the meeting, when it was said
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="comes_or_not")]


class Worth(models.Model):
    """Was it worth your time? Counted, never shown with a name."""

    class Says(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="worths")
    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    says = models.CharField(max_length=8, choices=Says)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="one_worth_each")]


class AgendaItemQuerySet(models.QuerySet["AgendaItem"]):
    def on_the_table(self) -> "AgendaItemQuerySet":
        return self.filter(aside_at=None)


class AgendaItem(models.Model):
    """A card on the table of a meeting, and whose turn it is to lead."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    card = models.SlugField(max_length=60)  # of the deck
    place = models.PositiveSmallIntegerField(default=0)
    leads = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    put_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    aside_at = models.DateTimeField(null=True, blank=True)  # put aside: it is not suggested again
    loved_by = models.ManyToManyField(Person, related_name="+")

    objects = AgendaItemQuerySet.as_manager()

    class Meta:
        ordering = ("place", "id")
        constraints = [models.UniqueConstraint(fields=["meeting", "card"], name="card_once_a_meeting")]


class NoteQuerySet(models.QuerySet["Note"]):
    def visible_to(self, person: Person) -> "NoteQuerySet":
        """Ours, and my own; never the other's own."""
        return self.filter(meeting__partnership__seats__person=person).filter(
            ~Q(kind=Note.Kind.MINE) | Q(author=person)
        )

    def unchanged_since(self, revision: int) -> "NoteQuerySet":
        return self.filter(revision=revision)


class Note(models.Model):
    """One thing written down at a meeting. Each is its author's, so that nobody overwrites the other."""

    class Kind(models.TextChoices):
        OURS = "ours", _("Our notes")
        MINE = "mine", _("My notes")
        TRY = "try", _("One thing I will try")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="notes")
    author = models.ForeignKey(Person, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    body = models.BinaryField()  # sealed: with the partnership's key, my own with mine
    revision = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = NoteQuerySet.as_manager()

    class Meta:
        ordering = ("written_at", "id")
