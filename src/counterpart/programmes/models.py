import uuid
from datetime import datetime

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from counterpart.people.models import Offer, Person, Seek, Token


class Rhythm(models.TextChoices):
    """How often partners mean to meet. A programme names the usual one, an agreement says which it is."""

    SERIES = "series", _("Six meetings over six months")
    SPRINT = "sprint", _("Four meetings in four weeks")
    ONCE = "once", _("One meeting")
    OPEN = "open", _("When it suits us")


class ProgrammeQuerySet(models.QuerySet["Programme"]):
    def organised_by(self, person: Person) -> "ProgrammeQuerySet":
        return self.filter(organisers__person=person)

    def known_to(self, person: Person) -> "ProgrammeQuerySet":
        """Those whose name, state and organisers a person may read: an owner knows all of them."""
        return self.all() if person.is_owner else self.organised_by(person)

    def visible_to(self, person: Person) -> "ProgrammeQuerySet":
        """Its organisers, its contact person, and whoever has been let in."""
        return self.filter(
            Exists(Organiser.objects.filter(programme=OuterRef("pk"), person=person))
            | Exists(Membership.objects.current().filter(programme=OuterRef("pk"), person=person))
            | Q(contact=person)
        )


class Programme(models.Model):
    class Template(models.TextChoices):
        TWO_WAY = "two-way", _("Two-way: each shows, each learns")
        REVERSE = "reverse", _("Reverse: somebody earlier in working life shows somebody further along")
        CLASSIC = "classic", _("Classic: somebody further along shows somebody earlier in working life")

    class State(models.TextChoices):
        DRAFT = "draft", _("Being prepared")
        COLLECTING = "collecting", _("Collecting")
        MATCHING = "matching", _("Matching")
        RUNNING = "running", _("Running")
        CLOSED = "closed", _("Closed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("Name"), max_length=120)
    welcome = models.TextField(_("What it is for"), max_length=2000, blank=True)
    template = models.CharField(_("How it works"), max_length=12, choices=Template, default=Template.TWO_WAY)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    closes_on = models.DateField(_("Answers until"), null=True, blank=True)
    starts_on = models.DateField(_("Starts"), null=True, blank=True)
    ends_on = models.DateField(_("Ends"), null=True, blank=True)
    policy = models.JSONField(default=dict, blank=True)  # what differs from the template's engine.Policy
    formats = models.JSONField(default=list, blank=True)  # ["pairs"]; rings and circles come later
    asking = models.BooleanField(default=False)  # members may ask somebody themselves
    contact = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)

    # How two people begin: what their agreement proposes before they have said anything.
    rhythm = models.CharField(max_length=8, choices=Rhythm, default=Rhythm.SERIES)
    minutes = models.PositiveSmallIntegerField(default=60)
    own_words = models.TextField(max_length=600, blank=True)  # stand in every agreement
    reads_first = models.BooleanField(default=False)  # everybody reads what begins before they meet

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=models.F("starts_on")),
                name="programme_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(minutes__range=(15, 240)), name="programme_minutes_within_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_closed(self) -> bool:
        return self.state == self.State.CLOSED

    @property
    def has_circles(self) -> bool:
        return bool(self.policy.get("circles"))

    @property
    def is_reverse(self) -> bool:
        return self.template == self.Template.REVERSE


class Organiser(models.Model):
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="organisers")
    person = models.ForeignKey(Person, models.CASCADE, related_name="organises")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "person"], name="organiser_once")]


class SharedLinkQuerySet(models.QuerySet["SharedLink"]):
    def good(self, at: datetime) -> "SharedLinkQuerySet":
        return self.filter(revoked_at=None, expires_at__gt=at).exclude(
            programme__state=Programme.State.CLOSED
        )

    def visible_to(self, person: Person) -> "SharedLinkQuerySet":
        return self.filter(programme__organisers__person=person)


class SharedLink(models.Model):
    """One link for many. It lets in who has an address of these domains, or asks the organiser."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="shared_links")
    digest = models.CharField(max_length=64, unique=True)
    domains = models.JSONField(default=list, blank=True)  # none: everyone waits for the organiser
    expires_at = models.DateTimeField()
    cap = models.PositiveIntegerField(default=200)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = SharedLinkQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["programme"], condition=Q(revoked_at=None), name="one_shared_link_at_a_time"
            )
        ]


class MembershipQuerySet(models.QuerySet["Membership"]):
    def current(self) -> "MembershipQuerySet":
        """Let in and still there; invited people count, people who wait for approval do not."""
        return self.filter(left_at=None, admitted_at__isnull=False)

    def joined(self) -> "MembershipQuerySet":
        return self.current().filter(joined_at__isnull=False)

    def told(self) -> "MembershipQuerySet":
        """Joined and said at least one thing they can show or would like."""
        return self.joined().filter(
            Exists(Offer.objects.filter(person=OuterRef("person")))
            | Exists(Seek.objects.filter(person=OuterRef("person")))
        )

    def silent(self) -> "MembershipQuerySet":
        """Let in, and have told nothing yet, whether or not they said yes to taking part."""
        return self.current().exclude(pk__in=self.told().values("pk"))

    def uninvited(self) -> "MembershipQuerySet":
        """Added by an organiser and never written to."""
        return self.current().filter(joined_at=None, invitations=None)

    def unreminded(self) -> "MembershipQuerySet":
        """Knew of it, told nothing, and were not reminded yet."""
        return (
            self.silent()
            .exclude(Exists(Invitation.objects.filter(membership=OuterRef("pk"), is_reminder=True)))
            .exclude(joined_at=None, invitations=None)
        )

    def waiting_for_approval(self) -> "MembershipQuerySet":
        return self.filter(left_at=None, admitted_at=None)

    def visible_to(self, person: Person) -> "MembershipQuerySet":
        """One's own, and those of a programme one organises."""
        return self.filter(Q(person=person) | Q(programme__organisers__person=person)).distinct()


class Membership(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    added_at = models.DateTimeField(default=timezone.now)
    added_by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    via = models.ForeignKey(SharedLink, models.SET_NULL, null=True, blank=True, related_name="memberships")
    admitted_at = models.DateTimeField(null=True, blank=True)  # empty: waits for the organiser
    joined_at = models.DateTimeField(null=True, blank=True)  # said yes to taking part
    left_at = models.DateTimeField(null=True, blank=True)
    # What the organiser's file said; used for reporting lines only, shown to nobody else.
    staff_number = models.CharField(max_length=64, blank=True)
    manager = models.CharField(max_length=254, blank=True)  # an address or a staff number

    objects = MembershipQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["programme", "person"], name="member_once")]

    @property
    def is_current(self) -> bool:
        return self.left_at is None and self.admitted_at is not None


class Withheld(models.Model):
    """An offer or seek that a member does not bring into this programme."""

    membership = models.ForeignKey(Membership, models.CASCADE, related_name="withheld")
    offer = models.ForeignKey(Offer, models.CASCADE, null=True, blank=True, related_name="+")
    seek = models.ForeignKey(Seek, models.CASCADE, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "offer"], name="offer_withheld_once"),
            models.UniqueConstraint(fields=["membership", "seek"], name="seek_withheld_once"),
            models.CheckConstraint(
                condition=Q(offer__isnull=True, seek__isnull=False)
                | Q(offer__isnull=False, seek__isnull=True),
                name="withholds_one_thing",
            ),
        ]


class Invitation(models.Model):
    """A letter with a link that signs in once. A reminder is another one."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="invitations")
    token = models.OneToOneField(Token, models.CASCADE, related_name="invitation")
    is_reminder = models.BooleanField(default=False)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["membership", "is_reminder"], name="one_invitation_one_reminder")
        ]


class UploadQuerySet(models.QuerySet["Upload"]):
    def visible_to(self, person: Person) -> "UploadQuerySet":
        return self.filter(programme__organisers__person=person)

    def open(self) -> "UploadQuerySet":
        """Not yet on its way in: still to be looked at, or given up."""
        return self.filter(begun_at=None, cancelled_at=None)


class Upload(models.Model):
    """A file of people on its way in.

    What we keep of it is a table without the columns we refuse, and that only until it has been read in, was
    given up, or a day has passed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    programme = models.ForeignKey(Programme, models.CASCADE, related_name="uploads")
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    filename = models.CharField(max_length=200)
    table = models.BinaryField(null=True)  # importing.table.pack
    mapping = models.JSONField(default=dict)  # number of a column -> field
    stages = models.JSONField(default=dict)  # grade or title as in the file, case levelled -> stage
    begun_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    added = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)

    objects = UploadQuerySet.as_manager()
