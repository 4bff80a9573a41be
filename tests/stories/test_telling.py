"""Who tells what, with whose yes, and who reads it."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.letters.models import Letter
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.stories import actions, queries
from counterpart.stories.models import Report, Story, Taught
from tests.cast import Cast
from tests.stories.conftest import tell, topic, words


def reads(person: Person) -> list[str]:
    return [each.title for each in Story.objects.readable_by(person)]


def letters_to(person: Person) -> list[str]:
    return sorted(each.kind.rsplit(".", 1)[1] for each in Letter.objects.filter(to=person))


def test_what_bengt_tells_amina_reads_and_dara_of_another_programme_does_not(
    story: Story, cast: Cast
) -> None:
    assert [reads(each) for each in (cast.amina, cast.chen, cast.dara)] == [
        ["My first talk"],
        ["My first talk"],
        [],
    ]


def test_a_double_click_tells_it_once(cast: Cast, now: datetime) -> None:
    key = uuid4()
    for _ in range(2):
        actions.write(cast.programme, words(), key=key, by=cast.bengt, at=now)

    assert Story.objects.count() == 1


def test_amina_cannot_write_over_bengts_story_with_his_key(story: Story, cast: Cast, now: datetime) -> None:
    with pytest.raises(actions.NotAMember):
        actions.write(cast.programme, words(body="Mine"), key=story.pk, by=cast.amina, at=now)
    assert Story.objects.get().body == "I froze."


def test_dara_cannot_tell_anything_where_she_takes_no_part(cast: Cast, now: datetime) -> None:
    with pytest.raises(actions.NotAMember):
        tell(cast, cast.dara, now)


def test_told_together_it_waits_for_both_and_a_change_asks_again(cast: Cast, now: datetime) -> None:
    story = tell(cast, cast.bengt, now, together=cast.amina)
    assert (reads(cast.chen), letters_to(cast.amina)) == ([], ["AskedToTellTogether"])

    assert actions.agree(story, seen=1, by=cast.amina, at=now)
    assert reads(cast.chen) == ["My first talk"]

    actions.change(story, words(title="Ours"), seen=1, by=cast.amina, at=now)
    assert (reads(cast.chen), letters_to(cast.bengt)) == ([], ["AskedToTellTogether"])

    with pytest.raises(actions.SomebodyWasFaster):
        actions.agree(story, seen=1, by=cast.bengt, at=now)
    assert actions.agree(story, seen=2, by=cast.bengt, at=now)
    assert reads(cast.chen) == ["Ours"]


def test_amina_would_rather_not_and_bengt_can_tell_it_alone(cast: Cast, now: datetime) -> None:
    story = tell(cast, cast.bengt, now, together=cast.amina)

    actions.step_back(story, by=cast.amina, at=now)

    assert [Story.objects.visible_to(each).exists() for each in (cast.amina, cast.bengt)] == [False, True]
    assert letters_to(cast.bengt) == ["SteppedBack"]
    assert actions.agree(story, seen=1, by=cast.bengt, at=now)
    assert reads(cast.amina) == ["My first talk"]


def test_either_takes_it_back_and_it_is_gone_for_everybody_at_once(cast: Cast, now: datetime) -> None:
    story = tell(cast, cast.bengt, now, together=cast.amina)
    actions.agree(story, seen=1, by=cast.amina, at=now)

    actions.withdraw(story, by=cast.amina, at=now)

    assert [reads(each) for each in (cast.amina, cast.bengt, cast.chen)] == [[], [], []]
    with pytest.raises(actions.AlreadyWithdrawn):
        actions.comment(story, "Late", key=uuid4(), by=cast.chen, at=now)
    with pytest.raises(actions.AlreadyWithdrawn):
        actions.agree(story, seen=1, by=cast.bengt, at=now)


def test_a_trend_note_leaves_the_list_when_it_has_run_out_and_can_still_be_read(
    cast: Cast, now: datetime
) -> None:
    note = tell(cast, cast.bengt, now, kind=Story.Kind.TREND, expires_on=now.date())

    listed = [queries.reading_list(cast.amina, at=now + timedelta(days=n)).count() for n in (0, 2)]

    assert (listed, note.is_out_of_date(now + timedelta(days=2))) == ([1, 0], True)
    assert Story.objects.visible_to(cast.amina).filter(pk=note.pk).exists()


def test_amina_reads_nothing_by_whom_she_avoids_and_he_reads_hers_as_before(
    cast: Cast, now: datetime
) -> None:
    tell(cast, cast.bengt, now)
    tell(cast, cast.amina, now, title="Hers")
    avoiding.avoid(cast.bengt.email, by=cast.amina, at=now)

    lists = [{each.title for each in queries.reading_list(who, at=now)} for who in (cast.amina, cast.bengt)]

    assert lists == [{"Hers"}, {"Hers", "My first talk"}]


def test_avoiding_one_colleague_after_the_other_does_not_tell_amina_who_told_something_without_a_name(
    cast: Cast, now: datetime
) -> None:
    told = tell(cast, cast.bengt, now, named=False)
    avoiding.avoid(cast.bengt.email, by=cast.amina, at=now)

    assert list(queries.reading_list(cast.amina, at=now)) == [told]


def test_it_taught_amina_something_once_a_topic_and_bengt_hears_it_without_her_name(
    story: Story, cast: Cast, now: datetime
) -> None:
    for _ in range(2):
        actions.taught(story, [topic()], by=cast.amina, at=now)

    assert (Taught.objects.count(), queries.taught_by(story)) == (1, {topic().pk: 1})
    letter = Letter.objects.get(to=cast.bengt)
    assert (letter.kind.rsplit(".", 1)[1], letter.keys) == ("TaughtSomething", {"story": str(story.pk)})
    actions.forget_taught(story, by=cast.amina, at=now)
    assert queries.taught_by(story) == {}


def test_following_shows_what_somebody_tells_under_their_name_and_what_is_told_about_a_topic(
    cast: Cast, now: datetime
) -> None:
    named = tell(cast, cast.bengt, now, topics=(topic("Python"),))
    tell(cast, cast.bengt, now, named=False, topics=(topic("Python"),), title="Unnamed")
    about = tell(cast, cast.amina, now, title="About")
    actions.follow(by=cast.amina, at=now, whom=cast.bengt)
    actions.follow(by=cast.amina, at=now, topic=topic())

    found = queries.reading_list(cast.amina, at=now, following=True)

    assert {each.pk for each in found} == {named.pk, about.pk}


def test_what_is_reported_the_organiser_hides_with_a_reason_and_may_let_stand_again(
    story: Story, cast: Cast, now: datetime
) -> None:
    for _ in range(2):
        actions.report(story, "It names me.", by=cast.amina, at=now)
    assert (Report.objects.count(), letters_to(cast.chen)) == (1, ["Reported"])

    actions.hide(story, "It names somebody who did not agree.", by=cast.chen, at=now)
    assert [reads(each) for each in (cast.amina, cast.bengt, cast.chen)] == [[], [], []]
    assert [Story.objects.visible_to(each).exists() for each in (cast.amina, cast.bengt, cast.chen)] == [
        False,
        True,
        True,
    ]
    assert (letters_to(cast.bengt), queries.to_moderate(cast.programme)) == (["Hidden"], [])

    actions.let_stand(story, by=cast.chen, at=now)
    assert (reads(cast.amina), letters_to(cast.bengt)) == (["My first talk"], ["Hidden", "StandsAgain"])


def test_a_comment_is_taken_back_or_hidden_and_whoever_wrote_it_is_told(
    story: Story, cast: Cast, now: datetime
) -> None:
    said = actions.comment(story, "Me too", key=uuid4(), by=cast.amina, at=now)
    assert letters_to(cast.bengt) == ["Commented"]

    actions.hide(story, "Off topic", by=cast.chen, at=now, comment=said)
    assert [queries.comments(story, each).count() for each in (cast.bengt, cast.amina, cast.chen)] == [
        0,
        1,
        1,
    ]
    assert letters_to(cast.amina) == ["CommentHidden"]

    actions.let_stand(story, by=cast.chen, at=now, comment=said)
    actions.withdraw_comment(said, by=cast.amina, at=now)
    assert [queries.comments(story, each).count() for each in (cast.bengt, cast.amina, cast.chen)] == [
        0,
        0,
        0,
    ]


def test_the_public_reads_it_only_with_the_yes_of_everybody_who_tells_it(cast: Cast, now: datetime) -> None:
    story = tell(cast, cast.bengt, now, together=cast.amina)
    actions.agree(story, seen=1, by=cast.amina, at=now)

    def is_open() -> bool:
        return Story.objects.for_open_door(cast.programme).exists()

    seen = [is_open()]
    for who in (cast.bengt, cast.amina):
        actions.open_door(story, by=who, at=now)
        seen.append(is_open())
    actions.close_door(story, by=cast.bengt, at=now)

    assert [*seen, is_open()] == [False, False, True, False]


def test_a_lesson_is_suggested_to_whoever_would_like_its_topic(cast: Cast, now: datetime) -> None:
    lesson = tell(cast, cast.bengt, now, kind=Story.Kind.LESSON)
    tell(cast, cast.bengt, now)

    suggested = [queries.lessons_about([topic()], who, at=now) for who in (cast.amina, cast.bengt, cast.dara)]

    assert suggested == [[lesson], [], []]
