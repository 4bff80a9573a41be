"""A radar: a spoke for each topic; the further out on it, the more people can show it or would like it."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

SIZE, REACH, NUMBER = 360, 140, 162  # of the picture; how far from its middle spokes and their numbers lie
MOST = 8  # topics: with more of them, numbers beneath say it better
MIDDLE = SIZE // 2
BESIDE = 8  # a dot before its spoke, a square behind it, so that neither covers the other
RINGS = [(REACH * part // 3,) for part in (1, 2, 3)]
RING = f'<circle class="ring" cx="{MIDDLE}" cy="{MIDDLE}" r="{{}}"/>'
SPOKE = f'<path class="spoke" d="M{MIDDLE} {MIDDLE}L{{}} {{}}"/>'
SQUARE = '<rect class="f-in" x="{}" y="{}" width="14" height="14" rx="2"/>'
DOT = '<circle class="f-out" cx="{}" cy="{}" r="6"/>'
TEXT = '<text x="{}" y="{}">{}</text>'
Point = tuple[float, float]


@dataclass(frozen=True)
class Spoke:
    name: str
    shows: int
    wishes: int
    change: int = 0  # above 0 where it rises


def radar(spokes: Sequence[Spoke]) -> SafeString:
    """Amber dots: who can show it; indigo squares: who would like it; the arrow: it rises or fades."""
    drawn = spokes[:MOST]
    most = max((max(each.shows, each.wishes) for each in drawn), default=0) or 1
    ends = [_place(n, len(drawn), REACH) for n in range(len(drawn))]
    dots = [
        _place(n, len(drawn), _away(each.shows, most), -BESIDE) for n, each in enumerate(drawn) if each.shows
    ]
    squares = [
        _corner(_place(n, len(drawn), _away(each.wishes, most), BESIDE))
        for n, each in enumerate(drawn)
        if each.wishes
    ]
    numbers = [
        (*_place(n, len(drawn), NUMBER), f"{n + 1}{_arrow(each.change)}") for n, each in enumerate(drawn)
    ]
    drawing: list[tuple[str, Sequence[tuple[object, ...]]]] = [
        (RING, RINGS), (SPOKE, ends), (SQUARE, squares), (DOT, dots), (TEXT, numbers)
    ]  # fmt: skip
    return format_html(
        '<svg class="radar" viewBox="0 0 {0} {0}" role="img"><title>{1}</title><desc>{2}</desc>{3}</svg>',
        SIZE,
        _("Which topics people can show, and which they would like"),
        "; ".join(f"{n}. {_words(each)}" for n, each in enumerate(drawn, 1)),
        format_html_join("", "{}", ((format_html_join("", shape, at),) for shape, at in drawing)),
    )


def _words(spoke: Spoke) -> str:
    said = _("%(topic)s: at least %(shows)d can show it, at least %(wishes)d would like it")
    if not spoke.wishes:
        said = _("%(topic)s: at least %(shows)d can show it")
    elif not spoke.shows:
        said = _("%(topic)s: at least %(wishes)d would like it")
    return said % {"topic": spoke.name, "shows": spoke.shows, "wishes": spoke.wishes}


def _arrow(change: int) -> str:
    return "\N{NORTH EAST ARROW}" if change > 0 else "\N{SOUTH EAST ARROW}" if change < 0 else ""


def _away(number: int, most: int) -> float:
    return REACH * number / most


def _place(n: int, of: int, away: float, aside: float = 0) -> Point:
    """So far out on a spoke; what lies aside of it stays as far from it near the middle as at its end."""
    angle = 2 * pi * n / of - pi / 2
    x, y = away * cos(angle) - aside * sin(angle), away * sin(angle) + aside * cos(angle)
    return round(MIDDLE + x, 1), round(MIDDLE + y, 1)


def _corner(middle: Point) -> Point:
    return round(middle[0] - 7, 1), round(middle[1] - 7, 1)
