"""Somebody without a browser: opens pages, fills in the forms that stand on them, keeps cookies."""

import urllib.error
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from urllib.parse import urlencode, urljoin


@dataclass
class Form:
    action: str
    method: str
    fields: list[tuple[str, str]] = field(default_factory=list)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    id: str = ""


@dataclass(frozen=True)
class Page:
    status: int
    url: str
    html: str
    forms: list[Form]

    def form(self, wanted: str = "") -> Form:
        """The form of this id, or else the first one that leads to an address with these words in it."""
        sent = [each for each in self.forms if each.method == "post"]
        for each in [one for one in sent if wanted and one.id == wanted] or sent:
            if wanted in (each.id, "") or wanted in urljoin(self.url, each.action):
                return each
        raise LookupError(f"no form for {wanted!r} on {self.url} ({self.status})")


class Visitor:
    def __init__(self, site: str) -> None:
        self.site = site
        self.browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def open(self, address: str, data: list[tuple[str, str]] | None = None) -> Page:
        """A page, after all redirects; an error page is a page too."""
        asked = urllib.request.Request(
            urljoin(self.site, address), data=urlencode(data).encode() if data is not None else None
        )
        asked.add_header("Referer", self.site)
        try:
            answer = self.browser.open(asked, timeout=60)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            html = answer.read().decode()
            return Page(answer.status or 0, answer.url or "", html, forms_in(html))

    def send(self, page: Page, form: Form, *more: tuple[str, str], without: tuple[str, ...] = ()) -> Page:
        """The form as it stands, with these fields instead of or besides its own."""
        named = {name for name, _ in more} | set(without)
        fields = [(name, value) for name, value in form.fields if name not in named]
        return self.open(urljoin(page.url, form.action), fields + list(more))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.current: Form | None = None
        self.select: tuple[str, list[str]] | None = None
        self.area: tuple[str, list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.current = Form(
                said.get("action", ""), said.get("method", "get").lower(), id=said.get("id", "")
            )
            self.forms.append(self.current)
        elif tag == "input":
            self._input(said)
        elif tag == "select":
            self.select = (said.get("name", ""), [])
        elif tag == "option" and self.select and "selected" in said:
            self.select[1].append(said.get("value", ""))
        elif tag == "textarea":
            self.area = (said.get("name", ""), [])
        elif tag == "button" and said.get("name"):
            self._target(said).buttons.append((said["name"], said.get("value", "")))

    def _target(self, said: dict[str, str]) -> Form:
        """The form a control belongs to: the one it names, or the one around it."""
        named = [form for form in self.forms if form.id and form.id == said.get("form")]
        return named[0] if named else self.current or Form("", "get")

    def _input(self, said: dict[str, str]) -> None:
        kind = said.get("type", "text")
        ticked = kind not in ("checkbox", "radio") or "checked" in said
        if said.get("name") and ticked and kind not in ("submit", "button", "file", "image"):
            self._target(said).fields.append(
                (said["name"], said.get("value", "on" if kind == "checkbox" else ""))
            )

    def handle_data(self, data: str) -> None:
        if self.area:
            self.area[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.current = None
        elif tag == "select" and self.select and self.current:
            self.current.fields += [(self.select[0], value) for value in self.select[1]]
            self.select = None
        elif tag == "textarea" and self.area and self.current:
            self.current.fields.append((self.area[0], "".join(self.area[1]).strip("\n")))
            self.area = None


def forms_in(html: str) -> list[Form]:
    reader = _Reader()
    reader.feed(html)
    return reader.forms
