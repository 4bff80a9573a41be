import uuid
from datetime import datetime
from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart.skills.models import Skill


class Stage(models.IntegerChoices):
    """Where someone stands in working life. The order says which direction is a reverse one."""

    STUDENT = 0, _("Studying or training")
    EARLY = 1, _("In my first years of work")
    MID = 2, _("Well into working life")
    SENIOR = 3, _("Senior, many years in")
    EXECUTIVE = 4, _("Leading an organisation")
    RETIRED = 5, _("Retired")


class Level(models.IntegerChoices):
    BEGUN = 1, _("I have begun")
    SOME = 2, _("I get by")
    GOOD = 3, _("I use it well")
    VERY_GOOD = 4, _("Others ask me")
    MASTERY = 5, _("I could teach a class")


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        """Django's and allauth's way to make an account; nobody here has a password."""
        person = self.model(email=email.strip().lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("E-mail"), unique=True)
    name = models.CharField(_("Name"), max_length=120)
    is_active = models.BooleanField(default=True)
    is_owner = models.BooleanField(default=False)
    added_at = models.DateTimeField(default=timezone.now)

    # The frame of reference: what a person chose to tell. Never age, faith, health or ethnicity.
    stage = models.PositiveSmallIntegerField(_("Where I stand"), choices=Stage, null=True, blank=True)
    function = models.CharField(_("What I do"), max_length=120, blank=True)
    place = models.CharField(_("Where I am"), max_length=120, blank=True)
    background = models.CharField(_("The field I come from"), max_length=120, blank=True)

    # When and how.
    languages = models.JSONField(default=list, blank=True)  # ISO 639-1 codes
    language = models.CharField(max_length=12, default="en")  # of screens and letters
    time_zone = models.CharField(max_length=64, default="UTC")
    hours = models.CharField(max_length=400, blank=True)  # "Mon 09:00-12:00;Wed 14:00-16:00", own time
    capacity = models.PositiveSmallIntegerField(default=1)  # partnerships at a time; 0 = not now
    hosting = models.BooleanField(default=False)  # would host a circle

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = PersonManager()

    class Meta:
        constraints = [
            models.UniqueConstraint(Lower("email"), name="one_person_an_address"),
            models.CheckConstraint(condition=Q(stage__isnull=True) | Q(stage__lte=5), name="known_stage"),
            models.CheckConstraint(condition=Q(capacity__lte=10), name="capacity_within_reason"),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def first_name(self) -> str:
        return self.name.split()[0] if self.name.strip() else self.email.split("@")[0]


class PersonKey(models.Model):
    """The data key of one person, wrapped; without it nothing sealed of theirs can be read."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    wrapped = models.BinaryField()


class OfferQuerySet(models.QuerySet["Offer"]):
    def visible_to(self, person: Person) -> "OfferQuerySet":
        """One's own. What others may read of it, they read through a proposal or a partnership."""
        return self.filter(person=person)

    def of(self, person: Person) -> "OfferQuerySet":
        return self.filter(person=person).select_related("skill").order_by("skill__name")


class Offer(models.Model):
    """Something a person can show others. Experience and perspective carry no level."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="offers")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level, null=True, blank=True)
    told_at = models.DateTimeField(default=timezone.now)

    objects = OfferQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "skill"], name="offered_once"),
            models.CheckConstraint(
                condition=Q(level__isnull=True) | Q(level__range=(1, 5)), name="offer_level_1_to_5"
            ),
        ]


class SeekQuerySet(models.QuerySet["Seek"]):
    def visible_to(self, person: Person) -> "SeekQuerySet":
        """One's own."""
        return self.filter(person=person)

    def of(self, person: Person) -> "SeekQuerySet":
        return self.filter(person=person).select_related("skill").order_by("told_at", "id")


class Seek(models.Model):
    """Something a person wants. A private one has no skill in the open; a dread is always sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="seeks")
    skill = models.ForeignKey(Skill, models.PROTECT, related_name="+", null=True, blank=True)
    sealed_topic = models.BinaryField(null=True, blank=True)  # where private; people.sealed reads it
    importance = models.PositiveSmallIntegerField(default=3)
    dread = models.BinaryField()  # sealed; written even when empty, so that its presence tells nothing
    told_at = models.DateTimeField(default=timezone.now)

    objects = SeekQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "skill"], name="sought_once"),
            models.CheckConstraint(condition=Q(importance__range=(1, 5)), name="importance_1_to_5"),
            models.CheckConstraint(
                condition=Q(skill__isnull=True, sealed_topic__isnull=False)
                | Q(skill__isnull=False, sealed_topic__isnull=True),
                name="in_the_open_or_sealed",
            ),
        ]

    @property
    def is_private(self) -> bool:
        return self.skill_id is None


class AvoidanceQuerySet(models.QuerySet["Avoidance"]):
    def visible_to(self, person: Person) -> "AvoidanceQuerySet":
        """One's own, and never those one is named in."""
        return self.filter(person=person)


class Avoidance(models.Model):
    """Somebody a person would rather not be matched with. Nobody else ever reads this."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="avoidances")
    # As typed: listing it tells its author nothing about who is here, and it holds for who comes later.
    address = models.BinaryField()
    avoided = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    objects = AvoidanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "avoided"], name="avoided_once"),
            models.CheckConstraint(condition=~Q(person=F("avoided")), name="not_avoiding_oneself"),
        ]


class TokenQuerySet(models.QuerySet["Token"]):
    def good(self, at: datetime) -> "TokenQuerySet":
        return self.filter(used_at=None, revoked_at=None, expires_at__gt=at)


class Token(models.Model):
    """A link that lets one person do one thing once. Only its digest is kept."""

    class Purpose(models.TextChoices):
        INVITATION = "invitation"
        SIGN_IN = "sign-in"
        DEMO = "demo"  # signs in by one click, as often as one likes, in demo mode only
        CALENDAR = "calendar"  # a feed of one's meetings that says whom one meets
        BUSY = "calendar-busy"  # the same, saying only that one is busy

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="tokens")
    purpose = models.CharField(max_length=20, choices=Purpose)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = TokenQuerySet.as_manager()

    def is_good(self, at: datetime) -> bool:
        return self.used_at is None and self.revoked_at is None and self.expires_at > at
