"""Two phones in one meeting: what each writes arrives, stays, and stays private; on a bad line, too."""

from collections.abc import Callable
from datetime import datetime
from uuid import uuid4

import pytest
from django.urls import reverse
from playwright.sync_api import Page, Route, expect

from counterpart.partnerships import actions, queries
from counterpart.partnerships.models import Meeting, Note, Partnership
from counterpart.people.models import Person
from tests.browser import Kind, Visit, axe, keeps_nobody_out
from tests.cast import Cast
from tests.journeys.pressing import by_keyboard, reach

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
OURS, MINE, TRY = "and you", "for yourself", "Before we meet again"
UNSENT = "Not sent yet. It stays here and goes out when you are connected again."


@pytest.fixture
def together(cast: Cast, now: datetime) -> Partnership:
    return actions.begin(cast.programme, people=[cast.amina, cast.bengt], topics=[], at=now)


@pytest.fixture
def meeting(together: Partnership, cast: Cast, now: datetime) -> Meeting:
    return actions.talk_now(together, by=cast.amina, at=now)


@pytest.fixture
def at_the_table(visit: Visit, meeting: Meeting) -> Callable[..., Page]:
    def sit_down(who: Person, kind: Kind = "phone") -> Page:
        page = visit(who, kind)
        page.goto(reverse("meeting", args=[meeting.partnership_id, meeting.pk]))
        return page

    return sit_down


def write(page: Page, label: str, text: str) -> None:
    box = page.get_by_role("textbox", name=label)
    box.fill(text)
    page.locator("form", has=box).get_by_role("button", name="Keep it").click()


def keep(page: Page, label: str, text: str) -> None:
    """Write, and wait for the answer: what arrives with it moves the page beneath the next click."""
    write(page, label, text)
    expect(page.get_by_role("textbox", name=label)).to_have_value("")


def ask_what_is_new(page: Page) -> None:
    """What happens by itself every ten seconds."""
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")


def written(meeting: Meeting, reader: Person, kind: Note.Kind = Note.Kind.OURS) -> list[str]:
    return [each.text for each in queries.talk(meeting, reader).notes[kind]]


def test_what_two_write_at_once_arrives_and_nothing_is_overwritten(
    at_the_table: Callable[..., Page], meeting: Meeting, cast: Cast
) -> None:
    amina, bengt = at_the_table(cast.amina), at_the_table(cast.bengt)
    bengt.get_by_label(OURS).fill("I am still typing th")
    keep(amina, OURS, "Less polite, more sorry")
    keep(amina, MINE, "Slow down with him")
    expect(amina.locator("#notes-ours")).to_contain_text("Less polite, more sorry")
    expect(amina.locator("#notes-mine")).to_contain_text("Slow down with him")
    expect(bengt.locator("#notes-ours")).to_contain_text("Less polite, more sorry")  # by itself
    expect(bengt.get_by_label(OURS)).to_have_value("I am still typing th")
    keep(bengt, OURS, "I am still typing this")
    keep(bengt, TRY, "Ask where the sum came from")
    expect(amina.locator("#notes-try")).to_contain_text("Ask where the sum came from")
    assert written(meeting, cast.amina) == ["Less polite, more sorry", "I am still typing this"]
    expect(bengt.locator("main")).not_to_contain_text("Slow down with him")
    assert "Slow down" not in bengt.content()


def test_what_is_typed_while_the_line_is_cut_goes_out_once_it_is_back(
    at_the_table: Callable[..., Page], meeting: Meeting, cast: Cast
) -> None:
    amina = at_the_table(cast.amina)
    amina.context.set_offline(True)
    write(amina, OURS, "On the train, in the tunnel")
    expect(amina.locator("#write-ours [data-state]")).to_have_text(UNSENT)
    write(amina, MINE, "And this is mine")
    expect(amina.locator("#write-mine [data-state]")).to_have_text(UNSENT)
    axe(amina)
    expect(amina.get_by_label(OURS)).to_have_value("On the train, in the tunnel")
    amina.context.set_offline(False)
    expect(amina.locator("#notes-ours")).to_contain_text("On the train, in the tunnel")
    expect(amina.locator("#notes-mine")).to_contain_text("And this is mine")
    expect(amina.get_by_label(OURS)).to_have_value("")
    expect(amina.locator("#write-ours [data-state]")).to_have_text("")
    assert written(meeting, cast.amina) == ["On the train, in the tunnel"]
    assert written(meeting, cast.amina, Note.Kind.MINE) == ["And this is mine"]


def test_an_answer_that_gets_lost_makes_no_second_note(
    at_the_table: Callable[..., Page], meeting: Meeting, cast: Cast
) -> None:
    """It arrived, the line broke before Amina's phone learnt of it, and she wrote on."""
    amina = at_the_table(cast.amina)
    address = f"**{reverse('meeting', args=[meeting.partnership_id, meeting.pk])}"

    def lose(route: Route) -> None:
        route.fetch()
        route.abort()

    amina.route(address, lose, times=1)
    write(amina, OURS, "Bring bread")
    expect(amina.locator("#write-ours [data-state]")).to_have_text(UNSENT)
    assert written(meeting, cast.amina) == ["Bring bread"]
    amina.evaluate("window.dispatchEvent(new Event('online'))")
    expect(amina.locator("#notes-ours")).to_contain_text("Bring bread")
    assert written(meeting, cast.amina) == ["Bring bread"]


def test_what_is_typed_while_the_first_is_on_its_way_stays(
    at_the_table: Callable[..., Page], meeting: Meeting, cast: Cast
) -> None:
    amina = at_the_table(cast.amina)
    waiting: list[Route] = []
    address = f"**{reverse('meeting', args=[meeting.partnership_id, meeting.pk])}"
    amina.route(address, lambda route: waiting.append(route), times=1)
    write(amina, OURS, "Bring bread")
    amina.wait_for_timeout(100)
    amina.get_by_label(OURS).press_sequentially(" and milk")
    waiting[0].continue_()
    expect(amina.locator("#notes-ours")).to_contain_text("Bring bread")
    expect(amina.get_by_label(OURS)).to_have_value("and milk")


def test_when_the_pair_ended_meanwhile_the_words_stay_where_they_are(
    at_the_table: Callable[..., Page], together: Partnership, cast: Cast, now: datetime
) -> None:
    amina = at_the_table(cast.amina)
    actions.end(together, by=cast.bengt, at=now)
    write(amina, OURS, "A last word")
    expect(amina.locator("#write-ours [data-state]")).to_contain_text("Your words stay here")
    expect(amina.get_by_label(OURS)).to_have_value("A last word")


def test_cards_go_round_on_both_phones(at_the_table: Callable[..., Page], cast: Cast) -> None:
    amina, bengt = at_the_table(cast.amina), at_the_table(cast.bengt)
    amina.get_by_role("button", name="Take these three").click()
    expect(amina.locator(".card")).to_have_count(3)
    ask_what_is_new(bengt)
    expect(bengt.locator(".card.now")).to_have_count(1)
    first = bengt.locator(".card.now h3").inner_text()
    bengt.get_by_role("button", name="A card I love").first.click()
    expect(bengt.get_by_role("button", name="A card I love", pressed=True)).to_have_count(1)
    bengt.locator(".card.now").get_by_role("button", name="Talked about").click()
    expect(bengt.locator(".card")).to_have_count(2)
    ask_what_is_new(amina)
    expect(amina.locator(".card")).to_have_count(2)
    amina.locator("#talked summary").click()
    expect(amina.locator("#talked")).to_contain_text(first)
    expect(amina.locator("#talked")).to_contain_text("Bengt loves this card.")


@pytest.mark.parametrize("kind", ["plain", "phone"])
def test_a_conversation_that_nobody_planned(
    visit: Visit, together: Partnership, cast: Cast, kind: Kind
) -> None:
    amina = visit(cast.amina, kind)
    amina.goto(reverse("partnership", args=[together.pk]))
    amina.get_by_role("button", name="We are talking now").click()
    amina.get_by_role("button", name="Take these three").click()
    amina.locator(".card.now").get_by_role("button", name="Talked about").click()
    expect(amina.locator(".card")).to_have_count(2)
    amina.get_by_role("link", name="Another card").click()
    amina.get_by_role("link", name="To end").click()
    amina.get_by_role("button", name="Put it on the table").first.click()
    expect(amina.locator(".card")).to_have_count(3)
    write(amina, TRY, "Post three lines")
    expect(amina.locator("#notes-try")).to_contain_text("Post three lines")
    amina.locator("#notes-try").get_by_role("link", name="Change").click()
    amina.get_by_label("Your note").fill("Post two lines")
    amina.get_by_role("button", name="Keep it").click()
    expect(amina.locator("#notes-try")).to_contain_text("Post two lines")


def test_a_meeting_by_keyboard_alone(at_the_table: Callable[..., Page], cast: Cast) -> None:
    amina = at_the_table(cast.amina, "light")
    by_keyboard(amina.get_by_role("button", name="Take these three"))
    by_keyboard(amina.locator(".card.now").get_by_role("button", name="Talked about"))
    expect(amina.locator(".card")).to_have_count(2)
    reach(amina.get_by_label(OURS))
    amina.keyboard.type("By keyboard")
    by_keyboard(amina.locator("#keep-ours"))
    expect(amina.locator("#notes-ours")).to_contain_text("By keyboard")
    assert amina.evaluate("document.activeElement.id") == "keep-ours"


def test_a_full_table_keeps_nobody_out(
    at_the_table: Callable[..., Page], meeting: Meeting, cast: Cast, now: datetime
) -> None:
    suggestion = at_the_table(cast.amina)
    keeps_nobody_out(suggestion)
    actions.put(
        meeting,
        ["why-i-said-yes", "i-was-bad-at-it", "smallest-step", "one-thing-to-try"],
        by=cast.bengt,
        at=now,
    )
    first, second = list(meeting.agenda.all())[:2]
    actions.talk_about(first, done=True, by=cast.bengt, at=now)
    actions.love(second, loved=True, by=cast.bengt, at=now)
    for note, by in ((Note.Kind.OURS, cast.bengt), (Note.Kind.MINE, cast.amina), (Note.Kind.TRY, cast.amina)):
        actions.jot(meeting, f"Words {'W' * 60}", kind=note, key=uuid4(), by=by, at=now)
    page = at_the_table(cast.amina)
    write(page, OURS, " ")
    expect(page.locator("#id_ours_body_error")).to_be_visible()
    page.locator("#talked summary").click()
    keeps_nobody_out(page)
    page.goto(reverse("meeting-deck", args=[meeting.partnership_id, meeting.pk]))
    keeps_nobody_out(page)
