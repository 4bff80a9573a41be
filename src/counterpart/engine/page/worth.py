"""What the partnerships are worth: how the values are spread."""

from __future__ import annotations

from counterpart.engine.page import charts
from counterpart.engine.page.counting import BINS, histogram, middle, valued
from counterpart.engine.page.markup import Html, el
from counterpart.engine.page.tables import folded, table
from counterpart.engine.result import Result
from counterpart.engine.words import count


def section(result: Result) -> Html:
    """Columns of 5 points; 100 would be all that two people could give each other."""
    told = [each.value for each in valued(result)]
    if not told:
        return Html()
    width = 100 // BINS
    rows = [
        (f"{at * width} to {(at + 1) * width}", f"{number:,}")
        for at, number in enumerate(histogram(told))
        if number
    ]
    return el(
        "section",
        el("h2", "What the partnerships are worth"),
        el("p", spread(told), class_="lead"),
        el("figure", charts.values(told)),
        el(
            "p",
            "Points of 100. The number above a column says how many partnerships are worth that much.",
            class_="soft",
        ),
        folded("As a table", table("Partnerships by value", ("Points of 100", "Partnerships"), rows)),
    )


def spread(told: list[float]) -> str:
    """`Half of the 48 partnerships are worth 51 points or more; the least 12, the most 80.`"""
    least, most, half = (round(100 * each) for each in (min(told), max(told), middle(told)))
    if least == most:
        all_of = count(len(told), "partnership is", "partnerships are")
        return f"{all_of} worth {least} points{' each' if len(told) > 1 else ''}."
    ends = f"the least {least}, the most {most}"
    return f"Half of the {len(told):,} partnerships are worth {half} points or more; {ends}."
