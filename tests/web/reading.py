"""What a page says: its words element by element, its headings, its fields."""

from html.parser import HTMLParser
from typing import Any

SILENT = {"script", "style", "svg", "head"}
VOID = {"br", "hr", "img", "input", "link", "meta", "source", "path"}
BLOCKS = {
    *("a", "article", "button", "dd", "dt", "div", "form", "h1", "h2", "h3", "header", "label", "legend"),
    *("li", "main", "nav", "option", "p", "section", "span", "summary", "ul"),
}


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.silent = 0
        self.words = [""]
        self.fields: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.href: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in SILENT:
            self.silent += 1
        if tag in BLOCKS:
            self.words.append("")
        if tag == "input" and given.get("name"):
            self.fields[given["name"]] = given.get("value", "")
        if tag == "a":
            self.href = given.get("href")

    def handle_endtag(self, tag: str) -> None:
        if tag in SILENT:
            self.silent -= 1
        if tag == "a" and self.href is not None:
            self.links[" ".join(self.words[-1].split())] = self.href
            self.href = None
        if tag in BLOCKS:
            self.words.append("")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.words[-1] += data


def _read(response: Any) -> _Reader:
    reader = _Reader()
    reader.feed(response.content.decode())
    return reader


def text_of(response: Any) -> list[str]:
    """The words of each element, in order, without the empty ones."""
    return [words for words in (" ".join(each.split()) for each in _read(response).words) if words]


def fields_of(response: Any) -> dict[str, str]:
    """Names and values of the inputs."""
    return _read(response).fields


def links_of(response: Any) -> dict[str, str]:
    return _read(response).links
