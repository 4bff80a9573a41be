"""Tables and folded parts: the numbers beneath the pictures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from counterpart.engine.page.markup import Html, el


def table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 1) -> Html:
    """A table that scrolls in its own box where it is too wide; the last `numbers` columns hold numbers."""
    first = len(head) - numbers
    return el(
        "div",
        el(
            "table",
            el("caption", caption),
            el("thead", el("tr", *(_cell("th", name, at >= first, "col") for at, name in enumerate(head)))),
            el(
                "tbody",
                *(el("tr", *(_cell("td", text, at >= first) for at, text in enumerate(row))) for row in rows),
            ),
        ),
        class_="roll",
        role="region",
        aria_label=caption,
        tabindex="0",
    )


def _cell(name: str, text: str, number: bool, scope: str | None = None) -> Html:
    return el(name, text, class_="num" if number else None, scope=scope)


def folded(summary: str, *inside: str) -> Html:
    """Something long behind one line."""
    return el("details", el("summary", summary), *inside)
