"""Who is left out and why, grouped by reason, with what would help."""

from __future__ import annotations

from counterpart.engine.page import charts
from counterpart.engine.page.counting import Left, hosts, left_out
from counterpart.engine.page.markup import LONGEST_SENTENCE, Html, el, named, short
from counterpart.engine.page.tables import folded, table
from counterpart.engine.reasons import Reason
from counterpart.engine.result import Result
from counterpart.engine.words import count

LISTED = 1_500
_OPEN = 8
_REMEDIES = 3
_HOSTS = " All the same, others learn from them in a circle."
TITLES: dict[str, str] = {
    Reason.NOT_TAKING_PART: "They take no part",
    Reason.ALONE: "There is nobody else",
    Reason.NOTHING_TOLD: "They have told nothing yet",
    Reason.NO_SEEKS: "They told nothing to learn",
    Reason.NO_OFFERS: "They told nothing to show",
    Reason.NOBODY_OFFERS: "Nobody can show what they would like",
    Reason.NOBODY_FURTHER: "Nobody is further along than they are",
    Reason.TOO_LITTLE_TO_LEARN: "They would learn too little",
    Reason.NOBODY_SEEKS: "Nobody seeks what they can show",
    Reason.NOBODY_BEHIND: "Nobody is newer to what they can show",
    Reason.TOO_LITTLE_TO_TEACH: "Others would learn too little",
    Reason.NO_WAY_BACK: "Nobody fits both ways",
    Reason.RULES: "A rule stops all who would fit",
    Reason.EVERYONE_TAKEN: "All who fit are with others",
}
WITHOUT_TOPICS: dict[str, str] = {
    Reason.NOBODY_OFFERS: "Nobody could give them anything",
    Reason.TOO_LITTLE_TO_LEARN: "They would get too little",
    Reason.NOBODY_SEEKS: "There is nobody to whom they could give anything",
    Reason.TOO_LITTLE_TO_TEACH: "Others would get too little",
}


def section(result: Result) -> Html:
    """A bar for each reason, then each reason with its remedies and its people."""
    if not result.unmatched:
        word = (
            "Everybody has a counterpart." if result.people.everyone else "There are no people in this file."
        )
        return el("section", el("h2", "Who is left out"), el("p", word))
    groups = left_out(result.unmatched)
    titles = [_title(result, each.reason) for each in groups]
    return el(
        "section",
        el("h2", f"{count(len(result.unmatched), 'person is', 'people are')} left out, and why"),
        el("figure", charts.reasons(groups, titles)),
        *_told(result, groups),
    )


def _title(result: Result, reason: str) -> str:
    titles = TITLES | WITHOUT_TOPICS if result.people.given else TITLES
    return titles.get(reason, reason.replace("_", " ").capitalize())


def _told(result: Result, groups: list[Left]) -> list[Html]:
    """Each reason; the lists share one limit."""
    room, made, showing = LISTED, [], hosts(result)
    for each in groups:
        made.append(_group(result, each, room, showing))
        room = max(0, room - len(each.people))
    return made


def _group(result: Result, left: Left, room: int, showing: set[str]) -> Html:
    title, shown = _title(result, left.reason), left.people[:room]
    rows = [
        (
            named(result.people.call(each.person)),
            short(each.sentence, LONGEST_SENTENCE) + (_HOSTS if each.person in showing else ""),
        )
        for each in shown
    ]
    hidden = len(left.people) - len(shown)
    listed = table(title, ("Who", "Why"), rows, numbers=0) if rows else Html()
    return el(
        "div",
        el("h3", title, " ", el("span", f"{len(left.people):,}", class_="soft")),
        *(el("p", each) for each in left.remedies[:_REMEDIES]),
        (listed if len(rows) <= _OPEN else folded(count(len(rows), "person", "people"), listed)),
        el(
            "p",
            f"{count(hidden, 'person is', 'people are')} not listed here; the JSON report has all.",
            class_="soft",
        )
        if hidden
        else Html(),
        class_="why",
    )
