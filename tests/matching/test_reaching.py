"""One member asks another: who may be asked, what each answers, and what nobody learns."""

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from counterpart.letters.kind import find
from counterpart.letters.models import Letter
from counterpart.letters.words import words_of
from counterpart.matching import actions, beside, bridge, pool, queries, tasks
from counterpart.matching.models import Answer, Approach, Override, Proposal, Question
from counterpart.matching.refusals import (
    AlreadyAsked,
    AlreadySettled,
    AlreadyTold,
    AskedEnough,
    AskingRests,
    NoRoomOfMine,
    NotToBeAsked,
)
from counterpart.partnerships import actions as partnerships
from counterpart.partnerships.models import Partnership, Topic
from counterpart.people import avoiding
from counterpart.people.models import Avoidance, Offer, Person, Stage
from counterpart.people.newcomers import Newcomer, welcome
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Membership, Programme
from tests.cast import Cast, join, person
from tests.matching.conftest import junior, published, senior, show, wish, worked_out
from tests.matching.reaching import NOTE, ask, open_to_asking
from tests.people.test_telling import everything_stored

YES, NO, DECIDES = Answer.Says.YES, Answer.Says.NO, Answer.Says.DECIDES
WEEK = timedelta(days=7)


@pytest.fixture
def reach(told: Cast) -> Cast:
    """Amina and Bengt fit both ways, and people may ask."""
    open_to_asking(told.programme)
    return told


def suggested(cast: Cast, who: Person) -> list[str]:
    return [
        Person.objects.get(pk=each.person).first_name for each in bridge.suggest(cast.programme, who, most=3)
    ]


def letters(who: Person) -> list[str]:
    rows = Letter.objects.filter(to=who).order_by("posted_at", "pk")
    return sorted(row.kind.rsplit(".", 1)[1] for row in rows)


def words(who: Person, kind: str) -> list[str]:
    row = Letter.objects.filter(to=who, kind__endswith=f".{kind}").order_by("-posted_at").first()
    assert row is not None
    return find(row.kind).from_keys(row.keys).paragraphs(who)


# --- who is suggested -------------------------------------------------------------------------


def test_amina_sees_bengt_and_why(reach: Cast) -> None:
    found = bridge.suggest(reach.programme, reach.amina, most=3)
    (only,) = queries.suggested(reach.amina, found, {reach.bengt.pk: 1})
    assert only.person == reach.bengt
    assert only.room == "Has room for one more"
    assert only.why.i_learn
    assert only.why.i_learn.topics == ("Speaking in front of people",)
    assert only.why.i_show
    assert only.why.i_show.topics == ("TikTok",)


def test_three_at_most_and_the_best_first(reach: Cast, now: datetime) -> None:
    for name, importance in (("Ines Sousa", 5), ("Hugo Brant", 1), ("Lena Vogt", 3)):
        senior(name, reach, now, importance)
    assert suggested(reach, reach.amina) == ["Bengt", "Ines", "Lena"]


@pytest.mark.parametrize("private", ["his", "hers"])
def test_what_either_keeps_private_is_no_reason(reach: Cast, now: datetime, private: str) -> None:
    """Else whoever is suggested, or is not, would tell what somebody keeps to themselves."""
    who, topic = (reach.bengt, "TikTok") if private == "his" else (reach.amina, "Public speaking")
    who.seeks.all().delete()
    wish(who, topic, now, private=True)
    assert suggested(reach, reach.amina) == []
    assert suggested(reach, reach.bengt) == []


def test_near_topics_count(reach: Cast, now: datetime) -> None:
    reach.bengt.seeks.all().delete()
    wish(reach.bengt, "Instagram", now)
    assert suggested(reach, reach.amina) == ["Bengt"]


def _reports_to(cast: Cast) -> None:
    Membership.objects.filter(person=cast.amina).update(manager=cast.bengt.email)


def _reports_the_other_way(cast: Cast) -> None:
    Membership.objects.filter(person=cast.bengt).update(manager=cast.amina.email)


def _avoids(cast: Cast) -> None:
    avoiding.avoid(cast.bengt.email, by=cast.amina, at=cast.at)


def _is_avoided(cast: Cast) -> None:
    avoiding.avoid(cast.amina.email, by=cast.bengt, at=cast.at)


def _have_met(cast: Cast) -> None:
    Person.objects.update(capacity=5)
    together = partnerships.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=cast.at)
    partnerships.end(together, by=cast.amina, at=cast.at)


def _are_together_elsewhere(cast: Cast) -> None:
    Person.objects.update(capacity=5)
    partnerships.begin(cast.elsewhere, people=[cast.amina, cast.bengt], topics=[], at=cast.at)


def _are_forbidden(cast: Cast) -> None:
    first, second = pool.two(cast.amina.pk, cast.bengt.pk)
    Override.objects.create(
        programme=cast.programme, kind=Override.Kind.FORBID, first_id=first, second_id=second
    )


def _share_no_language(cast: Cast) -> None:
    Person.objects.filter(pk=cast.bengt.pk).update(languages=["sv"])


def _share_no_hours(cast: Cast) -> None:
    Programme.objects.filter(pk=cast.programme.pk).update(policy={"common_hours": 1})
    cast.programme.refresh_from_db()
    Person.objects.filter(pk=cast.amina.pk).update(hours="Mon 09:00-12:00")
    Person.objects.filter(pk=cast.bengt.pk).update(hours="Tue 09:00-12:00")


def _do_not_differ(cast: Cast) -> None:
    Programme.objects.filter(pk=cast.programme.pk).update(policy={"different": ["function"]})
    cast.programme.refresh_from_db()
    Person.objects.update(function="Law")


def _is_full(cast: Cast) -> None:
    ines = person("Ines Sousa")
    partnerships.begin(cast.elsewhere, people=[ines, cast.bengt], topics=[], at=cast.at)


def _has_no_time(cast: Cast) -> None:
    Person.objects.filter(pk=cast.bengt.pk).update(capacity=0)


def _has_left(cast: Cast) -> None:
    membership = Membership.objects.get(person=cast.bengt)
    programmes.leave(membership, by=cast.bengt, at=cast.at)


def _is_gone(cast: Cast) -> None:
    Person.objects.filter(pk=cast.bengt.pk).update(is_active=False)


def _has_been_asked_by_another(cast: Cast) -> None:
    hanna = junior("Hanna Ode", cast, cast.at)
    ask(cast, hanna, cast.bengt, cast.at)


def _came_apart(cast: Cast) -> None:
    actions.reply(ask(cast, cast.bengt, cast.amina, cast.at), by=cast.amina, says=NO, at=cast.at)


HIDDEN = [
    _reports_to, _reports_the_other_way, _avoids, _is_avoided, _have_met,
    _are_together_elsewhere, _are_forbidden, _share_no_language, _share_no_hours, _do_not_differ, _is_full,
    _has_no_time, _has_left, _is_gone, _has_been_asked_by_another, _came_apart,
]  # fmt: skip


@pytest.mark.parametrize("happened", HIDDEN, ids=lambda each: each.__name__.strip("_"))
def test_whoever_is_hidden_is_as_if_not_there(
    reach: Cast, now: datetime, happened: Callable[[Cast], None]
) -> None:
    happened(reach)
    letters_before = Letter.objects.count()
    assert "Bengt" not in suggested(reach, reach.amina)
    with pytest.raises(NotToBeAsked) as refused:
        ask(reach, reach.amina, reach.bengt, now)
    assert refused.value.sentence == NotToBeAsked.sentence
    assert Letter.objects.count() == letters_before


def test_a_reverse_programme_suggests_who_stands_earlier_and_a_classic_one_who_stands_further(
    reach: Cast, now: datetime
) -> None:
    """One direction is enough there; Jonas only shows, and so does Ines."""
    for name, stage in (("Jonas Lund", Stage.EARLY), ("Ines Sousa", Stage.EXECUTIVE)):
        found = person(name, stage, languages=["en"])
        join(reach.programme, found, now)
        show(found, "Spreadsheets", now, level=5)
    wish(reach.chen, "Spreadsheets", now)
    join(reach.programme, reach.chen, now)
    seen = {}
    for template in Programme.Template:
        Programme.objects.filter(pk=reach.programme.pk).update(template=template)
        reach.programme.refresh_from_db()
        seen[template.value] = suggested(reach, reach.chen)
    assert seen == {"two-way": [], "reverse": ["Jonas"], "classic": ["Ines"]}


@pytest.mark.parametrize(("stage", "served"), [(Stage.EXECUTIVE, 2), (Stage.STUDENT, 0)])
def test_a_classic_programme_matches_whoever_stands_further_as_a_teacher(
    told: Cast, now: datetime, stage: Stage, served: int
) -> None:
    Programme.objects.filter(pk=told.programme.pk).update(template=Programme.Template.CLASSIC)
    told.programme.refresh_from_db()
    Person.objects.filter(pk=told.bengt.pk).update(stage=stage)
    told.bengt.seeks.all().delete()
    assert worked_out(told, now).served == served


def test_one_person_is_kept_from_the_same_people_as_in_a_match(reach: Cast, now: datetime) -> None:
    """`beside` asks for one what `pool` asks for everybody."""
    Person.objects.update(capacity=9)
    crew = [reach.amina, reach.bengt, *(junior(f"J{n} Lund", reach, now) for n in range(4))]
    crew += [senior(f"S{n} Berg", reach, now) for n in range(4)]
    Person.objects.update(capacity=9)
    avoiding.avoid(crew[2].email, by=crew[0], at=now)
    avoiding.avoid(crew[0].email, by=crew[3], at=now)
    Membership.objects.filter(person=crew[0]).update(manager=crew[6].email)
    Membership.objects.filter(person=crew[6]).update(manager=crew[7].email)
    Membership.objects.filter(person=crew[4]).update(manager=crew[0].email)
    partnerships.begin(reach.programme, people=[crew[0], crew[1]], topics=[], at=now)
    actions.reply(ask(reach, crew[8], crew[2], now), by=crew[2], says=NO, at=now)
    ask(reach, crew[9], crew[3], now)
    everybody = pool.read(reach.programme)
    assert everybody.apart
    for who in crew:
        apart = {other for pair in everybody.apart if who.pk in pair for other in pair} | {who.pk}
        assert beside.kept_apart(reach.programme, who) == apart, who


def test_who_was_avoided_before_they_came_is_found_by_whoever_avoids_them_never(
    reach: Cast, now: datetime
) -> None:
    avoiding.avoid("zoe@example.org", by=reach.bengt, at=now)
    (zoe,) = welcome([Newcomer("zoe@example.org", "Zoe Ek", stage=Stage.EARLY)], at=now).values()
    join(reach.programme, zoe, now)
    show(zoe, "TikTok", now)
    wish(zoe, "Public speaking", now)
    assert (suggested(reach, zoe), suggested(reach, reach.bengt)) == ([], ["Amina"])


def test_who_comes_at_the_same_moment_as_they_are_avoided_cannot_ask(reach: Cast, now: datetime) -> None:
    """Neither sees the other's row yet; asking looks once more."""
    avoiding.avoid(reach.amina.email, by=reach.bengt, at=now)
    Avoidance.objects.update(avoided=None)
    with pytest.raises(NotToBeAsked):
        ask(reach, reach.amina, reach.bengt, now)


# --- asking -----------------------------------------------------------------------------------


def test_bengt_is_asked_and_his_letter_carries_no_word_of_the_note(reach: Cast, now: datetime) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    (letter,) = Letter.objects.filter(to=reach.bengt)
    told = words_of(letter)
    assert told.subject == "Amina Diallo would like to meet you"
    assert "notecanary" not in " ".join([told.subject, *told.paragraphs, str(letter.keys)])
    assert queries.written(approach) == queries.Letter(NOTE, "", "")
    assert letters(reach.amina) == []


def test_the_raw_database_holds_no_note_question_or_answer(
    reach: Cast, now: datetime, tmp_path: Path
) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    actions.want_to_know(approach, "questioncanary?", by=reach.bengt, at=now)
    actions.tell_more(approach, "answercanary", by=reach.amina, at=now)
    raw = everything_stored(tmp_path)
    assert queries.written(approach) == queries.Letter(NOTE, "questioncanary?", "answercanary")
    assert [each for each in (b"notecanary", b"questioncanary", b"answercanary") if each in raw] == []


def test_a_note_copied_to_another_approach_does_not_open(reach: Cast, now: datetime) -> None:
    from counterpart.common.sealing import CannotOpen

    first = ask(reach, reach.amina, reach.bengt, now)
    other = ask(reach, reach.amina, senior("Ines Sousa", reach, now), now)
    Approach.objects.filter(pk=other.pk).update(note=first.note)
    other.refresh_from_db()
    with pytest.raises(CannotOpen):
        queries.written(other)


@pytest.mark.parametrize("state", ["draft", "matching", "closed"])
def test_where_it_rests_nobody_is_asked(reach: Cast, now: datetime, state: str) -> None:
    Programme.objects.filter(pk=reach.programme.pk).update(state=state)
    with pytest.raises(AskingRests):
        ask(reach, reach.amina, reach.bengt, now)


def test_where_the_programme_does_not_allow_it_nobody_is_asked(reach: Cast, now: datetime) -> None:
    Programme.objects.filter(pk=reach.programme.pk).update(asking=False)
    with pytest.raises(AskingRests):
        ask(reach, reach.amina, reach.bengt, now)


def test_three_are_open_at_most(reach: Cast, now: datetime) -> None:
    seniors = [senior(f"S{n} Berg", reach, now) for n in range(4)]
    first, *_ = [ask(reach, reach.amina, each, now) for each in seniors[:3]]
    with pytest.raises(AskedEnough):
        ask(reach, reach.amina, seniors[3], now)
    actions.withdraw(first, by=reach.amina, at=now)
    ask(reach, reach.amina, seniors[3], now)


def test_whoever_is_full_asks_nobody(reach: Cast, now: datetime) -> None:
    partnerships.begin(reach.programme, people=[reach.amina, person("Ines Sousa")], topics=[], at=now)
    with pytest.raises(NoRoomOfMine):
        ask(reach, reach.amina, reach.bengt, now)


def test_the_same_form_twice_asks_once(reach: Cast, now: datetime) -> None:
    key = uuid4()
    ask(reach, reach.amina, reach.bengt, now, key=key)
    with pytest.raises(AlreadyAsked):
        ask(reach, reach.amina, reach.bengt, now, key=key)
    assert letters(reach.bengt) == ["Approached"]


def test_where_one_decides_about_the_other_nobody_is_asked_now_or_later(reach: Cast, now: datetime) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now, decides=True)
    assert letters(reach.bengt) == []
    assert queries.written(approach).note == ""
    assert queries.approaches_of(reach.bengt, at=now) == []
    assert (suggested(reach, reach.amina), suggested(reach, reach.bengt)) == ([], [])
    Approach.objects.update(programme=reach.elsewhere)
    assert suggested(reach, reach.amina) == []
    assert worked_out(reach, now).served == 0


# --- answering --------------------------------------------------------------------------------


def test_yes_begins_with_what_goes_each_way_and_with_what_was_private(reach: Cast, now: datetime) -> None:
    wish(reach.bengt, "LinkedIn", now, private=True)
    show(reach.amina, "LinkedIn", now)
    approach = ask(reach, reach.amina, reach.bengt, now)
    actions.reply(approach, by=reach.bengt, says=YES, at=now)
    together = Partnership.objects.get()
    assert (approach.outcome, approach.partnership) == ("together", together)
    told = Topic.objects.filter(partnership=together).values_list("teacher__name", "skill__name")
    assert sorted(told, key=str) == [
        ("Amina Diallo", "TikTok"),
        ("Amina Diallo", None),
        ("Bengt Lindqvist", "Speaking in front of people"),
    ]
    assert letters(reach.amina) == ["SaidYes"]


@pytest.mark.parametrize("how", ["not now", "decides", "lapse", "left", "full", "closed"])
def test_whatever_the_reason_amina_reads_the_same(reach: Cast, now: datetime, how: str) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    if how in ("not now", "decides"):
        actions.reply(approach, by=reach.bengt, says=NO if how == "not now" else DECIDES, at=now)
    elif how == "lapse":
        assert (actions.lapse_asked(at=now + WEEK), actions.lapse_asked(at=now + WEEK)) == (1, 0)
    else:
        {"left": _has_left, "full": _has_no_time, "closed": _closes}[how](reach)
        assert (actions.let_go_asked(at=now), actions.let_go_asked(at=now)) == (1, 0)
    assert letters(reach.amina) == ["NotThisOne"]
    assert words(reach.amina, "NotThisOne") == [
        "You asked Bengt in Both ways. This one did not come together.",
        "That happens for many reasons, most of them a full calendar. Somebody else may fit.",
    ]
    assert letters(reach.bengt) == ["Approached"]
    assert Partnership.objects.count() == 0


def _closes(cast: Cast) -> None:
    programmes.close(cast.programme, by=cast.chen, at=cast.at)


def test_tell_me_more_is_one_question_and_one_answer_and_the_day_stays(reach: Cast, now: datetime) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    actions.want_to_know(approach, "How often?", by=reach.bengt, at=now + timedelta(days=1))
    with pytest.raises(AlreadyTold):
        actions.want_to_know(approach, "And where?", by=reach.bengt, at=now + timedelta(days=1))
    actions.tell_more(approach, "Once a month.", by=reach.amina, at=now + timedelta(days=2))
    with pytest.raises(AlreadyTold):
        actions.tell_more(approach, "Twice.", by=reach.amina, at=now + timedelta(days=2))
    assert (letters(reach.amina), letters(reach.bengt)) == (["WouldLikeToKnow"], ["Approached", "ToldMore"])
    for who in (reach.amina, reach.bengt):
        for letter in Letter.objects.filter(to=who):
            assert "How often" not in str(words_of(letter))
            assert "Once a month" not in str(words_of(letter))
    fresh = Approach.objects.get()
    assert fresh.lapses_at == now + WEEK
    assert queries.written(fresh) == queries.Letter(NOTE, "How often?", "Once a month.")


def test_amina_takes_it_back_and_bengt_who_only_read_it_is_not_written_to(reach: Cast, now: datetime) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    actions.withdraw(approach, by=reach.amina, at=now)
    assert letters(reach.bengt) == ["Approached"]
    with pytest.raises(AlreadySettled):
        actions.reply(approach, by=reach.bengt, says=YES, at=now)


def test_bengt_who_waits_for_an_answer_is_told_when_it_is_taken_back(reach: Cast, now: datetime) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    actions.want_to_know(approach, "How often?", by=reach.bengt, at=now)
    actions.withdraw(approach, by=reach.amina, at=now)
    assert words(reach.bengt, "NotThisOne") == ["You and Amina in Both ways: this one did not come together."]


def test_one_reminder_three_days_before(reach: Cast, now: datetime) -> None:
    ask(reach, reach.amina, reach.bengt, now)
    hours = timedelta(hours=95), timedelta(hours=96), timedelta(hours=97)
    assert [actions.remind_asked(at=now + each) for each in hours] == [0, 1, 0]
    assert letters(reach.bengt) == ["ApproachReminder", "Approached"]


def test_the_clock_looks_after_all_of_it(reach: Cast, now: datetime) -> None:
    ask(reach, reach.amina, reach.bengt, now - WEEK)
    tasks.look_after_approaches.func()
    assert Approach.objects.get().outcome == "lapsed"


@pytest.mark.parametrize("says", [YES, NO])
def test_after_seven_days_an_answer_comes_too_late(reach: Cast, now: datetime, says: str) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    with pytest.raises(AlreadySettled):
        actions.reply(approach, by=reach.bengt, says=says, at=now + WEEK)


def test_who_is_full_by_a_yes_is_asked_by_nobody_any_more(reach: Cast, now: datetime) -> None:
    """Amina has room for one: whom else she asked, and who else asked her, need not wait."""
    ines, hanna = senior("Ines Sousa", reach, now), senior("Hanna Ode", reach, now)
    mine = ask(reach, reach.amina, reach.bengt, now)
    also, of_her = ask(reach, reach.amina, ines, now), ask(reach, hanna, reach.amina, now)
    actions.reply(mine, by=reach.bengt, says=YES, at=now)
    for each in (also, of_her):
        each.refresh_from_db()
    assert (also.outcome, of_her.outcome) == ("apart", "apart")
    assert letters(hanna) == ["NotThisOne"]
    assert letters(ines) == ["Approached"]


def test_a_yes_after_somebody_has_found_others_ends_it_politely(reach: Cast, now: datetime) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    partnerships.begin(reach.programme, people=[reach.amina, person("Ines Sousa")], topics=[], at=now)
    actions.reply(approach, by=reach.bengt, says=YES, at=now)
    assert approach.outcome == "apart"
    assert Partnership.objects.filter(seats__person=reach.bengt).count() == 0


def test_a_yes_to_whom_he_keeps_away_from_by_now_begins_nothing(reach: Cast, now: datetime) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    _is_avoided(reach)
    actions.reply(approach, by=reach.bengt, says=YES, at=now)
    assert (approach.outcome, Partnership.objects.count()) == ("apart", 0)


# --- beside the match -------------------------------------------------------------------------


def test_who_is_asked_holds_a_place_in_the_next_match(reach: Cast, now: datetime) -> None:
    ask(reach, reach.amina, reach.bengt, now)
    assert worked_out(reach, now).served == 0
    assert Proposal.objects.count() == 0


def test_what_did_not_come_together_is_not_proposed_again(reach: Cast, now: datetime) -> None:
    actions.reply(ask(reach, reach.amina, reach.bengt, now), by=reach.bengt, says=NO, at=now)
    assert worked_out(reach, now).served == 0


def test_who_is_asked_by_the_match_is_not_suggested(reach: Cast, now: datetime) -> None:
    published(reach, now)
    assert suggested(reach, reach.amina) == []


def test_a_wish_that_became_private_is_named_no_more(reach: Cast, now: datetime) -> None:
    found = bridge.suggest(reach.programme, reach.amina, most=3)
    seek = reach.bengt.seeks.get()
    seek.delete()
    (only,) = queries.suggested(reach.amina, found, {reach.bengt.pk: 1})
    assert only.why.i_show is None


def test_dara_chen_and_cora_see_no_approach(reach: Cast, now: datetime) -> None:
    ask(reach, reach.amina, reach.bengt, now)
    seen = {
        who.first_name: Approach.objects.visible_to(who).count()
        for who in (reach.amina, reach.bengt, reach.chen, reach.cora, reach.dara, reach.olu)
    }
    assert seen == {"Amina": 1, "Bengt": 1, "Chen": 0, "Cora": 0, "Dara": 0, "Olu": 0}


def test_whoever_shows_nothing_in_the_open_fits_nobody(reach: Cast) -> None:
    Offer.objects.filter(person=reach.amina).delete()
    assert suggested(reach, reach.amina) == []
    assert Question.objects.count() == 0
