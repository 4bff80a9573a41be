"""The pictures of a report as pure functions: counts in, inline SVG out.

Colour comes by class, so that light, dark and paper work. Places across are per cent, so words keep their
size at any width. Amber is showing, indigo is learning, each with a second cue: a side, a dot or a head.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from counterpart.engine.page.counting import BINS, Left, Wanted, histogram, middle
from counterpart.engine.page.markup import Html, el, joined, short
from counterpart.engine.people import STAGES
from counterpart.engine.words import count, listing

MOST_SIGNS = 1_200  # at a glance; beyond, a sign stands for ten, a hundred ... people
ROW = 58  # px
MOST_WAYS = 8


def _svg(title: str, told: str, *inside: str, **attributes: str) -> Html:
    return el("svg", el("title", title), el("desc", told), *inside, role="img", **attributes)


def each_sign(partnerships: int, alone: int) -> int:
    """For how many a sign of `glance` stands: 1, 10, 100 ..."""
    each = 1
    while (partnerships + alone) / each > MOST_SIGNS:
        each *= 10
    return each


def glance(partnerships: int, alone: int) -> Html:
    """Everybody at once: a slid circle for each partnership, a hollow one for each person alone."""
    each = each_sign(partnerships, alone)
    signs = ["together"] * -(-partnerships // each) + ["alone"] * -(-alone // each)
    columns = min(60, max(16, math.isqrt(max(0, 4 * len(signs) - 1)) + 1))
    drawn = [
        el("use", href=f"#{name}", x=f"{20 * (at % columns)}", y=f"{22 * (at // columns)}")
        for at, name in enumerate(signs)
    ]
    rows = max(1, -(-len(signs) // columns))
    told = (
        f"{count(partnerships, 'partnership', 'partnerships')}, {count(alone, 'person', 'people')} left out."
    )
    scale = f" Each sign stands for {each:,}." if each > 1 else ""
    return _svg(
        "Everybody at a glance",
        told + scale,
        *drawn,
        class_="glance",
        viewBox=f"0 0 {20 * columns} {22 * rows}",
    )


def symbols() -> Html:
    """The two signs that `glance` repeats."""
    return el(
        "svg",
        el(
            "symbol",
            el("path", class_="f-amber", d="M4.5 8.7a6 6 0 0 1 12 0z"),
            el("path", class_="f-indigo", d="M1.5 10.3a6 6 0 0 0 12 0z"),
            id="together",
        ),
        el("symbol", el("circle", class_="hollow", cx="9", cy="9.5", r="6"), id="alone"),
        class_="symbols",
        width="0",
        height="0",
        aria_hidden="true",
    )


def supply_demand(wanted: Sequence[Wanted]) -> Html:
    """For each skill how many can show it, to the left in amber, and would like it, in indigo."""
    most = max((max(each.offers, each.seeks) for each in wanted), default=1) or 1
    told = "; ".join(
        f"{short(each.skill)}: {each.offers} can show it, {each.seeks} would like it" for each in wanted
    )
    rows = [
        el("svg", *_both_sides(each, most), y=str(ROW * row), width="100%", height=str(ROW))
        for row, each in enumerate(wanted)
    ]
    return _svg("What people can show, and what people would like", told, *rows, **_tall(ROW * len(wanted)))


def _both_sides(each: Wanted, most: int) -> list[Html]:
    left, right = 42 * each.offers / most, 42 * each.seeks / most
    return [
        el("text", short(each.skill, 30), class_="strong mid", x="50%", y="13"),
        el(
            "rect", class_="f-amber", x=f"{50 - left:.2f}%", y="26", width=f"{left:.2f}%", height="16", rx="3"
        ),
        el("rect", class_="f-indigo", x="50%", y="26", width=f"{right:.2f}%", height="16", rx="3"),
        el("line", class_="p-axis", x1="50%", x2="50%", y1="23", y2="45"),
        _beside(50 - left, -8, "end", f"{each.offers:,}"),
        _beside(50 + right, 8, None, f"{each.seeks:,}"),
    ]


def _beside(percent: float, px: int, kind: str | None, words: str) -> Html:
    return el("svg", el("text", words, class_=kind, x=str(px), y="34"), class_="at", x=f"{percent:.2f}%")


def values(told: Sequence[float]) -> Html:
    """How many partnerships are worth how much, in columns of 5 of 100."""
    counts, half = histogram(told), middle(told)
    most = max(counts) or 1
    tall, top = 150, 26
    drawn = [el("line", class_="p-axis", x1="0", x2="100%", y1=str(top + tall), y2=str(top + tall))]
    for at, number in enumerate(counts):
        if number:
            height = tall * number / most
            x = f"{100 * (at + 0.5) / BINS:g}%"
            drawn += [
                el(
                    "rect",
                    class_="f-value",
                    x=f"{100 * at / BINS + 0.4:g}%",
                    y=f"{top + tall - height:.1f}",
                    width=f"{100 / BINS - 0.8:g}%",
                    height=f"{height:.1f}",
                    rx="2",
                ),
                el("text", str(number), class_="mid strong small", x=x, y=f"{top + tall - height - 10:.1f}"),
            ]
    for at, kind in ((0, None), (25, "mid"), (50, "mid"), (75, "mid"), (100, "end")):
        drawn.append(el("text", str(at), class_=kind, x=f"{at}%", y=str(top + tall + 14)))
    half_words = f"Half of them are worth {half * 100:.0f} of 100 or more."
    words = f"{half_words} From {min(told) * 100:.0f} to {max(told) * 100:.0f}."
    return _svg("What the partnerships are worth", words, *drawn, **_tall(top + tall + 26))


def between_stages(counts: Counter[tuple[int, int]]) -> Html:
    """From stage to stage: a bar that leaves amber and arrives indigo, the most frequent first."""
    shown = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:MOST_WAYS]
    most = max(number for _, number in shown)
    told = [f"{STAGES[shows]} to {STAGES[learns]}: {number}" for (shows, learns), number in shown]
    rows = []
    for row, ((shows, learns), number) in enumerate(shown):
        sign = "↗" if shows < learns else "↘" if shows > learns else "→"
        half = 44 * number / most
        inside = [
            el("text", f"{STAGES[shows]} {sign} {STAGES[learns]}", class_="strong", x="0", y="13"),
            el("rect", class_="f-amber", x="0", y="26", width=f"{half:.2f}%", height="16", rx="3"),
            el(
                "rect", class_="f-indigo", x=f"{half:.2f}%", y="26", width=f"{half:.2f}%", height="16", rx="3"
            ),
            _beside(2 * half, 8, None, f"{number:,}"),
        ]
        rows.append(el("svg", *inside, y=str(ROW * row), width="100%", height=str(ROW)))
    return _svg("Who shows and who learns, by stage", f"{listing(told)}.", *rows, **_tall(ROW * len(shown)))


def reasons(groups: Sequence[Left], titles: Sequence[str]) -> Html:
    """Why people are left out: a hollow bar for each reason."""
    most = max(len(each.people) for each in groups)
    rows = []
    for row, (each, title) in enumerate(zip(groups, titles, strict=True)):
        width = 86 * len(each.people) / most
        inside = [
            el("text", title, class_="strong", x="1", y="13"),
            el("rect", class_="hollow", x="1", y="26", width=f"{width:.2f}%", height="16", rx="3"),
            _beside(width, 10, None, f"{len(each.people):,}"),
        ]
        rows.append(el("svg", *inside, y=str(ROW * row), width="100%", height=str(ROW)))
    told = [f"{title}: {len(each.people)}" for each, title in zip(groups, titles, strict=True)]
    return _svg("Why people are left out", f"{'; '.join(told)}.", *rows, **_tall(ROW * len(groups)))


def parts(amounts: Sequence[tuple[str, int]], words: str) -> Html:
    """A value as the sum of its parts, 0 to 100: (class, hundredths). What is taken off lies over the end."""
    drawn, end = [el("rect", class_="f-sunk", y="2", width="100%", height="10", rx="3")], 0
    for kind, amount in amounts:
        start, end = min(end, end + amount), end + amount
        y, tall = ("2", "10") if amount > 0 else ("0", "14")
        drawn.append(el("rect", class_=kind, x=f"{start}%", y=y, width=f"{abs(amount)}%", height=tall))
    return el(
        "svg",
        el("title", "What the value is made of"),
        el("desc", words),
        *drawn,
        role="img",
        class_="parts",
        width="100%",
        height="14",
    )


def mark() -> Html:
    """The sign of Counterpart: a circle cut in two, each half slid its own way."""
    return joined(
        (
            el(
                "svg",
                el("path", class_="f-amber", d="M10.5 19a13 13 0 0 1 26 0z"),
                el("path", class_="f-indigo", d="M3.5 21a13 13 0 0 0 26 0z"),
                class_="mark",
                viewBox="0 0 40 40",
                aria_hidden="true",
            ),
        )
    )


def _tall(height: int) -> dict[str, str]:
    return {"class_": "chart", "width": "100%", "height": str(height)}
