"""Every word on a screen can be translated: text in templates and words in attributes that people read."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parents[2] / "src" / "counterpart"
TEMPLATES = sorted(path for path in SOURCE.rglob("*.html") if "templates" in path.parts)

# What a template says by its own tags is translated or not words at all; inside these, everything is.
TRANSLATED = re.compile(r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}", re.S)
COMMENT = re.compile(r"{#.*?#}|{%\s*comment\b.*?{%\s*endcomment\s*%}|<!--.*?-->", re.S)
CLASSES = re.compile(r"{%\s*block page\s*%}.*?{%\s*endblock.*?%}", re.S)  # the classes of <main>
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
READ_ALOUD = {
    *("alt", "aria-label", "aria-description", "aria-placeholder", "aria-roledescription", "aria-valuetext"),
    *("data-copied", "data-label", "label", "over", "placeholder", "summary", "title", "caption"),
}
NAME = "Counterpart"  # is called so in every language
SILENT = {"script", "style", "svg", "code", "pre", "kbd", "samp"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def blank(found: re.Match[str]) -> str:
    return "\n" * found.group().count("\n")


class Reader(HTMLParser):
    """Collects the words that stand in a template outside every translation tag, with their lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.quiet: list[str] = []
        self.unmarked: list[tuple[int, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.look_at(attrs)
        if tag not in VOID and (self.quiet or tag in SILENT or given.get("translate") == "no"):
            self.quiet.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.look_at(attrs)

    def look_at(self, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if not self.quiet and name in READ_ALOUD and letters(value or ""):
                self.unmarked.append((self.getpos()[0], f'{name}="{value}"'))

    def handle_endtag(self, tag: str) -> None:
        if tag in self.quiet:
            while self.quiet.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not self.quiet and letters(data):
            line = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
            self.unmarked.append((line, " ".join(data.split())))


def letters(text: str) -> bool:
    return any(character.isalpha() for character in text.replace(NAME, ""))


def unmarked(template: str) -> list[tuple[int, str]]:
    """The lines and words of a template that nobody could translate."""
    for pattern in (COMMENT, TRANSLATED, CLASSES, TAG):
        template = pattern.sub(blank, template)
    reader = Reader()
    reader.feed(template)
    reader.close()
    return reader.unmarked


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_every_word_of_a_template_can_be_translated(template: Path) -> None:
    found = unmarked(template.read_text())
    assert found == [], f"Put these into {{% translate %}}: {found}"


@pytest.mark.parametrize(
    ("template", "words"),
    [
        ("<p>Hello</p>", [(1, "Hello")]),
        ("<p>{% translate 'Hello' %}</p>", []),
        ("{% blocktranslate %}Hello <b>you</b>{% endblocktranslate %}", []),
        ('<a aria-label="Home"></a>', [(1, 'aria-label="Home"')]),
        ("<a aria-label=\"{% translate 'Home' %}\"></a>", []),
        ('<input placeholder="for example">', [(1, 'placeholder="for example"')]),
        ('<c-way title="AI tools" />', [(1, 'title="AI tools"')]),
        ("<p>{{ name }}, 12</p>", []),
        ("<p>{{ count }} people</p>", [(1, "people")]),
        ("{# a note #}<!-- another -->{% comment %}third{% endcomment %}", []),
        ('{% if a < b %}<p\n class="{% if a %}x{% endif %}">{% endif %}\nYes</p>', [(3, "Yes")]),
        ('<span translate="no"><b>Counterpart</b></span> is', [(1, "is")]),
        ("<title>{{ about }} · Counterpart</title>", []),
        ("{% block page %}narrow stack{% endblock %}", []),
        ("<svg><text>AD</text></svg><br>Aha", [(1, "Aha")]),
    ],
)
def test_an_unmarked_word_is_found_and_a_marked_one_is_not(
    template: str, words: list[tuple[int, str]]
) -> None:
    assert unmarked(template) == words


def test_there_are_templates_to_look_at() -> None:
    assert len(TEMPLATES) > 20
