"""The three short screens, and what becomes of what is told there."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from counterpart.people import actions, avoiding, queries
from counterpart.people.models import Offer, Person, Seek, Stage
from counterpart.programmes.bringing import withheld
from counterpart.programmes.models import Membership
from counterpart.skills.actions import understand
from counterpart.skills.models import Skill
from counterpart.web.forms.telling import DAYS, PARTS
from tests.cast import Cast
from tests.web.reading import fields_of, text_of

SignIn = Callable[[Person], Client]
OFFERS, SEEKS, WHEN = "/joining/offers/", "/joining/seeks/", "/joining/when/"


@pytest.fixture
def amina(cast: Cast, signed_in: SignIn) -> Client:
    return signed_in(cast.amina)


def shown(person: Person) -> list[str]:
    return [offer.skill.name for offer in queries.offers(person)]


def wished(person: Person) -> list[str]:
    return [wish.words for wish in queries.wishes(person)]


def only_wish(person: Person) -> queries.Wish:
    (wish,) = queries.wishes(person)
    return wish


def test_a_tap_tells_an_offer(amina: Client, cast: Cast) -> None:
    answer = amina.post(OFFERS, {"words": "", "add": "spreadsheets"})
    assert answer.headers["Location"] == OFFERS
    assert shown(cast.amina) == ["Spreadsheets"]


def test_words_of_the_vocabulary_are_known_by_any_name(amina: Client, cast: Cast) -> None:
    amina.post(OFFERS, {"words": "Excel and ChatGPT"})
    assert shown(cast.amina) == ["AI assistants like ChatGPT", "Spreadsheets"]


def test_free_words_are_kept_as_typed(amina: Client, cast: Cast) -> None:
    amina.post(OFFERS, {"words": "Calming a goat"})
    assert shown(cast.amina) == ["Calming a goat"]


def test_next_takes_typed_words_along(amina: Client, cast: Cast) -> None:
    answer = amina.post(OFFERS, {"words": "Excel", "next": "1"})
    assert answer.headers["Location"] == SEEKS
    assert shown(cast.amina) == ["Spreadsheets"]


def test_nothing_typed_and_next_is_fine(amina: Client, cast: Cast) -> None:
    assert amina.post(OFFERS, {"words": "", "next": "1"}).headers["Location"] == SEEKS
    assert shown(cast.amina) == []


def test_the_same_offer_twice_is_one(amina: Client, cast: Cast) -> None:
    for _ in range(2):
        amina.post(OFFERS, {"add": "spreadsheets"})
    assert shown(cast.amina) == ["Spreadsheets"]


def test_words_without_a_letter_are_named_and_kept_on_the_page(amina: Client, cast: Cast) -> None:
    answer = amina.post(OFFERS, {"words": "?!"})
    assert answer.status_code == 422
    assert fields_of(answer)["words"] == "?!"
    assert "Write it with at least one letter or number." in text_of(answer)


def test_a_chip_somebody_made_up_adds_nothing(amina: Client, cast: Cast) -> None:
    amina.post(OFFERS, {"add": "no-such-skill"})
    assert shown(cast.amina) == []


def test_what_somebody_else_typed_cannot_be_tapped(amina: Client, cast: Cast) -> None:
    typed = Skill.objects.create(slug="typed-x", name="Secret words", typed=True)
    amina.post(OFFERS, {"add": typed.slug})
    assert shown(cast.amina) == []


def test_how_well_is_asked_of_tools_and_not_of_experience(amina: Client, cast: Cast) -> None:
    amina.post(OFFERS, {"add": "spreadsheets"})
    amina.post(OFFERS, {"add": Skill.objects.ours().filter(kind="experience").exclude(parent=None)[0].slug})
    page = amina.get(OFFERS)
    assert [words for words in text_of(page) if words.startswith("How well: ")] == ["How well: Spreadsheets"]


def test_how_well_is_kept(amina: Client, cast: Cast) -> None:
    amina.post(OFFERS, {"add": "spreadsheets"})
    offer = Offer.objects.get()
    amina.post(reverse("joining-offer", args=[offer.pk]), {f"{offer.pk}-level": "4"})
    offer.refresh_from_db()
    assert offer.level == 4


@pytest.mark.parametrize("level", ["9", "0", "-1", "x", "1e309", "٣٣"])
def test_a_level_that_is_none_changes_nothing(amina: Client, cast: Cast, level: str) -> None:
    amina.post(OFFERS, {"add": "spreadsheets"})
    offer = Offer.objects.get()
    amina.post(reverse("joining-offer", args=[offer.pk]), {f"{offer.pk}-level": level})
    offer.refresh_from_db()
    assert offer.level is None


def test_an_offer_is_taken_away(amina: Client, cast: Cast) -> None:
    amina.post(OFFERS, {"add": "spreadsheets"})
    amina.post(reverse("joining-offer", args=[Offer.objects.get().pk]), {"less": "1"})
    assert shown(cast.amina) == []


def test_dara_finds_no_offer_and_no_wish_of_aminas(amina: Client, cast: Cast, signed_in: SignIn) -> None:
    amina.post(OFFERS, {"add": "spreadsheets"})
    amina.post(SEEKS, {"add": "linkedin"})
    dara = signed_in(cast.dara)
    theirs = [
        reverse("joining-offer", args=[Offer.objects.get().pk]),
        reverse("joining-seek", args=[Seek.objects.get().pk]),
        reverse("profile-brought", args=[Membership.objects.get(person=cast.amina).pk]),
    ]
    assert [dara.post(address, {"less": "1"}).status_code for address in theirs] == [404, 404, 404]
    assert (shown(cast.amina), wished(cast.amina)) == (["Spreadsheets"], ["LinkedIn"])


def test_a_wish_in_the_open(amina: Client, cast: Cast) -> None:
    amina.post(SEEKS, {"add": "linkedin"})
    wish = only_wish(cast.amina)
    assert (wish.words, wish.is_private, wish.makes_nervous) == ("LinkedIn", False, False)


def test_a_private_wish_in_her_own_words_leaves_no_word_anywhere(amina: Client, cast: Cast) -> None:
    amina.post(SEEKS, {"words": "Leaving my husband's firm", "private": "on", "nervous": "on"})
    wish = only_wish(cast.amina)
    assert (wish.words, wish.is_private, wish.makes_nervous) == ("Leaving my husband's firm", True, True)
    assert not Skill.objects.as_typed().exists()
    assert wish.seek.skill is None


def test_a_wish_becomes_private_later_and_its_typed_words_leave_the_vocabulary(
    amina: Client, cast: Cast
) -> None:
    amina.post(SEEKS, {"words": "Leaving the firm"})
    key = only_wish(cast.amina).seek.pk
    change(amina, key, private="on")
    wish = only_wish(cast.amina)
    assert (wish.words, wish.is_private) == ("Leaving the firm", True)
    assert not Skill.objects.as_typed().exists()


def test_typed_words_that_bengt_offers_stay(amina: Client, cast: Cast, signed_in: SignIn) -> None:
    signed_in(cast.bengt).post(OFFERS, {"words": "Leaving the firm"})
    amina.post(SEEKS, {"words": "leaving the firm"})
    change(amina, only_wish(cast.amina).seek.pk, private="on")
    assert shown(cast.bengt) == ["Leaving the firm"]


def test_a_private_wish_comes_into_the_open(amina: Client, cast: Cast) -> None:
    amina.post(SEEKS, {"add": "linkedin", "private": "on"})
    change(amina, only_wish(cast.amina).seek.pk)
    wish = only_wish(cast.amina)
    assert (wish.words, wish.is_private) == ("LinkedIn", False)


def change(client: Client, key: UUID, **said: str) -> None:
    answer = client.post(
        reverse("joining-seek", args=[key]),
        {f"{key}-importance": "3"} | {f"{key}-{name}": value for name, value in said.items()},
    )
    assert answer.status_code == 302


def test_amina_reads_her_own_dread_and_changes_it(amina: Client, cast: Cast) -> None:
    amina.post(SEEKS, {"add": "linkedin", "nervous": "on"})
    change(amina, only_wish(cast.amina).seek.pk, importance="5", dread="They will laugh", nervous="on")
    wish = only_wish(cast.amina)
    assert (wish.seek.importance, wish.dread) == (5, "They will laugh")
    assert "They will laugh" in amina.get(SEEKS).text
    change(amina, wish.seek.pk)
    assert only_wish(cast.amina).dread is None


def test_the_same_wish_told_private_is_one_wish(amina: Client, cast: Cast) -> None:
    amina.post(SEEKS, {"add": "linkedin"})
    amina.post(SEEKS, {"words": "LinkedIn", "private": "on"})
    assert only_wish(cast.amina).is_private


def test_an_unknown_degree_is_named(amina: Client, cast: Cast) -> None:
    amina.post(SEEKS, {"add": "linkedin"})
    key = only_wish(cast.amina).seek.pk
    answer = amina.post(reverse("joining-seek", args=[key]), {f"{key}-importance": "9"})
    assert answer.status_code == 422
    assert only_wish(cast.amina).seek.importance == 3


def test_three_taps_and_done_keeps_what_was_known(amina: Client, cast: Cast) -> None:
    """The third screen as it stands is an answer."""
    page = amina.get(WHEN)
    assert page.status_code == 200
    said = {
        "name": "Amina Diallo",
        "stage": "1",
        "function": "Marketing",
        "place": "Lyon",
        "background": "",
        "time_zone": "UTC",
        "languages": ["en", "fr"],
        "capacity": "1",
    }
    assert amina.post(WHEN, said).headers["Location"] == reverse("home")
    cast.amina.refresh_from_db()
    assert (cast.amina.stage, cast.amina.hours, cast.amina.languages) == (Stage.EARLY, "", ["en", "fr"])


def test_days_and_times_are_hours_of_the_week(amina: Client, cast: Cast) -> None:
    said = {
        "name": "Amina",
        "days": ["Mon", "Wed"],
        "parts": ["08:00-12:00"],
        "time_zone": "Europe/Paris",
        "languages": ["en"],
        "capacity": "2",
    }
    amina.post(WHEN, said)
    cast.amina.refresh_from_db()
    assert cast.amina.hours == "Mon 08:00-12:00;Wed 08:00-12:00"
    assert (cast.amina.time_zone, cast.amina.capacity, cast.amina.stage) == ("Europe/Paris", 2, None)


@pytest.mark.parametrize(("days", "parts", "hours"), [(6, 4, 24), (7, 3, 21), (7, 4, 0), (0, 2, 14)])
def test_every_week_fits_into_its_column(
    amina: Client, cast: Cast, days: int, parts: int, hours: int
) -> None:
    said = {
        "name": "Amina",
        "days": list(DAYS)[:days],
        "parts": list(PARTS)[:parts],
        "time_zone": "UTC",
        "languages": ["en"],
        "capacity": "1",
    }
    assert amina.post(WHEN, said).status_code == 302
    cast.amina.refresh_from_db()
    assert len(cast.amina.hours) <= 400
    assert len([each for each in cast.amina.hours.split(";") if each]) == hours


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("time_zone", "Mars/Olympus"),
        ("languages", "xx"),
        ("capacity", "99"),
        ("stage", "6"),
        ("days", "Someday"),
        ("name", ""),
        ("name", "\x00"),
        ("place", "x" * 121),
    ],
)
def test_what_does_not_fit_is_named_and_nothing_is_half_kept(
    amina: Client, cast: Cast, field: str, value: str
) -> None:
    good = {"name": "Amina", "time_zone": "UTC", "languages": "en", "capacity": "1", "place": "Rome"}
    assert amina.post(WHEN, good | {field: value}).status_code == 422
    cast.amina.refresh_from_db()
    assert cast.amina.place == "Lyon"


def test_whom_amina_avoids_stays_hers(amina: Client, cast: Cast) -> None:
    for address in (cast.bengt.email, "unknown@example.org"):
        assert amina.post(reverse("joining-avoid"), {"address": address}).headers["Location"] == WHEN
    assert [address for _, address in queries.avoided(cast.amina)] == [
        "bengt@example.org",
        "unknown@example.org",
    ]
    assert amina.post(reverse("joining-avoid"), {"address": cast.amina.email}).status_code == 422
    row = queries.avoided(cast.amina)[0][0]
    amina.post(reverse("joining-stop-avoiding", args=[row.pk]))
    assert [address for _, address in queries.avoided(cast.amina)] == ["unknown@example.org"]


def test_suggestions_come_while_typing_and_never_from_others(amina: Client, cast: Cast) -> None:
    Skill.objects.create(slug="typed-x", name="Excel at lying", typed=True)
    page = amina.post(reverse("skill-suggestions") + "?side=out", {"words": "exce"})
    assert "Spreadsheets" in text_of(page)
    assert "Excel at lying" not in text_of(page)


def test_amina_chooses_what_she_brings(amina: Client, cast: Cast) -> None:
    amina.post(OFFERS, {"words": "Excel, ChatGPT"})
    keep, drop = queries.offers(cast.amina)
    membership = Membership.objects.get(person=cast.amina)
    amina.post(reverse("profile-brought", args=[membership.pk]), {"offer": [str(keep.pk), "nonsense"]})
    assert withheld(membership) == {drop.pk}


def test_a_private_wish_may_stay_out_too_and_come_back(amina: Client, cast: Cast) -> None:
    amina.post(SEEKS, {"add": "linkedin", "private": "on"})
    seek = Seek.objects.get()
    membership = Membership.objects.get(person=cast.amina)
    address = reverse("profile-brought", args=[membership.pk])
    amina.post(address, {})
    assert withheld(membership) == {seek.pk}
    amina.post(address, {"seek": str(seek.pk)})
    assert withheld(membership) == set()


def test_typed_words_wait_while_amina_signs_in(cast: Cast, signed_in: SignIn) -> None:
    client = Client()
    answer = client.post(SEEKS, {"words": "Saying no", "private": "on", "writer": str(cast.amina.pk)})
    assert answer.headers["Location"].startswith(reverse("account_request_login_code"))
    assert "Saying no" not in str(dict(client.session))
    client.force_login(cast.amina)
    assert fields_of(client.get(SEEKS))["words"] == "Saying no"
    assert fields_of(client.get(SEEKS))["words"] == ""


def test_bengt_does_not_find_what_amina_typed(cast: Cast) -> None:
    client = Client()
    client.post(SEEKS, {"words": "Saying no", "writer": str(cast.amina.pk)})
    client.force_login(cast.bengt)
    assert fields_of(client.get(SEEKS))["words"] == ""


def test_pages_of_ones_own_are_kept_nowhere(amina: Client) -> None:
    pages = [amina.get(address) for address in (OFFERS, SEEKS, WHEN, "/profile/", "/")]
    assert {page.headers["Cache-Control"] for page in pages} == {"private, no-store"}


def test_a_dread_typed_too_late_waits_too(cast: Cast, amina: Client) -> None:
    amina.post(SEEKS, {"add": "linkedin"})
    key = only_wish(cast.amina).seek.pk
    client, address = Client(), reverse("joining-seek", args=[key])
    said = {f"{key}-importance": "5", f"{key}-dread": "They will laugh", "writer": str(cast.amina.pk)}
    client.post(address, said)
    assert "They will laugh" not in str(dict(client.session))
    client.force_login(cast.amina)
    assert "They will laugh" in text_of(client.get(address))
    assert client.get(address).headers["Location"] == SEEKS


@pytest.mark.parametrize(
    "hostile", ["\x00", "a\x00b", "\u202eabc", "../..", "x" * 100_000, "1e309", "nan", "'; --"]
)
def test_nothing_typed_breaks_a_page(amina: Client, cast: Cast, hostile: str) -> None:
    amina.post(OFFERS, {"add": "spreadsheets"})
    amina.post(SEEKS, {"add": "linkedin"})
    offer, seek = Offer.objects.get().pk, Seek.objects.get().pk
    asked = [
        amina.post(OFFERS, {"add": hostile}),
        amina.post(OFFERS, {"words": hostile}),
        amina.post(SEEKS, {"words": hostile, "private": hostile, "nervous": hostile}),
        amina.post(reverse("joining-offer", args=[offer]), {f"{offer}-level": hostile}),
        amina.post(reverse("joining-seek", args=[seek]), {f"{seek}-importance": hostile}),
        amina.post(WHEN, dict.fromkeys(["name", "stage", "days", "time_zone", "languages"], hostile)),
        amina.post(reverse("joining-avoid"), {"address": hostile}),
        amina.post(reverse("skill-suggestions"), {"words": hostile, "side": hostile}),
        amina.get("/i/x/", {"next": hostile}),
    ]
    assert [each.status_code for each in asked if each.status_code >= 500] == []


def test_the_screens_cost_the_same_for_one_thing_and_for_ten(
    amina: Client, cast: Cast, now: datetime
) -> None:
    pages = (OFFERS, SEEKS, "/profile/", "/")
    costs = []
    for number in (1, 10):
        for n, skill in enumerate(Skill.objects.ours().current()[:number]):
            actions.tell_offer(skill, by=cast.amina, at=now)
            actions.tell_seek(skill, by=cast.amina, at=now, private=n % 2 == 0, dread="")
        costs.append([queries_of(amina, page) for page in pages])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 20


def queries_of(client: Client, address: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_a_tap_takes_typed_words_along(amina: Client, cast: Cast) -> None:
    amina.post(OFFERS, {"words": "Excel", "add": "linkedin"})
    assert shown(cast.amina) == ["LinkedIn", "Spreadsheets"]


def test_a_pick_completes_the_letters_it_was_offered_for(amina: Client, cast: Cast) -> None:
    amina.post(OFFERS, {"words": "exce", "pick": "spreadsheets"})
    assert shown(cast.amina) == ["Spreadsheets"]


def test_one_word_too_many_leaves_none_of_them(
    amina: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST", 1)
    answer = amina.post(OFFERS, {"words": "Excel, LinkedIn"})
    assert answer.status_code == 422
    assert shown(cast.amina) == []


def test_a_private_wish_that_was_told_in_the_open_too_becomes_one(amina: Client, cast: Cast) -> None:
    amina.post(SEEKS, {"words": "Goat yoga", "private": "on"})
    private = only_wish(cast.amina).seek.pk
    (typed,) = understand("Goat yoga")
    Seek.objects.create(person=cast.amina, skill=typed, dread=only_wish(cast.amina).seek.dread)
    change(amina, private)
    assert [seek.skill for seek in Seek.objects.all()] == [typed]


def test_told_again_with_a_level_it_is_kept(cast: Cast, now: datetime) -> None:
    skill = Skill.objects.get(slug="spreadsheets")
    actions.tell_offer(skill, by=cast.amina, at=now)
    assert actions.tell_offer(skill, by=cast.amina, at=now, level=4).level == 4
    assert actions.tell_offer(skill, by=cast.amina, at=now).level == 4


def test_a_wish_is_taken_away(amina: Client, cast: Cast) -> None:
    amina.post(SEEKS, {"add": "linkedin"})
    amina.post(reverse("joining-seek", args=[Seek.objects.get().pk]), {"less": "1"})
    assert wished(cast.amina) == []


def test_private_words_without_a_letter_are_named(amina: Client, cast: Cast) -> None:
    for words in ("?!", "x" * 100):
        assert amina.post(SEEKS, {"words": words, "private": "on"}).status_code == 422
    assert wished(cast.amina) == []


def test_a_list_to_avoid_has_an_end(amina: Client, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(avoiding, "MOST", 1)
    for address in ("one@example.org", "two@example.org"):
        answer = amina.post(reverse("joining-avoid"), {"address": address})
    assert "Your list is as long as it can be. Take somebody off it first." in text_of(answer)
    assert amina.get(reverse("joining-avoid")).headers["Location"] == WHEN


def test_htmx_takes_the_part_it_needs_from_the_page_it_is_sent_to(amina: Client, cast: Cast) -> None:
    page = amina.post(OFFERS, {"add": "spreadsheets"}, headers={"HX-Request": "true"}, follow=True)
    assert "Spreadsheets" in text_of(page)
    assert "<option value=" not in page.text.split("</noscript>")[0].split("<noscript>")[-1]


def test_htmx_is_led_to_the_door_as_a_whole_page(cast: Cast) -> None:
    answer = Client().post(OFFERS, {"add": "spreadsheets"}, headers={"HX-Request": "true"})
    assert answer.headers["HX-Redirect"].startswith(reverse("account_request_login_code"))


@pytest.mark.parametrize("cookie", ["", "nonsense", "A" * 44])
def test_a_draft_without_its_key_is_nothing(cast: Cast, cookie: str) -> None:
    client = Client()
    client.post(SEEKS, {"words": "Saying no", "writer": str(cast.amina.pk)})
    client.force_login(cast.amina)
    client.cookies["draft"] = cookie
    assert fields_of(client.get(SEEKS))["words"] == ""


def test_a_draft_too_long_or_of_nobody_is_not_kept(cast: Cast) -> None:
    client = Client()
    client.post(SEEKS, {"words": "Saying no"})
    client.post(SEEKS, {"words": "x" * 30_000, "writer": str(cast.amina.pk)})
    assert dict(client.session) == {}
