"""Pictures as pure functions: values in, inline SVG out.

Colour comes by class and never by attribute, so that a strict policy and both themes hold. Places across
are per cent, so words keep their size at any width. Every picture has a title and a description, and the page
puts the numbers in a table beneath (`ways_by_stage`, the topics themselves).
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import unescape

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from counterpart.web.templatetags.look import initials

READABLE = 100  # pairs; beyond, dots become counts
WITH_INITIALS = 12
ON_A_PHONE = 24  # columns that can be told apart there
SIDE = 20  # per cent for the words beside many columns
LANE = 76  # px from one stage to the next
TOPICS = 12
AT_A_GLANCE = 6  # counts on a phone; the table beneath has them all
ROW = 72  # px for a topic


@dataclass(frozen=True)
class Dot:
    """Somebody in a picture; `lane` is how far along in working life they stand, 0 first."""

    name: str
    lane: int


@dataclass(frozen=True)
class Two:
    """Two people, and which of them shows the other something."""

    first: Dot
    second: Dot
    first_shows: bool = True
    second_shows: bool = True

    def ways(self) -> Iterator[tuple[Dot, Dot]]:
        if self.first_shows:
            yield self.first, self.second
        if self.second_shows:
            yield self.second, self.first


@dataclass(frozen=True)
class Topic:
    name: str
    offers: int
    seeks: int


def duo(first: str, second: str) -> SafeString:
    """Two halves of one circle, an arrow each way: the first is the reader's side, or the first named."""
    first, second = unescape(first), unescape(second)
    words = _("%(first)s and %(second)s: something goes each way") % {"first": first, "second": second}
    return format_html(
        '<svg class="figure" viewBox="13 3 190 114" role="img"><title>{}</title>'
        '<path class="half" d="M70 4a56 56 0 0 0 0 112z"/><text x="43" y="60">{}</text>'
        '<path class="half" d="M146 4a56 56 0 0 1 0 112z"/><text x="173" y="60">{}</text>'
        '<path class="p-out p-thick" d="M80 43h55m-10-10 10 10-10 10"/>'
        '<path class="p-in p-thick" d="M136 77H81m10-10-10 10 10 10"/></svg>',
        words,
        initials(first),
        initials(second),
    )


def ways_by_stage(twos: Sequence[Two]) -> Counter[tuple[int, int]]:
    """How many directions go from one stage to another: (who shows, who learns) -> how many."""
    return Counter((teacher.lane, learner.lane) for two in twos for teacher, learner in two.ways())


def map_of_match(twos: Sequence[Two], lanes: Sequence[str]) -> SafeString:
    """Who with whom: a column a pair where they can be told apart, else counts from stage to stage."""
    if len(twos) > READABLE:
        return _counts("", twos, lanes, TOPICS)
    used = sorted({dot.lane for two in twos for dot in (two.first, two.second)}, reverse=True)
    places = {lane: 44 + LANE * row for row, lane in enumerate(used)}
    beside = len(twos) > ON_A_PHONE  # there is room for the words at the side, and none on the lines
    lines = ((place - (10 if beside else 30), lanes[lane]) for lane, place in places.items())
    drawn = _columns(twos, places, SIDE if beside else 0) + format_html_join(
        "", '<text class="over-lines" x="0" y="{}">{}</text>', lines
    )
    rules = format_html_join(
        "", '<line class="p-grid" x1="0" x2="100%" y1="{0}" y2="{0}"/>', ((y,) for y in places.values())
    )
    height = LANE * len(used) + 16
    if not beside:
        return _match_frame("", height, twos, rules + drawn)
    return _match_frame(" roomy", height, twos, rules + drawn) + _counts(" cramped", twos, lanes, AT_A_GLANCE)


def _match_frame(kind: str, height: int, twos: Sequence[Two], drawn: SafeString) -> SafeString:
    rising = sum(count for (shows, learns), count in ways_by_stage(twos).items() if shows < learns)
    description = ngettext(
        "In %(n)s direction somebody earlier in working life teaches somebody further along.",
        "In %(n)s directions somebody earlier in working life teaches somebody further along.",
        rising,
    )
    return format_html(
        '<svg class="picture{}" width="100%" height="{}" role="img"><title>{}</title><desc>{}</desc>{}</svg>',
        kind,
        height,
        ngettext("%(n)s pair", "%(n)s pairs", len(twos)) % {"n": len(twos)},
        description % {"n": rising},
        drawn,
    )


def _columns(twos: Sequence[Two], places: dict[int, int], side: int) -> SafeString:
    """One column a pair; those who stand furthest apart come last."""
    ordered = sorted(
        twos,
        key=lambda two: (abs(two.first.lane - two.second.lane), max(two.first.lane, two.second.lane)),
    )
    named = len(ordered) <= WITH_INITIALS
    return format_html_join(
        "",
        '<svg x="{}%">{}</svg>',
        (
            (f"{side + (100 - side) * (n + 0.5) / len(ordered):.2f}", _column(two, places, named))
            for n, two in enumerate(ordered)
        ),
    )


def _column(two: Two, places: dict[int, int], named: bool) -> SafeString:
    """Two dots and an arrow for each way; two of the same stage touch."""
    radius = 14 if named else 4
    level = two.first.lane == two.second.lane
    spots = [
        (dot, places[dot.lane] + (shift * radius if level else 0))
        for dot, shift in ((two.first, -1), (two.second, 1))
    ]
    height = {id(dot): y for dot, y in spots}
    arrows = SafeString()
    for side, (teacher, learner) in zip((-1, 1), () if level else two.ways(), strict=False):
        arrows += _arrow(height[id(teacher)], height[id(learner)], radius, side, named)
    words = '<text class="tiny" x="0" y="{}">{}</text>' if named else ""
    for dot, y in spots:
        arrows += format_html('<circle class="f-sheet p-ink p-thin" cx="0" cy="{}" r="{}"/>', y, radius)
        arrows += format_html(words, y, initials(unescape(dot.name)))
    return arrows


def _arrow(start: int, end: int, radius: int, side: int, named: bool) -> SafeString:
    """From one lane to another: it leaves amber and arrives indigo."""
    way = 1 if end > start else -1
    x, barb = (side * 5, 5) if named else (side * 1.6, 3)
    leaves, arrives = start + way * radius, end - way * (radius + 1)
    return format_html(
        '<path class="p-out p-line" d="M{x} {leaves}V{middle}"/>'
        '<path class="p-in p-line" d="M{x} {middle}V{arrives}m{aside} {back}L{x} {arrives}{other}"/>',
        x=x,
        leaves=leaves,
        middle=(leaves + arrives) / 2,
        arrives=arrives,
        aside=side * barb,
        back=-way * barb,
        other=f"l{-side * barb} {-way * barb}" if named else "",
    )


def _counts(kind: str, twos: Sequence[Two], lanes: Sequence[str], rows: int) -> SafeString:
    """From stage to stage: a bar that leaves amber and arrives indigo, the most frequent first."""
    ways = ways_by_stage(twos).most_common(rows)
    most = max((count for way, count in ways), default=1)
    drawn = SafeString()
    for row, ((shows, learns), count) in enumerate(ways):
        half = f"{40 * count / most:.2f}"
        drawn += format_html(
            '<svg y="{}"><text x="0" y="12">{}</text><text class="strong" x="0" y="31">{} {}</text>'
            '<rect class="f-out" y="44" width="{}%" height="10"/>'
            '<rect class="f-in" x="{}%" y="44" width="{}%" height="10"/>'
            '<svg x="{}%"><text class="strong" x="8" y="49">{}</text></svg></svg>',
            ROW * row,
            lanes[shows],
            "\N{NORTH EAST ARROW}" if shows < learns else "\N{RIGHTWARDS ARROW}",
            lanes[learns],
            half,
            half,
            half,
            f"{80 * count / most:.2f}",
            count,
        )
    return _match_frame(kind, ROW * len(ways), twos, drawn)


def supply_demand(topics: Sequence[Topic]) -> SafeString:
    """Who could show it against who would like it, for the topics that most people care about."""
    shown = sorted(topics, key=lambda topic: (-topic.offers - topic.seeks, topic.name))[:TOPICS]
    most = max((max(topic.offers, topic.seeks) for topic in shown), default=1) or 1
    return format_html(
        '<svg class="picture" width="100%" height="{}" role="img"><title>{}</title><desc>{}</desc>{}</svg>',
        ROW * len(shown),
        _("What people can show, and what people would like"),
        "; ".join(
            _("%(topic)s: %(offers)s can show it, %(seeks)s would like it")
            % {"topic": topic.name, "offers": topic.offers, "seeks": topic.seeks}
            for topic in shown
        ),
        format_html_join(
            "", '<svg y="{}">{}</svg>', ((ROW * n, _bars(topic, most)) for n, topic in enumerate(shown))
        ),
    )


def _bars(topic: Topic, most: int) -> SafeString:
    offers, seeks = (f"{55 * count / most:.2f}" for count in (topic.offers, topic.seeks))
    return format_html(
        '<text class="strong" x="0" y="12">{}</text>'
        '<rect class="f-out" y="24" width="{}%" height="12" rx="3"/>'
        '<svg x="{}%"><text x="8" y="30">{}</text></svg>'
        '<rect class="f-in" y="43" width="{}%" height="12" rx="3"/>'
        '<svg x="{}%"><text x="8" y="49">{}</text></svg>',
        topic.name,
        offers,
        offers,
        _("%(n)s can show it") % {"n": topic.offers},
        seeks,
        seeks,
        _("%(n)s would like it") % {"n": topic.seeks},
    )
