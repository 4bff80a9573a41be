"""How many are served, and how good the plan is, in plain words."""

from __future__ import annotations

import math
from collections import Counter

from counterpart.engine.page import charts
from counterpart.engine.page.counting import hosts, stage_ways, ways
from counterpart.engine.page.markup import Html, el
from counterpart.engine.page.tables import folded, table
from counterpart.engine.people import STAGES
from counterpart.engine.result import Kind, Result
from counterpart.engine.words import count, listing

_ONE = {Kind.PAIR: "pair", Kind.RING: "ring", Kind.CIRCLE: "circle"}
_PROVEN = 1e-5  # of the bound: closer than anybody can tell


def section(result: Result) -> Html:
    """The title is a sentence about now; then everybody at a glance, the proof, the figures."""
    together, alone = len(result.partnerships), len(result.unmatched) - len(hosts(result))
    each = charts.each_sign(together, alone)
    scale = f" Each sign stands for {each:,}." if each > 1 else ""
    return el(
        "section",
        el("h1", title(result)),
        el("p", made(result), class_="lead"),
        charts.glance(together, alone),
        el(
            "p",
            f"Two halves are people together, a hollow circle is somebody who is left out.{scale}",
            class_="soft",
        ),
        el("div", _proof(result), _figures(result), class_="halves"),
        _stages(result),
    )


def title(result: Result) -> str:
    """`All 12 people have a counterpart.`"""
    people, served = len(result.people), result.served
    if not served:
        return "Nobody has a counterpart yet."
    if served == people:
        return f"All {people:,} people have a counterpart."
    return f"{served:,} of {people:,} people {'has' if served == 1 else 'have'} a counterpart."


def made(result: Result) -> str:
    """`48 pairs and 2 rings.`, and in how many somebody teaches upwards."""
    kinds = Counter(each.kind for each in result.partnerships)
    forms = [count(kinds[kind], one, f"{one}s") for kind, one in _ONE.items() if kinds[kind]]
    rising = sum(any(way.reverse for way in each.directions) for each in result.partnerships)
    upwards = f" In {rising:,} of them somebody earlier in working life teaches somebody further along."
    return f"{listing(forms or ['No partnerships'])}." + (upwards if rising else "")


def _proof(result: Result) -> Html:
    return el(
        "div",
        el("h2", "How good is this plan?"),
        *(el("p", line) for line in proof(result)),
        el("p", added_up(result), class_="soft") if result.bound > 0 else Html(),
        el("ul", *(el("li", note) for note in result.notes), class_="notes") if result.notes else Html(),
    )


def proof(result: Result) -> list[str]:
    """Value, bound and gap in words; figures rounded so that nothing looks better than it is."""
    if result.bound <= 0:
        return ["Under these rules no two people can be put together, so there is nothing to compare."]
    form = "pairs and rings" if any(each.kind is Kind.RING for each in result.partnerships) else "pairs"
    lines = [
        f"Nothing better exists, to within {_up(result.gap * 100, 4):.4f}\u00a0%."
        if result.gap <= _PROVEN
        else f"At most {_up(result.gap * 100, 2):.2f}\u00a0% of the best possible may be missing.",
        f"It is worth {result.value:,.2f}. No set of {form} among these people that keeps to the rules can "
        f"be worth more than {_up(result.bound, 2):,.2f}: that is proven, not estimated.",
    ]
    if result.stopped:
        lines.append("The search was stopped early: more time may find a better plan.")
    if any(each.kind is Kind.CIRCLE for each in result.partnerships):
        lines.append("Circles come on top; they count in neither figure.")
    return lines


def added_up(result: Result) -> str:
    """What the worth of a plan is made of."""
    place = f" and {result.policy.inclusion:g} for having a place" if result.policy.inclusion else ""
    ring = any(each.kind is Kind.RING for each in result.partnerships) and result.policy.ring_discount
    less = "; a ring counts less, as it needs all of its people" if ring else ""
    return f"The worth adds up, for each person, what their partnership is worth (from 0 to 1){place}{less}."


def _up(number: float, digits: int) -> float:
    scale: int = 10**digits
    return math.ceil(max(0.0, number) * scale) / scale


def _figures(result: Result) -> Html:
    taught, showing = ways(result), len(hosts(result))
    known = [way for way in taught if way.reverse is not None]
    rows = [
        ("People", f"{len(result.people):,}"),
        ("who have a counterpart", f"{result.served:,}"),
        ("who are left out", f"{len(result.unmatched):,}"),
        *([("of them hosts, who teach a circle", f"{showing:,}")] if showing else []),
        ("Partnerships", f"{len(result.partnerships):,}"),
        ("Directions in which somebody learns", f"{len(taught):,}"),
        ("of them upwards, from an earlier stage", f"{sum(way.reverse is True for way in known):,}"),
        ("Value", f"{result.value:,.6f}"),
        ("Proven bound, rounded up", f"{_up(result.bound, 6):,.6f}"),
        ("Gap, rounded up", f"{_up(result.gap * 100, 4):.4f} %"),
    ]
    return table("In figures", ("What", "How many"), rows)


def _stages(result: Result) -> Html:
    counts = stage_ways(result)
    if not counts:
        return Html()
    told = "The most frequent are pictured; the arrow rises where somebody earlier in working life shows."
    return el(
        "div",
        el("h2", "Who shows, and who learns"),
        el(
            "p",
            told if len(counts) > charts.MOST_WAYS else told.partition("; ")[2].capitalize(),
            class_="soft",
        ),
        el("figure", charts.between_stages(counts), _stage_table(result)),
    )


def _stage_table(result: Result) -> Html:
    """The same as numbers."""
    counts = sorted(stage_ways(result).items(), key=lambda item: (-item[1], item[0]))
    rows = [(STAGES[shows], STAGES[learns], f"{number:,}") for (shows, learns), number in counts]
    head = ("Who shows", "Who learns", "Directions")
    return folded("As a table", table("Directions by stage", head, rows))
