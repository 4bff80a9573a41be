"""More than two people as a picture: they sit in a round, and arrows go from who shows to who learns."""

from collections.abc import Mapping, Sequence
from math import cos, hypot, pi, sin
from uuid import UUID

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from counterpart.web.templatetags.look import initials

SIZE, ROUND, SEAT = 240, 92, 24
GAP = 6  # between an arrow and a seat
Point = tuple[float, float]


def group(names: Mapping[UUID, str], arrows: Sequence[tuple[UUID, UUID]]) -> SafeString:
    """Inline SVG with a title and, in words, every arrow: (who shows, who learns)."""
    spots = _spots(list(names), {teacher for teacher, _ in arrows}, len(arrows))
    told = "; ".join(
        _("%(teacher)s shows %(learner)s something") % {"teacher": names[one], "learner": names[other]}
        for one, other in arrows
    )
    seats = format_html_join(
        "",
        '<circle class="half" cx="{}" cy="{}" r="{}"/><text x="{}" y="{}">{}</text>',
        ((x, y, SEAT, x, y, initials(names[who])) for who, (x, y) in spots.items()),
    )
    lines = format_html_join("", "{}", ((_arrow(spots[one], spots[other]),) for one, other in arrows))
    return format_html(
        '<svg class="figure" viewBox="0 0 {0} {0}" role="img"><title>{1}</title><desc>{2}</desc>{3}{4}</svg>',
        SIZE,
        _("Who shows whom something"),
        told,
        lines,
        seats,
    )


def _spots(people: list[UUID], teachers: set[UUID], ways: int) -> dict[UUID, Point]:
    """All in a round; the one whom all the others learn from in the middle."""
    middle = next(iter(teachers)) if len(teachers) == 1 and ways > 1 else None
    around = [each for each in people if each != middle]
    spots = dict(zip(around, _round(len(around)), strict=True))
    return spots if middle is None else {middle: (SIZE / 2, SIZE / 2), **spots}


def _round(count: int) -> list[Point]:
    angles = (2 * pi * n / count - pi / 2 for n in range(count))
    return [(round(SIZE / 2 + ROUND * cos(a), 1), round(SIZE / 2 + ROUND * sin(a), 1)) for a in angles]


def _arrow(start: Point, end: Point) -> SafeString:
    """It leaves amber and arrives indigo."""
    across, down = end[0] - start[0], end[1] - start[1]
    long = hypot(across, down)
    x, y = across / long, down / long

    def at(way: float, aside: float = 0) -> str:
        return f"{start[0] + x * way - y * aside:.1f} {start[1] + y * way + x * aside:.1f}"

    leaves, arrives = SEAT + GAP, long - SEAT - GAP
    return format_html(
        '<path class="p-out p-thick" d="M{} L{}"/><path class="p-in p-thick" d="M{} L{} M{} L{} L{}"/>',
        at(leaves),
        at(long / 2),
        at(long / 2),
        at(arrives),
        at(arrives - 9, -8),
        at(arrives),
        at(arrives - 9, 8),
    )
