"""A partnership as a small sign: two halves of one circle, a ring, or a host amid learners.

Drawn from people and directions alone. Each arrow leaves amber, with a dot, at who shows something, and
arrives indigo, with a head, at who learns it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import pairwise

from counterpart.engine.explain import Direction
from counterpart.engine.page.markup import Html, el, initials, joined, short
from counterpart.engine.people import People
from counterpart.engine.result import Partnership
from counterpart.engine.words import count, listing

_NODE = 17.0
_MOST_ROUND = 12  # people who still find a place on a round

Place = tuple[float, float]


def sign(people: People, partnership: Partnership) -> Html:
    """The picture of one partnership, with a title and a description of every way."""
    members, ways = partnership.people, [way for way in partnership.directions if way.benefit > 0]
    names = [short(people.call(each), 40) for each in members]
    told = [_told(people, way) for way in ways]
    drawn, box = _duo(people, members, ways) if len(members) == 2 else _round(people, members, ways)
    return el(
        "svg",
        el("title", listing(names[:_MOST_ROUND])),
        el("desc", f"{'; '.join(told[:_MOST_ROUND]) or 'Nothing is learnt here'}."),
        drawn,
        class_="sign",
        viewBox=box,
        role="img",
    )


def _told(people: People, way: Direction) -> str:
    learner, teacher = (short(people.call(each), 40) for each in (way.learner, way.teacher))
    return f"{learner} learns {_topics(way)} from {teacher}"


def _topics(way: Direction) -> str:
    return listing([short(topic.skill, 40) for topic in way.topics[:3]] or ["something"])


def _duo(people: People, members: Sequence[str], ways: Sequence[Direction]) -> tuple[Html, str]:
    """Two halves of one circle and an arrow each way; a dotted line where nothing goes."""
    first, second = members
    drawn = [
        el("path", class_="half", d="M58 6a44 44 0 0 0 0 88z"),
        _label(people, first, (36, 50)),
        el("path", class_="half", d="M142 6a44 44 0 0 1 0 88z"),
        _label(people, second, (164, 50)),
    ]
    for teacher, ends in ((first, ((68.0, 36.0), (132.0, 36.0))), (second, ((132.0, 64.0), (68.0, 64.0)))):
        goes = any(way.teacher == teacher for way in ways)
        drawn.append(arrow(*ends) if goes else el("path", class_="p-none", d=_line(*ends)))
    return joined(drawn), "10 2 180 96"


def _round(people: People, members: Sequence[str], ways: Sequence[Direction]) -> tuple[Html, str]:
    """A ring as a cycle of arrows; where some only show and others only learn, the former in the middle."""
    hosts = _hosts(members, ways)
    around = [each for each in members if each not in hosts]
    shown = around[:_MOST_ROUND]
    radius = 60 if len(shown) < 6 else 74
    at = {who: _on_round(n, len(shown), radius) for n, who in enumerate(shown)}
    at |= {who: ((n - (len(hosts) - 1) / 2) * 2.6 * _NODE, 0.0) for n, who in enumerate(hosts)}
    drawn = [
        arrow(*_between(at[way.teacher], at[way.learner], _both(way, ways)))
        for way in ways
        if way.teacher in at and way.learner in at
    ]
    drawn += [_node(people, who, place) for who, place in at.items()]
    if len(around) > len(shown):
        more = count(len(around) - len(shown), "more person", "more people")
        drawn.append(el("text", f"and {more}", class_="mid", x="0", y=str(radius + 34)))
    size, low = radius + 22, max(y for _, y in at.values()) + 22
    more_tall = 30 if len(around) > len(shown) else 0
    return joined(drawn), f"{-size - 8} {-size} {2 * size + 16} {size + low + more_tall:g}"


def _hosts(members: Sequence[str], ways: Sequence[Direction]) -> list[str]:
    """Who only shows, where everybody else only learns and they are few; else nobody."""
    showing, learning = {way.teacher for way in ways}, {way.learner for way in ways}
    hosts = [each for each in members if each in showing]
    return hosts if not showing & learning and len(hosts) <= 3 else []


def _both(way: Direction, ways: Sequence[Direction]) -> bool:
    return any((other.learner, other.teacher) == (way.teacher, way.learner) for other in ways)


def _on_round(number: int, of: int, radius: float) -> Place:
    turn = 2 * math.pi * number / of - math.pi / 2
    return round(radius * math.cos(turn), 1), round(radius * math.sin(turn), 1)


def _between(start: Place, end: Place, beside: bool) -> tuple[Place, Place]:
    """From rim to rim; a little to the side where another arrow comes back."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    length = math.hypot(dx, dy) or 1.0
    dx, dy = dx / length, dy / length
    aside = 6.0 if beside else 0.0
    gap = _NODE + 3
    return (
        (start[0] + dx * gap - dy * aside, start[1] + dy * gap + dx * aside),
        (end[0] - dx * gap - dy * aside, end[1] - dy * gap + dx * aside),
    )


def _node(people: People, person: str, at: Place) -> Html:
    disc = el("circle", class_="half", cx=f"{at[0]:g}", cy=f"{at[1]:g}", r=f"{_NODE:g}")
    return joined((disc, _label(people, person, at, small=True)))


def _label(people: People, person: str, at: Place, small: bool = False) -> Html:
    text = initials(people.person(person).name, person)
    size = "tiny" if small or len(text) > 2 else None
    return el("text", text, class_=size, x=f"{at[0]:g}", y=f"{at[1]:g}")


def arrow(start: Place, end: Place) -> Html:
    """It leaves amber with a dot and arrives indigo with a head."""
    middle = (start[0] + end[0]) / 2, (start[1] + end[1]) / 2
    turn = math.atan2(end[1] - start[1], end[0] - start[0])
    barbs = [(end[0] - 8 * math.cos(turn + side), end[1] - 8 * math.sin(turn + side)) for side in (0.6, -0.6)]
    head = f"M{_at(barbs[0])}L{_at(end)}L{_at(barbs[1])}"
    return joined(
        (
            el("path", class_="p-out", d=_line(start, middle)),
            el("circle", class_="f-out", cx=f"{start[0]:.1f}", cy=f"{start[1]:.1f}", r="3.6"),
            el("path", class_="p-in", d=_line(middle, end) + head),
        )
    )


def _line(*places: Place) -> str:
    return f"M{_at(places[0])}" + "".join(f"L{_at(there)}" for _, there in pairwise(places))


def _at(place: Place) -> str:
    return f"{place[0]:.1f} {place[1]:.1f}"
