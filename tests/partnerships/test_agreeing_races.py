"""Two who sign, propose, part or click twice at the same moment; each guard is switched off once."""

from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection

from counterpart.letters.models import Letter
from counterpart.partnerships import actions
from counterpart.partnerships.actions import agreeing
from counterpart.partnerships.models import Agreement, CheckIn, Partnership, PartnershipQuerySet, Signature
from tests.cast import Cast
from tests.partnerships.agreed import pair, propose, ring, terms
from tests.racing import gate, race

pytestmark = pytest.mark.django_db(transaction=True)
AGREED = "counterpart.partnerships.letters.agreeing.Agreed"


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return pair(cast, now)


def test_of_ten_clicks_on_sign_one_signs(together: Partnership, cast: Cast, now: datetime) -> None:
    agreement = propose(together, cast, now, cast.amina)
    outcomes = race(10, lambda _: agreeing.sign(agreement, by=cast.bengt, at=now))
    assert outcomes == ["AlreadySigned"] * 9 + ["done"]
    assert Letter.objects.filter(kind=AGREED).count() == 1


def two_of_three(cast: Cast, now: datetime) -> list[str]:
    agreement = propose(ring(cast, now), cast, now, cast.amina)
    people = [cast.bengt, cast.dara]
    return race(2, lambda n: agreeing.sign(Agreement.objects.get(pk=agreement.pk), by=people[n], at=now))


def test_two_who_sign_last_at_once_make_it_hold_once(cast: Cast, now: datetime) -> None:
    assert two_of_three(cast, now) == ["done", "done"]
    assert Letter.objects.filter(kind=AGREED).count() == 2  # to each but the very last


def test_without_the_lock_neither_sees_that_the_other_signed(
    cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    both_have_signed = both_have_looked = gate(2)
    look = agreeing._all_signed

    def wait_and_look(agreement: Agreement) -> bool:
        both_have_signed.wait(30)
        seen = look(agreement)
        both_have_looked.wait(30)  # before either is written
        return seen

    monkeypatch.setattr(agreeing, "_one_at_a_time", lambda partnership: None)
    # On SQLite a transaction holds the only write lock: two never look at once, and one waits for ever.
    if connection.vendor == "postgresql":
        monkeypatch.setattr(agreeing, "_all_signed", wait_and_look)
    assert two_of_three(cast, now) == ["done", "done"]
    assert Letter.objects.filter(kind=AGREED).count() == (0 if connection.vendor == "postgresql" else 2)


def sign_while_a_new_one_comes(together: Partnership, cast: Cast, now: datetime) -> tuple[list[str], bool]:
    """What came of it, and whether Bengt's signature stands under words that Amina had left behind."""
    first = propose(together, cast, now, cast.amina)

    def deed(number: int) -> object:
        if number:
            return propose(together, cast, now, cast.amina, after=1)
        return agreeing.sign(Agreement.objects.get(pk=first.pk), by=cast.bengt, at=now)

    outcomes = race(2, deed)
    second = Agreement.objects.get(number=2)
    signed = Signature.objects.filter(person=cast.bengt).first()
    return outcomes, bool(
        signed and signed.agreement_id == first.pk and signed.pk > second.signatures.get().pk
    )


def test_whoever_signs_as_the_other_writes_signs_first_or_reads_again(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    outcomes, late = sign_while_a_new_one_comes(together, cast, now)
    assert outcomes in (["done", "done"], ["Overtaken", "done"])
    assert not late


def test_without_the_look_at_the_latest_an_old_version_is_signed(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = propose(together, cast, now, cast.amina)
    propose(together, cast, now, cast.amina, after=1)
    monkeypatch.setattr(agreeing, "_latest", lambda partnership: 1)
    assert agreeing.sign(first, by=cast.bengt, at=now) is True


def both_propose(together: Partnership, cast: Cast, now: datetime) -> list[str]:
    people = [cast.amina, cast.bengt]
    return race(8, lambda n: propose(together, cast, now, people[n % 2]))


def test_of_eight_first_versions_at_once_one_stands(together: Partnership, cast: Cast, now: datetime) -> None:
    assert both_propose(together, cast, now) == ["Overtaken"] * 7 + ["done"]
    assert Agreement.objects.count() == 1


def test_without_the_look_the_database_refuses_rudely(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreeing, "_latest", lambda partnership: 0)
    assert both_propose(together, cast, now) == ["IntegrityError"] * 7 + ["done"]


def test_ten_times_the_same_form_is_one_version(together: Partnership, cast: Cast, now: datetime) -> None:
    key = uuid4()
    outcomes = race(
        10, lambda _: agreeing.propose(together, terms(cast), after=0, key=key, by=cast.amina, at=now)
    )
    assert outcomes == ["AlreadyProposed"] * 9 + ["done"]
    assert Letter.objects.count() == 1


def sign_as_they_part(together: Partnership, cast: Cast, now: datetime) -> list[str]:
    agreement = propose(together, cast, now, cast.amina)
    actions.end(together, by=cast.amina, at=now)
    return race(4, lambda _: agreeing.sign(Agreement.objects.get(pk=agreement.pk), by=cast.bengt, at=now))


def test_who_signs_as_the_other_parts_is_refused(together: Partnership, cast: Cast, now: datetime) -> None:
    assert sign_as_they_part(together, cast, now) == ["AlreadyEnded"] * 4
    assert Letter.objects.filter(kind=AGREED).count() == 0


def test_without_the_condition_people_agree_who_have_parted(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    agreement = propose(together, cast, now, cast.amina)
    actions.end(together, by=cast.amina, at=now)
    monkeypatch.setattr(PartnershipQuerySet, "current", lambda rows: rows)
    assert agreeing.sign(agreement, by=cast.bengt, at=now) is True


def start_twice(together: Partnership, cast: Cast, now: datetime) -> list[str]:
    return race(6, lambda n: agreeing.start(together, {}, n, by=cast.amina, at=now))


def test_of_six_clicks_the_start_is_kept_once(together: Partnership, cast: Cast, now: datetime) -> None:
    assert start_twice(together, cast, now) == ["done"] * 6
    assert CheckIn.objects.count() == 1


def test_without_the_look_it_is_kept_six_times(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agreeing, "_has_started", lambda partnership, seek, by: False)
    start_twice(together, cast, now)
    assert CheckIn.objects.count() == 6
