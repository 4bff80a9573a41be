"""The stages of working life side by side: where somebody stands, and with whom of each they have learned."""

from collections import Counter
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from counterpart.people.models import Person, Stage

WIDE, HIGH, STEP = 360, 150, 60
FLOOR, DOT, MOST = 122, 22, 5  # where dots begin, how far apart they lie, and how many there is room for


def ladder(me: Person, people: Sequence[Person]) -> SafeString:
    """Empty where nobody told a stage."""
    counts = Counter(each.stage for each in people if each.stage is not None)
    if not counts:
        return SafeString("")
    counted = [(stage, k) for stage, n in counts.items() for k in range(min(n, MOST))]
    dots = [(_middle(stage), FLOOR - 14 - DOT * k) for stage, k in counted]
    over = [(stage, n - MOST) for stage, n in counts.items() if n > MOST]
    more = [(_middle(stage), FLOOR - 6 - DOT * MOST, f"+{n}") for stage, n in over]
    mine = [] if me.stage is None else [(_middle(me.stage) - 22, FLOOR + 6)]
    return format_html(
        '<svg class="ladder" viewBox="0 0 {} {}" role="img" aria-labelledby="ladder-t ladder-d">'
        '<title id="ladder-t">{}</title><desc id="ladder-d">{}</desc>{}{}{}{}</svg>',
        WIDE,
        HIGH,
        _("With whom I have learned, by where they stand"),
        _("Six steps from studying to retired, a dot for each person, and a mark where I stand."),
        format_html_join("", '<rect class="step" x="{}" y="{}" width="52" height="4" rx="2"/>', _steps()),
        format_html_join("", '<rect class="me" x="{}" y="{}" width="44" height="8" rx="4"/>', mine),
        format_html_join("", '<circle cx="{}" cy="{}" r="9"/>', dots),
        format_html_join("", '<text x="{}" y="{}">{}</text>', more),
    )


def _steps() -> list[tuple[int, int]]:
    return [(_middle(stage) - 26, FLOOR) for stage in Stage]


def _middle(stage: int) -> int:
    return stage * STEP + STEP // 2
