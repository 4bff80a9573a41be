"""The stages of working life side by side: where somebody stands, and with whom of each they have learned."""

from collections import Counter
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from counterpart.people.models import Person, Stage

WIDE, STEP = 360, 60
DOT, MOST = 22, 5  # how far apart dots lie, and how many there is room for


def ladder(me: Person, people: Sequence[Person]) -> SafeString:
    """Empty where nobody told a stage."""
    counts = Counter(each.stage for each in people if each.stage is not None)
    if not counts:
        return SafeString("")
    floor = 12 + DOT * min(max(counts.values()), MOST + 1)
    counted = [(stage, k) for stage, n in counts.items() for k in range(min(n, MOST))]
    dots = [(_middle(stage), floor - 14 - DOT * k) for stage, k in counted]
    over = [(stage, n - MOST) for stage, n in counts.items() if n > MOST]
    more = [(_middle(stage), floor - 6 - DOT * MOST, f"+{n}") for stage, n in over]
    mine = [] if me.stage is None else [(_middle(me.stage) - 22, floor + 8)]
    return format_html(
        '<svg class="ladder" viewBox="0 0 {} {}" role="img" aria-labelledby="ladder-t ladder-d">'
        '<title id="ladder-t">{}</title><desc id="ladder-d">{}</desc>{}{}{}{}</svg>',
        WIDE,
        floor + 20,
        _("With whom I have learned, by where they stand"),
        _("Six steps from studying to retired, a dot for each person, and a mark where I stand."),
        format_html_join(
            "", '<rect class="step" x="{}" y="{}" width="52" height="4" rx="2"/>', _steps(floor)
        ),
        format_html_join("", '<rect class="me" x="{}" y="{}" width="44" height="8" rx="4"/>', mine),
        format_html_join("", '<circle cx="{}" cy="{}" r="9"/>', dots),
        format_html_join("", '<text x="{}" y="{}">{}</text>', more),
    )


def _steps(floor: int) -> list[tuple[int, int]]:
    return [(_middle(stage) - 26, floor) for stage in Stage]


def _middle(stage: int) -> int:
    return stage * STEP + STEP // 2
