"""How people come into a programme: by a letter to each, one reminder, or one link for many."""

import base64
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from counterpart import jobs, journal, letters
from counterpart.people import tokens
from counterpart.people.models import Person, Token
from counterpart.programmes.actions import open_collecting
from counterpart.programmes.letters import Admitted, Invited, Reminded, TurnedAway
from counterpart.programmes.models import Invitation, Membership, MembershipQuerySet, Programme, SharedLink

DAYS = 30  # how long a mailed link is good
AT_ONCE = 500  # more letters than this are written in the background
BATCH = 200


class AlreadyInvited(Exception):
    """Somebody wrote these letters a moment ago."""


class LinkNotGood(Exception):
    """The shared link was taken back, has run out, or its programme is closed."""


class LinkFull(Exception):
    """As many people as it was made for have come in by this link."""


class AlreadyAnswered(Exception):
    """Another organiser was faster with this approval."""


def invite(programme: Programme, *, by: Person, at: datetime) -> int:
    """Write to everybody who was added and not written to; answers how many letters that are."""
    count = _uninvited(programme).count()
    with transaction.atomic():
        open_collecting(programme, by=by, at=at)
        if count > AT_ONCE:
            jobs.later("counterpart.programmes.tasks.invite", programme_id=programme.pk, by_id=by.pk)
    if count <= AT_ONCE:
        invite_in_batches(programme, by=by, at=at)
    return count


def remind(programme: Programme, *, by: Person, at: datetime) -> int:
    """Write once more to everybody who has told nothing yet. Nobody is ever reminded twice."""
    count = _unreminded(programme).count()
    if count > AT_ONCE:
        jobs.later("counterpart.programmes.tasks.remind", programme_id=programme.pk, by_id=by.pk)
    else:
        remind_in_batches(programme, by=by, at=at)
    return count


def invite_in_batches(programme: Programme, *, by: Person, at: datetime) -> None:
    while _write(programme, _uninvited, reminder=False, by=by, at=at):
        pass


def remind_in_batches(programme: Programme, *, by: Person, at: datetime) -> None:
    while _write(programme, _unreminded, reminder=True, by=by, at=at):
        pass


def _uninvited(programme: Programme) -> MembershipQuerySet:
    return Membership.objects.uninvited().filter(programme=programme, person__is_active=True)


def _unreminded(programme: Programme) -> MembershipQuerySet:
    return Membership.objects.unreminded().filter(programme=programme, person__is_active=True)


@transaction.atomic
def _write(
    programme: Programme,
    whom: Callable[[Programme], MembershipQuerySet],
    *,
    reminder: bool,
    by: Person,
    at: datetime,
) -> int:
    """Letters to the next few, all of them or none."""
    memberships = list(whom(programme).select_related("person").order_by("pk")[:BATCH])
    for membership in memberships:
        token, raw = tokens.issue(membership.person, purpose=Token.Purpose.INVITATION, at=at, days=DAYS)
        try:
            with transaction.atomic():
                invitation = Invitation.objects.create(
                    membership=membership, token=token, is_reminder=reminder, by=by, at=at
                )
        except IntegrityError as twice:
            raise AlreadyInvited from twice
        letter = (Reminded if reminder else Invited)(invitation.pk, secret=raw)
        letters.post_secret(letter, to=membership.person, at=at, until=token.expires_at)
    if memberships:
        journal.record(programme, "reminded" if reminder else "invited", by=by, at=at)
    return len(memberships)


# --- One link for many ------------------------------------------------------------------------


@transaction.atomic
def share(
    programme: Programme, *, domains: list[str], expires_at: datetime, cap: int, by: Person, at: datetime
) -> SharedLink:
    """Make the programme's shared link; an earlier one stops working."""
    SharedLink.objects.filter(programme=programme, revoked_at=None).update(revoked_at=at)
    link = SharedLink(programme=programme, domains=domains, expires_at=expires_at, cap=cap, by=by, at=at)
    link.digest = tokens.digest(words_of(link))
    link.save(force_insert=True)
    journal.record(link, "shared", by=by, at=at)
    return link


def words_of(link: SharedLink) -> str:
    """What stands in its address: made from the instance's secret, so it is not kept."""
    made = salted_hmac("counterpart.programmes.shared-link", link.pk.hex, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(made).decode().rstrip("=")


def find_link(raw: str) -> SharedLink | None:
    """The link, whether or not it is still good: a page says what to do with one that is not."""
    return SharedLink.objects.filter(digest=tokens.digest(raw)).select_related("programme").first()


@transaction.atomic
def revoke(link: SharedLink, *, by: Person, at: datetime) -> None:
    if SharedLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=at):
        link.revoked_at = at
        journal.record(link, "revoked", by=by, at=at)


@transaction.atomic
def enter(link: SharedLink, person: Person, *, at: datetime) -> Membership:
    """Come in by a shared link, with an address that was proven. Who is there already stays as they are."""
    # The link is locked while its places are counted: two who come for the last one do not both get it.
    if not SharedLink.objects.select_for_update(of=("self",)).good(at).filter(pk=link.pk).exists():
        raise LinkNotGood
    there = Membership.objects.filter(programme=link.programme_id, person=person).first()
    if there:
        return there
    if link.memberships.count() >= link.cap:
        raise LinkFull
    welcome_at_once = person.email.rpartition("@")[2] in link.domains
    membership = Membership.objects.create(
        programme_id=link.programme_id,
        person=person,
        via=link,
        added_at=at,
        added_by=person,
        admitted_at=at if welcome_at_once else None,
        joined_at=at,
    )
    journal.record(membership, "joined" if welcome_at_once else "asked to join", by=person, at=at)
    return membership


@transaction.atomic
def admit(membership: Membership, *, by: Person, at: datetime) -> None:
    waiting = Membership.objects.waiting_for_approval().filter(pk=membership.pk)
    if not waiting.update(admitted_at=at):
        raise AlreadyAnswered
    membership.admitted_at = at
    journal.record(membership, "admitted", by=by, at=at)
    letters.post(Admitted(membership.programme_id), to=membership.person, at=at)


@transaction.atomic
def turn_away(membership: Membership, *, by: Person, at: datetime) -> None:
    waiting = Membership.objects.waiting_for_approval().filter(pk=membership.pk)
    if not waiting.update(left_at=at):
        raise AlreadyAnswered
    membership.left_at = at
    journal.record(membership, "turned away", by=by, at=at)
    letters.post(TurnedAway(membership.programme_id), to=membership.person, at=at)
