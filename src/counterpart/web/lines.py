"""The two lines of courage as pure functions: thought against was, and how sure then and now.

Hollow is before, full is after. Words and figures stand in a table beneath; see `pictures`.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

LEFT, RIGHT = 5.0, 92.0  # per cent, so that the marks at both ends are whole
TOP, BOTTOM = 14.0, 86.0
Point = tuple[float, float]


def thought_and_was(steps: Sequence[tuple[int, int]]) -> SafeString:
    """Steps in the order they were done, each as it was predicted and as it really was."""
    across = _evenly(len(steps))
    thought = [(x, _height(predicted)) for x, (predicted, _real) in zip(across, steps, strict=True)]
    was = [(x, _height(real)) for x, (_predicted, real) in zip(across, steps, strict=True)]
    drawn = _stretched(
        format_html('<path class="p-ink p-thin" stroke-dasharray="4 5" d="{}"/>', _line(thought)),
        format_html('<path class="p-in p-thick" d="{}"/>', _line(was)),
    )
    drawn += _marks("f-sheet p-ink p-thin", 6, thought) + _marks("f-in", 7, was)
    drawn += _number(was[-1], steps[-1][1], below=steps[-1][1] < steps[-1][0])
    drawn += _number(thought[-1], steps[-1][0], below=steps[-1][0] < steps[-1][1], strong=False)
    return _frame(
        _("How uneasy I thought it would be, and how it was"),
        "; ".join(
            _("step %(n)s: thought %(thought)s, was %(was)s") % {"n": n, "thought": predicted, "was": real}
            for n, (predicted, real) in enumerate(steps, start=1)
        ),
        _("100: I would rather leave"),
        drawn,
    )


def how_sure(told: Sequence[tuple[datetime, int]]) -> SafeString:
    """How sure somebody felt, in time."""
    points = [(x, _height(value)) for x, (_at, value) in zip(_in_time(told), told, strict=True)]
    first, last = told[0], told[-1]
    under = f"{_line(points)}V{BOTTOM}H{points[0][0]:g}Z"
    drawn = _stretched(
        format_html('<path class="f-in-wash" d="{}"/>', under),
        format_html('<path class="p-in p-thick" d="{}"/>', _line(points)),
    )
    drawn += _marks("f-sheet p-in p-thick", 5, points[:-1]) + _marks("f-in", 8, points[-1:])
    drawn += _number(points[-1], last[1])
    drawn += format_html('<text class="end" x="100%" y="96%">{}</text>', _day(last[0]))
    if len(told) > 1:
        drawn += _number(points[0], first[1], strong=False)
        drawn += format_html('<text x="0" y="96%">{}</text>', _day(first[0]))
    described = "; ".join(f"{_day(at)}: {value}" for at, value in told)
    return _frame(_("How sure I felt, then and now"), described, _("100: I hardly think of it"), drawn)


def strip(predicted: int, real: int | None) -> SafeString:
    """One step on a line of its own: further left is easier."""
    if real is None:
        words = _("You think %(thought)s of 100; how it was is still open") % {"thought": predicted}
    else:
        words = _("You thought %(thought)s of 100; it was %(was)s") % {"thought": predicted, "was": real}
    drawn = format_html('<circle class="f-sheet p-ink p-thin" cx="{}%" cy="50%" r="7"/>', _along(predicted))
    if real is not None:
        ends = _along(predicted), _along(real)
        line = '<line class="p-in p-thick" x1="{}%" x2="{}%" y1="50%" y2="50%"/>'
        drawn = format_html(line, *ends) + drawn
        drawn += format_html('<circle class="f-in" cx="{}%" cy="50%" r="8"/>', ends[1])
    return format_html(
        '<svg class="chart strip" role="img"><title>{}</title>'
        '<line class="p-grid" x1="0" x2="100%" y1="50%" y2="50%"/>{}</svg>',
        words,
        drawn,
    )


def _frame(title: str, description: str, most: str, drawn: SafeString) -> SafeString:
    rules = format_html_join(
        "",
        '<line class="p-grid" x1="0" x2="100%" y1="{0}%" y2="{0}%"/>',
        ((_height(value),) for value in (0, 50, 100)),
    )
    return format_html(
        '<svg class="chart" role="img"><title>{}</title><desc>{}</desc>{}{}{}</svg>',
        title,
        description,
        rules,
        format_html('<text x="0" y="6%">{}</text>', most),
        drawn,
    )


def _stretched(*paths: SafeString) -> SafeString:
    """Curves grow with the page, and their strokes do not."""
    return format_html(
        '<svg viewBox="0 0 100 100" width="100%" height="100%" preserveAspectRatio="none">{}</svg>',
        SafeString("".join(paths)),
    )


def _marks(kind: str, radius: int, points: Iterable[Point]) -> SafeString:
    mark = '<circle class="{}" cx="{}%" cy="{}%" r="{}"/>'
    return format_html_join("", mark, ((kind, x, y, radius) for x, y in points))


def _number(point: Point, value: int, *, below: bool = False, strong: bool = True) -> SafeString:
    x, y = point
    return format_html(
        '<text class="{}" x="{}%" y="{}%">{}</text>',
        "strong mid" if strong else "mid",
        x,
        round(y + (9 if below else -8), 2),
        value,
    )


def _line(points: Sequence[Point]) -> str:
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)


def _height(value: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * value / 100, 2)


def _along(value: int) -> float:
    return round(3 + 0.94 * value, 2)


def _evenly(count: int) -> list[float]:
    gap = (RIGHT - LEFT) / max(count - 1, 1)
    return [round(LEFT + gap * n, 2) for n in range(count)]


def _in_time(told: Sequence[tuple[datetime, int]]) -> list[float]:
    span = (told[-1][0] - told[0][0]).total_seconds()
    if not span:
        return _evenly(len(told))
    since = ((at - told[0][0]).total_seconds() for at, _value in told)
    return [round(LEFT + (RIGHT - LEFT) * seconds / span, 2) for seconds in since]


def _day(at: datetime) -> str:
    return date_format(localtime(at), "j M")
