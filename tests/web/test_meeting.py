"""The pages of a meeting: without JavaScript, refused, late, drafted, and how much they ask the database."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from counterpart.partnerships import actions, queries
from counterpart.partnerships.cards import Form, load
from counterpart.partnerships.models import Meeting, Note, Partnership
from counterpart.people.models import Person
from tests.cast import Cast
from tests.web.reading import fields_of, text_of

SignIn = Callable[[Person], Client]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


@pytest.fixture
def meeting(together: Partnership, cast: Cast, now: datetime) -> Meeting:
    return actions.talk_now(together, by=cast.amina, at=now)


def at(meeting: Meeting, name: str = "meeting", *more: object) -> str:
    return reverse(name, args=[meeting.partnership_id, meeting.pk, *more])


def said(body: str, kind: str = "ours") -> dict[str, str]:
    return {"body": body, "kind": kind, "key": str(uuid4())}


def written(meeting: Meeting, reader: Person, kind: Note.Kind = Note.Kind.OURS) -> list[str]:
    return [each.text for each in queries.talk(meeting, reader).notes[kind]]


def test_a_note_sent_twice_by_a_plain_form_is_one(meeting: Meeting, cast: Cast, signed_in: SignIn) -> None:
    amina, form = signed_in(cast.amina), said("Send the list")
    assert [amina.post(at(meeting), form).headers["Location"] for _ in range(2)] == [
        f"{at(meeting)}#ours"
    ] * 2
    assert text_of(signed_in(cast.bengt).get(at(meeting))).count("Send the list") == 1


@pytest.mark.parametrize("body", ["", "   ", "x" * 4001, "a\x00b"])
def test_what_cannot_be_kept_stays_in_its_own_field(
    body: str, meeting: Meeting, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    for headers in ({}, HTMX):
        answer = amina.post(at(meeting), said(body, "mine"), headers=headers)
        assert answer.status_code == 422
        assert "Write something down for yourself" in text_of(answer)
    assert not Note.objects.exists()


@pytest.mark.parametrize(
    "hostile",
    [{"kind": "theirs"}, {"key": "none"}, {"key": "1e309"}, {"kind": ["mine", "ours"]}, {"body": []}],
)
def test_a_form_that_was_tampered_with_breaks_nothing(
    hostile: dict[str, object], meeting: Meeting, cast: Cast, signed_in: SignIn
) -> None:
    answer = signed_in(cast.amina).post(at(meeting), said("Hello") | hostile)
    assert answer.status_code in (302, 422)
    assert written(meeting, cast.bengt, Note.Kind.MINE) == []


@pytest.mark.parametrize("does", ["", "burn", "talked", "open", "love", "unlove", "aside"])
def test_whatever_is_done_with_a_card_is_answered(
    does: str, meeting: Meeting, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    actions.put(meeting, ["swap-a-day"], by=cast.amina, at=now)
    address = at(meeting, "meeting-card", meeting.agenda.get().pk)
    amina = signed_in(cast.amina)
    assert amina.post(address, {"does": does}).headers["Location"] == f"{at(meeting)}#table"
    assert amina.post(address, {"does": does}, headers=HTMX).status_code == 200


def test_a_card_of_another_meeting_is_not_found(
    meeting: Meeting, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    other = actions.begin(cast.programme, people=[cast.bengt, cast.dara], topics=[], at=now)
    theirs = actions.talk_now(other, by=cast.dara, at=now)
    actions.put(theirs, ["swap-a-day"], by=cast.dara, at=now)
    note = actions.jot(theirs, "Ours", kind=Note.Kind.OURS, key=uuid4(), by=cast.dara, at=now)
    amina = signed_in(cast.amina)
    for address in (
        at(meeting, "meeting-card", theirs.agenda.get().pk),
        at(meeting, "meeting-note", note.pk),
        reverse("meeting", args=[meeting.partnership_id, theirs.pk]),
    ):
        assert amina.post(address, {"does": "love"}).status_code == 404
    assert signed_in(cast.bengt).get(at(theirs, "meeting-note", note.pk)).status_code == 404  # Dara's


def test_a_card_that_is_not_of_the_deck_is_not_laid(meeting: Meeting, cast: Cast, signed_in: SignIn) -> None:
    amina = signed_in(cast.amina)
    for chosen in ([], ["no-such-card"], ["<script>"]):
        assert amina.post(at(meeting, "meeting-deck"), {"card": chosen}).status_code == 302
    assert amina.get(at(meeting, "meeting-deck"), {"kind": "\x00"}).status_code == 200


def test_amina_looks_through_the_deck_a_dozen_cards_at_a_time_and_finds_each_once(
    meeting: Meeting, cast: Cast, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)

    pages = [amina.get(at(meeting, "meeting-deck"), {"page": n}).context for n in range(1, 8)]

    seen = [card.slug for page in pages[: pages[0]["page"].paginator.num_pages] for card, _ in page["cards"]]
    assert {len(page["cards"]) for page in pages[:3]} == {12}
    assert sorted(seen) == sorted(slug for slug, card in load().items() if Form.PAIR in card.forms)
    assert not meeting.agenda.exists()


def test_a_former_partner_reads_and_finds_no_form(
    together: Partnership, meeting: Meeting, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    amina = signed_in(cast.amina)
    for kind in ("ours", "mine"):
        amina.post(at(meeting), said(f"What is {kind}", kind))
    actions.end(together, by=cast.bengt, at=now)
    page = amina.get(at(meeting))
    assert {"What is ours", "What is mine"} <= set(text_of(page))
    assert "body" not in fields_of(page)
    assert "<textarea" not in page.text
    late = amina.post(at(meeting), said("A last word"))
    assert late.status_code == 409
    assert {"This was not kept", "A last word"} <= set(text_of(late))
    assert amina.post(at(meeting), said("A last word"), headers=HTMX).status_code == 409
    assert written(meeting, cast.amina) == ["What is ours"]
    assert "What is mine" not in signed_in(cast.bengt).get(at(meeting)).text


def test_a_note_changed_on_another_phone_shows_both(
    meeting: Meeting, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    note = actions.jot(meeting, "First", kind=Note.Kind.MINE, key=uuid4(), by=cast.amina, at=now)
    amina, address = signed_in(cast.amina), at(meeting, "meeting-note", note.pk)
    assert amina.post(address, {"body": "From the phone", "revision": "1"}).status_code == 302
    answer = amina.post(address, {"body": "From the desk", "revision": "1"})
    assert answer.status_code == 422
    assert "From the phone" in text_of(answer)
    assert "From the desk" in answer.text
    assert amina.post(address, {"body": "From the desk", "revision": "2"}).status_code == 302
    assert written(meeting, cast.amina, Note.Kind.MINE) == ["From the desk"]
    assert amina.post(address, {"body": "", "remove": "yes", "revision": "3"}).status_code == 302
    assert not Note.objects.exists()


def test_nothing_new_is_answered_with_nothing(
    meeting: Meeting, cast: Cast, now: datetime, signed_in: SignIn
) -> None:
    amina, address = signed_in(cast.amina), at(meeting, "meeting-now")
    seen = fields_of(amina.get(at(meeting)))["version"]
    assert amina.get(address, {"version": seen}).status_code == 204
    actions.jot(meeting, "For both", kind=Note.Kind.OURS, key=uuid4(), by=cast.bengt, at=now)
    fresh = amina.get(address, {"version": seen})
    assert "For both" in text_of(fresh)
    assert 'id="table"' not in fresh.text  # the cards are as they were, and whoever reads one goes on
    assert amina.get(address, {"version": fields_of(fresh)["version"]}).status_code == 204


def test_words_wait_while_somebody_signs_in(meeting: Meeting, cast: Cast, signed_in: SignIn) -> None:
    client = Client()
    form = said("Typed too late", "try") | {"writer": str(cast.amina.pk)}
    door = client.post(at(meeting), form, headers=HTMX).headers["HX-Redirect"]
    assert door.endswith(f"?next={at(meeting).replace('/', '%2F')}")
    client.force_login(cast.amina)
    page = client.get(at(meeting)).text
    field = page.partition('id="id_try_body"')[2].partition("</textarea>")[0]
    assert field.partition(">")[2].strip() == "Typed too late"


def test_the_meeting_asks_the_same_whatever_was_written(
    meeting: Meeting,
    cast: Cast,
    now: datetime,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    amina = signed_in(cast.amina)
    actions.put(meeting, ["swap-a-day"], by=cast.amina, at=now)
    _write(meeting, cast, now, 1)
    with django_assert_num_queries(PAGE):
        amina.get(at(meeting))
    actions.put(meeting, ["argue-my-side", "expensive-mistake", "keep-more-less"], by=cast.bengt, at=now)
    _write(meeting, cast, now, 9)
    with django_assert_num_queries(PAGE):
        amina.get(at(meeting))
    seen = str(queries.version(meeting, cast.amina))
    with django_assert_num_queries(POLL):
        amina.get(at(meeting, "meeting-now"), {"version": seen})


PAGE, POLL = 11, 6


def _write(meeting: Meeting, cast: Cast, now: datetime, times: int) -> None:
    for by in [cast.amina, cast.bengt] * times:
        for kind in Note.Kind:
            actions.jot(meeting, "Words", kind=kind, key=uuid4(), by=by, at=now)
