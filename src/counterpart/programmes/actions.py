"""What organisers and owners do with a programme, and what members do with their place in it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction

from counterpart import journal, letters
from counterpart.people.models import Person, Token
from counterpart.people.newcomers import Newcomer, welcome
from counterpart.programmes.letters import Appointed, Trusted
from counterpart.programmes.models import Membership, Organiser, Programme, Rhythm, SharedLink, Upload

State = Programme.State
BEGINNING = ["rhythm", "minutes", "own_words", "reads_first"]
WHEN = ["closes_on", "starts_on", "ends_on"]
AGREED = ["name", "template", "welcome", "policy", "asking", "contact", *WHEN, *BEGINNING]


class ContactOrganises(Exception):
    """Whom people turn to about an organiser cannot be that organiser."""


class AlreadyPrepared(Exception):
    """The same form was sent twice."""


class AlreadyOrganises(Exception):
    """Somebody appointed this person a moment ago."""


class LastOrganiser(Exception):
    """A programme without an organiser could not be looked after."""


class AlreadyClosed(Exception):
    """Nothing more happens in this programme."""


class AlreadyLeft(Exception):
    """Gone, or was never let in."""


@dataclass(frozen=True)
class Terms:
    """What a programme is, as its organiser says it."""

    name: str
    template: str = Programme.Template.TWO_WAY
    welcome: str = ""
    closes_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    contact: Newcomer | None = None
    policy: dict[str, Any] = field(default_factory=dict)
    rhythm: str = Rhythm.SERIES
    minutes: int = 60
    own_words: str = ""  # of the organiser, in every agreement
    reads_first: bool = False
    asking: bool = False


@transaction.atomic
def prepare(
    terms: Terms, *, by: Person, at: datetime, organiser: Newcomer | None = None, id: UUID | None = None
) -> Programme:
    """Make a programme for whoever asks, or for the organiser named. An id says which form it came from."""
    programme = Programme(made_at=at, formats=["pairs"])
    if id:
        programme.id = id
    _agree(programme, terms, at)
    try:
        with transaction.atomic():
            programme.save(force_insert=True)
    except IntegrityError as twice:
        raise AlreadyPrepared from twice
    journal.record(programme, "prepared", by=by, at=at)
    if organiser:
        appoint(programme, organiser, by=by, at=at)
    else:
        Organiser.objects.create(programme=programme, person=by, by=by, at=at)
    _keep_apart(programme)
    _tell_contact(programme, before=None, at=at)
    return programme


@transaction.atomic
def change(programme: Programme, terms: Terms, *, by: Person, at: datetime) -> None:
    before = programme.contact_id
    _agree(programme, terms, at)
    _keep_apart(programme)
    programme.save(update_fields=AGREED)
    journal.record(programme, "changed", by=by, at=at)
    _tell_contact(programme, before=before, at=at)


def _agree(programme: Programme, terms: Terms, at: datetime) -> None:
    programme.name, programme.template, programme.welcome = terms.name, terms.template, terms.welcome
    programme.closes_on, programme.starts_on = terms.closes_on, terms.starts_on
    programme.ends_on, programme.policy = terms.ends_on, terms.policy
    for name in BEGINNING:
        setattr(programme, name, getattr(terms, name))
    programme.asking = terms.asking
    if terms.contact:
        programme.contact = _known(terms.contact, at)


def _tell_contact(programme: Programme, *, before: UUID | None, at: datetime) -> None:
    if programme.contact and programme.contact_id != before:
        letters.post(Trusted(programme.pk), to=programme.contact, at=at)


def _known(newcomer: Newcomer, at: datetime) -> Person:
    (person,) = welcome([newcomer], at=at).values()
    return person


def _keep_apart(programme: Programme) -> None:
    if Organiser.objects.filter(programme=programme, person=programme.contact).exists():
        raise ContactOrganises


@transaction.atomic
def appoint(programme: Programme, newcomer: Newcomer, *, by: Person, at: datetime) -> Organiser:
    person = _known(newcomer, at)
    if person == programme.contact:
        raise ContactOrganises
    try:
        with transaction.atomic():
            organiser = Organiser.objects.create(programme=programme, person=person, by=by, at=at)
    except IntegrityError as twice:
        raise AlreadyOrganises from twice
    journal.record(organiser, "appointed", by=by, at=at)
    if person != by:
        letters.post(Appointed(programme.pk), to=person, at=at)
    return organiser


@transaction.atomic
def dismiss(organiser: Organiser, *, by: Person, at: datetime) -> None:
    # Everybody who organises this programme is locked, so that two who dismiss each other do not both go.
    there = Organiser.objects.select_for_update().filter(programme=organiser.programme_id).order_by("pk")
    rest = [each for each in there if each.pk != organiser.pk]
    if not rest:
        raise LastOrganiser
    organiser_id = organiser.pk
    organiser.delete()
    organiser.pk = organiser_id
    journal.record(organiser, "dismissed", by=by, at=at)


def open_collecting(programme: Programme, *, by: Person, at: datetime) -> None:
    """Begin to collect what people tell; nothing happens where it has begun."""
    _step(programme, [State.DRAFT], State.COLLECTING, by=by, at=at)


def begin_matching(programme: Programme, *, by: Person | None, at: datetime) -> None:
    _step(programme, [State.COLLECTING, State.RUNNING], State.MATCHING, by=by, at=at)


def begin_running(programme: Programme, *, by: Person | None, at: datetime) -> None:
    _step(programme, [State.COLLECTING, State.MATCHING], State.RUNNING, by=by, at=at)


@transaction.atomic
def _step(
    programme: Programme, before: list[State], after: State, *, by: Person | None, at: datetime
) -> None:
    if Programme.objects.filter(pk=programme.pk, state__in=before).update(state=after):
        journal.record(programme, f"began {after.value}", by=by, at=at)
    programme.refresh_from_db(fields=["state"])


@transaction.atomic
def close(programme: Programme, *, by: Person, at: datetime) -> None:
    """End it: nobody is added, invited or matched any more, and files on their way in are forgotten."""
    if not Programme.objects.filter(pk=programme.pk).exclude(state=State.CLOSED).update(state=State.CLOSED):
        raise AlreadyClosed
    programme.state = State.CLOSED
    SharedLink.objects.filter(programme=programme, revoked_at=None).update(revoked_at=at)
    Upload.objects.open().filter(programme=programme).update(cancelled_at=at, table=None)
    journal.record(programme, "closed", by=by, at=at)


@transaction.atomic
def join(membership: Membership, *, by: Person, at: datetime) -> None:
    """Say yes to taking part. Saying it twice changes nothing."""
    if not Membership.objects.current().filter(pk=membership.pk).exists():
        raise AlreadyLeft
    if Membership.objects.filter(pk=membership.pk, joined_at=None).update(joined_at=at):
        membership.joined_at = at
        # A letter that was never used, and lies about or is forwarded, opens nobody's account any more.
        Token.objects.good(at).filter(invitation__membership=membership).update(revoked_at=at)
        journal.record(membership, "joined", by=by, at=at)


@transaction.atomic
def leave(membership: Membership, *, by: Person, at: datetime) -> None:
    """Go, without a reason. An organiser may take somebody out in the same way."""
    if not Membership.objects.filter(pk=membership.pk, left_at=None).update(left_at=at):
        raise AlreadyLeft
    membership.left_at = at
    journal.record(membership, "left", by=by, at=at)
