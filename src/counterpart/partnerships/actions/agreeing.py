"""What partners do before and while they agree: read, propose, sign, say how it feels at the start."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from counterpart import journal, letters
from counterpart.partnerships import promised
from counterpart.partnerships.actions.together import hold_awake, others
from counterpart.partnerships.letters import Agreed, WroteAgreement
from counterpart.partnerships.models import Agreement, CheckIn, Induction, Partnership, Signature
from counterpart.partnerships.promised import Promised
from counterpart.people import keys
from counterpart.people.models import Person, Seek


class AlreadyProposed(Exception):
    """The same version arrived twice."""


class Overtaken(Exception):
    """Somebody wrote a newer version meanwhile."""


class AlreadySigned(Exception):
    """This person signed this version before."""


@dataclass(frozen=True)
class Terms:
    """What an agreement says: how, and in which words."""

    rhythm: str
    minutes: int
    where: str
    promised: Promised


@transaction.atomic
def read_induction(partnership: Partnership, side: str, *, by: Person, at: datetime) -> None:
    """Say that one has read it; saying it twice changes nothing."""
    _, fresh = Induction.objects.get_or_create(
        partnership=partnership, person=by, side=side, defaults={"at": at}
    )
    if fresh:
        journal.record(partnership, "read what begins", by=by, at=at)


@transaction.atomic
def propose(
    partnership: Partnership, terms: Terms, *, after: int, key: UUID, by: Person, at: datetime
) -> Agreement:
    """Write the next version after the one that was read, and sign it. `key` makes a double click one."""
    _one_at_a_time(partnership)
    if Agreement.objects.filter(pk=key).exists():
        raise AlreadyProposed
    if _latest(partnership) != after:
        raise Overtaken
    agreement = Agreement(
        pk=key,
        partnership=partnership,
        number=after + 1,
        by=by,
        at=at,
        rhythm=terms.rhythm,
        minutes=terms.minutes,
        where=terms.where,
    )
    agreement.words = promised.seal(agreement, terms.promised)
    agreement.save(force_insert=True)
    Signature.objects.create(agreement=agreement, person=by, at=at)
    journal.record(agreement, "proposed", by=by, at=at)
    letters.post(WroteAgreement(agreement.pk), to=others(partnership, by), at=at)
    return agreement


@transaction.atomic
def sign(agreement: Agreement, *, by: Person, at: datetime) -> bool:
    """Agree to this version, which must be the latest. Answers whether everybody has signed it now."""
    partnership = agreement.partnership
    _one_at_a_time(partnership)
    if _latest(partnership) != agreement.number:
        raise Overtaken
    if Signature.objects.filter(agreement=agreement, person=by).exists():
        raise AlreadySigned
    Signature.objects.create(agreement=agreement, person=by, at=at)
    journal.record(agreement, "signed", by=by, at=at)
    if not _all_signed(agreement):
        return False
    journal.record(agreement, "in force", by=by, at=at)
    letters.post(Agreed(partnership.pk), to=others(partnership, by), at=at)
    return True


def _one_at_a_time(partnership: Partnership) -> None:
    """Of those who propose, sign or part at once, each sees what the one before has done."""
    hold_awake(partnership)


def _latest(partnership: Partnership) -> int:
    numbers = Agreement.objects.filter(partnership=partnership).values_list("number", flat=True)
    return numbers.last() or 0


def _all_signed(agreement: Agreement) -> bool:
    seats = agreement.partnership.seats.all()
    return not seats.exclude(person__in=agreement.signatures.values("person")).exists()


@transaction.atomic
def start(
    partnership: Partnership,
    confidence: Mapping[Seek, int],
    belonging: int | None,
    *,
    by: Person,
    at: datetime,
) -> None:
    """Keep how confident somebody feels about their wishes, and how much at home, before it begins; sealed.

    What was said at the start stays: a second click, or a second thought, changes nothing of it.
    """
    _alone(by)
    said: list[tuple[Seek | None, int | None]] = [*confidence.items(), (None, belonging)]
    for seek, value in said:
        if value is not None and not _has_started(partnership, seek, by):
            _check_in(seek, value, by, at)


def _alone(person: Person) -> None:
    Person.objects.select_for_update().get(pk=person.pk)


def _has_started(partnership: Partnership, seek: Seek | None, by: Person) -> bool:
    starts = CheckIn.objects.filter(person=by, seek=seek, moment=CheckIn.Moment.START)
    return starts.filter(at__gte=partnership.began_at).exists()


def _check_in(seek: Seek | None, value: int, by: Person, at: datetime) -> None:
    row = CheckIn(person=by, seek=seek, moment=CheckIn.Moment.START, at=at)
    row.value = keys.seal_for(by, str(value), table="partnerships_checkin", row=row.pk, column="value")
    row.save(force_insert=True)
    journal.record(row, "checked in", by=by, at=at)
