"""What stops, who learns of it, and what stays: resting, turning to the contact person, ending."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.journal.models import Entry
from counterpart.letters.models import Letter
from counterpart.letters.words import words_of
from counterpart.matching import pool
from counterpart.partnerships import actions, queries
from counterpart.partnerships.actions import concerns, ending, pausing
from counterpart.partnerships.actions.together import Resting
from counterpart.partnerships.models import CheckIn, Concern, Keepsake, Message, Partnership, Pause
from counterpart.partnerships.queries import ending as reading
from counterpart.partnerships.queries import parting
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Avoidance, Person
from counterpart.people.queries import avoided
from counterpart.programmes.models import Programme
from counterpart.skills.models import Skill
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def skill(slug: str) -> Skill:
    return Skill.objects.get(slug=slug)


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    """Amina shows Bengt spreadsheets; Bengt shows her LinkedIn, and something she keeps to herself."""
    wish = people.tell_seek(skill("spreadsheets"), by=cast.bengt, at=now)
    hers = people.tell_seek(skill("linkedin"), by=cast.amina, at=now)
    private = people.tell_seek("Leaving the firm", by=cast.amina, at=now, private=True)
    topics = [
        actions.TopicTold(cast.bengt, cast.amina, wish, skill("spreadsheets")),
        actions.TopicTold(cast.amina, cast.bengt, hers, skill("linkedin")),
        actions.TopicTold(cast.amina, cast.bengt, private, None),
    ]
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=topics, at=now)


def say(
    together: Partnership,
    by: Person,
    now: datetime,
    words: str = "",
    to: Person | None = None,
    then: str = "",
) -> None:
    concerns.say_not_right(together, words=words, to=to, then=then, key=uuid4(), by=by, at=now)


def look_back(together: Partnership, reader: Person, now: datetime) -> reading.LookBack:
    return reading.look_back(together, reader, queries.worded(together, reader), at=now)


def letters_to(person: Person) -> list[str]:
    return sorted(words_of(each).subject for each in Letter.objects.filter(to=person))


def test_only_cora_reads_what_amina_tells_her(together: Partnership, cast: Cast, now: datetime) -> None:
    say(together, cast.amina, now, "He shouts", cast.cora)
    assert [each.words for each in parting.concerns(cast.cora)] == ["He shouts"]
    for who in (cast.amina, cast.bengt, cast.chen, cast.olu, cast.dara):
        assert parting.concerns(who) == []
    assert Concern.objects.visible_to(cast.bengt).count() == 0


def test_coras_letter_says_neither_who_nor_what(together: Partnership, cast: Cast, now: datetime) -> None:
    say(together, cast.amina, now, "He shouts", cast.cora)
    (letter,) = Letter.objects.all()
    words = words_of(letter)
    told = " ".join([words.subject, *words.paragraphs, str(letter.keys)])
    assert (letter.to, words.path) == (cast.cora, "/concerns/")
    assert [each for each in ("shouts", "Amina", "Bengt", str(cast.amina.pk)) if each in told] == []


def test_the_journal_does_not_say_who_told(together: Partnership, cast: Cast, now: datetime) -> None:
    say(together, cast.amina, now, "He shouts", cast.cora)
    assert Entry.objects.get(kind="partnerships.concern").by is None


def test_nobody_but_whom_amina_meant_gets_her_words(together: Partnership, cast: Cast, now: datetime) -> None:
    Programme.objects.filter(pk=cast.programme.pk).update(contact=cast.olu)
    with pytest.raises(concerns.NotListening):
        say(together, cast.amina, now, "He shouts", cast.cora, concerns.BLOCK)
    assert Concern.objects.count() == 0
    assert Partnership.objects.current().count() == 1  # all of it, or nothing


@pytest.mark.parametrize("why", ["is the other", "left", "none"])
def test_where_no_contact_can_listen_the_page_names_nobody(
    together: Partnership, cast: Cast, why: str
) -> None:
    if why == "is the other":
        Programme.objects.filter(pk=cast.programme.pk).update(contact=cast.bengt)
    elif why == "left":
        Person.objects.filter(pk=cast.cora.pk).update(is_active=False)
    else:
        Programme.objects.filter(pk=cast.programme.pk).update(contact=None)
    found = Partnership.objects.select_related("programme__contact").get()
    assert parting.listener(found) is None


def test_amina_learns_that_cora_read_it(together: Partnership, cast: Cast, now: datetime) -> None:
    say(together, cast.amina, now, "He shouts", cast.cora)
    (concern,) = Concern.objects.all()
    concerns.see(concern, by=cast.bengt, at=now)
    assert [each.seen_at for each in parting.told(together, cast.amina)] == [None]
    concerns.see(concern, by=cast.cora, at=now)
    concerns.see(concern, by=cast.cora, at=now + timedelta(days=1))
    assert [each.seen_at for each in parting.told(together, cast.amina)] == [now]
    assert parting.told(together, cast.bengt) == []


def test_block_looks_like_any_parting_to_bengt(together: Partnership, cast: Cast, now: datetime) -> None:
    say(together, cast.amina, now, "He shouts", cast.cora, concerns.BLOCK)
    assert letters_to(cast.bengt) == ["You two have parted ways"]
    together.refresh_from_db()
    assert (together.ended_at, together.finished_at) == (now, None)


def test_the_matcher_keeps_apart_whom_amina_blocked(together: Partnership, cast: Cast, now: datetime) -> None:
    Programme.objects.filter(pk=cast.programme.pk).update(policy={"met_again": True})
    cast.programme.refresh_from_db()
    actions.end(together, by=cast.bengt, at=now)
    two = pool.two(cast.amina.pk, cast.bengt.pk)
    assert two not in pool.read(cast.programme).apart
    say(together, cast.amina, now, then=concerns.BLOCK)
    assert two in pool.read(cast.programme).apart


def test_aminas_list_names_bengt_and_not_his_address(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    say(together, cast.amina, now, then=concerns.BLOCK)
    assert [words for _, words in avoided(cast.amina)] == ["Bengt Lindqvist"]
    assert avoided(cast.bengt) == []


def test_typing_his_address_later_tells_amina_nothing(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    say(together, cast.amina, now, then=concerns.BLOCK)
    for address in (cast.bengt.email, "nobody@example.org"):
        avoiding.avoid(address, by=cast.amina, at=now)
    avoiding.recognise()
    assert len(avoided(cast.amina)) == 3
    assert Avoidance.objects.filter(person=cast.amina, avoided=cast.bengt).count() == 1


def test_a_full_list_keeps_nobody_from_blocking(together: Partnership, cast: Cast, now: datetime) -> None:
    for number in range(avoiding.MOST):
        avoiding.avoid(f"n{number}@example.org", by=cast.amina, at=now)
    say(together, cast.amina, now, then=concerns.BLOCK)
    assert avoiding.avoids(cast.amina, cast.bengt)


def test_block_ends_whatever_the_two_are_in(together: Partnership, cast: Cast, now: datetime) -> None:
    actions.begin(cast.elsewhere, people=[cast.amina, cast.bengt], topics=[], at=now)
    kept = actions.begin(cast.elsewhere, people=[cast.amina, cast.dara], topics=[], at=now)
    say(together, cast.amina, now, then=concerns.BLOCK)
    assert list(Partnership.objects.current()) == [kept]


def test_while_they_rest_nothing_passes_between_them(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    pausing.pause(together, by=cast.amina, at=now)
    for deed in (
        lambda: actions.write(together, "Why?", key=uuid4(), by=cast.bengt, at=now),
        lambda: ending.thank(together, "Why?", by=cast.bengt, at=now),
    ):
        with pytest.raises(actions.AlreadyEnded):
            deed()
    assert (Message.objects.count(), Keepsake.objects.count()) == (0, 0)
    assert letters_to(cast.bengt) == ["Your partnership in Both ways rests for now"]


def test_bengt_cannot_end_aminas_rest(together: Partnership, cast: Cast, now: datetime) -> None:
    pausing.pause(together, by=cast.amina, at=now)
    with pytest.raises(pausing.NotResting):
        pausing.resume(together, by=cast.bengt, at=now)
    assert parting.rest(together, cast.bengt) == parting.Rest(now, mine=False)
    assert parting.rest(together, cast.amina) == parting.Rest(now, mine=True)


def test_where_both_rest_it_goes_on_when_both_say_so(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    pausing.pause(together, by=cast.amina, at=now)
    pausing.pause(together, by=cast.bengt, at=now)
    pausing.resume(together, by=cast.amina, at=now)
    with pytest.raises(Resting):
        actions.write(together, "Hello", key=uuid4(), by=cast.amina, at=now)
    assert letters_to(cast.bengt) == ["Your partnership in Both ways rests for now"]
    pausing.resume(together, by=cast.bengt, at=now)
    assert letters_to(cast.amina) == ["Your partnership in Both ways goes on"]
    assert parting.rest(together, cast.amina) is None


def test_a_rest_ends_with_the_partnership(together: Partnership, cast: Cast, now: datetime) -> None:
    pausing.pause(together, by=cast.amina, at=now)
    ending.finish(together, by=cast.bengt, at=now)
    assert Pause.objects.open().count() == 0


def test_after_a_good_end_thanks_arrive_and_after_a_parting_none(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    apart = actions.begin(cast.elsewhere, people=[cast.amina, cast.bengt], topics=[], at=now)
    ending.finish(together, by=cast.bengt, at=now)
    actions.end(apart, by=cast.bengt, at=now)
    ending.thank(together, "For your patience", by=cast.amina, at=now)
    with pytest.raises(actions.AlreadyEnded):
        ending.thank(apart, "Come back", by=cast.amina, at=now)
    assert [each.words for each in reading.kept(together, cast.bengt, [cast.amina]).theirs] == [
        "For your patience"
    ]
    assert "Amina Diallo thanks you" in letters_to(cast.bengt)


def test_whom_amina_blocked_after_a_good_end_reaches_her_no_more(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    ending.finish(together, by=cast.bengt, at=now)
    say(together, cast.amina, now, then=concerns.BLOCK)
    ending.thank(together, "Do you miss me?", by=cast.bengt, at=now)
    assert reading.kept(together, cast.amina, [cast.bengt]).theirs == []
    assert "Bengt Lindqvist thanks you" not in letters_to(cast.amina)
    assert reading.kept(together, cast.bengt, [cast.amina]).mine == "Do you miss me?"


def test_a_lesson_is_aminas_alone_and_shared_only_where_she_says_so(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    ending.keep_lesson(together, "Ask first", may_share=False, by=cast.amina, at=now)
    assert Keepsake.objects.get().may_share_at is None
    assert reading.kept(together, cast.bengt, [cast.amina]) == reading.Kept(None, [], None, False)
    ending.keep_lesson(together, "Ask early", may_share=True, by=cast.amina, at=now)
    assert reading.kept(together, cast.amina, [cast.bengt]) == reading.Kept(None, [], "Ask early", True)
    ending.keep_lesson(together, "Ask early", may_share=False, by=cast.amina, at=now)
    assert Keepsake.objects.get().may_share_at is None


def test_confidence_is_said_for_ones_own_wishes_and_corrected(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    hers = {felt.words: felt.seek for felt in look_back(together, cast.amina, now).felt}
    assert sorted(hers) == ["Leaving the firm", "LinkedIn"]
    his = look_back(together, cast.bengt, now).felt[0].seek
    ending.check_in_at_the_end(together, {hers["LinkedIn"]: 30, his: 5}, by=cast.amina, at=now)
    later = now + timedelta(hours=1)
    ending.check_in_at_the_end(together, {hers["LinkedIn"]: 70}, by=cast.amina, at=later)
    assert list(CheckIn.objects.values_list("person", "seek", "moment")) == [
        (cast.amina.pk, hers["LinkedIn"], "end")
    ]
    (felt,) = (each for each in look_back(together, cast.amina, later).felt if each.then)
    assert (felt.then, felt.now) == (70, None)


def test_a_certificate_holds_no_private_topic(together: Partnership, cast: Cast) -> None:
    topics = queries.worded(together, cast.amina)
    assert reading.in_the_open(topics, cast.amina) == (["Spreadsheets"], ["LinkedIn"])
    assert [each.skill.name for each in reading.learned(topics, cast.amina)] == ["LinkedIn"]


def test_whoever_stays_keeps_the_thread(together: Partnership, cast: Cast, now: datetime) -> None:
    actions.write(together, "Hello", key=uuid4(), by=cast.amina, at=now)
    ending.finish(together, by=cast.amina, at=now)
    assert [said.text for said in queries.thread(together, cast.bengt)] == ["Hello"]
    assert [each.others for each in reading.earlier(cast.bengt)] == [[cast.amina]]
    assert reading.earlier(cast.dara) == []


def test_words_moved_to_another_writer_do_not_open(together: Partnership, cast: Cast, now: datetime) -> None:
    from counterpart.common.sealing import CannotOpen

    say(together, cast.amina, now, "He shouts", cast.cora)
    Concern.objects.update(by=cast.bengt)
    with pytest.raises(CannotOpen):
        parting.concerns(cast.cora)
