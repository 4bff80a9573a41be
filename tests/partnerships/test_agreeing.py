"""Two people agree, in versions that both sign; and what each says for themselves before it begins."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from counterpart.common.sealing import CannotOpen
from counterpart.journal.models import Entry
from counterpart.letters.models import Letter
from counterpart.letters.words import words_of
from counterpart.partnerships import actions, queries, rules
from counterpart.partnerships.actions import agreeing
from counterpart.partnerships.models import Agreement, CheckIn, Induction, Partnership, Signature
from counterpart.partnerships.queries import agreeing as agreements
from counterpart.people import keys
from counterpart.people.models import Person, Seek
from tests.cast import Cast
from tests.partnerships.agreed import CANARY, pair, propose, ring, terms
from tests.people.test_telling import everything_stored


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return pair(cast, now)


def subjects(to: Person) -> list[str]:
    return sorted(words_of(letter).subject for letter in Letter.objects.filter(to=to).select_related("to"))


def test_the_first_version_is_filled_in_with_what_both_would_like(together: Partnership, cast: Cast) -> None:
    together.programme.own_words = "An hour counts as work."
    now, words = agreements.proposed(together)
    assert words.aims == {cast.amina.pk: "Leaving the firm", cast.bengt.pk: "Spreadsheets"}
    assert (now.rhythm, now.minutes, now.where) == ("series", 60, "video")
    assert words.own_words == "An hour counts as work."
    assert Agreement.objects.count() == 0


def test_the_programme_says_what_a_first_version_proposes(together: Partnership) -> None:
    together.programme.rhythm, together.programme.minutes = "sprint", 45
    now, _ = agreements.proposed(together)
    assert (now.rhythm, now.minutes) == ("sprint", 45)


def test_in_a_ring_nobody_reads_a_private_wish_that_is_not_for_them(cast: Cast, now: datetime) -> None:
    _, words = agreements.proposed(ring(cast, now))
    assert words.aims == {}


def test_whoever_writes_signs_and_the_other_is_told_without_a_word_of_it(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    agreement = propose(together, cast, now, cast.amina)
    assert [each.person for each in agreement.signatures.select_related("person")] == [cast.amina]
    assert subjects(cast.bengt) == ["Amina Diallo has written an agreement"]
    assert subjects(cast.amina) == []
    (letter,) = Letter.objects.filter(to=cast.bengt)
    assert CANARY not in f"{words_of(letter)} {letter.keys}"
    assert queries.in_force(together) is None


def test_once_both_signed_it_is_in_force(together: Partnership, cast: Cast, now: datetime) -> None:
    agreement = propose(together, cast, now, cast.amina)
    assert agreeing.sign(agreement, by=cast.bengt, at=now) is True
    assert queries.in_force(together) == agreement
    assert subjects(cast.amina) == ["You two have agreed"]


def test_a_new_version_needs_both_while_the_old_one_holds(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    first = propose(together, cast, now, cast.amina)
    agreeing.sign(first, by=cast.bengt, at=now)
    second = propose(together, cast, now, cast.bengt, after=1, aim="Something else")
    assert queries.in_force(together) == first
    assert subjects(cast.amina) == ["Bengt Lindqvist proposes changes", "You two have agreed"]
    agreeing.sign(second, by=cast.amina, at=now)
    assert queries.in_force(together) == second


def test_what_a_version_changed_is_marked(together: Partnership, cast: Cast, now: datetime) -> None:
    propose(together, cast, now, cast.amina)
    changed = terms(cast, "Something else", minutes=45)
    agreeing.propose(together, changed, after=1, key=uuid4(), by=cast.bengt, at=now)
    latest, first = agreements.versions(together, cast.amina)
    aims = {part.learner: (part.words, part.before) for part in latest.aims}
    assert aims == {cast.amina: ("Something else", CANARY), cast.bengt: ("", None)}
    assert [part.name for part in latest.how if part.is_changed] == ["rhythm"]
    assert [part for part in [*first.aims, *first.how] if part.is_changed] == []


def test_a_version_that_is_no_longer_the_latest_is_not_signed(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    first = propose(together, cast, now, cast.amina)
    propose(together, cast, now, cast.amina, after=1)
    with pytest.raises(agreeing.Overtaken):
        agreeing.sign(first, by=cast.bengt, at=now)
    assert Signature.objects.filter(person=cast.bengt).count() == 0


def test_a_proposal_that_answers_an_older_version_is_refused(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    propose(together, cast, now, cast.amina)
    with pytest.raises(agreeing.Overtaken):
        propose(together, cast, now, cast.bengt)
    assert Agreement.objects.count() == 1


def test_once_parted_nobody_proposes_or_signs(together: Partnership, cast: Cast, now: datetime) -> None:
    agreement = propose(together, cast, now, cast.amina)
    actions.end(together, by=cast.amina, at=now)
    with pytest.raises(actions.AlreadyEnded):
        agreeing.sign(agreement, by=cast.bengt, at=now)
    with pytest.raises(actions.AlreadyEnded):
        propose(together, cast, now, cast.bengt, after=1)


def test_once_parted_each_reads_their_own_aim_alone(together: Partnership, cast: Cast, now: datetime) -> None:
    propose(together, cast, now, cast.amina)
    actions.end(together, by=cast.amina, at=now)
    together.refresh_from_db()
    (for_bengt,) = agreements.versions(together, cast.bengt)
    (for_amina,) = agreements.versions(together, cast.amina)
    assert [part.learner for part in for_bengt.aims] == [cast.bengt]
    assert [part.words for part in for_amina.aims] == [CANARY]


def test_in_a_ring_all_three_sign_before_it_holds(cast: Cast, now: datetime) -> None:
    three = ring(cast, now)
    agreement = propose(three, cast, now, cast.amina)
    assert agreeing.sign(agreement, by=cast.bengt, at=now) is False
    assert queries.in_force(three) is None
    assert agreeing.sign(agreement, by=cast.dara, at=now) is True
    assert queries.in_force(three) == agreement
    assert "You have all agreed" in subjects(cast.bengt)


def test_nobody_else_finds_a_version(together: Partnership, cast: Cast, now: datetime) -> None:
    propose(together, cast, now, cast.amina)
    for stranger in (cast.dara, cast.chen, cast.cora, cast.olu):
        assert agreements.versions(together, stranger) == []
        assert agreements.latest(together, stranger) is None


def test_words_moved_to_another_version_do_not_open(together: Partnership, cast: Cast, now: datetime) -> None:
    first = propose(together, cast, now, cast.amina)
    second = propose(together, cast, now, cast.amina, after=1, aim="Something else")
    Agreement.objects.filter(pk=second.pk).update(words=first.words)
    with pytest.raises(CannotOpen):
        agreements.latest(together, cast.amina)


def test_words_of_somebody_who_is_gone_stay_shut_and_break_nothing(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    propose(together, cast, now, cast.amina)
    Agreement.objects.update(by=None)
    assert agreements.versions(together, cast.bengt) == []
    assert agreements.latest(together, cast.bengt) is None


@pytest.mark.django_db(transaction=True)
def test_the_raw_database_holds_no_word_of_it(cast: Cast, now: datetime, tmp_path: Path) -> None:
    propose(pair(cast, now), cast, now, cast.amina)
    raw = everything_stored(tmp_path)
    assert cast.amina.email.encode() in raw
    assert CANARY.encode() not in raw
    assert b"Leaving the firm" not in raw


def test_whoever_is_further_along_says_hello_and_the_other_drafts(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    begins = queries.beginning(together, cast.amina)
    assert (begins.first, begins.drafts) == (cast.bengt, cast.amina)
    assert begins.first_by == now + timedelta(days=3)
    assert begins.draft_by == now + timedelta(days=10)


def test_what_is_read_once_is_read_for_the_next_time(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    agreeing.read_induction(together, "teaching", by=cast.amina, at=now)
    agreeing.read_induction(together, "teaching", by=cast.amina, at=now)
    another = actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    assert Induction.objects.count() == 1
    assert queries.beginning(another, cast.amina).to_read == ["learning"]
    assert queries.beginning(another, cast.bengt).to_read == ["teaching", "learning"]


def test_where_the_programme_wants_it_nobody_meets_before_reading(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    assert rules.can_meet(cast.amina, together)
    together.programme.reads_first = True
    assert not rules.can_meet(cast.amina, together)
    for side in Induction.Side.values:
        agreeing.read_induction(together, side, by=cast.amina, at=now)
    assert rules.can_meet(cast.amina, together)
    assert not rules.can_meet(cast.bengt, together)


def seek_of(person: Person) -> Seek:
    return Seek.objects.get(person=person)


def test_how_it_feels_at_the_start_is_sealed_for_oneself(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    agreeing.start(together, {seek_of(cast.amina): 20}, 55, by=cast.amina, at=now)
    rows = CheckIn.objects.filter(person=cast.amina, moment="start").order_by("seek")
    opened = {
        row.seek_id: keys.open_for(
            cast.amina, row.value, table="partnerships_checkin", row=row.pk, column="value"
        )
        for row in rows
    }
    assert opened == {seek_of(cast.amina).pk: "20", None: "55"}
    with pytest.raises(CannotOpen):
        keys.open_for(cast.bengt, rows[0].value, table="partnerships_checkin", row=rows[0].pk, column="value")


def test_what_was_said_at_the_start_stays(together: Partnership, cast: Cast, now: datetime) -> None:
    agreeing.start(together, {}, 55, by=cast.amina, at=now)
    agreeing.start(together, {seek_of(cast.amina): 20}, 90, by=cast.amina, at=now)
    assert CheckIn.objects.count() == 2
    row = CheckIn.objects.get(seek=None)
    opened = keys.open_for(cast.amina, row.value, table="partnerships_checkin", row=row.pk, column="value")
    assert opened == "55"


def test_the_journal_names_verbs_alone(together: Partnership, cast: Cast, now: datetime) -> None:
    agreement = propose(together, cast, now, cast.amina)
    agreeing.sign(agreement, by=cast.bengt, at=now)
    verbs = Entry.objects.about(agreement).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["proposed", "signed", "in force"]
