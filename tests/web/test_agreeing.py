"""Two people begin, on the pages: home, reading, the agreement, how it feels, the programme's own terms."""

from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from counterpart.partnerships import actions, queries
from counterpart.partnerships.actions import agreeing
from counterpart.partnerships.models import Agreement, CheckIn, Induction, Partnership
from counterpart.partnerships.queries import agreeing as agreements
from counterpart.people.models import Person
from counterpart.programmes.models import Programme
from tests.cast import Cast
from tests.pages import read
from tests.partnerships.agreed import CANARY, pair, propose, ring
from tests.web.reading import links_of, text_of

SignIn = Callable[[Person], Client]
PAGES = ("agreement", "agreement-write", "partnership-start")


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return pair(cast, now)


def at(name: str, together: Partnership, *more: str) -> str:
    return reverse(name, args=[together.pk, *more])


def form(together: Partnership, cast: Cast, **said: object) -> dict[str, object]:
    aims = {f"aim-{cast.amina.pk}": "To say no", f"aim-{cast.bengt.pk}": "Pivot tables"}
    how = {
        "rhythm": "series",
        "minutes": "60",
        "where": "video",
        "between_us": "All.",
        "stopping": "Any time.",
    }
    return {**aims, **how, "after": 0, "key": str(uuid4()), **said}


def write(client: Client, together: Partnership, cast: Cast, **said: object) -> str:
    answer = client.post(at("agreement-write", together), form(together, cast, **said))
    return answer.headers.get("Location", str(answer.status_code))


def test_amina_drafts_it_bengt_signs_and_both_say_how_it_feels(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    page = amina.get(at("agreement", together), follow=True)
    assert "Leaving the firm" in page.text
    assert write(amina, together, cast) == at("partnership-start", together)
    page = bengt.get(at("agreement", together))
    assert "Amina has written an agreement." in text_of(page)
    assert "To say no" in text_of(page)
    signed = bengt.post(at("agreement", together), {"version": 1})
    assert signed.headers["Location"] == at("partnership-start", together)
    assert "You have agreed." in text_of(amina.get(at("agreement", together)))
    assert queries.in_force(together) == Agreement.objects.get()


def test_a_counter_proposal_starts_from_what_stands_and_marks_what_changed(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    write(amina, together, cast)
    fields = read(bengt.get(at("agreement-write", together))).answers()
    assert fields["after"] == "1"
    assert fields["minutes"] == "60"
    write(bengt, together, cast, after=1, minutes="45", between_us="All but the jokes.")
    words = text_of(amina.get(at("agreement", together)))
    assert "Bengt proposes changes." in words
    assert words.count("This is different. Before:") == 2
    assert words.count("Six meetings over six months, 60 minutes each") == 1


def test_home_asks_amina_to_draft_then_bengt_to_sign(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    amina, bengt = signed_in(cast.amina), signed_in(cast.bengt)
    assert "Agree on how you do it." in text_of(amina.get("/"))
    assert "Agree on how you do it." not in text_of(bengt.get("/"))
    actions.write(together, "Hello", key=uuid4(), by=cast.amina, at=now)
    assert links_of(amina.get("/"))["Write the agreement"] == at("agreement-write", together)
    write(amina, together, cast)
    assert "Amina has written an agreement." in text_of(bengt.get("/"))
    assert links_of(bengt.get("/"))["Read and sign"] == at("agreement", together)
    bengt.post(at("agreement", together), {"version": 1})
    assert "Read and sign" not in text_of(bengt.get("/"))


def test_home_says_who_writes_first_and_by_when(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    assert any(words.startswith("You write first, by ") for words in text_of(signed_in(cast.bengt).get("/")))
    page = text_of(signed_in(cast.amina).get("/"))
    assert any(words.startswith("Bengt writes first, by ") for words in page)


def test_once_the_day_is_over_nobody_is_reminded_of_it(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    Partnership.objects.update(began_at=now - timedelta(days=11))
    page = signed_in(cast.bengt).get("/")
    assert "One of you writes first. A hello and one question are plenty." in text_of(page)
    assert "Agree on how you do it." in text_of(page)


def test_where_the_programme_wants_it_home_asks_to_read_first(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    Programme.objects.update(reads_first=True)
    actions.write(together, "Hello", key=uuid4(), by=cast.amina, at=now)
    amina = signed_in(cast.amina)
    assert links_of(amina.get("/"))["Read it"] == at("induction", together, "teaching")
    assert amina.post(at("induction", together, "teaching")).headers["Location"] == at(
        "induction", together, "learning"
    )
    assert amina.post(at("induction", together, "learning")).headers["Location"] == at(
        "partnership", together
    )
    assert "Read it" not in text_of(amina.get("/"))
    assert Induction.objects.filter(person=cast.amina).count() == 2


def test_nobody_learns_whether_the_other_has_read(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    bengt = signed_in(cast.bengt)
    before = text_of(bengt.get(at("partnership", together)))
    agreeing.read_induction(together, "learning", by=cast.amina, at=now)
    assert text_of(bengt.get(at("partnership", together))) == before


@pytest.mark.parametrize("side", ["teaching", "learning"])
def test_what_is_read_takes_less_than_ten_minutes(
    together: Partnership, cast: Cast, signed_in: SignIn, side: str
) -> None:
    words = " ".join(text_of(signed_in(cast.amina).get(at("induction", together, side)))).split()
    assert 600 < len(words) < 1600
    assert signed_in(cast.amina).get(at("induction", together, "both")).status_code == 404


def test_strangers_and_those_who_parted_find_or_do_nothing(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    propose(together, cast, now, cast.amina)
    for who in (cast.dara, cast.chen, cast.cora, cast.olu):
        client = signed_in(who)
        for name in PAGES:
            assert client.get(at(name, together)).status_code == 404
            assert client.post(at(name, together), form(together, cast)).status_code == 404
        assert client.get(at("induction", together, "teaching")).status_code == 404
    actions.end(together, by=cast.amina, at=now)
    bengt = signed_in(cast.bengt)
    assert CANARY not in bengt.get(at("agreement", together)).text
    assert write(bengt, together, cast, after=1) == at("agreement", together)
    assert bengt.post(at("agreement", together), {"version": 1}).status_code == 302
    assert bengt.post(at("partnership-start", together), {"belonging": 3}).status_code == 302
    assert Agreement.objects.count() == 1
    assert queries.in_force(together) is None
    assert CheckIn.objects.count() == 0


def test_an_agreement_of_others_is_not_signed_through_ones_own(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    other = actions.begin(cast.programme, people=[cast.bengt, cast.dara], topics=[], at=now)
    propose(other, cast, now, cast.dara)
    assert signed_in(cast.amina).post(at("agreement", together), {"version": 1}).status_code == 404
    assert signed_in(cast.amina).post(at("agreement", other), {"version": 1}).status_code == 404


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "1e3", "9" * 40, "\x00"])
def test_a_version_that_is_none_is_not_found(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn, version: str
) -> None:
    propose(together, cast, now, cast.amina)
    assert signed_in(cast.bengt).post(at("agreement", together), {"version": version}).status_code == 404


def test_a_version_that_was_overtaken_is_refused_in_plain_words(
    together: Partnership, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    propose(together, cast, now, cast.amina)
    propose(together, cast, now, cast.amina, after=1)
    bengt = signed_in(cast.bengt)
    page = bengt.post(at("agreement", together), {"version": 1}, follow=True)
    assert "There is a newer version by now. Please read that one first." in text_of(page)
    assert write(bengt, together, cast, after=1) == at("agreement", together)
    assert "Somebody wrote a newer version meanwhile. Please read it; yours was not sent." in text_of(
        bengt.get(at("agreement", together))
    )


def test_a_double_click_is_one_version(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    amina, key = signed_in(cast.amina), str(uuid4())
    for _ in range(2):
        write(amina, together, cast, key=key)
    assert Agreement.objects.count() == 1


@pytest.mark.parametrize(
    "said",
    [
        {"rhythm": "never"}, {"minutes": "7"}, {"minutes": "1e309"}, {"where": "moon"}, {"between_us": ""},
        {"stopping": "x" * 1001}, {"after": "-1"}, {"after": "nan"}, {"key": "x"}, {"between_us": "a\x00b"},
    ],
)  # fmt: skip
def test_what_cannot_be_kept_stays_on_the_page(
    together: Partnership, cast: Cast, signed_in: SignIn, said: dict[str, object]
) -> None:
    assert write(signed_in(cast.amina), together, cast, **said) == "422"
    assert Agreement.objects.count() == 0


def test_an_aim_for_somebody_else_is_not_kept(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    write(signed_in(cast.amina), together, cast, **{f"aim-{cast.dara.pk}": "mine", "own_words": "mine"})
    found = agreements.latest(together, cast.amina)
    assert found is not None
    assert (set(found[1].aims), found[1].own_words) == ({cast.amina.pk, cast.bengt.pk}, "")


def test_what_was_typed_survives_a_sign_in(together: Partnership, cast: Cast) -> None:
    client = Client()
    typed = form(together, cast, between_us="Nothing but jokes", writer=str(cast.amina.pk))
    client.post(at("agreement-write", together), typed)
    client.force_login(cast.amina)
    assert "Nothing but jokes" in client.get(at("agreement-write", together)).text


def wish(person: Person) -> UUID:
    return person.seeks.get().pk


def test_how_it_feels_is_asked_about_aminas_own_wishes_alone(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    fields = read(amina.get(at("partnership-start", together))).answers()
    asked = {name for name in fields if name.startswith(("wish", "belonging"))}
    assert asked == {f"wish-{wish(cast.amina)}", "belonging"}
    said = {f"wish-{wish(cast.amina)}": "30", f"wish-{wish(cast.bengt)}": "1"}
    assert amina.post(at("partnership-start", together), said).status_code == 302
    assert [(row.person, row.seek_id) for row in CheckIn.objects.all()] == [(cast.amina, wish(cast.amina))]
    assert "that stays as it is" in amina.get(at("partnership-start", together)).text


@pytest.mark.parametrize("value", ["-1", "101", "1e309", "nan", "half"])
def test_a_figure_beyond_the_scale_is_mended(
    together: Partnership, cast: Cast, signed_in: SignIn, value: str
) -> None:
    page = read(signed_in(cast.amina).post(at("partnership-start", together), {"belonging": value}))
    assert (page.status, page.errors) == (422, ["A whole number from 0 to 100, or nothing."])
    assert CheckIn.objects.count() == 0


def test_skipping_everything_keeps_nothing(together: Partnership, cast: Cast, signed_in: SignIn) -> None:
    answer = signed_in(cast.amina).post(at("partnership-start", together), {})
    assert answer.headers["Location"] == at("partnership", together)
    assert CheckIn.objects.count() == 0


def test_in_a_ring_each_has_an_aim_and_the_pages_name_all(
    cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    three = ring(cast, now)
    dara = signed_in(cast.dara)
    page = dara.get(at("agreement-write", three))
    assert len([name for name in read(page).answers() if name.startswith("aim-")]) == 3
    assert "Leaving the firm" not in page.text
    propose(three, cast, now, cast.amina)
    assert dara.post(at("agreement", three), {"version": 1}).status_code == 302
    assert "It waits for Bengt Lindqvist." in text_of(dara.get(at("agreement", three)))


def test_chen_sets_what_agreements_propose_and_what_stands_in_each(
    together: Partnership, cast: Cast, signed_in: SignIn
) -> None:
    chen = signed_in(cast.chen)
    address = reverse("programme-change", args=[cast.programme.pk])
    own = {"rhythm": "sprint", "minutes": "45", "own_words": "An hour counts as work.", "reads_first": "on"}
    assert chen.post(address, {**read(chen.get(address)).answers(), **own}).status_code == 302
    amina = signed_in(cast.amina)
    assert "An hour counts as work." in text_of(amina.get(at("agreement-write", together)))
    write(amina, together, cast)
    Programme.objects.update(own_words="Something else")
    assert "An hour counts as work." in text_of(amina.get(at("agreement", together)))
    assert Programme.objects.get(pk=cast.programme.pk).reads_first


def test_pages_cost_the_same_for_one_version_and_for_ten(
    together: Partnership,
    cast: Cast,
    now: datetime,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    amina = signed_in(cast.amina)
    costs = {"agreement": 9, "agreement-write": 9, "partnership-start": 11, "partnership": 20}
    for after in range(10):
        propose(together, cast, now, cast.amina, after=after)
        if after in (0, 9):
            for name, cost in costs.items():
                with django_assert_num_queries(cost):
                    amina.get(at(name, together))
            with django_assert_num_queries(7):
                amina.get(at("induction", together, "teaching"))
