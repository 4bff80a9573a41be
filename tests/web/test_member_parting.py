"""Pages on which something stops: what they say, to whom, and that nobody else sees a trace."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from counterpart.partnerships import actions
from counterpart.partnerships.actions import concerns, ending, pausing
from counterpart.partnerships.models import CheckIn, Concern, Keepsake, Meeting, Partnership, Pause
from counterpart.people import actions as people
from counterpart.people import keys
from counterpart.people.models import Offer, Person, Seek
from counterpart.programmes.models import Membership, Programme
from counterpart.skills.models import Skill
from tests.cast import Cast
from tests.web.reading import fields_of, links_of, text_of

SignIn = Callable[[Person], Client]


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


def at(name: str, together: Partnership) -> str:
    return reverse(f"partnership-{name}", args=[together.pk])


def say(
    client: Client, together: Partnership, cast: Cast, words: str = "He shouts", then: str = "", key: str = ""
) -> int:
    data = {"words": words, "then": then, "to": str(cast.cora.pk), "key": key or str(uuid4())}
    return client.post(at("not-right", together), data).status_code


def feel(person: Person, seek: Seek, value: int, when: datetime) -> None:
    row = CheckIn(person=person, seek=seek, at=when)
    row.value = keys.seal_for(person, str(value), table="partnerships_checkin", row=row.pk, column="value")
    row.save()


def test_the_page_says_who_reads_it(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    words = " ".join(text_of(signed_in(cast.amina).get(at("not-right", together))))
    assert "goes to Cora Okafor and to nobody else" in words
    assert "Bengt, the organisers and everybody else do not learn that you wrote." in words


def test_nobody_else_finds_a_trace_of_it(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    """Every page of theirs reads as before, to the last figure."""
    pages = {
        cast.bengt: ["/", "/profile/", at("not-right", together), reverse("partnership", args=[together.pk])],
        cast.chen: ["/", f"/programmes/{cast.programme.pk}/", f"/programmes/{cast.programme.pk}/people/"],
        cast.olu: ["/", "/owner/", "/programmes/"],
        cast.dara: ["/", "/profile/"],
    }
    before = {who: [_plain(signed_in(who).get(page)) for page in pages[who]] for who in pages}
    amina = signed_in(cast.amina)
    assert [say(amina, together, cast), say(amina, together, cast, "Again")] == [302, 302]
    assert Concern.objects.count() == 2
    assert before == {who: [_plain(signed_in(who).get(page)) for page in pages[who]] for who in pages}


def _plain(response: object) -> str:
    """Without what differs on every page: tokens, and the key of a form."""
    text = getattr(response, "content").decode()  # noqa: B009 -- a response of the test client has it
    return re.sub(r'value="[\w-]{36,64}"', "", text)


def test_cora_reads_it_and_amina_sees_that_she_did(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    amina, cora = signed_in(cast.amina), signed_in(cast.cora)
    say(amina, together, cast)
    assert "Somebody turns to you in confidence." in text_of(cora.get("/"))
    page = cora.get(reverse("concerns"))
    assert "He shouts" in text_of(page)
    assert links_of(page)[cast.amina.email] == f"mailto:{cast.amina.email}"
    assert "Not read yet." in " ".join(text_of(amina.get(at("not-right", together))))
    cora.post(reverse("concern-seen", args=[Concern.objects.get().pk]))
    assert "Read on" in " ".join(text_of(amina.get(at("not-right", together))))
    assert "Somebody turns to you in confidence." not in text_of(cora.get("/"))
    assert links_of(cora.get("/"))["What people told me"] == "/concerns/"


def test_the_concerns_of_others_are_not_there(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    say(signed_in(cast.amina), together, cast)
    seen = reverse("concern-seen", args=[Concern.objects.get().pk])
    for who in (cast.amina, cast.bengt, cast.chen, cast.olu, cast.dara, cast.eli):
        assert signed_in(who).get(reverse("concerns")).status_code == 404
        assert signed_in(who).post(seen).status_code == 404
    assert Concern.objects.get().seen_at is None


def test_a_new_contact_person_does_not_get_what_was_meant_for_cora(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    Programme.objects.filter(pk=cast.programme.pk).update(contact=cast.olu)
    client = signed_in(cast.amina)
    assert say(client, together, cast, then="block") == 422
    assert (Concern.objects.count(), Partnership.objects.current().count()) == (0, 1)
    page = client.post(at("not-right", together), {"words": "He shouts", "to": "", "key": str(uuid4())})
    assert "He shouts" in page.text
    assert fields_of(page)["to"] == str(cast.olu.pk)


@pytest.mark.parametrize(("words", "then"), [("", ""), ("x" * 4001, ""), ("a\x00", ""), ("Hm", "fly")])
def test_what_cannot_be_sent_stays_on_the_page(
    together: Partnership, cast: Cast, signed_in: SignIn, words: str, then: str
) -> None:
    assert say(signed_in(cast.amina), together, cast, words, then) == 422
    assert (Concern.objects.count(), Pause.objects.count()) == (0, 0)


def test_without_a_contact_person_the_page_says_whom_to_turn_to(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    Programme.objects.filter(pk=cast.programme.pk).update(contact=None)
    client = signed_in(cast.amina)
    page = client.get(at("not-right", together))
    assert "words" not in fields_of(page)
    assert "<textarea" not in page.text
    assert links_of(page)[cast.chen.email] == f"mailto:{cast.chen.email}"
    assert client.post(at("not-right", together), {"then": "pause", "key": str(uuid4())}).status_code == 302
    assert Pause.objects.get().by == cast.amina


def test_a_double_click_tells_cora_once(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    client, key = signed_in(cast.amina), str(uuid4())
    assert [say(client, together, cast, then="block", key=key) for _ in range(2)] == [302, 302]
    assert Concern.objects.count() == 1


def test_a_rest_shows_to_both_and_only_amina_can_go_on(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    amina.post(at("pause", together))
    address = reverse("partnership", args=[together.pk])
    since = f"Resting since {now:%B} {now.day}".replace(f"{now:%B} {now.day}", f"{now.day} {now:%B}")
    for client in (amina, bengt):
        assert since in text_of(client.get(address))
        assert "Nothing is asked of either of you." in text_of(client.get("/"))
    assert "Go on" in text_of(amina.get(address))
    assert "Go on" not in text_of(bengt.get(address))
    bengt.post(at("resume", together))
    assert Pause.objects.open().count() == 1
    amina.post(at("resume", together))
    assert Pause.objects.open().count() == 0


def test_words_written_into_a_rest_are_not_sent_and_not_lost(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    pausing.pause(together, by=cast.amina, at=now)
    address = reverse("partnership", args=[together.pk])
    page = signed_in(cast.bengt).post(address, {"body": "Where are you?", "key": str(uuid4())})
    assert "Where are you?" in page.text
    assert "You are resting, so nothing is sent. Your words are still here." in text_of(page)


def test_the_ending_of_amina_shows_what_is_hers(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    seek = Seek.objects.get(person=cast.amina, skill=skill("linkedin"))
    for days, value in ((3, 20), (2, 40), (1, 65)):
        feel(cast.amina, seek, value, now - timedelta(days=days))
    Meeting.objects.create(
        partnership=together, starts_at=now - timedelta(hours=3), ends_at=now - timedelta(hours=2)
    )
    hers, his = (text_of(signed_in(who).get(at("ending", together))) for who in (cast.amina, cast.bengt))
    assert hers[hers.index("Times you two met") + 1] == "1"
    assert {"Then: 20", "Now: 65"} < set(hers)
    assert [each for each in his if "65" in each or "LinkedIn: how" in each] == []


def test_amina_thanks_keeps_a_lesson_and_says_how_it_feels(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    seek = Seek.objects.get(person=cast.amina, skill=skill("linkedin"))
    address = at("ending", together)
    for _ in range(2):
        assert amina.post(address, {"say": "thanks", "thanks": "For Thursday"}).status_code == 302
        assert amina.post(address, {"say": "lesson", "lesson": "Ask early"}).status_code == 302
        assert amina.post(address, {"say": "confidence", f"now-{seek.pk}": "70"}).status_code == 302
    assert (Keepsake.objects.count(), CheckIn.objects.count()) == (2, 1)
    his = text_of(bengt.get(address))
    assert "For Thursday" in his
    assert "Ask early" not in " ".join(his)
    assert "Ask early" in amina.get(address).text


@pytest.mark.parametrize(
    "data",
    [
        {"say": "thanks", "thanks": ""},
        {"say": "thanks", "thanks": "x" * 4001},
        {"say": "lesson", "lesson": "a\x00"},
        {"say": "confidence", "now": "101"},
        {"say": "confidence", "now": "nan"},
        {"say": "confidence", "now": "1e309"},
    ],
)
def test_what_cannot_be_kept_comes_back(
    together: Partnership, cast: Cast, signed_in: SignIn, data: dict[str, str]
) -> None:
    seek = Seek.objects.get(person=cast.amina, skill=skill("linkedin"))
    filled = {f"now-{seek.pk}" if name == "now" else name: value for name, value in data.items()}
    assert signed_in(cast.amina).post(at("ending", together), filled).status_code == 422
    assert (Keepsake.objects.count(), CheckIn.objects.count()) == (0, 0)


def test_after_bengt_finished_amina_still_has_everything(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    actions.write(together, "Hello", key=uuid4(), by=cast.bengt, at=now)
    signed_in(cast.bengt).post(at("finish", together))
    amina = signed_in(cast.amina)
    assert "Hello" in text_of(amina.get(reverse("partnership", args=[together.pk])))
    assert "Say thank you" in text_of(amina.get(at("ending", together)))
    home = amina.get("/")
    assert "You and Bengt have come to a good end." in text_of(home)
    assert links_of(home)["You and Bengt Lindqvist, Both ways"] == reverse("partnership", args=[together.pk])
    assert "You and Bengt Lindqvist, Both ways" in links_of(amina.get("/profile/"))
    assert amina.post(at("finish", together)).status_code == 302


def test_roles_turn_in_one_tap(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    topic = together.topics.get(learner=cast.amina, skill__isnull=False)
    address = reverse("partnership-show-now", args=[together.pk, topic.pk])
    assert bengt.post(address).status_code == 404
    for _ in range(2):
        amina.post(address)
    assert [each.skill.slug for each in Offer.objects.filter(person=cast.amina)] == ["linkedin"]
    assert "stands among what you can show" in text_of(amina.get(at("ending", together)))
    private = together.topics.get(skill__isnull=True)
    assert amina.post(reverse("partnership-show-now", args=[together.pk, private.pk])).status_code == 404


def test_a_certificate_names_amina_and_open_topics_only(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    ending.finish(together, by=cast.amina, at=now)
    words = text_of(signed_in(cast.amina).get(at("certificate", together)))
    assert {"Amina Diallo", "Spreadsheets", "LinkedIn", "Both ways"} < set(words)
    assert [each for each in words if "Bengt" in each or "Leaving" in each] == []


def test_after_a_parting_home_offers_to_look_again(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    people.tell_offer(skill("spreadsheets"), by=cast.amina, at=now)
    actions.end(together, by=cast.bengt, at=now)
    amina = signed_in(cast.amina)
    address = reverse("membership-look-again", args=[Membership.objects.get(person=cast.amina).pk])
    assert links_of(amina.get("/"))["Look again for somebody"] == address
    assert "Bengt" not in text_of(amina.get("/"))[0]
    for answer, capacity in (("no", 0), ("no", 0), ("yes", 1), ("yes", 1)):
        assert amina.post(address, {"answer": answer}).status_code == 302
        assert Person.objects.get(pk=cast.amina.pk).capacity == capacity
    assert signed_in(cast.bengt).get(address).status_code == 404


def test_each_page_costs_the_same_however_much_there_is(
    together: Partnership,
    cast: Cast,
    now: datetime,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    ending.thank(together, "Thanks", by=cast.bengt, at=now)
    ending.keep_lesson(together, "Ask", may_share=True, by=cast.amina, at=now)
    amina, cora = signed_in(cast.amina), signed_in(cast.cora)
    costs = {"not-right": 10, "ending": 19, "certificate": 8}
    for count in (1, 20):
        for _ in range(count):
            concerns.say_not_right(
                together, words="Hm", to=cast.cora, then="", key=uuid4(), by=cast.amina, at=now
            )
            feel(cast.amina, Seek.objects.filter(person=cast.amina)[0], 50, now)
            feel(cast.bengt, Seek.objects.filter(person=cast.bengt)[0], 50, now)
        for name, cost in costs.items():
            with django_assert_num_queries(cost):
                amina.get(at(name, together))
        with django_assert_num_queries(5):
            cora.get(reverse("concerns"))
