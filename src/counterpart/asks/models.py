"""Asks: one small request, who offers to help with it, and how it ended."""

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from counterpart.partnerships.models import Partnership, Seat
from counterpart.people.models import Offer, Person
from counterpart.programmes.models import Membership, Programme, Withheld
from counterpart.skills.models import Skill


class AskQuerySet(models.QuerySet["Ask"]):
    def open(self, at: datetime) -> "AskQuerySet":
        """Still looking for somebody."""
        return self.filter(ended_at=None, hidden_at=None, lapses_at__gt=at)

    def shown(self) -> "AskQuerySet":
        """Without a name, from the next day on, with all that was asked meanwhile: else the minute in which
        one appears would tell who sat at a keyboard."""
        return self.filter(Q(anonymous=False) | Q(passed_on_at__isnull=False))

    def readable_by(self, person: Person) -> "AskQuerySet":
        """Asked of those among whom one is. Whoever asked is no exception, else it would tell."""
        here = Membership.objects.joined().filter(person=person)
        kept = Withheld.objects.filter(
            offer=OuterRef("pk"), membership__programme=OuterRef(OuterRef("programme"))
        )
        shows = Offer.objects.filter(~Exists(kept), person=person, skill=OuterRef("topic"))
        sits = Seat.objects.filter(person=person, partnership=OuterRef("circle"))
        return self.shown().filter(
            Q(audience=Ask.Audience.PROGRAMME)
            | Q(Exists(shows), audience=Ask.Audience.SHOWS)
            | Q(Exists(sits), audience=Ask.Audience.CIRCLE),
            programme__in=here.exclude(programme__state=Programme.State.CLOSED).values("programme"),
        )

    def visible_to(self, person: Person) -> "AskQuerySet":
        """Those one reads while they stand, and for good those one asked or offered to help with."""
        offered = Help.objects.filter(ask=OuterRef("pk"), by=person)
        standing = Q(ended_at=None, hidden_at=None)
        return self.filter(
            Q(pk__in=self.model.objects.readable_by(person).filter(standing).values("pk"))
            | Q(asker=person)
            | Exists(offered)
        )


class Ask(models.Model):
    """Something small that somebody would like help with. Days, never hours: an hour could tell who asked."""

    class Audience(models.TextChoices):
        PROGRAMME = "programme", _("Everybody in the programme")
        SHOWS = "shows", _("Only those who can show it")
        CIRCLE = "circle", _("A circle")

    class Ended(models.TextChoices):
        HELPED = "helped", _("Somebody helps")
        WITHDRAWN = "withdrawn", _("Taken back")
        LAPSED = "lapsed", _("Nobody was found in time")
        HIDDEN = "hidden", _("Kept hidden")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="asks")
    asker = models.ForeignKey(Person, models.CASCADE, related_name="asks")
    anonymous = models.BooleanField(default=True)  # until the asker accepts somebody's help
    topic = models.ForeignKey(Skill, models.PROTECT, null=True, related_name="asks")
    audience = models.CharField(max_length=9, choices=Audience, default=Audience.PROGRAMME)
    circle = models.ForeignKey(Partnership, models.CASCADE, null=True, blank=True, related_name="+")
    words = models.CharField(max_length=500)
    asked_on = models.DateField()
    first_offer_on = models.DateField(null=True, blank=True)
    lapses_at = models.DateTimeField()
    passed_on_at = models.DateTimeField(null=True, blank=True)  # those who could help have heard
    told_at = models.DateTimeField(null=True, blank=True)  # the asker heard, half-way, what happens next
    hidden_at = models.DateTimeField(null=True, blank=True)  # somebody reported it
    ended_at = models.DateTimeField(null=True, blank=True)
    ended = models.CharField(max_length=9, choices=Ended, blank=True)
    let_go_at = models.DateTimeField(null=True, blank=True)  # the others who offered have been thanked
    thanked_at = models.DateTimeField(null=True, blank=True)

    objects = AskQuerySet.as_manager()

    class Meta:
        ordering = ("-asked_on", "pk")
        indexes = [models.Index(fields=["programme", "ended_at", "lapses_at"], name="ask_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(audience="circle", circle__isnull=False)
                | Q(audience="shows", circle=None, topic__isnull=False)
                | Q(audience="programme", circle=None),
                name="asked_of_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.words


class Heard(models.Model):
    """Whose turn it was to hear of an ask. Whoever asked has turns, too, without a letter: were they passed
    over, the turns of the others would tell who it was."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="heard")
    person = models.ForeignKey(Person, models.CASCADE, related_name="heard")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "person"], name="hears_once")]


class HelpQuerySet(models.QuerySet["Help"]):
    def standing(self) -> "HelpQuerySet":
        return self.filter(withdrawn_at=None)

    def visible_to(self, person: Person) -> "HelpQuerySet":
        """One's own, and those for what one asked."""
        return self.standing().filter(Q(by=person) | Q(ask__asker=person))


class Help(models.Model):
    """Somebody offers to help. Their words are for whoever asked alone: sealed with the helper's key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ask = models.ForeignKey(Ask, models.CASCADE, related_name="helps")
    by = models.ForeignKey(Person, models.CASCADE, related_name="helps")
    words = models.BinaryField()
    offered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    partnership = models.ForeignKey(Partnership, models.SET_NULL, null=True, related_name="+")

    objects = HelpQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ask", "by"], name="helps_once"),
            models.UniqueConstraint(
                fields=["ask"], condition=Q(accepted_at__isnull=False), name="one_helper_accepted"
            ),
        ]


class AskReport(models.Model):
    """Somebody found that an ask should not stand there. It is hidden until the contact person decides."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="reports")
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ask", "by"], name="ask_reported_once")]
