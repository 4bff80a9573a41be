"""Who with whom and why: a card for each of the first partnerships, a table row for each seat."""

from __future__ import annotations

from collections.abc import Sequence

from counterpart.engine import words
from counterpart.engine.explain import Direction, Term, Topic
from counterpart.engine.page import charts
from counterpart.engine.page.counting import points
from counterpart.engine.page.markup import LONGEST_SENTENCE, Html, el, joined, named, short
from counterpart.engine.page.signs import arrow, sign
from counterpart.engine.page.tables import folded, table
from counterpart.engine.people import People
from counterpart.engine.result import Partnership, Result

OPEN = 12  # cards that are seen at once
CARDS = 150
SEATS = 4_000
_TOPICS = 4
_WAYS = 16  # of one partnership


def section(result: Result) -> Html:
    """All partnerships, as far as one page holds them; what is not shown is said."""
    everyone = result.partnerships
    if not everyone:
        return el(
            "section",
            el("h2", "Who with whom, and why"),
            el("p", "Nobody is together in this plan. Below stands why, and what would help."),
        )
    cards = [_card(result, each) for each in everyone[:CARDS]]
    most = words.count(len(everyone), "partnership", "partnerships")
    return el(
        "section",
        el("h2", "Who with whom, and why"),
        _legend(),
        el("ul", *cards[:OPEN], class_="cards"),
        folded(f"{len(cards) - OPEN} more of {most}", el("ul", *cards[OPEN:], class_="cards"))
        if cards[OPEN:]
        else Html(),
        el("p", f"Pictured are the first {CARDS} of {most}; the table goes on.", class_="soft")
        if len(everyone) > CARDS
        else Html(),
        _seats(result),
    )


def _legend() -> Html:
    return el(
        "p",
        el("svg", arrow((8, 8), (52, 8)), class_="key", viewBox="0 0 60 16", aria_hidden="true"),
        "Every arrow leaves amber, with a dot, at the one who shows something, and arrives indigo, with "
        "a head, at the one who learns it. Values are in points of 100.",
        class_="soft legend",
    )


def _card(result: Result, each: Partnership) -> Html:
    people = result.people
    ways = [way for way in each.directions if way.benefit > 0]
    about = {each.kind.capitalize(): True, "pinned": each.pinned, "teaches upwards": _rises(ways)}
    return el(
        "li",
        sign(people, each),
        el("h3", *_names(people, each.people)),
        el("p", " · ".join(word for word, so in about.items() if so), class_="over"),
        el("ul", *(_way(people, way) for way in ways[:_WAYS]), class_="ways"),
        el("p", short(words.apart(people, each.people), LONGEST_SENTENCE), class_="soft")
        if len(each.people) == 2
        else Html(),
        _worth(people, each) if each.terms else Html(),
        class_="card",
    )


def _rises(ways: Sequence[Direction]) -> bool:
    return any(way.reverse for way in ways)


def _names(people: People, members: Sequence[str]) -> list[str]:
    """`Ada, Bo and Cem` with each name for itself."""
    return _listed([named(people.call(each)) for each in members])


def _listed(items: Sequence[Html]) -> list[str]:
    parts: list[str] = []
    for at, item in enumerate(items):
        parts += ["" if at == 0 else " and " if at == len(items) - 1 else ", ", item]
    return parts


def _way(people: People, way: Direction) -> Html:
    """One direction: `Ada can show Grace Python (4 of 5; starts from 1; wanted 3 of 5).`"""
    learner, teacher = named(people.call(way.learner)), named(people.call(way.teacher))
    if people.given:
        return el(
            "li", learner, f" would get a benefit of {way.benefit * 100:.0f} of 100 from ", teacher, "."
        )
    topics = _listed([_topic(topic) for topic in way.topics[:_WAYS]])
    return el("li", teacher, " can show ", learner, " ", *topics, ".")


def _topic(topic: Topic) -> Html:
    near = () if topic.skill == topic.through else (", near to ", named(topic.skill))
    told = f" ({topic.level} of 5; starts from {topic.own}; wanted {topic.importance} of 5)"
    return joined((el("strong", named(topic.through)), *near, el("span", told, class_="soft")))


def _worth(people: People, each: Partnership) -> Html:
    """The value and its parts, as a bar and in words."""
    whole = points(each.terms, each.value)
    parts = [(term, amount) for term, amount in zip(each.terms, whole, strict=True) if amount]
    parts.sort(key=lambda part: part[1] < 0)  # what is taken off lies over the end of the bar
    seen: list[str] = []
    said, drawn = [], []
    for term, amount in parts:
        kind = _kind(term, seen)
        drawn.append((kind, amount))
        sign = "+" if amount > 0 else "−"
        said.append(
            el("span", el("i", class_=f"swatch {kind}"), f"{sign}{abs(amount)} ", *_part(people, term))
        )
    told = f"{round(each.value * 100)} of 100"
    return el(
        "div",
        el("p", el("strong", told), " together"),
        charts.parts(drawn, f"The parts add up to {told}."),
        el("p", *said, class_="sum"),
        class_="worth",
    )


def _kind(term: Term, seen: list[str]) -> str:
    if term.name == "learning":
        seen.append(term.about)
        return "f-in" if len(seen) % 2 else "f-in2"
    return "f-less" if term.amount < 0 else "f-value"


def _part(people: People, term: Term) -> list[str]:
    if term.name == "learning" and not term.about:
        return ["what they learn"]
    if term.name == "learning":
        return ["what ", named(people.call(term.about)), " learns"]
    if term.name == "imbalance":
        return ["because one learns less than the other"]
    if term.name == "perspective":
        return [f"for another {term.about}" if term.about else "for perspectives that nobody told"]
    return [" ".join((term.name.replace("_", " "), term.about)).strip()]


def _seats(result: Result) -> Html:
    """Every seat as a row, up to a limit."""
    seats = [(each, way) for each in result.partnerships for way in each.directions]
    rows = [
        (
            each.id,
            each.kind,
            named(result.people.call(way.learner)),
            named(result.people.call(way.teacher)),
            joined(_topics(way)),
            f"{way.benefit * 100:.0f}",
            f"{each.value * 100:.0f}",
        )
        for each, way in seats[:SEATS]
    ]
    head = ("No.", "Kind", "Who learns", "from whom", "what", "Benefit", "Value")
    more = (
        f" The first {SEATS:,} of {len(seats):,} are here; matches.csv has all." if len(seats) > SEATS else ""
    )
    return folded(
        f"As a table: {words.count(len(rows), 'direction', 'directions')}",
        el("p", f"Benefit and value in points of 100.{more}", class_="soft"),
        table("Who learns what from whom", head, rows, numbers=2),
    )


def _topics(way: Direction) -> list[str]:
    names = [short(topic.skill, 40) for topic in way.topics]
    more = f" and {len(names) - _TOPICS} more" if len(names) > _TOPICS else ""
    return [", ".join(names[:_TOPICS]) + more]
