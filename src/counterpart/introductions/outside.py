"""Introducing somebody outside, who has no account and needs none: asked by one letter, then forgotten.

Until both have said yes neither learns who the other is. Where nothing may be sent (they never want to hear
from us again, or were written to twice this year) it looks like silence to everybody else.
"""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.core import signing
from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.encoding import punycode

from counterpart import journal, letters
from counterpart.introductions import queries, sealed
from counterpart.introductions.actions import Enough, Over
from counterpart.introductions.letters import (
    IntroducedOutside,
    MetOutside,
    NothingOutside,
    ThankYouOutside,
)
from counterpart.introductions.models import Never, Outside, Wish
from counterpart.people import sealed as people_sealed
from counterpart.people.models import Avoidance, Person

STANDS = timedelta(days=30)
KEPT = timedelta(days=90)  # once both have said yes
YEAR = timedelta(days=365)
OPEN_AT_ONCE, A_YEAR = 3, 2  # of one member; letters to one address
SALT = "counterpart.introductions.outside"
QUOTE = '"'
Mail = Outside.Mail


class Yourself(Exception):
    """The address is one's own."""


class SwitchedOff(Exception):
    """The owner of this instance does not let anybody outside be written to."""


@dataclass(frozen=True)
class Stranger:
    """Whom somebody knows: how they call them, and where a letter reaches them."""

    name: str
    address: str


@transaction.atomic
def introduce(wish: Wish, whom: Stranger, words: str, *, key: UUID, by: Person, at: datetime) -> Outside:
    """Ask both: the one inside by a letter as any, the one outside by the one letter they get."""
    if not settings.OUTSIDE_INTRODUCTIONS:
        raise SwitchedOff
    Person.objects.select_for_update(no_key=True).get(pk=by.pk)
    if found := Outside.objects.filter(pk=key, by=by).first():
        return found
    if not Wish.objects.open().filter(pk=wish.pk).exists():
        raise Over
    address = whom.address.strip()
    if address.casefold() == by.email.casefold():
        raise Yourself
    if Outside.objects.open(at).filter(by=by).count() >= OPEN_AT_ONCE:
        raise Enough
    row = Outside(pk=key, wish=wish, by=by, made_at=at, lapses_at=at + STANDS, digest=digests(address)[0])
    row.asked = not (_is_enough_for(address, at) or _is_kept_from(wish.person, address))
    row.mail = Mail.ASK if row.asked else Mail.NONE
    row.next_try_at = at
    sealed.seal_stranger(row, name=whom.name, address=address, words=words)
    _keep(row)
    journal.record(row, "introduced", by=by, at=at)
    letters.post(IntroducedOutside(row.pk), to=wish.person, at=at)
    return row


def _keep(row: Outside) -> None:
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        if not row.asked or Outside.objects.filter(pk=row.pk).exists():
            raise Over from None  # somebody else's key
        row.asked, row.mail = False, Mail.NONE  # somebody else wrote to them a moment ago
        _keep(row)


def _is_kept_from(wisher: Person, address: str) -> bool:
    """Their own address, or of somebody whom they avoid or who avoids them: nobody is told so."""
    said = _plain(address)
    avoided = people_sealed.addresses(wisher, list(Avoidance.objects.filter(person=wisher))).values()
    if said in {_plain(each) for each in (wisher.email, *avoided)}:
        return True
    here = Person.objects.filter(email=said).first()
    return here is not None and queries.are_apart(wisher, here)


def _is_enough_for(address: str, at: datetime) -> bool:
    """Whoever never wants to hear from us, has a letter that stands open, or had two this year."""
    known = digests(address)
    if Never.objects.filter(digest__in=known).exists():
        return True
    theirs = Outside.objects.filter(digest__in=known)
    return theirs.open(at).exists() or theirs.filter(made_at__gt=at - YEAR).count() >= A_YEAR


def digests(address: str) -> list[str]:
    """Keyed, so that no list of addresses can be tried without our keys; the first is the one to keep."""
    said = _plain(address)
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    return [salted_hmac(SALT, said, secret=each, algorithm="sha256").hexdigest() for each in secrets]


def _plain(address: str) -> str:
    """One spelling of what reaches the same box: quotes around a name, a domain in another script."""
    name, _, host = address.strip().rpartition("@")
    with suppress(UnicodeError):  # no letter gets there
        host = punycode(host)
    return f"{name.strip(QUOTE)}@{host}".casefold()


def token(row: Outside) -> str:
    """Of the link in the letter; the same however often the letter is sent."""
    return signing.Signer(salt=SALT).sign(row.pk.hex)


def found_by(raw: str) -> Outside | None:
    try:
        key = UUID(signing.Signer(salt=SALT).unsign(raw))
    except (signing.BadSignature, ValueError):
        return None
    return Outside.objects.select_related("wish__person", "by").filter(pk=key).first()


@transaction.atomic
def answer_inside(row: Outside, *, yes: bool, by: Person, at: datetime) -> None:
    held = _hold(row)
    if not held.is_open(at) or held.wisher_yes_at or held.wisher_no_at:
        raise Over
    held.wisher_yes_at, held.wisher_no_at = (at, None) if yes else (None, at)
    held.save(update_fields=["wisher_yes_at", "wisher_no_at"])
    journal.record(held, "answered", by=by, at=at)
    _perhaps_meet(held, at)


@transaction.atomic
def answer_outside(row: Outside, *, yes: bool, at: datetime) -> None:
    """By whoever has the letter. A yes counts once; a no at any time, and forgets who they are at once."""
    held = _hold(row)
    if held.forgotten_at or (yes and (not held.is_open(at) or held.other_yes_at)):
        raise Over
    if yes:
        held.other_yes_at = at
        held.save(update_fields=["other_yes_at"])
        journal.record(held, "answered", by=None, at=at)
        _perhaps_meet(held, at)
        return
    if not held.met:
        held.other_yes_at, held.other_no_at = None, at
        held.save(update_fields=["other_yes_at", "other_no_at"])
        journal.record(held, "answered", by=None, at=at)
    _forget(held, at)


@transaction.atomic
def never_again(row: Outside, *, at: datetime) -> None:
    """No, and no letter from anybody here, ever: of the address a keyed hash is kept, however late."""
    held = _hold(row)
    Never.objects.get_or_create(digest=held.digest, defaults={"at": at})
    if not held.forgotten_at:
        answer_outside(held, yes=False, at=at)


def said_never(row: Outside) -> bool:
    return Never.objects.filter(digest=row.digest).exists()


def _hold(row: Outside) -> Outside:
    rows = Outside.objects.select_for_update(of=("self",)).select_related("wish__person", "by")
    return rows.get(pk=row.pk)


def _perhaps_meet(held: Outside, at: datetime) -> None:
    if not (held.wisher_yes_at and held.other_yes_at):
        return
    held.settled_at, held.mail, held.next_try_at, held.attempts = at, Mail.MET, at, 0
    held.save(update_fields=["settled_at", "mail", "next_try_at", "attempts"])
    Wish.objects.filter(pk=held.wish_id).update(ended_at=at)
    letters.post(MetOutside(held.pk), to=held.wish.person, at=at)
    letters.post(ThankYouOutside(held.pk), to=held.by, at=at)


def look_after(*, at: datetime) -> None:
    """Run out what nobody answered, and forget whom we need not know any more."""
    for row in Outside.objects.filter(settled_at=None, lapses_at__lte=at):
        with transaction.atomic():
            _lapse(_hold(row), at)
    old = Outside.objects.filter(forgotten_at=None, settled_at__lte=at - KEPT)
    for row in old:
        with transaction.atomic():
            _forget(_hold(row), at)
    # So long a keyed hash says how often somebody was written to.
    Outside.objects.filter(forgotten_at__isnull=False, made_at__lte=at - YEAR).delete()


def _lapse(held: Outside, at: datetime) -> None:
    if held.settled_at:
        return
    held.settled_at, held.next_try_at, held.attempts = at, at, 0
    held.mail = Mail.NOTHING if held.other_yes_at else Mail.NONE
    held.save(update_fields=["settled_at", "mail", "next_try_at", "attempts"])
    journal.record(held, "lapsed", by=None, at=at)
    waits = [held.by, *([held.wish.person] if held.wisher_yes_at else [])]
    letters.post(NothingOutside(held.pk), to=[each for each in waits if each.is_active], at=at)
    if not held.mail:
        _forget(held, at)


def _forget(held: Outside, at: datetime) -> None:
    """Who they are, at once. The two lines go as it ends: before, their absence would tell of a no."""
    held.address = held.name = None
    if held.settled_at:
        held.words = None
    held.mail, held.forgotten_at = Mail.NONE, at
    held.save(update_fields=["address", "name", "words", "mail", "forgotten_at"])


def forget(row: Outside, *, at: datetime) -> None:
    _forget(row, at)


def to_answer(person: Person, *, at: datetime) -> QuerySet[Outside]:
    return Outside.objects.open(at).filter(wish__person=person, wisher_yes_at=None, wisher_no_at=None)


def of(person: Person) -> QuerySet[Outside]:
    """Which I made, or wished, the newest first."""
    rows = Outside.objects.filter(Q(by=person) | Q(wish__person=person))
    return rows.select_related("wish__person", "by").order_by("-made_at", "pk")
