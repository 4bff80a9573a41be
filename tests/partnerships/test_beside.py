"""Steps that are shared: exactly the counterpart reads them, until it is taken back or the two part."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.letters.models import Letter
from counterpart.letters.words import words_of
from counterpart.partnerships import actions as together
from counterpart.partnerships.actions import beside, booking, changing, courage
from counterpart.partnerships.models import AgendaItem, Beside, Meeting, Partnership, Seat, Sharing, Step
from counterpart.partnerships.queries import courage as queries
from counterpart.people import actions as people
from counterpart.people.models import Person, Seek
from tests.cast import Cast
from tests.partnerships.conftest import AddStep

WITH, TOGETHER = Beside.How.WITH_YOU, Beside.How.TOGETHER


def read(partnership: Partnership, reader: Person) -> list[str]:
    return [each.words for path in queries.shared_paths(partnership, reader) for each in path.steps]


def subjects(who: Person) -> list[str]:
    return [words_of(letter).subject for letter in Letter.objects.filter(to=who).order_by("pk")]


@pytest.fixture
def shared(add: AddStep, speaking: Seek, amina_and_bengt: Partnership, cast: Cast, now: datetime) -> Step:
    step = add("Read aloud", 30)
    courage.check_in(speaking, 20, key=uuid4(), by=cast.amina, at=now)
    beside.share(speaking, amina_and_bengt, by=cast.amina, at=now)
    return step


def meet(partnership: Partnership, starts_at: datetime) -> Meeting:
    meeting = Meeting(partnership=partnership)
    meeting.book(starts_at)
    meeting.save()
    return meeting


def test_before_it_is_shared_nobody_reads_a_step(
    add: AddStep, amina_and_bengt: Partnership, cast: Cast
) -> None:
    add("Read aloud", 30)
    for who in (cast.bengt, cast.chen, cast.cora, cast.olu, cast.dara):
        assert list(Step.objects.visible_to(who)) == []
        assert queries.shared_paths(amina_and_bengt, who) == []


def test_once_shared_exactly_bengt_reads_the_steps_and_no_dread(
    shared: Step, amina_and_bengt: Partnership, cast: Cast
) -> None:
    (path,) = queries.shared_paths(amina_and_bengt, cast.bengt)
    assert (path.wish.words, path.wish.dread) == ("Speaking in front of people", None)
    assert [(each.words, each.predicted) for each in path.steps] == [("Read aloud", 30)]
    assert [each.value for each in path.sure] == [20]
    assert list(Step.objects.visible_to(cast.bengt)) == [shared]
    for who in (cast.chen, cast.cora, cast.olu, cast.dara):
        assert list(Step.objects.visible_to(who)) == []
        assert queries.shared_paths(amina_and_bengt, who) == []
    assert queries.shared_paths(amina_and_bengt, cast.amina) == []  # her own stand on her own page


def test_another_wish_stays_her_own(
    shared: Step, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    other = people.tell_seek("Leaving the firm", by=cast.amina, at=now, private=True)
    courage.add_step(other, "Write a letter", 50, key=uuid4(), by=cast.amina, at=now)
    assert read(amina_and_bengt, cast.bengt) == ["Read aloud"]


def test_a_counterpart_in_another_programme_reads_nothing_of_it(
    shared: Step, cast: Cast, now: datetime
) -> None:
    elsewhere = together.begin(cast.elsewhere, people=[cast.amina, cast.dara], topics=[], at=now)
    assert read(elsewhere, cast.dara) == []
    assert not queries.is_shared_with(elsewhere, cast.dara)


def test_taken_back_it_is_gone_at_once(
    shared: Step, speaking: Seek, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    beside.keep_to_myself(speaking, amina_and_bengt, by=cast.amina, at=now)
    beside.keep_to_myself(speaking, amina_and_bengt, by=cast.amina, at=now)
    assert read(amina_and_bengt, cast.bengt) == []
    assert list(Step.objects.visible_to(cast.bengt)) == []
    with pytest.raises(beside.NotShared):
        beside.stand_beside(shared, amina_and_bengt, WITH, by=cast.bengt, at=now)


def test_once_they_have_parted_bengt_reads_nothing(
    shared: Step, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    together.end(amina_and_bengt, by=cast.bengt, at=now)
    assert read(amina_and_bengt, cast.bengt) == []
    assert list(Step.objects.visible_to(cast.bengt)) == []
    with pytest.raises(together.AlreadyEnded):
        beside.stand_beside(shared, amina_and_bengt, WITH, by=cast.bengt, at=now)


@pytest.mark.parametrize("who", ["amina", "bengt"])
def test_whoever_has_left_a_ring_neither_reads_nor_is_read(
    shared: Step, amina_and_bengt: Partnership, cast: Cast, who: str
) -> None:
    Seat.objects.filter(partnership=amina_and_bengt, person=getattr(cast, who)).delete()
    assert read(amina_and_bengt, cast.bengt) == []


def test_only_she_shares_and_takes_back(
    shared: Step, speaking: Seek, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    beside.keep_to_myself(speaking, amina_and_bengt, by=cast.bengt, at=now)
    assert Sharing.objects.count() == 1
    beside.keep_to_myself(speaking, amina_and_bengt, by=cast.amina, at=now)
    with pytest.raises(beside.NotShared):
        beside.share(speaking, amina_and_bengt, by=cast.bengt, at=now)
    elsewhere = together.begin(cast.elsewhere, people=[cast.bengt, cast.dara], topics=[], at=now)
    with pytest.raises(beside.NotShared):  # she is not in it
        beside.share(speaking, elsewhere, by=cast.amina, at=now)


def test_after_parting_nothing_more_is_shared(
    speaking: Seek, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    together.end(amina_and_bengt, by=cast.bengt, at=now)
    with pytest.raises(together.AlreadyEnded):
        beside.share(speaking, amina_and_bengt, by=cast.amina, at=now)


def test_bengt_is_with_her_and_the_letter_says_not_at_what(
    shared: Step, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    beside.stand_beside(shared, amina_and_bengt, WITH, by=cast.bengt, at=now)
    with pytest.raises(beside.AlreadyBeside):
        beside.stand_beside(shared, amina_and_bengt, WITH, by=cast.bengt, at=now)
    assert subjects(cast.amina) == ["Bengt Lindqvist is with you"]
    letter = words_of(Letter.objects.get())
    told = f"{letter.subject} {letter.paragraphs} {letter.letter.keys}"
    assert "Read aloud" not in told
    assert "speaking" not in told
    small = queries.path(cast.amina, shared.seek).steps
    assert [row.person for row in queries.besides(small)[shared.pk]] == [cast.bengt]


def test_with_her_may_grow_into_together_and_makes_no_second_letter_that_day(
    shared: Step, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    beside.stand_beside(shared, amina_and_bengt, WITH, by=cast.bengt, at=now)
    beside.stand_beside(shared, amina_and_bengt, TOGETHER, by=cast.bengt, at=now + timedelta(hours=1))
    with pytest.raises(beside.AlreadyBeside):
        beside.stand_beside(shared, amina_and_bengt, WITH, by=cast.bengt, at=now)
    assert [row.how for row in Beside.objects.all()] == [TOGETHER]
    assert len(subjects(cast.amina)) == 1


def test_together_lies_on_the_next_meeting_once(
    shared: Step, add: AddStep, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    meet(amina_and_bengt, now - timedelta(days=3))
    later, following = (meet(amina_and_bengt, now + timedelta(days=days)) for days in (9, 2))
    AgendaItem.objects.create(meeting=following, card="hello", place=4)
    for step in (shared, add("Ask one question", 40)):
        beside.stand_beside(step, amina_and_bengt, TOGETHER, by=cast.bengt, at=now)
    (item,) = AgendaItem.objects.filter(card="a-step-together")
    assert (item.meeting, item.place, item.leads, item.put_by) == (following, 5, cast.amina, cast.bengt)
    assert later.agenda.count() == 0
    assert subjects(cast.amina) == ["Bengt Lindqvist would like to do it together with you"]


def test_together_lies_on_the_first_meeting_that_is_made_after_it_and_on_no_other(
    shared: Step, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    beside.stand_beside(shared, amina_and_bengt, TOGETHER, by=cast.bengt, at=now)
    made = [
        booking.book(
            amina_and_bengt, now + timedelta(days=day), key=uuid4(), seen=seen, by=cast.amina, at=now
        )
        for seen, day in enumerate((3, 5))
    ]
    (item,) = AgendaItem.objects.filter(card="a-step-together")
    assert (item.meeting, item.leads, item.put_by) == (made[0], cast.amina, cast.bengt)


def test_together_goes_on_to_the_meeting_that_takes_the_place_of_one_called_off(
    shared: Step, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    beside.stand_beside(shared, amina_and_bengt, TOGETHER, by=cast.bengt, at=now)
    day = timedelta(days=1)
    first = booking.book(amina_and_bengt, now + 3 * day, key=uuid4(), seen=0, by=cast.amina, at=now)
    new = changing.cancel(first, seen=0, by=cast.amina, at=now, instead=now + 4 * day)
    assert AgendaItem.objects.filter(card="a-step-together", meeting=new).exists()


def test_what_is_done_or_no_longer_shared_lies_on_no_table(
    shared: Step, amina_and_bengt: Partnership, speaking: Seek, cast: Cast, now: datetime
) -> None:
    beside.stand_beside(shared, amina_and_bengt, TOGETHER, by=cast.bengt, at=now)
    beside.keep_to_myself(speaking, amina_and_bengt, by=cast.amina, at=now)
    together.talk_now(amina_and_bengt, by=cast.amina, at=now)
    beside.share(speaking, amina_and_bengt, by=cast.amina, at=now)
    courage.do_step(shared, 10, by=cast.amina, at=now)
    booking.book(amina_and_bengt, now + timedelta(days=3), key=uuid4(), seen=1, by=cast.amina, at=now)
    assert not AgendaItem.objects.filter(card="a-step-together")


def test_together_without_a_meeting_is_told_all_the_same(
    shared: Step, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    beside.stand_beside(shared, amina_and_bengt, TOGETHER, by=cast.bengt, at=now)
    assert AgendaItem.objects.count() == 0
    assert len(subjects(cast.amina)) == 1


def test_nobody_else_stands_beside_her(
    shared: Step, amina_and_bengt: Partnership, cast: Cast, now: datetime
) -> None:
    for who in (cast.amina, cast.chen, cast.cora, cast.dara):
        with pytest.raises(beside.NotShared):
            beside.stand_beside(shared, amina_and_bengt, WITH, by=who, at=now)
    assert (Beside.objects.count(), Letter.objects.count()) == (0, 0)
