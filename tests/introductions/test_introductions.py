"""Two come to know each other through a third: only once both said yes, and a no is never heard."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest

from counterpart.introductions import actions, queries
from counterpart.introductions.models import Introduction, Wish
from counterpart.letters.models import Letter
from counterpart.letters.words import words_of
from counterpart.partnerships import actions as partnerships
from counterpart.people import actions as people
from counterpart.people import avoiding
from counterpart.people.models import Person
from counterpart.programmes import actions as programmes
from counterpart.programmes.models import Membership
from counterpart.skills import actions as skills
from tests.cast import Cast, join, person
from tests.racing import race

DAY = timedelta(days=1)
EVER = pytest.mark.django_db(transaction=True)


@pytest.fixture
def ines(cast: Cast, now: datetime) -> Person:
    """Bengt knows her, Amina does not; she can show what Amina would like."""
    ines = person("Ines Sousa", function="Sales", place="Porto")
    join(cast.programme, ines, now - 30 * DAY)
    for two in ([cast.amina, cast.bengt], [cast.bengt, ines]):
        partnerships.begin(cast.programme, people=two, topics=[], at=now - 9 * DAY)
    (topic,) = skills.understand("Public speaking")
    people.tell_seek(topic, by=cast.amina, at=now)
    people.tell_offer(topic, by=ines, at=now)
    return ines


def wish(cast: Cast, now: datetime) -> Wish:
    return actions.wish("Somebody who sells", key=uuid4(), by=cast.amina, at=now)


def introduced(cast: Cast, ines: Person, now: datetime) -> Introduction:
    return actions.introduce(wish(cast, now), ines, "You both sell.", key=uuid4(), by=cast.bengt, at=now)


def letters_to(person: Person) -> list[str]:
    return sorted(each.kind.rsplit(".", 1)[1] for each in Letter.objects.filter(to=person))


def told(person: Person) -> str:
    """Everything that somebody has by letter."""
    found = [words_of(each) for each in Letter.objects.filter(to=person)]
    return " ".join(f"{each.subject} {each.paragraphs}" for each in found)


def test_neither_learns_who_the_other_is_before_both_said_yes(
    cast: Cast, ines: Person, now: datetime
) -> None:
    made = introduced(cast, ines, now)
    for who, other in ((cast.amina, ines), (ines, cast.amina)):
        assert not any(each in told(who) for each in (other.first_name, other.email))

    assert not actions.answer(made, yes=True, by=cast.amina, at=now)
    assert ines.email not in told(cast.amina)
    assert actions.answer(made, yes=True, by=ines, at=now)

    assert (ines.email in told(cast.amina), cast.amina.email in told(ines)) == (True, True)
    assert letters_to(cast.bengt) == ["ThankYou", "Wished"]
    assert Wish.objects.open().count() == 0


def test_a_no_and_no_answer_look_alike_to_everybody_else(cast: Cast, ines: Person, now: datetime) -> None:
    heard = []
    for says_no in (True, False):
        Letter.objects.all().delete()
        made = introduced(cast, ines, now)
        actions.answer(made, yes=True, by=cast.amina, at=now)
        if says_no:
            actions.answer(made, yes=False, by=ines, at=now + DAY)
        actions.lapse(at=now + 15 * DAY)
        made.refresh_from_db()
        heard.append((letters_to(cast.amina), letters_to(cast.bengt), made.settled_at))
        made.wish.delete()

    assert heard[0] == heard[1]
    assert heard[0][0] == ["CameToNothing", "Introduced"]


def test_whom_amina_avoids_is_never_told_of_her_and_bengt_notices_nothing(
    cast: Cast, ines: Person, now: datetime
) -> None:
    avoiding.avoid(ines.email, by=cast.amina, at=now)

    made = introduced(cast, ines, now)

    assert [Introduction.objects.visible_to(each).exists() for each in (cast.amina, ines, cast.bengt)] == [
        False,
        False,
        True,
    ]
    assert (letters_to(ines), letters_to(cast.amina)) == ([], [])
    actions.lapse(at=now + 15 * DAY)
    assert "CameToNothing" in letters_to(cast.bengt)
    with pytest.raises(actions.Over):
        actions.answer(made, yes=True, by=ines, at=now)


def test_bengt_introduces_only_whom_he_knows_in_a_programme_of_hers(
    cast: Cast, ines: Person, now: datetime
) -> None:
    stranger = person("Kim Strange")
    join(cast.programme, stranger, now)
    partnerships.begin(cast.elsewhere, people=[cast.bengt, cast.dara], topics=[], at=now)
    hers = wish(cast, now)

    assert list(queries.could_introduce(hers, cast.bengt)) == [ines]
    for nobody in (stranger, cast.dara, cast.amina, cast.bengt):
        with pytest.raises(actions.NotKnown):
            actions.introduce(hers, nobody, "You two", key=uuid4(), by=cast.bengt, at=now)


def test_ines_is_suggested_with_the_path_to_her(cast: Cast, ines: Person, now: datetime) -> None:
    (found,) = queries.suggested(cast.amina)

    assert (found.person, found.through, found.topic) == (ines, cast.bengt, "Speaking in front of people")


@pytest.mark.parametrize("why", ["opted out", "avoided", "avoids", "left", "inactive", "elsewhere"])
def test_ines_is_not_suggested(why: str, cast: Cast, ines: Person, now: datetime) -> None:
    membership = Membership.objects.get(person=ines)
    if why == "opted out":
        actions.hide(by=ines, at=now)
    elif why == "avoided":
        avoiding.avoid(ines.email, by=cast.amina, at=now)
    elif why == "avoids":
        avoiding.avoid(cast.amina.email, by=ines, at=now)
    elif why == "left":
        programmes.leave(membership, by=ines, at=now)
    elif why == "inactive":
        Person.objects.filter(pk=ines.pk).update(is_active=False)
    else:
        Membership.objects.filter(pk=membership.pk).update(programme=cast.elsewhere)

    assert queries.suggested(cast.amina) == []


def test_a_private_wish_suggests_nobody(cast: Cast, now: datetime, ines: Person) -> None:
    for each in list(cast.amina.seeks.all()):
        people.withdraw_seek(each, by=cast.amina, at=now)
    (topic,) = skills.understand("Public speaking")
    people.tell_seek(topic, by=cast.amina, at=now, private=True)

    assert queries.suggested(cast.amina) == []


def test_aminas_reach_grows_from_nobody_to_bengt_and_whom_he_knows(
    cast: Cast, ines: Person, now: datetime
) -> None:
    Membership.objects.filter(person=cast.amina).update(joined_at=now - 20 * DAY)

    found = queries.my_reach(cast.amina)

    assert (found.one_before.people, found.two_before.people) == (0, 0)
    assert (found.one.people, found.two.people, found.known) == (1, 1, [cast.bengt])
    assert found.two.frames == len([each for each in (ines.stage, "Sales", "Porto") if each is not None])


def test_an_introduction_that_both_accepted_brings_somebody_near(
    cast: Cast, ines: Person, now: datetime
) -> None:
    made = introduced(cast, ines, now)
    for each in (cast.amina, ines):
        actions.answer(made, yes=True, by=each, at=now)

    found = queries.my_reach(cast.amina)

    assert (set(found.known), found.two.people) == ({cast.bengt, ines}, 0)


def test_wishes_and_introductions_have_an_end(cast: Cast, ines: Person, now: datetime) -> None:
    for _ in range(actions.OPEN_AT_ONCE):
        wish(cast, now)
    with pytest.raises(actions.Enough):
        wish(cast, now)


@EVER
def test_both_say_yes_at_once_and_each_hears_it_once(cast: Cast, ines: Person, now: datetime) -> None:
    made = introduced(cast, ines, now)

    outcomes = race(
        8,
        lambda number: actions.answer(made, yes=True, by=(cast.amina, ines)[number % 2], at=now),
    )

    assert outcomes == ["Over"] * 6 + ["done"] * 2
    assert [letters_to(each).count("Met") for each in (cast.amina, ines)] == [1, 1]


@EVER
def test_yes_and_no_of_one_person_at_once_count_once_and_nothing_is_told_after_a_no(
    cast: Cast, ines: Person, now: datetime
) -> None:
    made = introduced(cast, ines, now)
    actions.answer(made, yes=True, by=cast.amina, at=now)

    outcomes = race(8, lambda number: actions.answer(made, yes=bool(number % 2), by=ines, at=now))

    made.refresh_from_db()
    assert outcomes == ["Over"] * 7 + ["done"]
    assert (made.other_yes_at is None) != (made.other_no_at is None)
    assert letters_to(cast.amina).count("Met") == int(made.met)


@EVER
def test_without_holding_the_row_both_a_yes_and_a_no_would_count(
    cast: Cast, ines: Person, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = introduced(cast, ines, now)
    monkeypatch.setattr(Introduction, "said_by", lambda row, who: None)

    outcomes = race(8, lambda number: actions.answer(made, yes=bool(number % 2), by=ines, at=now))

    made.refresh_from_db()
    assert (outcomes, made.other_yes_at is None, made.other_no_at is None) == (["done"] * 8, False, False)
