"""Introductions: whom somebody would like to meet, and somebody who makes the two known to each other."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart.people.models import Person
from counterpart.skills.models import Skill


class Hidden(models.Model):
    """Somebody would rather not be suggested to people who know those they know."""

    person = models.OneToOneField(Person, models.CASCADE, primary_key=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)


class WishQuerySet(models.QuerySet["Wish"]):
    def open(self) -> "WishQuerySet":
        return self.filter(ended_at=None)


class Wish(models.Model):
    """'I would like to meet somebody who has moved abroad.' For those one is together with; sealed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="meeting_wishes")
    words = models.BinaryField()
    topic = models.ForeignKey(Skill, models.SET_NULL, null=True, related_name="+")
    # Asked of one person, who knows this other one; else of everybody one is together with.
    through = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    whom = models.ForeignKey(Person, models.CASCADE, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = WishQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(person=F("whom")), name="meets_somebody_else"),
        ]


class IntroductionQuerySet(models.QuerySet["Introduction"]):
    def open(self, at: datetime) -> "IntroductionQuerySet":
        return self.filter(settled_at=None, lapses_at__gt=at)

    def visible_to(self, person: Person) -> "IntroductionQuerySet":
        """Whoever wishes it, whoever is asked, and whoever introduces; a kept-apart two never learn of it."""
        two = Q(wish__person=person) | Q(other=person)
        return self.filter(Q(by=person) | two & Q(apart=False))


class Introduction(models.Model):
    """Two people may come to know each other; neither learns who the other is before both said yes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wish = models.ForeignKey(Wish, models.CASCADE, related_name="introductions")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    other = models.ForeignKey(Person, models.CASCADE, related_name="+")
    words = models.BinaryField()  # two lines, to both; sealed with the key of who introduces
    apart = models.BooleanField(default=False)  # one of the two would rather not meet the other
    made_at = models.DateTimeField(default=timezone.now)
    lapses_at = models.DateTimeField()
    wisher_yes_at = models.DateTimeField(null=True, blank=True)
    other_yes_at = models.DateTimeField(null=True, blank=True)
    wisher_no_at = models.DateTimeField(null=True, blank=True)
    other_no_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    objects = IntroductionQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["wish", "other"], name="introduced_once_a_wish")]

    @property
    def met(self) -> bool:
        return self.wisher_yes_at is not None and self.other_yes_at is not None

    def is_of(self, person: Person) -> bool:
        return person.pk in (self.wish.person_id, self.other_id)

    def said_by(self, person: Person) -> bool | None:
        """Yes, no, or nothing yet."""
        side = "wisher" if person.pk == self.wish.person_id else "other"
        if getattr(self, f"{side}_yes_at"):
            return True
        return False if getattr(self, f"{side}_no_at") else None


class OutsideQuerySet(models.QuerySet["Outside"]):
    def open(self, at: datetime) -> "OutsideQuerySet":
        return self.filter(settled_at=None, lapses_at__gt=at)

    def visible_to(self, person: Person) -> "OutsideQuerySet":
        """Whoever introduces, and the one inside."""
        return self.filter(Q(by=person) | Q(wish__person=person))


class Outside(models.Model):
    """An introduction to somebody outside, without an account: one letter, two lines, yes or no."""

    class Mail(models.TextChoices):
        NONE = "", _("none")
        ASK = "ask", _("asks")
        MET = "met", _("says that both said yes")
        NOTHING = "nothing", _("says that it ran out")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wish = models.ForeignKey(Wish, models.CASCADE, related_name="outside")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    # Sealed with the key of who introduces, and forgotten at once on a no.
    name = models.BinaryField(null=True)
    address = models.BinaryField(null=True)
    words = models.BinaryField(null=True)
    digest = models.CharField(max_length=64, db_index=True)  # of the address, keyed
    made_at = models.DateTimeField(default=timezone.now)
    lapses_at = models.DateTimeField()
    wisher_yes_at = models.DateTimeField(null=True, blank=True)
    wisher_no_at = models.DateTimeField(null=True, blank=True)
    other_yes_at = models.DateTimeField(null=True, blank=True)
    other_no_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    forgotten_at = models.DateTimeField(null=True, blank=True)
    asked = models.BooleanField(default=True)  # or held back, which looks like silence
    # The letter to them that is to be sent next.
    mail = models.CharField(max_length=7, choices=Mail, blank=True)
    next_try_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)

    objects = OutsideQuerySet.as_manager()

    class Meta:
        constraints = [
            # Two who introduce the same one at once: one letter goes out.
            models.UniqueConstraint(
                fields=["digest"], condition=Q(asked=True, settled_at=None), name="one_open_letter_outside"
            ),
        ]
        indexes = [
            models.Index(fields=["next_try_at"], condition=~Q(mail=""), name="outside_to_send"),
        ]

    @property
    def met(self) -> bool:
        return self.wisher_yes_at is not None and self.other_yes_at is not None

    def is_open(self, at: datetime) -> bool:
        return self.settled_at is None and self.lapses_at > at


class Never(models.Model):
    """Somebody outside never wants to hear from here again: a keyed hash of where letters reached them."""

    digest = models.CharField(max_length=64, primary_key=True)
    at = models.DateTimeField(default=timezone.now)
