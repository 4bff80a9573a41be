"""Pictures of measurements as SVG: light and dark by the reader's choice, with a title and a text."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from html import escape

WIDTH, LEFT, RIGHT = 720, 275, 60
ROW = 28
STYLE = """<style>
text { font: 14px system-ui, sans-serif; fill: #1f2328 }
.mark { fill: #6b7f99 } .ours { fill: #0b6e63 } .line { stroke: #0b6e63; stroke-width: 2.5; fill: none }
.grid { stroke: #d5dae0 } .quiet { fill: #57606a }
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .mark { fill: #8496ad } .ours { fill: #4fc3b2 } .line { stroke: #4fc3b2 }
.grid { stroke: #3a424c } .quiet { fill: #9aa5b1 }
}
</style>"""


def _picture(height: int, title: str, about: str, inside: Sequence[str]) -> str:
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        'aria-labelledby="title about">'
    )
    told = f'<title id="title">{escape(title)}</title>\n<desc id="about">{escape(about)}</desc>'
    return "\n".join([head, told, STYLE, *inside, "</svg>"]) + "\n"


def bars(shares: Mapping[str, float], n: int) -> str:
    """One bar for each program, the highest share first; ours stands out."""
    ranked = sorted(shares.items(), key=lambda each: (-each[1], each[0]))
    inside = []
    for at, (name, share) in enumerate(ranked):
        top = 10 + at * ROW
        length = (WIDTH - LEFT - RIGHT) * share
        kind = "ours" if name == "Counterpart" else "mark"
        inside += [
            f'<text x="{LEFT - 10}" y="{top + 17}" text-anchor="end">{escape(name)}</text>',
            f'<rect class="{kind}" x="{LEFT}" y="{top + 4}" width="{length:.1f}" height="18" rx="3"/>',
            f'<text class="quiet" x="{LEFT + length + 8:.1f}" y="{top + 17}">{share:.3f}</text>',
        ]
    about = "; ".join(f"{name} {share:.3f}" for name, share in ranked)
    return _picture(20 + ROW * len(ranked), f"Share of the best value, {n} people", about, inside)


def growth(points: Sequence[tuple[int, float]]) -> str:
    """Seconds by people, both on scales where each step is ten times the last."""
    left, right, top, bottom = 70, 690, 20, 330
    across = _decades([n for n, _ in points])
    up = _decades([seconds for _, seconds in points])

    def x(n: float) -> float:
        return left + (right - left) * (math.log10(n) - across[0]) / (across[-1] - across[0])

    def y(seconds: float) -> float:
        return bottom - (bottom - top) * (math.log10(seconds) - up[0]) / (up[-1] - up[0])

    inside = []
    for each in across:
        inside += [
            f'<path class="grid" d="M{x(10**each):.1f} {top}V{bottom}"/>',
            f'<text x="{x(10**each):.1f}" y="{bottom + 22}" text-anchor="middle">{10**each:,}</text>',
        ]
    for each in up:
        inside += [
            f'<path class="grid" d="M{left} {y(10.0**each):.1f}H{right}"/>',
            f'<text x="{left - 8}" y="{y(10.0**each) + 5:.1f}" text-anchor="end">{10.0**each:g} s</text>',
        ]
    path = "L".join(f"{x(n):.1f} {y(seconds):.1f}" for n, seconds in points)
    inside.append(f'<path class="line" d="M{path}"/>')
    inside += [f'<circle class="ours" cx="{x(n):.1f}" cy="{y(s):.1f}" r="4"/>' for n, s in points]
    inside.append(f'<text class="quiet" x="{right}" y="{bottom + 44}" text-anchor="end">people</text>')
    about = "; ".join(f"{n:,} people {seconds:.2f} s" for n, seconds in points)
    return _picture(390, "Time of a whole run by number of people", about, inside)


def _decades(values: Sequence[float]) -> list[int]:
    """Whole powers of ten around these values, at least two."""
    low, high = math.floor(math.log10(min(values))), math.ceil(math.log10(max(values)))
    return list(range(low, max(high, low + 1) + 1))
