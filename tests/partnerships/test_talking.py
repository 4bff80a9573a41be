"""Two people at a meeting: cards on the table, notes that are ours or mine, and both at the same moment."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from counterpart.common.sealing import CannotOpen
from counterpart.journal.models import Entry
from counterpart.letters.models import Letter
from counterpart.partnerships import actions, cards, queries, sealed
from counterpart.partnerships.actions import agenda
from counterpart.partnerships.models import AgendaItem, Kind, Meeting, Note, Partnership
from counterpart.partnerships.models.meetings import NoteQuerySet
from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.skills.models import Skill
from tests.cast import Cast, person
from tests.people.test_telling import everything_stored
from tests.racing import race

EVER = pytest.mark.django_db(transaction=True)
OURS, MINE, TRY = Note.Kind.OURS, Note.Kind.MINE, Note.Kind.TRY
CANARY = "canary-of-a-note"


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


@pytest.fixture
def meeting(together: Partnership, cast: Cast, now: datetime) -> Meeting:
    return actions.talk_now(together, by=cast.amina, at=now)


def jot(meeting: Meeting, text: str, by: Person, at: datetime, kind: Note.Kind = OURS) -> Note:
    return actions.jot(meeting, text, kind=kind, key=uuid4(), by=by, at=at)


def read(meeting: Meeting, reader: Person, kind: Note.Kind = OURS) -> list[str]:
    return [each.text for each in queries.talk(meeting, reader).notes[kind]]


def table(meeting: Meeting) -> list[str]:
    return [item.card for item in meeting.agenda.on_the_table()]


def test_a_conversation_that_nobody_planned_lasts_as_long_as_was_meant(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    together.programme.minutes = 45
    together.programme.save()
    assert actions.talk_now(together, by=cast.amina, at=now).minutes == 45


def test_talking_now_opens_the_meeting_that_is_on(together: Partnership, cast: Cast, now: datetime) -> None:
    booked = Meeting(partnership=together)
    booked.book(now + timedelta(minutes=20))
    booked.save()
    assert actions.talk_now(together, by=cast.bengt, at=now) == booked
    later = actions.talk_now(together, by=cast.bengt, at=now + timedelta(hours=3))
    assert (later.starts_at, Meeting.objects.count()) == (now + timedelta(hours=3), 2)


def test_each_leads_in_turn_from_one_meeting_to_the_next(
    together: Partnership, meeting: Meeting, cast: Cast, now: datetime
) -> None:
    actions.put(meeting, ["why-i-said-yes", "swap-a-day", "bad-advice-i-took"], by=cast.amina, at=now)
    following = actions.talk_now(together, by=cast.bengt, at=now + timedelta(days=9))
    actions.put(following, ["how-we-stay-in-touch", "argue-my-side"], by=cast.bengt, at=now)
    leads = [item.leads for item in AgendaItem.objects.order_by("pk")]
    assert leads == [cast.amina, cast.bengt, cast.amina, cast.bengt, cast.amina]


def test_in_a_circle_everybody_leads_in_turn(cast: Cast, now: datetime) -> None:
    people = [cast.amina, cast.bengt, cast.cora]
    circle = actions.begin(cast.programme, people=people, topics=[], at=now, kind=Kind.CIRCLE)
    talk = actions.talk_now(circle, by=cast.cora, at=now)
    suggested = queries.suggested(talk)
    actions.put(talk, [card.slug for card in suggested], by=cast.cora, at=now)
    assert [item.leads for item in talk.agenda.all()] == people
    assert all(cards.Form.CIRCLE in card.forms for card in suggested)


def test_the_suggested_three_are_the_same_for_both_and_never_come_back(
    together: Partnership, meeting: Meeting, cast: Cast, now: datetime
) -> None:
    three = [card.slug for card in queries.suggested(meeting)]
    assert three == [card.slug for card in queries.suggested(Meeting.objects.get())]
    actions.put(meeting, three, by=cast.amina, at=now)
    items = list(meeting.agenda.all())
    actions.talk_about(items[0], done=True, by=cast.amina, at=now)
    actions.put_aside(items[1], by=cast.bengt, at=now)
    following = actions.talk_now(together, by=cast.bengt, at=now + timedelta(days=9))
    assert not {three[0], three[1]} & {card.slug for card in queries.suggested(following)}


def test_topics_choose_the_cards_but_a_private_wish_does_not(cast: Cast, now: datetime) -> None:
    """Which card lies on the table is not sealed, so it must not tell what somebody keeps to themselves."""
    private = people.tell_seek("Surviving a bad boss", by=cast.amina, at=now, private=True)
    ai = Skill.objects.get(slug="ai-assistants")
    told = [
        actions.TopicTold(learner=cast.amina, teacher=cast.bengt, seek=private, skill=None),
        actions.TopicTold(learner=cast.bengt, teacher=cast.amina, seek=None, skill=ai),
    ]
    pair = actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=told, at=now)
    seen: set[str] = set()
    for day in range(1, 9):
        talk = actions.talk_now(pair, by=cast.amina, at=now + timedelta(days=day))
        three = [card.slug for card in queries.suggested(talk)]
        actions.put(talk, three, by=cast.amina, at=now)
        seen |= set(three)
    assert "ask-the-machine" in seen
    assert "bad-boss" not in seen


def test_a_card_put_aside_may_be_laid_again_and_a_full_table_says_so(
    meeting: Meeting, cast: Cast, now: datetime
) -> None:
    actions.put(meeting, ["swap-a-day", "swap-a-day", "no-such-card"], by=cast.amina, at=now)
    (item,) = meeting.agenda.all()
    actions.put_aside(item, by=cast.bengt, at=now)
    assert table(meeting) == []
    actions.put(meeting, ["swap-a-day"], by=cast.bengt, at=now)
    assert table(meeting) == ["swap-a-day"]
    with pytest.raises(actions.TableFull):
        actions.put(meeting, list(cards.load())[:20], by=cast.amina, at=now)


def test_marking_twice_is_once_and_can_be_taken_back(meeting: Meeting, cast: Cast, now: datetime) -> None:
    actions.put(meeting, ["swap-a-day"], by=cast.amina, at=now)
    (item,) = meeting.agenda.all()
    for by in (cast.amina, cast.bengt):
        actions.talk_about(item, done=True, by=by, at=now)
        actions.love(item, loved=True, by=by, at=now)
        actions.love(item, loved=True, by=by, at=now)
    assert Entry.objects.filter(verb="talked about").count() == 1
    assert Entry.objects.filter(verb="loved").count() == 2
    actions.put_aside(item, by=cast.bengt, at=now)  # it was talked about: it stays
    assert table(meeting) == ["swap-a-day"]
    actions.talk_about(item, done=False, by=cast.bengt, at=now)
    actions.love(item, loved=False, by=cast.bengt, at=now)
    item.refresh_from_db()
    assert (item.done_at, list(item.loved_by.all())) == (None, [cast.amina])


def test_ours_is_read_by_both_and_mine_by_me(meeting: Meeting, cast: Cast, now: datetime) -> None:
    jot(meeting, "Less polite, more sorry", cast.amina, now)
    jot(meeting, "Slow down with him", cast.amina, now, MINE)
    jot(meeting, "Ask where the sum came from", cast.bengt, now, TRY)
    assert read(meeting, cast.bengt) == read(meeting, cast.amina) == ["Less polite, more sorry"]
    assert (read(meeting, cast.amina, MINE), read(meeting, cast.bengt, MINE)) == (["Slow down with him"], [])
    assert read(meeting, cast.amina, TRY) == ["Ask where the sum came from"]
    assert not Letter.objects.exists()


def test_the_partnerships_key_does_not_open_what_is_mine(meeting: Meeting, cast: Cast, now: datetime) -> None:
    own = jot(meeting, "Slow down with him", cast.amina, now, MINE)
    Note.objects.update(kind=OURS)
    with pytest.raises(CannotOpen):
        read(meeting, cast.bengt)
    Note.objects.filter(pk=own.pk).update(kind=MINE, author=cast.bengt)
    with pytest.raises(CannotOpen):
        read(meeting, cast.bengt, MINE)


def test_somebody_who_writes_on_while_the_first_was_on_its_way_loses_nothing(
    meeting: Meeting, cast: Cast, now: datetime
) -> None:
    key = uuid4()

    def send(text: str, after: int) -> None:
        actions.jot(meeting, text, kind=OURS, key=key, by=cast.amina, at=now + timedelta(seconds=after))

    send("Bring bread", 0)
    with pytest.raises(actions.AlreadyWritten):
        send("Bring bread", 1)
    send("Bring bread and milk", 2)
    with pytest.raises(actions.AlreadyWritten):
        send("Bring bread and milk", 3)
    assert read(meeting, cast.bengt) == ["Bring bread", "Bring bread and milk"]


def test_a_key_of_somebody_elses_note_takes_nothing_away(meeting: Meeting, cast: Cast, now: datetime) -> None:
    hers = jot(meeting, "Mine", cast.amina, now, MINE)
    actions.jot(meeting, "Mine", kind=MINE, key=hers.pk, by=cast.bengt, at=now)
    assert (read(meeting, cast.amina, MINE), read(meeting, cast.bengt, MINE)) == (["Mine"], ["Mine"])


def test_only_its_author_changes_a_note(meeting: Meeting, cast: Cast, now: datetime) -> None:
    note = jot(meeting, "As it was", cast.amina, now)
    deeds: list[Callable[[], object]] = [
        lambda: actions.mend(note, "Changed", revision=1, by=cast.bengt, at=now),
        lambda: actions.tear_up(note, revision=1, by=cast.bengt, at=now),
    ]
    for deed in deeds:
        with pytest.raises(actions.ChangedMeanwhile):
            deed()
    assert read(meeting, cast.amina) == ["As it was"]
    actions.mend(note, "As it is", revision=1, by=cast.amina, at=now)
    with pytest.raises(actions.ChangedMeanwhile):
        actions.tear_up(note, revision=1, by=cast.amina, at=now)
    actions.tear_up(note, revision=2, by=cast.amina, at=now)
    actions.tear_up(note, revision=2, by=cast.amina, at=now)
    assert read(meeting, cast.bengt) == []


def test_after_the_end_everything_is_read_and_nothing_written(
    together: Partnership, meeting: Meeting, cast: Cast, now: datetime
) -> None:
    note = jot(meeting, "Ours", cast.amina, now)
    actions.put(meeting, ["swap-a-day"], by=cast.amina, at=now)
    (item,) = meeting.agenda.all()
    actions.end(together, by=cast.bengt, at=now)
    deeds: list[Callable[[], object]] = [
        lambda: jot(meeting, "Late", cast.amina, now),
        lambda: actions.mend(note, "Late", revision=1, by=cast.amina, at=now),
        lambda: actions.tear_up(note, revision=1, by=cast.amina, at=now),
        lambda: actions.put(meeting, ["argue-my-side"], by=cast.amina, at=now),
        lambda: actions.put_aside(item, by=cast.amina, at=now),
        lambda: actions.talk_about(item, done=True, by=cast.amina, at=now),
        lambda: actions.love(item, loved=True, by=cast.amina, at=now),
        lambda: actions.talk_now(together, by=cast.amina, at=now),
    ]
    for deed in deeds:
        with pytest.raises(actions.AlreadyEnded):
            deed()
    assert read(meeting, cast.bengt) == ["Ours"]


def test_a_meeting_called_off_takes_nothing_more(meeting: Meeting, cast: Cast, now: datetime) -> None:
    Meeting.objects.update(cancelled_at=now)
    with pytest.raises(actions.CalledOff):
        jot(meeting, "Late", cast.amina, now)


def test_what_is_new_has_another_version_and_what_is_anothers_own_has_not(
    meeting: Meeting, cast: Cast, now: datetime
) -> None:
    before = queries.version(meeting, cast.amina)
    jot(meeting, "Slow down with her", cast.bengt, now, MINE)
    assert queries.version(meeting, cast.amina) == before
    jot(meeting, "For both", cast.bengt, now)
    after = queries.version(meeting, cast.amina)
    assert (after.table == before.table, after.notes == before.notes) == (True, False)


@EVER
def test_the_raw_database_holds_no_note(meeting: Meeting, cast: Cast, now: datetime, tmp_path: Path) -> None:
    for kind in Note.Kind:
        jot(meeting, f"{CANARY}-{kind}", cast.amina, now, kind)
    raw = everything_stored(tmp_path)
    assert cast.amina.email.encode() in raw
    assert CANARY.encode() not in raw


@EVER
def test_ten_presses_begin_one_meeting(together: Partnership, cast: Cast, now: datetime) -> None:
    both = [cast.amina, cast.bengt]
    assert race(10, lambda n: actions.talk_now(together, by=both[n % 2], at=now)) == ["done"] * 10
    assert Meeting.objects.count() == 1


@EVER
def test_without_looking_first_ten_presses_would_begin_ten(
    together: Partnership, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda, "_on", lambda *_: None)
    race(10, lambda _: actions.talk_now(together, by=cast.amina, at=now))
    assert Meeting.objects.count() == 10


def take_three(meeting: Meeting, cast: Cast, now: datetime) -> list[str]:
    three = ["why-i-said-yes", "swap-a-day", "bad-advice-i-took"]
    both = [cast.amina, cast.bengt]
    return race(8, lambda n: actions.put(meeting, three, by=both[n % 2], at=now))


@EVER
def test_eight_takes_of_three_cards_lay_three(meeting: Meeting, cast: Cast, now: datetime) -> None:
    assert take_three(meeting, cast, now) == ["done"] * 8
    assert [item.leads for item in meeting.agenda.all()] == [cast.amina, cast.bengt, cast.amina]


@EVER
def test_without_looking_at_the_table_seven_would_break(
    meeting: Meeting, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(agenda, "_on_table", lambda _: {})
    assert take_three(meeting, cast, now) == ["IntegrityError"] * 7 + ["done"]


def change_at_once(note: Note, cast: Cast, now: datetime) -> list[str]:
    return race(8, lambda n: actions.mend(note, f"Version {n}", revision=1, by=cast.amina, at=now))


@EVER
def test_of_eight_changes_from_two_phones_one_holds(meeting: Meeting, cast: Cast, now: datetime) -> None:
    note = jot(meeting, "As it was", cast.amina, now)
    assert change_at_once(note, cast, now) == ["ChangedMeanwhile"] * 7 + ["done"]


@EVER
def test_without_the_revision_all_eight_would_overwrite(
    meeting: Meeting, cast: Cast, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = jot(meeting, "As it was", cast.amina, now)
    monkeypatch.setattr(NoteQuerySet, "unchanged_since", lambda rows, revision: rows)
    assert change_at_once(note, cast, now) == ["done"] * 8


@EVER
def test_both_write_at_the_same_moment_and_both_are_kept(meeting: Meeting, cast: Cast, now: datetime) -> None:
    both = [cast.amina, cast.bengt]
    assert race(8, lambda n: jot(meeting, f"Note {n}", both[n % 2], now)) == ["done"] * 8
    assert sorted(read(meeting, cast.amina)) == [f"Note {n}" for n in range(8)]


@EVER
def test_a_note_sent_ten_times_is_one(meeting: Meeting, cast: Cast, now: datetime) -> None:
    key = uuid4()
    outcomes = race(10, lambda _: actions.jot(meeting, "Once", kind=MINE, key=key, by=cast.amina, at=now))
    assert outcomes == ["AlreadyWritten"] * 9 + ["done"]
    assert sealed.read_note(Note.objects.get()) == "Once"


def test_nobody_without_a_seat_finds_the_meeting(meeting: Meeting, cast: Cast, now: datetime) -> None:
    note = jot(meeting, "Ours", cast.amina, now)
    zoe = person("Zoe Ek")
    for stranger in (cast.chen, cast.cora, cast.dara, cast.eli, cast.olu, zoe):
        assert not Meeting.objects.visible_to(stranger).exists()
        assert not Note.objects.visible_to(stranger).filter(pk=note.pk).exists()
