"""The report of a match: one HTML page that needs nothing but itself."""

from __future__ import annotations

from importlib.resources import files

from counterpart.engine.page import charts, headline, leftout, partnerships, rules, topics, worth
from counterpart.engine.page.markup import Html, el, joined
from counterpart.engine.result import Result

# Nothing may be fetched and nothing may run, whatever stands in the file.
_NOTHING_ELSE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def whole_page(result: Result, seconds: float | None) -> str:
    """See `report_html`."""
    title = f"Counterpart: {result.served} of {len(result.people)} people have a counterpart"
    head = el(
        "head",
        Html('<meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_ELSE}">'),
        Html('<link rel="icon" href="data:,">'),
        el("title", title),
        el("style", Html(_style())),
    )
    body = el("body", charts.symbols(), _top(), _main(result), _foot(seconds))
    return f"<!doctype html>\n{el('html', head, body, lang='en')}\n"


def _style() -> str:
    return (files("counterpart.engine.page") / "style.css").read_text(encoding="utf-8")


def _top() -> Html:
    brand = el("div", charts.mark(), el("span", "Counterpart"), class_="brand")
    return el(
        "header", el("div", brand, el("p", "Report of a match", class_="over"), class_="page"), class_="top"
    )


def _main(result: Result) -> Html:
    sections = (headline, partnerships, topics, worth, leftout, rules)
    return el("main", *(each.section(result) for each in sections), class_="page")


def _foot(seconds: float | None) -> Html:
    took = f"Worked out in {seconds:.1f} seconds. " if seconds is not None else ""
    return el(
        "footer",
        el(
            "p",
            joined((took, "This page asks nothing of any other place, and runs no script. ")),
            "Whoever has the file can read the names in it. What is folded open is printed too.",
            class_="page",
        ),
    )
