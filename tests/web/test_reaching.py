"""The pages of reaching out oneself: whom one could ask, asking, answering, and home."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from counterpart.matching import actions
from counterpart.matching.models import Approach
from counterpart.partnerships.models import Partnership
from counterpart.people import avoiding
from counterpart.people.models import Person, Stage
from counterpart.programmes.models import Membership, Programme
from tests.cast import Cast, join, person
from tests.matching.conftest import senior, show, wish
from tests.matching.reaching import NOTE, ask, open_to_asking
from tests.web.reading import fields_of, links_of, text_of

SignIn = Callable[[Person], Client]
YES = {"answer": "yes", "decides": "no"}


@pytest.fixture
def reach(cast: Cast, now: datetime) -> Cast:
    show(cast.amina, "TikTok", now)
    wish(cast.amina, "Public speaking", now)
    show(cast.bengt, "Public speaking", now)
    wish(cast.bengt, "TikTok", now)
    open_to_asking(cast.programme)
    return cast


def page_of(cast: Cast) -> str:
    return reverse("reach", args=[cast.programme.pk])


def ask_page(cast: Cast, who: Person) -> str:
    return reverse("reach-ask", args=[cast.programme.pk, who.pk])


def said(**more: str) -> dict[str, str]:
    return {"note": NOTE, "decides": "no", "key": str(uuid4()), **more}


def approach_page(approach: Approach) -> str:
    return reverse("approach", args=[approach.pk])


def test_on_the_first_day_home_says_that_one_can_ask(reach: Cast, now: datetime, signed_in: SignIn) -> None:
    hanna = person("Hanna Ode", Stage.EARLY, languages=["en"])
    join(reach.programme, hanna, now)
    show(hanna, "TikTok", now)
    wish(hanna, "Public speaking", now)
    home = signed_in(hanna).get("/")
    words = text_of(home)
    assert words[words.index("Both ways") + 1] == "You can ask somebody yourself."
    assert links_of(home)["See who could fit"] == page_of(reach)


def test_where_the_programme_does_not_allow_it_nothing_says_so(reach: Cast, signed_in: SignIn) -> None:
    Programme.objects.update(asking=False)
    amina = signed_in(reach.amina)
    assert "You can ask somebody yourself." not in text_of(amina.get("/"))
    assert amina.get(page_of(reach)).status_code == 404


def test_amina_reads_who_fits_why_and_how_much_room_there_is(reach: Cast, signed_in: SignIn) -> None:
    words = text_of(signed_in(reach.amina).get(page_of(reach)))
    for over, topic in (
        ("Bengt could show you", "Speaking in front of people"),
        ("You could show Bengt", "TikTok"),
    ):
        assert words[words.index(over) + 1] == topic
    assert "Has room for one more" in words


def test_amina_asks_and_bengt_says_yes(reach: Cast, signed_in: SignIn) -> None:
    amina, bengt = signed_in(reach.amina), signed_in(reach.bengt)
    there = amina.post(ask_page(reach, reach.bengt), said()).headers["Location"]
    assert NOTE in text_of(amina.get(there))
    assert "You asked Bengt." in text_of(amina.get("/"))
    home = bengt.get("/")
    assert text_of(home)[text_of(home).index("Both ways") + 1] == "Amina would like to meet you."
    assert links_of(home)["Read what Amina wrote"] == there
    assert NOTE in text_of(bengt.get(there))
    together = bengt.post(there, YES).headers["Location"]
    assert together == reverse("partnership", args=[Partnership.objects.get().pk])
    assert amina.get(there).headers["Location"] == together
    assert "TikTok" in text_of(amina.get(together))


def test_bengt_wants_to_know_more_and_amina_tells(reach: Cast, now: datetime, signed_in: SignIn) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    amina, bengt = signed_in(reach.amina), signed_in(reach.bengt)
    bengt.post(reverse("approach-more", args=[approach.pk]), {"question": "How often?"})
    assert "Bengt would like to know more." in text_of(amina.get("/"))
    assert "How often?" in text_of(amina.get(approach_page(approach)))
    amina.post(reverse("approach-tell", args=[approach.pk]), {"answer": "Monthly"})
    assert "Monthly" in text_of(bengt.get(approach_page(approach)))
    assert "Tell me more" not in text_of(bengt.get(approach_page(approach)))


@pytest.mark.parametrize(("name", "field"), [("approach-more", "question"), ("approach-tell", "answer")])
def test_nothing_written_is_marked(
    reach: Cast, now: datetime, signed_in: SignIn, name: str, field: str
) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    who = reach.bengt if field == "question" else reach.amina
    if field == "answer":
        actions.want_to_know(approach, "How often?", by=reach.bengt, at=now)
    answer = signed_in(who).post(reverse(name, args=[approach.pk]), {field: " "})
    assert answer.status_code == 422
    assert [each for each in text_of(answer) if each.startswith("There is nothing written yet.")]


def test_a_note_and_a_word_about_who_decides_are_asked_for(reach: Cast, signed_in: SignIn) -> None:
    answer = signed_in(reach.amina).post(ask_page(reach, reach.bengt), {"key": str(uuid4())})
    assert answer.status_code == 422
    assert "Please say this before you ask." in text_of(answer)
    assert Approach.objects.count() == 0


def test_a_filled_in_note_survives_a_sign_in(reach: Cast) -> None:
    client = Client()
    client.post(ask_page(reach, reach.bengt), said(writer=str(reach.amina.pk)))
    client.force_login(reach.amina)
    page = client.get(ask_page(reach, reach.bengt))
    assert NOTE in page.text
    assert fields_of(page)["writer"] == str(reach.amina.pk)


def _avoids(cast: Cast) -> Person:
    avoiding.avoid(cast.amina.email, by=cast.bengt, at=cast.at)
    return cast.bengt


def _is_full(cast: Cast) -> Person:
    Person.objects.filter(pk=cast.bengt.pk).update(capacity=0)
    return cast.bengt


def _is_elsewhere(cast: Cast) -> Person:
    return cast.dara


def _is_nobody(cast: Cast) -> Person:
    return Person(pk=uuid4())


def _is_herself(cast: Cast) -> Person:
    return cast.amina


@pytest.mark.parametrize("whom", [_avoids, _is_full, _is_elsewhere, _is_nobody, _is_herself])
def test_who_would_rather_not_be_found_answers_like_nobody_at_all(
    reach: Cast, signed_in: SignIn, whom: Callable[[Cast], Person]
) -> None:
    amina, address = signed_in(reach.amina), ask_page(reach, whom(reach))
    told = []
    for posted in (False, True):
        answer = amina.post(address, said()) if posted else amina.get(address)
        assert (answer.status_code, answer.headers["Location"]) == (302, page_of(reach))
        told.append([each for each in text_of(amina.get(page_of(reach))) if "suggestions" in each])
    assert told == [["The suggestions have changed a moment ago. These are the ones of now."]] * 2
    assert Approach.objects.count() == 0


def test_not_now_leaves_amina_with_a_kind_sentence_and_no_reason(
    reach: Cast, now: datetime, signed_in: SignIn
) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    assert signed_in(reach.bengt).post(approach_page(approach), {"answer": "no"}).headers["Location"] == "/"
    amina = signed_in(reach.amina)
    assert amina.get(approach_page(approach)).headers["Location"] == "/"
    assert "This one is no longer open." in text_of(amina.get("/"))


def test_amina_takes_it_back_and_bengt_answers_too_late(
    reach: Cast, now: datetime, signed_in: SignIn
) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    amina, bengt = signed_in(reach.amina), signed_in(reach.bengt)
    withdraw = reverse("approach-withdraw", args=[approach.pk])
    assert [amina.post(withdraw).status_code for _ in range(2)] == [302, 302]
    bengt.post(approach_page(approach), YES)
    assert "This one was settled a moment ago, before your answer arrived." in text_of(bengt.get("/"))
    assert Partnership.objects.count() == 0


def test_the_wrong_one_of_the_two_is_told_so(reach: Cast, now: datetime, signed_in: SignIn) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    amina, bengt = signed_in(reach.amina), signed_in(reach.bengt)
    told = [
        amina.post(approach_page(approach), YES).status_code,
        amina.post(reverse("approach-more", args=[approach.pk]), {"question": "?"}).status_code,
        bengt.post(reverse("approach-tell", args=[approach.pk]), {"answer": "!"}).status_code,
        bengt.post(reverse("approach-withdraw", args=[approach.pk])).status_code,
    ]
    assert told == [403] * 4


def test_whoever_has_left_finds_it_no_more(reach: Cast, now: datetime, signed_in: SignIn) -> None:
    approach = ask(reach, reach.amina, reach.bengt, now)
    Membership.objects.filter(person=reach.bengt).update(left_at=now)
    bengt = signed_in(reach.bengt)
    assert [bengt.get(each).status_code for each in (approach_page(approach), page_of(reach))] == [404, 404]


@pytest.mark.parametrize(
    ("happened", "sentence"),
    [
        ("rests", "Just now nobody can be asked here."),
        ("full", "You have as many counterparts as you have room for."),
        ("enough", "You have asked three people."),
        ("nobody", "Just now there is nobody to suggest."),
    ],
)
def test_where_nobody_can_be_asked_the_page_says_what_helps(
    reach: Cast, now: datetime, signed_in: SignIn, happened: str, sentence: str
) -> None:
    if happened == "rests":
        Programme.objects.update(state=Programme.State.MATCHING)
    elif happened == "full":
        Person.objects.filter(pk=reach.amina.pk).update(capacity=0)
    elif happened == "enough":
        for n in range(3):
            ask(reach, reach.amina, senior(f"S{n} Berg", reach, now), now)
    else:
        Person.objects.filter(pk=reach.bengt.pk).update(capacity=0)
    assert sentence in text_of(signed_in(reach.amina).get(page_of(reach)))


def test_an_organiser_allows_it_and_says_who_teaches(reach: Cast, signed_in: SignIn) -> None:
    chen = signed_in(reach.chen)
    address = reverse("programme-change", args=[reach.programme.pk])
    answers = {
        "id": str(reach.programme.pk),
        "name": "Both ways",
        "template": "classic",
        "closes_on": "2031-01-01",
        "contact_name": "Cora Okafor",
        "contact_email": "cora@example.org",
        "distance": "0.5",
        "rhythm": "series",
        "minutes": "60",
    }
    for asking in (True, False):
        chen.post(address, answers | ({"asking": "on"} if asking else {}))
        reach.programme.refresh_from_db()
        assert (reach.programme.asking, reach.programme.template) == (asking, "classic")


def many(cast: Cast, now: datetime, count: int) -> None:
    """Seniors who fit, each of whom keeps away from somebody who is not here."""
    for n in range(count):
        who = senior(f"S{uuid4().hex} Berg", cast, now)
        if n < 20:
            avoiding.avoid(f"nobody-{n}@example.org", by=who, at=now)


def test_the_pages_cost_the_same_among_few_and_among_many(
    reach: Cast, now: datetime, signed_in: SignIn
) -> None:
    Person.objects.update(capacity=3)
    ines = senior("Ines Sousa", reach, now)
    approach = ask(reach, reach.amina, ines, now)
    amina = signed_in(reach.amina)
    pages = (page_of(reach), ask_page(reach, reach.bengt), approach_page(approach), "/")
    for more in (10, 60):
        many(reach, now, more)
        Person.objects.filter(pk=reach.bengt.pk).update(capacity=3)
        assert [_queries(amina, each) for each in pages] == [20, 15, 13, 20]


def _queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as ran:
        assert client.get(address).status_code == 200
    return len(ran)
