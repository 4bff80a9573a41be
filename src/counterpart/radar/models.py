"""A radar: one table of a programme and month, written once and never changed. No row knows a person."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill


class What(models.TextChoices):
    OFFERS = "offers", _("can show it")
    SEEKS = "seeks", _("would like it")
    ASKS = "asks", _("asked lately")
    STORIES = "stories", _("told of it lately")


class Group(models.TextChoices):
    JUNIOR = "junior", _("Studying or in their first years")
    MID = "mid", _("Well into working life")
    SENIOR = "senior", _("Senior, leading or retired")
    UNSAID = "unsaid", _("Who did not say where they stand")
    # Of asks and stories, whatever the stage. Apart, else who is known to have asked with their name would
    # help to find out whether somebody without one is among them.
    NAMED = "named", _("With their name")
    UNNAMED = "unnamed", _("Without it")


def new_secret() -> str:
    return secrets.token_hex(32)


class Secret(models.Model):
    """From which the shifts of a programme's numbers come. Changed, it would give the numbers away."""

    programme = models.OneToOneField(Programme, models.CASCADE, primary_key=True, related_name="+")
    value = models.CharField(max_length=64, default=new_secret)


class Standing(models.Model):
    """The level at which a number stands since it moved last, shift taken off; shown to nobody."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="+")
    topic = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    what = models.CharField(max_length=7, choices=What)
    group = models.CharField(max_length=7, choices=Group)
    level = models.IntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "topic", "what", "group"], name="one_standing")
        ]


class Month(models.Model):
    """A programme's table of one month."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="radar")
    first = models.DateField()  # of the month
    drawn_on = models.DateField()

    class Meta:
        ordering = ("-first",)
        constraints = [
            models.UniqueConstraint(fields=["programme", "first"], name="one_radar_a_month"),
            models.CheckConstraint(condition=Q(drawn_on__gte=F("first")), name="radar_drawn_in_its_month"),
        ]


class Number(models.Model):
    """Of so many people at least. What is not shown has no row."""

    month = models.ForeignKey(Month, models.CASCADE, related_name="numbers")
    topic = models.ForeignKey(Skill, models.PROTECT, related_name="+")
    what = models.CharField(max_length=7, choices=What)
    group = models.CharField(max_length=7, choices=Group)
    at_least = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "topic", "what", "group"], name="one_number"),
            models.CheckConstraint(condition=Q(at_least__gte=5), name="number_of_five_or_more"),
        ]
