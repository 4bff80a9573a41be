"""Supply and demand: what people can show against what people would like."""

from __future__ import annotations

from counterpart.engine.page import charts
from counterpart.engine.page.counting import skills, unanswered
from counterpart.engine.page.markup import Html, el, named, short
from counterpart.engine.page.tables import folded, table
from counterpart.engine.result import Result
from counterpart.engine.words import count

PICTURED = 12
LISTED = 300
MISSING = 12


def section(result: Result) -> Html:
    """The skills that most people care about, and what nobody can show."""
    wanted = skills(result.people)
    if result.people.given:
        return Html()  # benefits were told, not skills
    if not wanted:
        return el("section", el("h2", "Skills"), el("p", "Nobody has told any skill."))
    kinds = el(
        "div",
        el("span", "← can show it", class_="out"),
        el("span", "would like it →", class_="in"),
        class_="sides",
    )
    rows = [(named(each.skill), f"{each.offers:,}", f"{each.seeks:,}") for each in wanted[:LISTED]]
    more = f"The first {LISTED} of {len(wanted):,} are here." if len(wanted) > LISTED else ""
    missing = unanswered(wanted)
    return el(
        "section",
        el("h2", "What people can show, and what they would like"),
        el("figure", kinds, charts.supply_demand(wanted[:PICTURED])),
        folded(
            f"As a table: {count(len(rows), 'skill', 'skills')}",
            el("p", more, class_="soft") if more else Html(),
            table("People by skill", ("Skill", "can show it", "would like it"), rows, numbers=2),
        ),
        el(
            "div",
            el("h3", "Wanted, and nobody here can show it"),
            el("ul", *(_chip(each.skill, each.seeks) for each in missing[:MISSING]), class_="chips"),
            el("p", f"And {count(len(missing) - MISSING, 'skill', 'skills')} more.", class_="soft")
            if len(missing) > MISSING
            else Html(),
        )
        if missing
        else Html(),
    )


def _chip(skill: str, seeks: int) -> Html:
    return el("li", el("bdi", short(skill)), f" {seeks:,}", class_="chip")
