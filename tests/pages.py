"""A page as it was parsed: what stands on it, and what its form would send."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse

VOID = {"input", "meta", "link", "br", "hr", "img", "path", "circle", "rect", "stop", "use"}


class Page(HTMLParser):
    def __init__(self, html: str, *, status: int, path: str) -> None:
        super().__init__(convert_charrefs=True)
        self.status, self.path = status, path
        self.headings: list[str] = []
        self.errors: list[str] = []
        self.cells: list[list[str]] = []
        self._open: list[tuple[str, str]] = []
        self._fields: list[tuple[str, str, bool]] = []  # name, value, would be sent
        self._select = ""
        self.feed(html)
        self.close()

    @property
    def title(self) -> str:
        return self.headings[0]

    def answers(self) -> dict[str, Any]:
        """What the forms of the page hold as it came."""
        found: dict[str, Any] = {name: value for name, value, sent in self._fields if sent}
        found.pop("csrfmiddlewaretoken", None)
        return found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and given.get("name") not in (None, "theme", "next"):
            chosen = given.get("type") not in ("checkbox", "radio") or "checked" in given
            self._fields.append((given["name"], given.get("value", ""), chosen))
        if tag == "select":
            self._select = given.get("name", "")
        if tag == "option" and self._select:
            self._fields.append((self._select, given.get("value", ""), "selected" in given))
        if tag == "textarea":
            self._fields.append((given["name"], "", True))
        if tag in ("h1", "h2", "h3"):
            self.headings.append("")
        if tag == "tr":
            self.cells.append([])
        if tag == "td":
            self.cells[-1].append("")
        if tag not in VOID:
            self._open.append((tag, given.get("class", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in [each for each, _ in self._open]:
            while self._open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        words = " ".join(data.split())
        if not words:
            return
        tags = [tag for tag, _ in self._open]
        if {"h1", "h2", "h3"} & set(tags):
            self.headings[-1] = f"{self.headings[-1]} {words}".strip()
        if any("wrong" in classes.split() for _, classes in self._open):
            self.errors.append(words)
        if "td" in tags:
            self.cells[-1][-1] = f"{self.cells[-1][-1]} {words}".strip()

    def rows(self) -> Iterator[list[str]]:
        return (cells for cells in self.cells if cells)


def read(response: Any) -> Page:
    """The page of a test client's answer, wherever redirects led to."""
    assert isinstance(response, HttpResponse)
    path = response.request["PATH_INFO"]  # type: ignore[attr-defined]  # the test client adds it
    return Page(response.content.decode(), status=response.status_code, path=path)
