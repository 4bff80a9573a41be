"""Two people together: home, what each shows, the thread, parting."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from counterpart.letters.models import Letter
from counterpart.letters.words import words_of
from counterpart.partnerships import actions, queries, rules
from counterpart.partnerships.models import Message, Partnership
from counterpart.people import actions as people
from counterpart.people.models import Person
from counterpart.programmes.bringing import bring
from counterpart.programmes.models import Membership
from counterpart.skills.models import Skill
from tests.cast import Cast
from tests.web.reading import fields_of, links_of, text_of

SignIn = Callable[[Person], Client]


def skill(slug: str) -> Skill:
    return Skill.objects.get(slug=slug)


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    """Amina shows Bengt spreadsheets; Bengt shows Amina something she keeps to herself."""
    people.tell_offer(skill("spreadsheets"), by=cast.amina, at=now)
    open_wish = people.tell_seek(skill("spreadsheets"), by=cast.bengt, at=now)
    private = people.tell_seek("Leaving the firm", by=cast.amina, at=now, private=True, dread="He will know")
    return actions.begin(
        cast.programme,
        people=[cast.amina, cast.bengt],
        topics=[
            actions.TopicTold(
                learner=cast.bengt, teacher=cast.amina, seek=open_wish, skill=skill("spreadsheets")
            ),
            actions.TopicTold(learner=cast.amina, teacher=cast.bengt, seek=private, skill=None),
        ],
        at=now,
    )


def page_of(client: Client, partnership: Partnership) -> list[str]:
    return text_of(client.get(reverse("partnership", args=[partnership.pk])))


def write(client: Client, partnership: Partnership, body: str, key: str = "") -> int:
    address = reverse("partnership", args=[partnership.pk])
    return client.post(address, {"body": body, "key": key or str(uuid4())}).status_code


def test_home_says_to_write_first(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    page = signed_in(cast.amina).get("/")
    assert "You and Bengt both said yes." in text_of(page)
    assert links_of(page)["Write the first line"] == reverse("partnership", args=[together.pk])


def test_home_says_who_wrote(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    write(amina, together, "Hello")
    assert "Amina wrote to you." in text_of(bengt.get("/"))
    assert "You wrote to Bengt." in text_of(amina.get("/"))


def test_both_read_both_directions_and_the_private_wish(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    assert queries.ways(together, cast.amina) == queries.Ways(out=["Spreadsheets"], in_=["Leaving the firm"])
    assert queries.ways(together, cast.bengt) == queries.Ways(out=["Leaving the firm"], in_=["Spreadsheets"])


def test_once_parted_the_private_wish_is_aminas_again(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    actions.end(together, by=cast.amina, at=now)
    assert queries.ways(together, cast.bengt) == queries.Ways(out=[], in_=["Spreadsheets"])
    assert queries.ways(together, cast.amina).in_ == ["Leaving the firm"]


def test_bengt_never_reads_a_dread_or_an_address(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    page = signed_in(cast.bengt).get(reverse("partnership", args=[together.pk])).text
    assert "He will know" not in page
    assert cast.amina.email not in page
    assert "Amina Diallo" in page


def test_what_amina_withholds_bengt_does_not_see(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    people.tell_offer(skill("linkedin"), by=cast.amina, at=now)
    membership = Membership.objects.get(person=cast.amina)
    bring(membership, offers=set(), seeks=set(), by=cast.amina, at=now)
    assert queries.shared(together, cast.amina) == queries.Shared([], [])


def test_a_message_is_read_by_the_two_and_its_letter_carries_no_word(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    assert write(signed_in(cast.amina), together, "Shall we meet on the moon?") == 302
    assert "Shall we meet on the moon?" in page_of(signed_in(cast.bengt), together)
    (letter,) = Letter.objects.filter(to=cast.bengt)
    words = words_of(letter)
    assert words.subject == "Amina Diallo wrote to you"
    assert "moon" not in " ".join([words.subject, *words.paragraphs, str(letter.keys)])
    assert words.path == reverse("partnership", args=[together.pk])


def test_two_lines_in_a_row_are_one_letter(together: Partnership, cast: Cast, now: datetime) -> None:
    for minutes in (0, 5, 120):
        actions.write(together, "Hello", key=uuid4(), by=cast.amina, at=now + timedelta(minutes=minutes))
    assert Letter.objects.filter(to=cast.bengt).count() == 2


def test_a_double_click_is_one_message(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    amina, key = signed_in(cast.amina), str(uuid4())
    assert [write(amina, together, "Hello", key) for _ in range(2)] == [302, 302]
    assert Message.objects.count() == 1


@pytest.mark.parametrize("body", ["", "   ", "x" * 4001, "a\x00b"])
def test_what_cannot_be_sent_stays_on_the_page(
    together: Partnership, cast: Cast, signed_in: SignIn, body: str
) -> None:
    assert write(signed_in(cast.amina), together, body) == 422
    assert Message.objects.count() == 0


@pytest.mark.parametrize("body", ["x" * 4000, "<script>alert(1)</script>", "‮مرحبا", "🙂" * 4000])
def test_any_words_come_back_as_they_were(
    together: Partnership, cast: Cast, signed_in: SignIn, body: str
) -> None:
    assert write(signed_in(cast.amina), together, body) == 302
    assert [said.text for said in queries.thread(together, cast.bengt)] == [body]
    assert (
        "<script>alert(1)" not in signed_in(cast.bengt).get(reverse("partnership", args=[together.pk])).text
    )


def test_dara_chen_and_olu_find_nothing(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    for who in (cast.dara, cast.chen, cast.olu, cast.cora):
        client = signed_in(who)
        address = reverse("partnership", args=[together.pk])
        assert client.get(address).status_code == 404
        assert write(client, together, "Hello") == 404
        assert client.post(reverse("partnership-part", args=[together.pk])).status_code == 404
    assert Message.objects.count() == 0
    assert queries.thread(together, cast.dara) == []


def test_parting_asks_once_and_tells_the_other(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    write(amina, together, "Hello")
    part = reverse("partnership-part", args=[together.pk])
    assert amina.get(part).status_code == 200
    amina.post(part)
    assert bengt.post(part).status_code == 302
    subjects = [words_of(letter).subject for letter in Letter.objects.filter(to=cast.bengt)]
    assert sorted(subjects) == ["Amina Diallo wrote to you", "You two have parted ways"]
    assert Letter.objects.filter(to=cast.amina).count() == 0
    assert "Hello" in page_of(bengt, together)
    assert write(bengt, together, "Wait") == 302
    assert Message.objects.count() == 1


def test_a_message_moved_to_another_author_does_not_open(
    together: Partnership, cast: Cast, now: datetime
) -> None:
    from counterpart.common.sealing import CannotOpen

    message = actions.write(together, "Hello", key=uuid4(), by=cast.amina, at=now)
    Message.objects.filter(pk=message.pk).update(author=cast.bengt)
    with pytest.raises(CannotOpen):
        queries.thread(together, cast.bengt)


def test_the_thread_costs_the_same_for_one_and_for_fifty(
    together: Partnership,
    cast: Cast,
    now: datetime,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    amina = signed_in(cast.amina)
    address = reverse("partnership", args=[together.pk])
    for count in (1, 49):
        for _ in range(count):
            actions.write(together, "Hello", key=uuid4(), by=cast.bengt, at=now)
        with django_assert_num_queries(20):
            amina.get(address)


def test_a_filled_in_line_survives_a_sign_in(together: Partnership, cast: Cast) -> None:
    client = Client()
    address = reverse("partnership", args=[together.pk])
    client.post(address, {"body": "Hello", "key": str(uuid4()), "writer": str(cast.amina.pk)})
    client.force_login(cast.amina)
    assert "Hello" in text_of(client.get(address))
    assert fields_of(client.get(address))["writer"] == str(cast.amina.pk)


@pytest.mark.parametrize(("zone", "hour"), [("Asia/Tokyo", "21:00"), ("Nowhere/Land", "12:00")])
def test_times_go_by_the_readers_own_clock(
    together: Partnership, cast: Cast, signed_in: SignIn, zone: str, hour: str
) -> None:
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)
    actions.write(together, "Hello", key=uuid4(), by=cast.bengt, at=noon)
    Person.objects.filter(pk=cast.amina.pk).update(time_zone=zone)
    assert f"1 March, {hour}" in " ".join(page_of(signed_in(cast.amina), together))


def test_who_writes_as_the_other_parts_is_told(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The other one parts between the look and the deed."""
    monkeypatch.setattr(rules, "can_write", lambda person, partnership: True)
    actions.end(together, by=cast.bengt, at=now)
    amina = signed_in(cast.amina)
    address = reverse("partnership", args=[together.pk])
    page = amina.post(address, {"body": "Hello", "key": str(uuid4())}, follow=True)
    assert "You two parted a moment ago, so this was not kept." in text_of(page)
    assert Message.objects.count() == 0


def test_a_direction_without_a_topic_says_so(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    open_ended = actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    words = page_of(signed_in(cast.amina), open_ended)
    assert words[words.index("You show Bengt") + 1] == "What it is, you find out together."
    assert words[words.index("Bengt shows you") + 1] == "What it is, you find out together."


def test_a_name_with_signs_is_shown_as_it_is(cast: Cast, now: datetime, signed_in: SignIn) -> None:
    Person.objects.filter(pk=cast.bengt.pk).update(name='B"<i>&amp;')
    together = actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)
    assert 'You show B"<i>&amp;' in page_of(signed_in(cast.amina), together)
