"""What everybody sees on every page, whoever they are."""

import re
from html.parser import HTMLParser
from itertools import accumulate
from pathlib import Path

import pytest
from django.contrib.messages import constants
from django.template import engines
from django.test import Client, RequestFactory
from django.urls import reverse
from django_cotton.compiler_regex import CottonCompiler
from playwright.sync_api import Dialog, expect

from counterpart import web
from tests.browser import Visit, keeps_nobody_out
from tests.cast import Cast

STYLES = sorted((Path(web.__file__).parent / "static" / "css").glob("*.css"))


class Elements(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append(" ".join(data.split()))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.found if name == tag]


def draw(template: str, **context: object) -> Elements:
    return Elements(
        engines["django"]
        .from_string(CottonCompiler().process(template))
        .render(context, RequestFactory().get("/here/"))
    )


def test_a_stranger_reads_who_can_read_this(client: Client, db: None) -> None:
    page = Elements(client.get(reverse("who_reads")).content.decode())
    assert "Who can read what you write here" in page.texts
    assert page.all("html") == [{"lang": "en"}]


def test_a_name_with_markup_stays_a_name() -> None:
    name = '"><script>alert(1)</script>'
    drawn = draw(
        '<c-person name="{{ name }}">{{ name }}</c-person><c-button name="{{ name }}">x</c-button>', name=name
    )
    assert drawn.all("script") == []
    assert [button["name"] for button in drawn.all("button")] == [name]


def test_a_value_given_as_an_object_cannot_break_out_of_its_attribute() -> None:
    value = '"x" onclick="alert(1)"'
    drawn = draw('<c-button :value="value">x</c-button>', value=value)
    assert drawn.all("button") == [{"class": "btn", "value": value}]


def test_a_button_with_an_address_is_a_link() -> None:
    drawn = draw('<c-button href="/there/" kind="quiet" small>There</c-button>')
    assert drawn.all("a") == [{"class": "btn quiet small", "href": "/there/"}]
    assert drawn.all("button") == []


def test_faces_show_two_letters_and_keep_their_tone() -> None:
    drawn = draw(
        '<c-face name="{{ a }}" /><c-face name="{{ b }}" /><c-face name="{{ a }}" /><c-face unknown />',
        a="Amina d'Alva O'Neil",
        b="bengt@example.org",
    )
    assert drawn.texts == ["AO", "B", "AO", "?"]
    tones = [face["class"] for face in drawn.all("span")]
    assert tones[0] == tones[2]
    assert tones[3] == "face unknown"


def test_who_sees_it_stands_at_a_field() -> None:
    assert draw('<c-seen who="you" />').texts == ["Only you see this."]
    assert draw('<c-seen who="two">You and Bengt see this.</c-seen>').texts == ["You and Bengt see this."]


def test_a_field_to_mend_is_tied_to_what_it_says(client: Client, db: None) -> None:
    page = Elements(client.get(reverse("styleguide")).content.decode())
    day = next(entry for entry in page.all("input") if entry["name"] == "day")
    assert (day["aria-invalid"], day["aria-describedby"]) == ("true", "id_day_error")
    assert "id_day_error" in [each.get("id") for each in page.all("div")]
    assert "This is not a day we know. Please write it like 2026-12-01." in page.texts


def test_a_reader_stands_where_the_navigation_says() -> None:
    drawn = draw('<c-place href="/here/">a</c-place><c-place href="/there/">b</c-place>')
    assert [link.get("aria-current") for link in drawn.all("a")] == ["page", None]
    assert draw('<c-place route="no such route">a</c-place>').all("a") == []


def test_amina_chooses_dark_and_it_stays_dark(client: Client, db: None) -> None:
    answer = client.post(reverse("theme"), {"theme": "dark", "next": reverse("styleguide")})
    assert (answer.status_code, answer["Location"]) == (302, reverse("styleguide"))
    page = Elements(client.get(reverse("styleguide")).content.decode())
    assert page.all("html") == [{"lang": "en", "data-theme": "dark"}]
    client.post(reverse("theme"), {"theme": "", "next": reverse("styleguide")})
    page = Elements(client.get(reverse("styleguide")).content.decode())
    assert page.all("html") == [{"lang": "en"}]


@pytest.mark.parametrize(
    "next_", ["https://elsewhere.example/", "//elsewhere.example/", "javascript:alert(1)", ""]
)
def test_choosing_a_theme_leads_to_no_other_site(client: Client, db: None, next_: str) -> None:
    answer = client.post(reverse("theme"), {"theme": "dark", "next": next_})
    assert (answer.status_code, answer["Location"]) == (302, reverse("home"))


def test_a_made_up_theme_is_not_written_into_the_page(client: Client, db: None) -> None:
    client.cookies["theme"] = 'x" onload="y'
    assert Elements(client.get(reverse("who_reads")).content.decode()).all("html") == [{"lang": "en"}]


@pytest.mark.parametrize(
    "name", ["400.html", "403.html", "403_csrf.html", "404.html", "429.html", "500.html"]
)
def test_an_error_says_what_to_do_and_needs_no_database(name: str) -> None:
    page = Elements(engines["django"].get_template(name).render())
    assert len(page.all("h1")) == 1
    assert [link["href"] for link in page.all("a") if link.get("class") == "btn"] == [reverse("home")]


def test_an_unknown_address_answers_404_in_our_words(client: Client, db: None) -> None:
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "There is nothing at this address." in Elements(answer.content.decode()).texts


@pytest.mark.django_db
def test_no_component_arrives_raw(client: Client) -> None:
    for route in ("styleguide", "who_reads", "account_request_login_code", "account_inactive"):
        assert "<c-" not in client.get(reverse(route)).content.decode(), route


def test_what_happened_is_said_once_in_a_polite_voice() -> None:
    drawn = draw('<c-toast kind="error">Bengt answered first.</c-toast>')
    assert [each["class"] for each in drawn.all("div")] == ["toast error"]
    assert constants.DEFAULT_TAGS[constants.ERROR] == "error"


def test_asking_for_a_code_says_the_same_to_everybody(client: Client, cast: Cast) -> None:
    known = client.post(reverse("account_request_login_code"), {"email": cast.amina.email})
    unknown = Client().post(reverse("account_request_login_code"), {"email": "nobody@example.org"})
    assert known["Location"] == unknown["Location"] == reverse("account_confirm_login_code")


def test_a_wrong_code_is_answered_in_plain_words(client: Client, cast: Cast) -> None:
    client.post(reverse("account_request_login_code"), {"email": cast.amina.email})
    page = Elements(client.post(reverse("account_confirm_login_code"), {"code": "nonsense"}).content.decode())
    assert "That is not the code we sent. Compare it with the newest letter." in page.texts


@pytest.mark.parametrize("sheet", STYLES, ids=lambda sheet: sheet.name)
def test_a_style_sheet_closes_what_it_opens_and_fetches_nothing(sheet: Path) -> None:
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)
    depth = list(accumulate({"{": 1, "}": -1}.get(sign, 0) for sign in rules))
    assert (min(depth), depth[-1]) == (0, 0)
    assert re.findall(r"@import|url\((?!\"#)", rules) == []


@pytest.mark.browser
@pytest.mark.parametrize("route", ["styleguide", "who_reads", "account_request_login_code"])
def test_no_page_for_strangers_keeps_anybody_out(visit: Visit, route: str) -> None:
    page = visit()
    page.goto(reverse(route))
    keeps_nobody_out(page)


@pytest.mark.browser
def test_a_dialog_opens_without_javascript(visit: Visit) -> None:
    page = visit(kind="plain")
    page.goto(reverse("styleguide"))
    expect(page.locator("#stop")).to_be_hidden()
    page.get_by_role("button", name="Stop meeting").click()
    expect(page.locator("#stop")).to_be_visible()


@pytest.mark.browser
def test_the_first_tab_leads_past_the_navigation(visit: Visit, cast: Cast) -> None:
    page = visit(cast.amina)
    page.goto(reverse("who_reads"))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()


@pytest.mark.browser
def test_a_link_is_copied_where_the_browser_can(visit: Visit) -> None:
    page = visit()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(reverse("styleguide"))
    page.get_by_role("button", name="Copy it").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == "https://example.org/join/abc"


@pytest.mark.browser
def test_a_button_that_needs_javascript_is_not_there_without_it(visit: Visit) -> None:
    page = visit(kind="plain")
    page.goto(reverse("styleguide"))
    assert page.locator("[data-copy]").count() == 1
    assert not page.locator("[data-copy]").is_visible()


@pytest.mark.browser
def test_typed_words_are_not_lost_without_a_question(visit: Visit) -> None:
    page = visit()
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", stay)
    page.goto(reverse("styleguide"))
    page.goto(reverse("who_reads"))
    assert asked == []
    page.goto(reverse("styleguide"))
    page.get_by_label("A few words to begin with").first.click()
    page.keyboard.type("Dear Mei")
    page.goto(reverse("who_reads"))
    assert asked == ["beforeunload"]


@pytest.mark.browser
def test_amina_reads_in_the_dark_without_javascript(visit: Visit, cast: Cast) -> None:
    page = visit(cast.amina, "plain")
    page.goto(reverse("who_reads"))
    page.get_by_role("button", name="Dark").click()
    expect(page.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    assert page.url.endswith(reverse("who_reads"))
