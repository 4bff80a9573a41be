"""How far a programme's launch is, and who has done what."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Subquery

from counterpart.programmes.models import (
    Invitation,
    Membership,
    MembershipQuerySet,
    Programme,
)


@dataclass(frozen=True)
class Progress:
    added: int  # let in and still there
    joined: int
    told: int
    uninvited: int
    unreminded: int
    waiting: int  # for the organiser's yes

    @property
    def silent(self) -> int:
        return self.added - self.told


def progress(programme: Programme) -> Progress:
    here = Membership.objects.filter(programme=programme)
    return Progress(
        added=here.current().count(),
        joined=here.joined().count(),
        told=here.told().count(),
        uninvited=here.uninvited().count(),
        unreminded=here.unreminded().count(),
        waiting=here.waiting_for_approval().count(),
    )


def next_step(programme: Programme, progress: Progress, today: date) -> str:
    """The one thing an organiser does next."""
    if programme.is_closed:
        return "closed"
    if progress.waiting:
        return "approve"
    if not progress.added:
        return "add"
    if programme.state in (Programme.State.MATCHING, Programme.State.RUNNING):
        return "match"
    if progress.uninvited:
        return "invite"
    over = programme.closes_on is not None and programme.closes_on < today
    if progress.told >= 2 and (over or progress.told == progress.added):
        return "match"
    return "collect"


def roll(programme: Programme, only: str = "") -> MembershipQuerySet:
    """Members by name, with what each has done: `has_told`, `invited_at`, `reminded_at`."""
    here = Membership.objects.filter(programme=programme)
    members = {"told": here.told(), "silent": here.silent()}.get(only, here.current())
    letters = Invitation.objects.filter(membership=OuterRef("pk"))
    return (
        members.select_related("person")
        .annotate(
            has_told=Exists(Membership.objects.told().filter(pk=OuterRef("pk"))),
            invited_at=Subquery(letters.filter(is_reminder=False).values("at")[:1]),
            reminded_at=Subquery(letters.filter(is_reminder=True).values("at")[:1]),
        )
        .order_by("person__name", "pk")
    )
